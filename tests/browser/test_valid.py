"""html-validate finds nothing in any page: the markup is the standard's, and what assistive technology needs is there."""

import json
import re
import subprocess
from pathlib import Path

import pytest
from kinds_of_page import ASKED
from node import FOLDER, node
from running import Running

pytestmark = pytest.mark.slow

RULES = {
    "doctype-style": ["error", {"style": "lowercase"}],  # both are the standard's; ours is the shorter
    "form-dup-name": "off",  # the values of one parameter share its name: ?id=…&id=…
    "long-title": "off",  # a title is the work's or the document's own, which is not ours to shorten
    "no-redundant-role": "off",  # Safari takes a list for none where its marks are styled away; role=list gives it back
    "require-sri": [
        "error",
        {"target": "crossorigin"},
    ],  # ours come from the same server as the page, under their digest
    "tel-non-breaking": "off",  # a link that calls is a sentence in words, and narrow screens have to break it
}


# What one page says and another says otherwise, or where it leads: no rule reads these, but whether there are any.
SAYING = "action alt aria-label content href poster src srcset title value data-[a-z-]+"
SAID = re.compile(f'>([^<]+)<|(?<= )({SAYING.replace(" ", "|")})="([^"]*)"')

ESCAPED = re.compile("&(amp|lt|gt|quot|#34|#39);")


def shape(page: str) -> str:
    """A page without its words and addresses, but with what in them would be wrong or missing as markup."""

    def blank(found: re.Match[str]) -> str:
        words, name, value = found.groups()
        said = words or value or ""
        left = "".join(sorted(set("&>`'") & set(ESCAPED.sub("", said)))) + ("x" if said.strip() else "")
        return f'{name}="{left}"' if name else f">{left}<"

    return re.sub('(?<=lang=")(vi|en)(?=")', "x", SAID.sub(blank, page))


@pytest.fixture(scope="module")
def asked(paths: list[str]) -> list[str]:
    """Every page of the sitemap, and those that are asked for."""
    return [*paths, *(f"/{lang}/{path}" for lang in ("vi", "en") for path in ASKED)]


@pytest.fixture(scope="module")
def folder(site: Running, asked: list[str], tmp_path_factory: pytest.TempPathFactory) -> Path:
    """These pages as files: of those that differ in words and addresses alone the first."""
    folder = tmp_path_factory.mktemp("pages")
    rules = {
        "extends": [f"html-validate:{name}" for name in ("standard", "a11y", "document", "recommended")],
        "rules": RULES,
    }
    (folder / "rules.json").write_text(json.dumps(rules))
    shapes: set[str] = set()
    for path in asked:
        page = site.ask(path).text
        if (seen := shape(page)) not in shapes:
            name = path.strip("/").replace("/", "_").replace("?", "_")
            (folder / f"{name}.html").write_text(page, "utf-8", newline="")
        shapes.add(seen)
    return folder


def told(folder: Path, checks: Path, *files: Path) -> list[str]:
    """What html-validate says of files."""
    assert checks.parent == FOLDER / "checks"
    command = [node(), str(FOLDER / "checks" / "validate.mjs"), "rules.json", *(file.name for file in files)]
    done = subprocess.run(command, cwd=folder, capture_output=True, timeout=300)
    assert done.returncode == 0, done.stderr.decode()
    answer = json.loads(done.stdout)
    assert answer["files"] == len(files)
    return list(answer["said"])


def test_every_page_is_valid(folder: Path, checks: Path, asked: list[str]) -> None:
    files = sorted(folder.glob("*.html"))
    assert len(files) > len(asked) / 3
    assert told(folder, checks, *files) == []


def test_a_page_that_is_not_valid_would_be_found(folder: Path, checks: Path) -> None:
    wrong = folder / "wrong.htm"
    wrong.write_text(
        '<!doctype html>\n<html lang="vi"><head><title>A</title></head><body><p>a<div><img src="a.png"></p></div></body></html>\n'
    )
    assert any("wcag/h37" in each for each in told(folder, checks, wrong))


def test_pages_are_taken_for_the_same_only_by_their_words_and_addresses() -> None:
    one = '<p id="a" lang="vi"><a href="/vi/">Một</a> &amp; hai</p>'
    assert shape(one) == shape('<p id="a" lang="en"><a href="/en/">One, really</a> &amp; two</p>')
    others = (
        one.replace('id="a"', 'id="b"'),
        one.replace(' href="/vi/"', ""),
        one.replace('"/vi/"', '""'),
        one.replace('lang="vi"', 'lang="xx"'),
        one.replace("Một", ""),
        one.replace("&amp;", "&"),
        one.replace("hai", "<b>hai</b>"),
    )
    assert [other for other in others if shape(other) == shape(one)] == []
