"""html-validate finds nothing in any page: the markup is the standard's, and what assistive technology needs is there."""

import json
import subprocess
from pathlib import Path

import pytest
from kinds_of_page import ASKED
from node import node
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


@pytest.fixture(scope="module")
def folder(site: Running, paths: list[str], tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Every page of the sitemap, and those that are asked for, as files."""
    folder = tmp_path_factory.mktemp("pages")
    rules = {
        "root": True,
        "extends": [f"html-validate:{name}" for name in ("standard", "a11y", "document", "recommended")],
        "rules": RULES,
    }
    (folder / ".htmlvalidate.json").write_text(json.dumps(rules))
    for path in [*paths, *(f"/{lang}/{path}" for lang in ("vi", "en") for path in ASKED)]:
        (folder / f"{path.strip('/').replace('/', '_').replace('?', '_') or 'home'}.html").write_bytes(
            site.ask(path).body
        )
    return folder


def told(folder: Path, checks: Path, *files: Path) -> list[str]:
    """What html-validate says of files."""
    command = [
        node(),
        str(checks / "html-validate" / "bin" / "html-validate.mjs"),
        "--formatter",
        "json",
        *(file.name for file in files),
    ]
    report = folder / "report.json"
    with report.open("wb") as out:  # into a pipe it would write no more than fits before it ends
        said = subprocess.run(command, cwd=folder, stdout=out, stderr=subprocess.PIPE, timeout=300)
    assert said.returncode in (0, 1), said.stderr.decode()
    return [
        f"{Path(page['filePath']).name}:{each['line']}: {each['ruleId']}: {each['message']} ({each.get('selector')})"
        for page in json.loads(report.read_text(encoding="utf-8"))
        for each in page["messages"]
    ]


def test_every_page_is_valid(folder: Path, checks: Path, paths: list[str]) -> None:
    files = sorted(folder.glob("*.html"))
    assert len(files) > len(paths)
    assert told(folder, checks, *files) == []


def test_a_page_that_is_not_valid_would_be_found(folder: Path, checks: Path) -> None:
    wrong = folder / "wrong.htm"
    wrong.write_text(
        '<!doctype html>\n<html lang="vi"><head><title>A</title></head><body><p>a<div><img src="a.png"></p></div></body></html>\n'
    )
    assert any("wcag/h37" in each for each in told(folder, checks, wrong))
