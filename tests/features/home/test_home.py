"""Home before the seminar, during it and after it: the clock alone decides."""

from collections.abc import Callable

import pytest
from built import Built, Page, small_site
from notices import PROGRAMME

from hub.i18n.languages import LANGS

# The small programme: 08:30 to 10:00 opening, 10:00 to 11:00 plenary, 13:00 to 14:00 a session in Vietnamese alone; all on 22 October 2025.
LONG_BEFORE, OPENING, GAP, LATER = "2025-10-01T09:00", "2025-10-22T08:45", "2025-10-22T11:30", "2026-11-24T12:00"
KICKER = {
    LONG_BEFORE: {"vi": "Hà Nội, ngày 22 tháng 10 năm 2025", "en": "Hanoi, 22 October 2025"},
    OPENING: {"vi": "Hôm nay tại Hà Nội", "en": "Today in Hanoi"},
    GAP: {"vi": "Hôm nay tại Hà Nội", "en": "Today in Hanoi"},
    LATER: {"vi": "Hội thảo đã diễn ra ngày 22 tháng 10 năm 2025", "en": "The seminar took place on 22 October 2025"},
}
At = Callable[[str], Built]


@pytest.fixture(scope="module")
def at(tmp_path_factory: pytest.TempPathFactory) -> At:
    """The small site at a moment, built once for each."""
    kept: dict[str, Built] = {}

    def built(now: str) -> Built:
        if now not in kept:
            kept[now] = small_site(tmp_path_factory.mktemp("home"), now=now)
        return kept[now]

    return built


def home(hub: Built, lang: str = "vi") -> Page:
    return Page(hub.ask(f"/{lang}/").text)


def section(page: Page, heading: str) -> str:
    """The text of the section under a heading; empty where there is none."""
    return next((each.text for each in page.all("section") if each.text.startswith(heading)), "")


@pytest.mark.parametrize("lang", LANGS)
@pytest.mark.parametrize("now", KICKER)
def test_home_says_whether_the_seminar_is_to_come_goes_on_or_is_over(at: At, now: str, lang: str) -> None:
    kicker = [each.text for each in home(at(now), lang).all("p") if each.get("class") == "kicker"]
    assert kicker[0] == KICKER[now][lang]


@pytest.mark.parametrize(
    ("now", "during"),
    [
        ("2025-10-22T08:29:30", False),
        ("2025-10-22T08:30", True),
        ("2025-10-22T13:59:30", True),
        ("2025-10-22T14:00", False),
        ("2025-10-22T01:30+00:00", True),
        ("2025-10-22T08:30+00:00", False),
    ],
)
def test_the_seminar_goes_on_from_its_first_minute_to_its_last(at: At, now: str, during: bool) -> None:
    assert ("Hôm nay tại Hà Nội" in home(at(now)).main.text) is during


def test_before_it_home_names_the_first_session(at: At) -> None:
    first = section(home(at(LONG_BEFORE), "en"), "How the day begins")
    assert "Opening" in first
    assert "Plenary" not in first


def test_during_it_home_names_what_goes_on_and_what_comes_next(at: At) -> None:
    going_on, _, coming = section(home(at(OPENING), "en"), "Now and next").partition("Next")
    assert "Opening" in going_on
    assert "Plenary" in coming


def test_in_a_gap_home_names_what_comes_next_alone(at: At) -> None:
    page = home(at(GAP), "en")
    assert "Chỉ có tiếng Việt" in section(page, "Now and next")
    assert "Now" not in [heading.text for heading in page.all("h3")]


def test_after_it_home_names_no_session_as_coming(at: At) -> None:
    page = home(at(LATER), "en")
    assert not section(page, "Now and next")
    assert not section(page, "How the day begins")


def test_after_it_home_tells_what_it_handed_on(at: At) -> None:
    assert "Page Handed on." in home(at(LATER), "en").main.text
    assert "Page Handed on." not in home(at(OPENING), "en").main.text


@pytest.mark.parametrize("lang", LANGS)
@pytest.mark.parametrize("now", [LONG_BEFORE, OPENING, GAP])
def test_where_home_lists_illustrative_sessions_it_says_so(at: At, now: str, lang: str) -> None:
    assert PROGRAMME[lang] in home(at(now), lang).main.text


@pytest.mark.parametrize("lang", LANGS)
@pytest.mark.parametrize("now", KICKER)
def test_the_three_doors_statements_and_help_are_always_there(at: At, now: str, lang: str) -> None:
    page = home(at(now), lang)
    links = {link["href"] for link in page.all("a") if link.inside("main")}
    assert {f"/{lang}/{way}/" for way in ("agenda", "gallery", "library", "statements", "help")} <= links


@pytest.mark.parametrize("lang", LANGS)
@pytest.mark.parametrize("now", KICKER)
def test_home_names_the_co_hosts_in_the_order_of_the_report(at: At, now: str, lang: str) -> None:
    names = [each.text for each in home(at(now), lang).all("li") if each.text.startswith(("Cơ quan ", "Organisation "))]
    assert [name.rpartition(" ")[2] for name in names] == ["mps", "dfat", "unicef", "un-women", "unfpa"]


@pytest.mark.parametrize("now", KICKER)
def test_every_figure_stands_beside_its_source(at: At, now: str) -> None:
    page = home(at(now), "en")
    assert "89%" in section(page, "Figures quoted")
    assert [link for link in page.all("a") if link["href"] == "#source-report"]


def test_a_session_that_goes_on_is_marked_in_the_programme(at: At) -> None:
    page = Page(at(OPENING).ask("/en/agenda/").text)
    assert [each.text for each in page.all("span", "p") if each.text == "Now"]
    assert "Now" not in [each.text for each in Page(at(LATER).ask("/en/agenda/").text).all("span", "p")]


def test_the_hour_at_which_home_changes_next_is_known(at: At) -> None:
    snapshot = at(OPENING).builder.snapshot
    assert snapshot is not None
    assert snapshot.next_moment is not None
    assert snapshot.next_moment.isoformat() == "2025-10-22T10:00:00+07:00"
