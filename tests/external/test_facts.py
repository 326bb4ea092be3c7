"""What the site states, held against the pages of facts: every figure, title, number and quotation of theirs stands on the site, and says whose it is.

They are read from `facts/` beside the folder HUB_SHARED_DATA, or from `shared/facts` beside the repository. Without them the tests
are skipped, except in continuous integration, where they fail. That no other number stands on the site: tests/features/sources/test_numbers.py.
"""

import re

import pytest
from facts import Facts, curly, days_of, figures_in, long_months, quotations, says_day, values_in, without_asides
from own import own_site
from stated import Site, heading, reached, sourced, title_of, unless, within

from hub.content.model.dates import HANOI
from hub.features.agenda.model import Session
from hub.features.gallery.model import Room, Work
from hub.features.library.model import Practice
from hub.features.pages.model import Helpline
from hub.i18n.languages import LANGS, Lang


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Site:
    Facts("seminar.md")  # without the facts nothing needs to be built
    return Site(own_site(tmp_path_factory.mktemp("facts")))


def test_every_statement_stands_word_for_word_with_its_speaker_and_source(site: Site) -> None:
    wrong = []
    for row in Facts("seminar.md").rows("who", "office", "words"):
        [words] = quotations(row.of("words"))
        shown = [
            (path, page)
            for path, page in site.in_language("en")
            if any(f"“{words}”" in quote.text for quote in page.all("blockquote"))
        ]
        wrong += unless(any("/statements/" in path for path, _ in shown), f"{row.at}: no statement has the words")
        for path, page in shown:
            office = without_asides(row.of("office")).replace("UN ", "United Nations ")
            named = [
                name for name in (row.of("who").split(",")[0], office) if name.lower() not in page.main.text.lower()
            ]
            wrong += [f"{row.at}: {path} does not name {name}" for name in named]
            wrong += unless(sourced(page.main, page), f"{row.at}: {path} names no source")
    assert wrong == []


def test_nobody_else_is_quoted_in_a_block(site: Site) -> None:
    known = set(quotations(Facts("seminar.md").text))
    quoted = {
        (path, words)
        for path, page in site.pages.items()
        for quote in page.all("blockquote")
        for words in quotations(quote.text)
    }
    assert {path: words for path, words in quoted if words not in known} == {}


@pytest.mark.parametrize("path", ["/en/", "/en/pages/sources/"])
def test_every_figure_stands_word_for_word_with_its_place_and_source(site: Site, path: str) -> None:
    wrong, page = [], site.pages[path]
    for row in Facts("seminar.md").rows("figure", "where"):
        # The page of facts retells one word: the report has “face”.
        words = curly(without_asides(row.of("figure"))).replace("meet harassment", "face harassment")
        around = [
            each
            for each in page.all("div")
            if words.lower() in each.text.lower()
            and row.of("where").lower() in each.text.lower()
            and sourced(each, page)
        ]
        wrong += unless(around, f"{row.at}: {path} does not say “{words}” of {row.of('where')} with a source")
    assert wrong == []


def test_what_a_figure_quotes_is_cited_wherever_it_stands(site: Site) -> None:
    wrong = []
    for row in Facts("seminar.md").rows("figure", "where"):
        for words in quotations(without_asides(row.of("figure"))):
            places = [(path, page) for path, page in site.in_language("en") if f"“{words}”" in page.main.text]
            wrong += unless(places, f"{row.at}: “{words}” stands nowhere")
            wrong += [
                f"{row.at}: {path} has “{words}” without a source"
                for path, page in places
                if not sourced(page.main, page) and "/search/" not in path
            ]
    assert wrong == []


def test_a_figure_has_the_same_numbers_in_both_languages(site: Site) -> None:
    figures = site.built.worker.edition().read_in("vi").terms("figures").values()
    differ = [
        one.id
        for one in figures
        if values_in(f"{one.value.vi} {one.label.vi}", "vi") != values_in(f"{one.value.en} {one.label.en}", "en")
    ]
    assert differ == []


def test_words_that_are_out_of_date_are_not_repeated(site: Site) -> None:
    sentences = re.split(r"(?<=[.!?])\s", Facts("seminar.md").text)
    stale = [words for sentence in sentences if "never repeat" in sentence for words in quotations(sentence)]
    stale += [
        words for line in Facts("seminar.md").text.splitlines() if "never repeat" in line for words in quotations(line)
    ]
    assert stale
    assert [
        (path, words) for path, page in site.pages.items() for words in stale if words.lower() in page.main.text.lower()
    ] == []


def test_the_themes_stand_in_the_order_of_the_report(site: Site) -> None:
    themes = re.findall(r"^\d+\. (.+)$", Facts("seminar.md").text, re.MULTILINE)
    assert [each.text.lower() for each in site.pages["/en/pages/themes/"].all("h2")][: len(themes)] == themes


def test_the_co_hosts_stand_in_the_order_of_the_report(site: Site) -> None:
    [row] = [row for row in Facts("seminar.md").rows("fact", "value") if row.of("fact") == "co-hosts"]
    names = [re.sub(r".*\(([^)]+)\)", r"\1", name.strip()) for name in row.of("value").split(";")]
    headings = [each.text for each in site.pages["/en/pages/co-hosts/"].all("h2")]
    assert [name for name, shown in zip(names, headings, strict=False) if name not in shown] == []


@pytest.mark.parametrize("lang", LANGS)
def test_the_day_of_the_event_stands_on_home(site: Site, lang: str) -> None:
    [row] = [row for row in Facts("seminar.md").rows("fact", "value") if row.of("fact") == "when"]
    [(day, month)] = days_of(row.of("value"))
    assert says_day(site.main(f"/{lang}/"), day, month, lang)


@pytest.mark.parametrize("lang", LANGS)
def test_every_session_has_the_hour_the_title_and_the_line_of_the_programme(site: Site, lang: Lang) -> None:
    facts, wrong = Facts("programme.md"), []
    reader = site.built.worker.edition().read_in(lang)
    rows = facts.rows("start", "id", "title vi", "title en", "min", "room")
    for row in rows:
        session = reader.find(Session, row.of("id"))
        if session is None:
            wrong.append(f"{row.at}: there is no session {row.of('id')}")
            continue
        told = site.main(f"/{lang}/agenda/{row.of('id')}/")
        expected = [row.of(f"title {lang}"), row.of("start"), facts.fixed_line(lang)]
        wrong += [f"{row.at}: {row.of('id')} does not say “{words}”" for words in expected if words not in told]
        found = (
            session.starts.astimezone(HANOI).strftime("%H:%M"),
            session.minutes,
            reader.term("venue-rooms", session.room),
        )
        wrong += unless(
            found[:2] == (row.of("start"), int(row.of("min"))),
            f"{row.at}: {row.of('id')} is at {found[0]} for {found[1]} minutes",
        )
        room = re.split(r"\W(?=the )|\s*\(", row.of("room"))[0].strip()
        wrong += unless(
            found[2] and found[2].label.vi.lower().startswith(room.lower()),
            f"{row.at}: {row.of('id')} is in {session.room}",
        )
    assert wrong == []
    assert {session.slug for session in reader.all(Session)} - {row.of("id") for row in rows} == set()


@pytest.mark.parametrize("lang", LANGS)
def test_every_work_has_the_title_of_the_exhibition(site: Site, lang: Lang) -> None:
    facts, wrong = Facts("exhibition.md"), []
    reader = site.built.worker.edition().read_in(lang)
    rows = facts.rows("id", "room", "title vi", "title en", "note")
    for row in rows:
        work = reader.find(Work, row.of("id"))
        if work is None:
            wrong.append(f"{row.at}: there is no work {row.of('id')}")
            continue
        path = f"/{lang}/gallery/phong-{row.of('room')}/{row.of('id')}/"
        page = site.pages.get(path + "open/" if work.masked else path)
        title = title_of(row.of(f"title {lang}"))
        wrong += unless(page and heading(page) == title, f"{row.at}: {row.of('id')} is not called “{title}”")
        wrong += unless(
            page and facts.fixed_line(lang) in page.main.text, f"{row.at}: {row.of('id')} does not say whose work it is"
        )
        level = row.of("note")[0]
        noted = "M" if work.masked else "N" if work.content_note else "–"
        wrong += unless(noted == level, f"{row.at}: the note of {row.of('id')} is {noted} and not {level}")
        if work.masked:
            covered = site.pages[path]
            wrong += [
                f"{row.at}: {row.of('id')} does not say “{words}”"
                for words in quotations(row.of("note"))
                if lang == "vi" and words not in covered.main.text
            ]
            wrong += unless(title not in covered.source, f"{row.at}: {row.of('id')} gives its title away")
    assert wrong == []
    assert {work.slug for work in reader.all(Work)} - {row.of("id") for row in rows} == set()


@pytest.mark.parametrize("lang", LANGS)
def test_every_room_has_the_title_of_the_exhibition(site: Site, lang: Lang) -> None:
    facts, wrong = Facts("exhibition.md"), []
    rows = facts.rows("room", "title vi / en")
    for row in rows:
        slug, titles = row.of("room").strip("`"), row.of("title vi / en").split(" / ")
        page = site.pages.get(f"/{lang}/gallery/{slug}/")
        wrong += unless(
            page and heading(page) == titles[LANGS.index(lang)],
            f"{row.at}: {slug} is not called “{titles[LANGS.index(lang)]}”",
        )
    assert wrong == []
    assert {room.slug for room in site.built.worker.edition().read_in(lang).all(Room)} - {
        row.of("room").strip("`") for row in rows
    } == set()


@pytest.mark.parametrize("lang", LANGS)
def test_every_service_has_its_numbers_its_state_and_its_day(site: Site, lang: Lang) -> None:
    facts, wrong, page = Facts("helplines.md"), [], site.pages[f"/{lang}/help/"]
    [(day, month)] = days_of(facts.text[:400])
    lines: dict[str, Helpline] = dict(site.built.worker.edition().read_in(lang).terms("helplines"))
    rows = facts.rows("id", "number or address", "hours, cost", "notes", "state")
    for row in rows:
        line = lines.get(row.of("id"))
        around = next((each for each in page.elements if each.get("id") == row.of("id")), None)
        if line is None or around is None:
            wrong.append(f"{row.at}: {row.of('id')} is not on the page")
            continue
        numbers, addresses = reached(row.of("number or address"))
        links = [link["href"] for link in page.all("a") if within(link, around)]
        wrong += [
            f"{row.at}: {row.of('id')} has no link to {number}"
            for number in numbers
            if not {f"tel:{number}", f"sms:{number}"} & set(links)
        ]
        wrong += [
            f"{row.at}: {row.of('id')} has no link to {each}"
            for each in addresses
            if not any(each in link for link in links)
        ]
        rest = long_months(" ".join(row.of(name) for name in ("hours, cost", "notes", "state")))
        wrong += [
            f"{row.at}: {row.of('id')} does not say {value}"
            for value in values_in(rest, "en") - values_in(around.text, lang)
        ]
        wrong += unless(
            row.of("state").startswith("verified") == (line.state == "verified"),
            f"{row.at}: {row.of('id')} is {line.state}",
        )
        checked = line.verified_on
        wrong += unless(
            (checked.day, checked.month) == (day, month), f"{row.at}: {row.of('id')} was checked on {checked}"
        )
        promised = [
            word
            for word in ("free", "miễn phí", "confidential", "bảo mật")
            if re.search(rf"\b{word}\b", around.text, re.IGNORECASE)
        ]
        kept = not promised or "free" in row.of("hours, cost")
        wrong += unless(kept, f"{row.at}: {row.of('id')} promises {promised}")
    assert wrong == []
    assert lines.keys() - {row.of("id") for row in rows} == set()


def test_nothing_else_can_be_dialled(site: Site) -> None:
    known = {
        number
        for row in Facts("helplines.md").rows("id", "number or address")
        for number in reached(row.of("number or address"))[0]
    }
    links = {
        (path, link["href"])
        for path, page in site.pages.items()
        for link in page.all("a")
        if link.get("href").startswith(("tel:", "sms:"))
    }
    assert {path: link for path, link in links if link.partition(":")[2] not in known} == {}


@pytest.mark.parametrize("lang", LANGS)
def test_every_figure_of_a_practice_stands_beside_a_source(site: Site, lang: Lang) -> None:
    wrong = []
    reader = site.built.worker.edition().read_in(lang)
    for row in Facts("practices.md").rows("id", "country", "facts", "sources"):
        practice, page = reader.find(Practice, row.of("id")), site.pages.get(f"/{lang}/library/{row.of('id')}/")
        if practice is None or page is None:
            wrong.append(f"{row.at}: there is no entry {row.of('id')}")
            continue
        stated = long_months(re.split(r"\bUnverified\b", row.of("facts"))[0])
        told = page.main.text
        wrong += [
            f"{row.at}: {row.of('id')} does not say {day}.{month}."
            for day, month in days_of(stated)
            if not says_day(told, day, month, lang)
        ]
        dates = re.sub(r"\b\d{1,2} (?=[A-Z][a-z]+)", "", stated)
        wrong += [
            f"{row.at}: {row.of('id')} does not say {value}" for value in values_in(dates, "en") - values_in(told, lang)
        ]
        beside = [values_in(each.text, lang) for each in page.all("p", "li", "tr") if sourced(each, page)]
        wrong += [
            f"{row.at}: {row.of('id')} says {value} without a source"
            for value in figures_in(stated) - set().union(*beside)
        ]
    assert wrong == []
