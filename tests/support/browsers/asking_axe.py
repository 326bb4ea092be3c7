"""axe-core asked of a page: which rules, in which windows, and what it says."""

import json
from pathlib import Path

from playwright.sync_api import Page

TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
COLOURS = ["color-contrast", "link-in-text-block"]
# What the size of the window alone can change: how large and how close things are, and what has its name in the folded menu.
SIZES = [
    *COLOURS,
    "target-size",
    "scrollable-region-focusable",
    "summary-name",
    "link-name",
    "label-content-name-mismatch",
]
Looks = tuple[tuple[int, list[str] | None], ...]
# Both languages have the same elements and differ in words: each is asked for everything at one width, and at the other for
# what may differ there. The longer words are the Vietnamese.
WINDOWS: dict[str, Looks] = {"vi": ((320, None), (1280, SIZES)), "en": ((1280, None), (320, SIZES))}
# Of WCAG 2.2 A and AA and good practice every rule; of what differs from that by little the rules that it concerns.
RUN = """async (rules) => {
  const tags = TAGS;
  const found = await axe.run(document, {
    resultTypes: ["violations"],
    preload: { assets: ["media"] },  // not the style sheets: no rule of these asks for them
    runOnly: rules ? { type: "rule", values: rules } : { type: "tag", values: tags },
    rules: rules ? {} : { "target-size": { enabled: true } },
  });
  if (found.passes.length < (rules ? 1 : 15)) throw new Error("axe has hardly looked");
  return found.violations.flatMap((rule) => rule.nodes.map((node) => `${rule.id} ${node.target.join(" ")}: ${node.failureSummary}`));
}""".replace("TAGS", json.dumps(TAGS))


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
