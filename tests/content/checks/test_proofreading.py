"""What an editor says of an entry besides its words: the line "in short", and a consent that has run out."""

from datetime import date
from pathlib import Path

import pytest
from built import Built, small_root, small_site
from desk import Desk
from small import put, small

from hub.build.reporter import Reporter
from hub.content.checks.proofreading import Proofreader
from hub.content.source.archive import Archive
from hub.feature import discover
from hub.storage.packs import Packs

WORK = "exhibits/phong-1/tp-01/index.vi.md"
TALK = "content/statements/loi-noi.en.md"
CONSENT = '"basis": "no-person-depicted"'


def said(root: Path, today: date = date(2026, 11, 24)) -> list[str]:
    """What there is to say of the small content below a folder."""
    archive = Archive(root / "content", root / "exhibits", discover().registry, Packs(root / "packs"))
    archive.refresh()
    return [problem.text(str) for problem in Proofreader().read(archive, today)]


@pytest.fixture
def root(tmp_path: Path) -> Path:
    return small(tmp_path)


def change(root: Path, name: str, old: str, new: str) -> None:
    text = (root / name).read_text(encoding="utf-8")
    assert old in text
    put(root / name, text.replace(old, new))


def test_of_content_in_order_nothing_is_said(root: Path) -> None:
    assert said(root) == []


@pytest.mark.parametrize(
    ("name", "line"),
    [(TALK, 'in_short: "It was said."'), ("content/library/duong-day.vi.md", 'in_short: "Nói ngắn gọn."')],
)
def test_a_practice_or_statement_without_the_line_in_short_is_told(root: Path, name: str, line: str) -> None:
    change(root, name, f"{line}\n", "")
    (told,) = said(root)
    assert told.startswith(f"{name}:1: in_short is missing; say in one or two plain sentences")


def test_no_other_kind_needs_the_line_in_short(desk: Desk) -> None:
    desk.write("pages/a.vi.md", "title: A\nupdated: 2026-11-24")
    desk.edition()
    assert Proofreader().read(desk.archive, date(2026, 11, 24)) == []


@pytest.mark.parametrize(
    ("name", "old", "most"), [(TALK, "It was said.", 40), ("content/statements/loi-noi.vi.md", "Đã nói.", 60)]
)
def test_in_short_has_40_words_or_60_syllables_at_most(root: Path, name: str, old: str, most: int) -> None:
    change(root, name, old, " ".join(["lời"] * most))
    assert said(root) == []
    change(root, name, "lời lời", "lời lời lời")
    (told,) = said(root)
    assert (
        told.endswith(f"words; keep it to {most}") and told.startswith(f"{name}:") and not told.startswith(f"{name}:1:")
    )


@pytest.mark.parametrize(
    ("today", "told"),
    [
        (date(2027, 12, 1), []),
        (date(2027, 12, 2), [f"{WORK}:7: warning: the consent ends on 2028-01-01; ask for it again in time"]),
        (date(2028, 1, 1), [f"{WORK}:7: warning: the consent ends on 2028-01-01; ask for it again in time"]),
        (
            date(2028, 1, 2),
            [f"{WORK}:7: the consent ended on 2028-01-01; ask for it again, or write status: withdrawn"],
        ),
    ],
)
def test_a_consent_that_ends_is_told_30_days_before_and_is_an_error_afterwards(
    root: Path, today: date, told: list[str]
) -> None:
    change(root, WORK, CONSENT, f'{CONSENT}, "until": "2028-01-01"')
    assert [line for line in said(root, today) if line.startswith(WORK)] == told


def test_the_consent_of_a_work_that_was_withdrawn_is_nobodys_concern(root: Path) -> None:
    change(root, WORK, CONSENT, f'{CONSENT}, "until": "2020-01-01"')
    change(root, WORK, "order: 1", "order: 1\nstatus: withdrawn")
    assert said(root) == []


def test_the_builder_tells_an_author_of_words_as_a_remark_and_shows_the_page(tmp_path: Path) -> None:
    hub = small_site(tmp_path)
    told: list[str] = []
    hub.builder.reporter = Reporter(told.append)
    hub.builder.tell_problems()
    words = '{"title": {"vi": "a", "en": "b"}, "terms": [{"id": "a", "label": {"vi": "x", "en": "y"}, "avoid": {"en": ["kiddie"]}}]}'
    put(hub.root / "content/vocabulary/words.yaml", words)
    change(hub.root, "content/pages/about.en.md", "Page About", "Page of kiddies")
    hub.build()
    hub.builder.tell_problems()
    assert [line.partition("; a quoted")[0] for line in told] == [
        "content/pages/about.en.md:7: warning: “kiddie”: write “y”"
    ]
    assert "Page of kiddies" in hub.ask("/en/pages/about/").text


def test_the_builder_speaks_the_language_of_whoever_started_it(tmp_path: Path) -> None:
    told: list[str] = []
    Reporter(told.append, lambda message: message.replace("indexing", "đang lập chỉ mục")).say(
        "indexing %(texts)d texts for search", texts=3
    )
    assert told == ["đang lập chỉ mục 3 texts for search"]


@pytest.mark.parametrize(
    ("lang", "line", "summary"),
    [("vi", "Nói ngắn gọn.", "Đường dây hỗ trợ: tóm tắt."), ("en", "In short.", "A hotline: summary.")],
)
def test_in_short_stands_before_everything_else_that_an_entry_says(
    tmp_path: Path, lang: str, line: str, summary: str
) -> None:
    text = small_site(tmp_path).ask(f"/{lang}/library/duong-day/").text
    main = text[text.index("<h1") :]
    assert main.index(f"<p>{line}</p>") < main.index(summary)


def test_after_a_content_note_in_short_comes_first(tmp_path: Path) -> None:
    root = small_root(tmp_path)
    change(root, "content/library/duong-day.en.md", "title:", 'content_note: "Speaks of abuse."\ntitle:')
    text = Built(root).ask("/en/library/duong-day/").text
    main = text[text.index("<h1") :]
    assert main.index("Speaks of abuse.") < main.index("<p>In short.</p>") < main.index("A hotline: summary.")
