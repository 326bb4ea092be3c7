"""The pages of review, signing and publication: nothing for axe to find, and no scrolling sideways on a telephone."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from asking_axe import RUN, axe_source
from playwright.sync_api import Browser
from served_desk import seat, served
from ways import Way, with_section

pytestmark = [pytest.mark.browser, pytest.mark.slow]


@pytest.fixture(scope="module")
def way(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Way]:
    with served(tmp_path_factory.mktemp("way")) as opened:
        yield opened


def test_no_page_of_review_has_anything_for_axe_or_scrolls_sideways(browser: Browser, way: Way, checks: Path) -> None:
    long = "Cách làm mới. Gọi 0912 345 678. " + "https://example.org/" + "dài" * 60
    number = way.draft_in("safeguarding", with_section("approach", long), slug="duong-day")
    signing = way.draft_in("signoff")
    link = way.ask_to_sign(signing)
    approved = way.draft_in("approved")
    pages = [
        ("safeguarding", f"/vi/contribute/drafts/{number}/review/"), ("editor", "/en/contribute/queue/"),
        ("", f"/vi/contribute/sign/{link}/"), ("", "/vi/contribute/sign/khong-co/"),
        ("editor", f"/vi/contribute/drafts/{approved}/publish/"), ("editor", "/vi/contribute/entries/"),
        ("editor", "/vi/contribute/entries/practice/duong-day/take-over/"),
        ("editor", "/vi/contribute/entries/practice/duong-day/withdraw/"), ("editor", f"/en/contribute/drafts/{signing}/review/"),
    ]  # fmt: skip
    axe = axe_source(checks)
    found: list[str] = []
    for who in ("", "safeguarding", "editor"):
        with seat(browser, way, who, viewport={"width": 360, "height": 740}) as opened:
            opened.context.add_init_script(axe)
            for _, path in (one for one in pages if one[0] == who):
                page = opened.go(path)
                page.evaluate("document.querySelectorAll('details').forEach((it) => { it.open = true; })")
                found += [f"{path} {said}" for said in page.evaluate(RUN, None)]
                wide = page.evaluate("document.documentElement.scrollWidth")
                found += [f"{path} is {wide} px wide"] if wide > 360 else []
            found += [one for one in opened.faults() if "404" not in one]
    assert not found, "\n".join(found)
