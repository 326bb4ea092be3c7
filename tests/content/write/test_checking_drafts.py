"""Checking a draft: it says what `check` would say of the files, and touches none."""

import shutil
from collections.abc import Callable
from dataclasses import replace
from datetime import date, datetime
from pathlib import Path
from typing import Any

import pytest
from drafts import KINDS
from running import REPOSITORY
from small import small

from hub.content.assemble import assemble
from hub.content.checks.proofreading import Proofreader
from hub.content.model.dates import HANOI
from hub.content.source.archive import Archive
from hub.content.write.checking import MANY
from hub.content.write.draft import Page, Pages, settled
from hub.content.write.publishing import ContentChecker, check_pages, current, publish
from hub.feature import discover
from hub.problems import Problem, in_order
from hub.storage.packs import Packs

NOW = datetime(2026, 12, 1, 9, 0, tzinfo=HANOI)
REGISTRY = discover().registry
Change = Callable[[Page], Page]


class Desk:
    """A small content of everything, and drafts of its practice."""

    def __init__(self, root: Path) -> None:
        self.root = small(root)
        shutil.copy(REPOSITORY / "content/vocabulary/words.yaml", root / "content/vocabulary/words.yaml")
        self.roots = {"content": root / "content", "exhibits": root / "exhibits"}
        self.instance = root / "instance"
        self.archive = Archive(self.roots["content"], self.roots["exhibits"], REGISTRY, Packs(root / "packs"))

    def check(self, kind: str, slug: str, pages: Pages, parent: str = "") -> list[Problem]:
        return check_pages(KINDS[kind], slug, parent, pages, self.roots, REGISTRY, NOW)

    def pages(self, kind: str, slug: str, parent: str = "") -> Pages:
        return current(KINDS[kind], slug, parent, self.roots, self.instance).pages

    def publish(self, kind: str, slug: str, pages: Pages, parent: str = "") -> None:
        there = current(KINDS[kind], slug, parent, self.roots, self.instance).digests
        publish(KINDS[kind], slug, parent, pages, self.roots, there, instance=self.instance, today=date(2026, 12, 1))

    def said_of_files(self, names: str) -> list[Problem]:
        """What `check` says of the files whose names begin so, as it reads them from the folders."""
        self.archive.refresh()
        edition = assemble(self.archive, NOW, drafts=True)
        found = in_order([*edition.problems, *Proofreader().read(self.archive, NOW.date())])
        return [problem for problem in found if problem.file.startswith(names)]

    def bytes(self) -> dict[str, tuple[bytes, int]]:
        return {
            str(path): (path.read_bytes(), path.stat().st_mtime_ns)
            for root in self.roots.values() for path in root.rglob("*") if path.is_file()
        }  # fmt: skip


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    return Desk(tmp_path)


@pytest.fixture(scope="module")
def published(tmp_path_factory: pytest.TempPathFactory) -> tuple[Desk, Pages]:
    """A desk over whose practice one draft after another is published, and what that said at first."""
    desk = Desk(tmp_path_factory.mktemp("published"))
    return desk, desk.pages("practice", "duong-day")


def field(name: str, value: Any) -> Change:
    return lambda page: replace(page, fields={**page.fields, name: value})


def section(name: str, text: str) -> Change:
    return lambda page: replace(page, sections={**page.sections, name: text})


FAULTS: dict[str, Change] = {
    "nothing": lambda page: page,
    "a code": field("countries", ["XX"]),
    "a field": field("titel", "x"),
    "an empty title": field("title", ""),
    "a day": field("verified_on", "22/10/2025"),
    "a link": section("results", "Xem [bài này](practice/khong-co)."),
    "an own address": section("results", "Xem [bài này](http://localhost:8000/vi/library/khong-co/)."),
    "a citation": section("results", "Có 5 vụ [@khong-co]."),
    "a number": section("results", "Có 5.000 vụ."),
    "no section": lambda page: replace(page, sections={"problem": "x"}),
    "an empty section": section("results", ""),
    "an avoided word": section("results", "Một vụ child pornography."),
    "a withheld name": section("results", "Theo Tên Giấu Kín, mọi việc đã xong."),
    "an anchor": section("results", "Xem [đây](#khong-co)."),
    "a wrong source": field("indicators", [{"id": "a", "name": {"vi": "x", "en": "y"}, "value": "1", "source": "khong-co"}]),
    "too long": section("results", "dài " * 60_000),
    "a text too deep": section("results", "> " * 200 + "x"),
}  # fmt: skip


@pytest.mark.parametrize("fault", FAULTS)
def test_a_draft_is_told_what_check_says_of_it_once_it_is_published(published: tuple[Desk, Pages], fault: str) -> None:
    desk, first = published
    pages = {**first, "vi": FAULTS[fault](first["vi"])}
    told = desk.check("practice", "duong-day", pages)
    desk.publish("practice", "duong-day", pages)
    said = desk.said_of_files("content/library/duong-day.")
    assert [problem.text(str) for problem in told] == [problem.text(str) for problem in said]
    assert (told == []) == (fault == "nothing")


def test_checking_touches_neither_folder(desk: Desk) -> None:
    before = desk.bytes()
    pages = {lang: field("countries", ["XX"])(page) for lang, page in desk.pages("practice", "duong-day").items()}
    assert desk.check("practice", "duong-day", pages)
    assert desk.bytes() == before


def test_a_new_entry_is_checked_under_the_names_that_its_files_would_have(desk: Desk) -> None:
    told = desk.check("page", "moi", {"vi": Page({"title": "Mới", "order": "x"}, {}), "en": Page({"title": "New"}, {})})
    assert {problem.file for problem in told} == {"content/pages/moi.vi.md"}


def test_a_picture_is_looked_for_in_the_folder_of_the_work(desk: Desk) -> None:
    work = desk.pages("work", "tp-01", "phong-1")
    assert not [p for p in desk.check("work", "tp-01", work, "phong-1") if "there is no file" in p.text(str)]
    other = {"vi": field("media", "khac.svg")(work["vi"])}
    assert any("khac.svg" in p.text(str) for p in desk.check("work", "tp-01", other, "phong-1"))


def test_what_a_draft_makes_wrong_elsewhere_is_told_too(desk: Desk) -> None:
    room = {lang: field("status", "withdrawn")(page) for lang, page in desk.pages("room", "phong-1").items()}
    told = desk.check("room", "phong-1", room)
    assert {problem.file for problem in told} >= {"exhibits/phong-1/tp-01/index.vi.md"}


def test_a_slug_that_another_entry_has_is_told(desk: Desk) -> None:
    told = desk.check("work", "tp-01", {"vi": Page({"title": "x"}, {})}, "phong-2")
    assert any("is taken by" in problem.text(str) for problem in told)


def test_a_comment_that_is_left_open_is_told_with_its_section(desk: Desk) -> None:
    pages = {"vi": section("results", "<!-- mở")(desk.pages("practice", "duong-day")["vi"])}
    (problem,) = desk.check("practice", "duong-day", pages)
    assert problem.text(str) == (
        "content/library/duong-day.vi.md:1: the section results has a comment or code that does not end in it; close it"
    )


def test_who_checks_often_is_told_the_same_and_follows_the_files(desk: Desk, tmp_path: Path) -> None:
    checker = ContentChecker(desk.roots, REGISTRY, tmp_path / "checker")
    kind, pages = KINDS["practice"], desk.pages("practice", "duong-day")
    wrong = {**pages, "vi": section("results", "Xem [bài này](page/moi).")(pages["vi"])}

    def told(pages: Pages) -> list[str]:
        return [problem.text(str) for problem in checker.problems(kind, "duong-day", "", pages, NOW)]

    first, sound = told(wrong), told(pages)
    assert any("there is no page" in line for line in first) and not any("there is no page" in line for line in sound)
    assert told(wrong) == first
    desk.publish("page", "moi", {"vi": Page({"title": "Mới"}, {})})
    assert not any("there is no page" in line for line in told(wrong))
    checker.checked = MANY  # from here on it reads everything anew
    assert (told(pages), checker.checked) == (sound, 1)


def test_a_settled_page_is_checked_as_it_was_typed(desk: Desk) -> None:
    pages = desk.pages("practice", "duong-day")
    typed = {"vi": field("title", "Ma\u0301y\r\n")(pages["vi"])}
    same = {"vi": settled(KINDS["practice"], typed["vi"])}
    assert desk.check("practice", "duong-day", typed) == desk.check("practice", "duong-day", same)
