"""axe-core asked of a page: which rules, in which windows, and what it says."""

import json
from pathlib import Path

from playwright.sync_api import Page

TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
COLOURS = ["color-contrast", "link-in-text-block"]
# What the size of the window alone can change: how large and how close things are, and what has its name in the folded menu.
FITTING = [
    "target-size",
    "scrollable-region-focusable",
    "summary-name",
    "link-name",
    "label-content-name-mismatch",
]
SIZES = [*COLOURS, *FITTING]
BUT_COLOURS = {"but": COLOURS}  # every rule but these
Rules = list[str] | dict[str, list[str]] | None
Looks = tuple[tuple[int, Rules], ...]
BOTH_WIDTHS: Looks = (
    (320, None),
    (1280, SIZES),
)  # every rule in the narrow window, in the wide one what may differ there
# Of WCAG 2.2 A and AA and good practice every rule; of what differs from that by little the rules that it concerns.
RUN = """async (rules) => {
  const tags = TAGS;
  const named = Array.isArray(rules), without = named ? [] : rules?.but ?? [];
  const found = await axe.run(document, {
    resultTypes: ["violations"],
    preload: { assets: ["media"] },  // not the style sheets: no rule of these asks for them
    runOnly: named ? { type: "rule", values: rules } : { type: "tag", values: tags },
    rules: named ? {} : Object.fromEntries([["target-size", { enabled: true }], ...without.map((it) => [it, { enabled: false }])]),
  });
  if (found.passes.length < (named ? 1 : 15)) throw new Error("axe has hardly looked");
  return found.violations.flatMap((rule) => rule.nodes.map((node) => `${rule.id} ${node.target.join(" ")}: ${node.failureSummary}`));
}""".replace("TAGS", json.dumps(TAGS))
# Of every text that is shown what makes its contrast: its colours, its size, and what lies under it as far as one sees through.
COMBINATIONS = """() => {
  const grounds = new Map();
  const ground = (it) => {
    if (!it) return "";
    if (grounds.has(it)) return grounds.get(it);
    const { backgroundColor, backgroundImage, opacity, position } = getComputedStyle(it);
    const clear = backgroundColor.endsWith(", 0)") && backgroundImage === "none" && opacity === "1";
    const above = ["absolute", "fixed"].includes(position);  // it may lie over anything
    const opaque = /^rgb\\(/.test(backgroundColor) && backgroundImage === "none" && opacity === "1" && !above;
    const own = clear && !above ? [] : [backgroundColor, backgroundImage, opacity, above ? it.className : ""];
    const found = [...own, opaque ? "" : ground(it.parentElement)].join("/");
    grounds.set(it, found);
    return found;
  };
  const written = (it) => it.matches("input, select, textarea") || [...it.childNodes].some((node) => node.nodeType === 3 && node.data.trim());
  const combination = (it) => {
    const { color, fontSize, fontWeight, textShadow, textDecorationLine } = getComputedStyle(it);
    const large = parseFloat(fontSize) >= (fontWeight >= 700 ? 18.66 : 24);  // of which WCAG asks for less
    const link = it.localName === "a" && [textDecorationLine, getComputedStyle(it.parentElement).color];
    return [color, large, textShadow, link, ground(it)].join(" ");
  };
  return [...new Set([...document.body.querySelectorAll("*")].filter((it) => written(it) && it.checkVisibility()).map(combination))];
}"""


def axe_source(checks: Path) -> str:
    """Its source: the site's policy lets no page load it, so the browser runs it before each page, or in an open one."""
    return (checks / "axe-core" / "axe.min.js").read_text(encoding="utf-8")


def found_on(page: Page, windows: Looks) -> list[str]:
    """What axe says of the open page at these widths by these rules, or by all."""
    found = []
    for width, rules in windows:
        page.set_viewport_size({"width": width, "height": 800})
        found += [f"{width} px: {each}" for each in page.evaluate(RUN, rules)]
    return found


def colours_on(page: Page, judged: set[str]) -> list[str]:
    """What axe says of the colours of the open page, if a text has any that are not among those judged to be good.

    It works out where everything lies before it looks at any colour: that costs far more than to see that there is none to judge.
    """
    shown = combinations_on(page)
    if shown <= judged:
        return []
    found: list[str] = page.evaluate(RUN, COLOURS)
    if not found:
        judged |= shown
    return found


def combinations_on(page: Page) -> set[str]:
    """What texts of the open page have of colours, one string for each combination."""
    return set(page.evaluate(COMBINATIONS))
