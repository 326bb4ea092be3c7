"""Publishing: what `check` would say is said before, the pair is written whole or not at all, and no edit is overwritten."""

from dataclasses import replace
from datetime import date, datetime
from pathlib import Path
from typing import Any

import pytest
from built import small_site
from drafts import KINDS

from hub.content.assemble import assemble
from hub.content.model.dates import HANOI
from hub.content.source.archive import Archive
from hub.content.write import journal
from hub.content.write.draft import Page, Pages, Unwritable
from hub.content.write.merging import merge
from hub.content.write.publishing import (
    Current,
    Published,
    Stale,
    current,
    publish,
    withdraw,
)
from hub.errors import UserError
from hub.feature import discover
from hub.problems import Unreadable
from hub.storage.packs import Packs

PAGE, PRACTICE, WORK, PERSON = (KINDS[name] for name in ("page", "practice", "work", "person"))
TODAY, NOW = date(2026, 12, 1), datetime(2026, 12, 1, 9, 0, tzinfo=HANOI)
VI = "---\ntitle: Một\n# ghi chú\norder: 3\nupdated: 2026-11-24\n---\n\nTrước.\n\n## Hai {#hai}\n\nb\n"
EN = "---\ntitle: One\nupdated: 2026-11-24\n---\n\nBefore.\n\n## Two {#hai}\n\nb\n"


class Shelf:
    """The folders of a test, and an entry `page/a` in them."""

    def __init__(self, root: Path) -> None:
        self.roots = {"content": root / "content", "exhibits": root / "exhibits"}
        self.instance = root / "instance"
        for folder in self.roots.values():
            folder.mkdir(parents=True, exist_ok=True)

    def path(self, lang: str) -> Path:
        return self.roots["content"] / f"pages/a.{lang}.md"

    def put(self, **texts: str) -> None:
        for lang, text in texts.items():
            self.path(lang).parent.mkdir(exist_ok=True)
            self.path(lang).write_bytes(text.encode())

    def text(self, lang: str) -> str:
        return self.path(lang).read_bytes().decode()

    def current(self, kind: Any = PAGE, slug: str = "a", parent: str = "") -> Current:
        return current(kind, slug, parent, self.roots, self.instance)

    def publish(self, pages: Pages, expected: Any = None, **given: Any) -> Published | Stale:
        expected = self.current().digests if expected is None else expected
        return publish(PAGE, "a", "", pages, self.roots, expected, instance=self.instance, today=TODAY, **given)

    def withdraw(self, kind: Any, slug: str, parent: str = "") -> Published | Stale:
        expected = self.current(kind, slug, parent).digests
        return withdraw(kind, slug, parent, self.roots, expected, instance=self.instance, today=TODAY)


@pytest.fixture
def shelf(tmp_path: Path) -> Shelf:
    shelf = Shelf(tmp_path)
    shelf.put(vi=VI, en=EN)
    return shelf


def titled(page: Page, title: str) -> Page:
    return replace(page, fields={**page.fields, "title": title})


def both(shelf: Shelf, title: str) -> Pages:
    return {lang: titled(page, f"{title} {lang}") for lang, page in shelf.current().pages.items()}


def test_what_is_published_stands_in_the_files_with_the_day(shelf: Shelf) -> None:
    done = shelf.publish(both(shelf, "Mới"))
    assert isinstance(done, Published)
    assert shelf.text("vi") == VI.replace("Một", "Mới vi").replace("2026-11-24", "2026-12-01")
    assert shelf.text("en") == EN.replace("One", "Mới en").replace("2026-11-24", "2026-12-01")
    assert done.written == (shelf.path("vi"), shelf.path("en"))
    assert (done.pages, done.digests) == (shelf.current().pages, shelf.current().digests)


def test_a_language_that_says_nothing_new_keeps_its_bytes_and_its_day(shelf: Shelf) -> None:
    pages = {**shelf.current().pages, "vi": both(shelf, "Mới")["vi"]}
    assert shelf.publish(pages).written == (shelf.path("vi"),)  # type: ignore[union-attr]
    assert shelf.text("en") == EN


def test_one_language_alone_can_be_published(shelf: Shelf) -> None:
    shelf.publish({"en": both(shelf, "New")["en"]})
    assert (shelf.text("vi"), "title: New en" in shelf.text("en")) == (VI, True)


def test_a_new_entry_gets_the_files_of_its_kind(shelf: Shelf) -> None:
    pages: Pages = {"vi": Page({"title": "Phòng", "summary": "s", "order": "1"}, {}), "en": Page({"title": "Room"}, {})}
    done = publish(
        KINDS["room"], "phong-1", "", pages, shelf.roots, {}, instance=shelf.instance, today=TODAY
    )  # fmt: skip
    folder = shelf.roots["exhibits"] / "phong-1"
    assert isinstance(done, Published)
    assert (folder / "index.vi.md").read_text() == "---\ntitle: Phòng\nsummary: s\nupdated: 2026-12-01\norder: 1\n---\n"
    assert (folder / "index.en.md").read_text() == "---\ntitle: Room\nupdated: 2026-12-01\n---\n"


def test_a_second_language_is_put_beside_the_first(shelf: Shelf) -> None:
    shelf.path("en").unlink()
    folder = shelf.path("vi").parent / "a"
    folder.mkdir()
    shelf.path("vi").rename(folder / "index.vi.md")
    shelf.publish({"en": Page({"title": "One"}, {})})
    assert (folder / "index.en.md").is_file() and not shelf.path("en").exists()


def test_a_slug_that_no_entry_may_have_is_refused(shelf: Shelf) -> None:
    for slug in ("../a", "A", "now"):
        with pytest.raises(UserError, match="cannot be used in an address"):
            publish(
                PAGE, slug, "", {"vi": Page({}, {})}, shelf.roots, {}, instance=shelf.instance, today=TODAY,
                reserved=frozenset(["now"]),
            )  # fmt: skip


@pytest.mark.parametrize("lang", ["vi", "en"])
def test_a_file_that_was_edited_meanwhile_keeps_the_pair_from_being_written(shelf: Shelf, lang: str) -> None:
    began = shelf.current()
    ours = both(shelf, "Mới")
    shelf.path(lang).write_text(shelf.text(lang).replace("\nb\n", "\nkhác\n"))
    before = {each: shelf.text(each) for each in ("vi", "en")}
    told = shelf.publish(ours, began.digests)
    assert isinstance(told, Stale)
    assert {each: shelf.text(each) for each in ("vi", "en")} == before
    again = merge(began.pages, ours, told.pages)
    assert again.conflicts == ()
    assert isinstance(shelf.publish(again.pages, told.digests), Published)
    assert "khác" in shelf.text(lang) and "Mới" in shelf.text(lang)


def test_a_new_entry_that_somebody_else_has_written_meanwhile_is_not_overwritten(shelf: Shelf) -> None:
    assert isinstance(shelf.publish({"vi": Page({"title": "x"}, {})}, {"vi": None}), Stale)
    assert shelf.text("vi") == VI


def test_a_file_that_was_removed_meanwhile_does_not_come_back(shelf: Shelf) -> None:
    pages, digests = both(shelf, "Mới"), shelf.current().digests
    shelf.path("en").unlink()
    assert isinstance(shelf.publish(pages, digests), Stale)
    assert (shelf.text("vi"), shelf.path("en").exists()) == (VI, False)


def test_a_page_that_cannot_be_written_writes_nothing(shelf: Shelf) -> None:
    pages = {**both(shelf, "Mới"), "en": replace(shelf.current().pages["en"], lead="<!-- mở")}
    with pytest.raises(Unwritable):
        shelf.publish(pages)
    assert (shelf.text("vi"), shelf.text("en")) == (VI, EN)


def test_a_file_that_cannot_be_read_is_told_and_can_be_written_anew(shelf: Shelf) -> None:
    shelf.put(vi="---\ntitle: a: b\n---\n")
    there = shelf.current()
    assert [(problem.file, problem.line) for problem in there.problems] == [("content/pages/a.vi.md", 2)]
    assert list(there.pages) == ["en"]
    shelf.publish({"vi": Page({"title": "a: b"}, {})}, there.digests)
    assert shelf.text("vi") == '---\ntitle: "a: b"\nupdated: 2026-12-01\n---\n'


def test_a_translation_that_is_done_is_marked_and_one_that_is_not_is_not(shelf: Shelf) -> None:
    shelf.publish(both(shelf, "Mới"))
    assert "translates" not in shelf.text("en")
    shelf.publish(both(shelf, "Mới hơn"), done={"en"})
    assert list(shelf.current().pages["en"].fields["translates"]) == ["title", "body", "hai"]
    assert stale(shelf) == ("fresh", ())


def stale(shelf: Shelf) -> tuple[str, tuple[str, ...]]:
    """How page/a stands to its original in the other language."""
    with_state = Archive(
        shelf.roots["content"], shelf.roots["exhibits"], discover().registry, Packs(shelf.instance / "p")
    )
    with_state.refresh()
    (translation,) = assemble(with_state, NOW, drafts=True).entries["page"]["a"].translations.values()
    return translation.state, translation.sections


def test_a_draft_forges_no_mark_and_loses_none(shelf: Shelf) -> None:
    shelf.publish(both(shelf, "Mới"), done={"en"})
    marked = shelf.current().pages["en"].fields["translates"]
    english = shelf.current().pages["en"]
    shelf.publish({"en": replace(english, fields={**english.fields, "title": "x", "translates": {"title": "0"}})})
    assert shelf.current().pages["en"].fields["translates"] == marked


def test_a_small_change_keeps_fresh_what_was_fresh_and_no_more(shelf: Shelf) -> None:
    shelf.publish(both(shelf, "Mới"), done={"en"})
    page = shelf.current().pages["vi"]
    shelf.publish({"vi": replace(page, lead="Lớn.")})
    assert stale(shelf) == ("stale", ("body",))
    shelf.publish({"vi": titled(shelf.current().pages["vi"], "Nhỏ")}, minor=True)
    assert stale(shelf) == ("stale", ("body",))


def test_the_original_is_not_marked_as_a_translation(shelf: Shelf) -> None:
    with pytest.raises(UserError, match="this file is the original"):
        shelf.publish(both(shelf, "Mới"), done={"vi"})


def test_who_was_alone_stays_the_original_when_a_translation_joins(shelf: Shelf) -> None:
    shelf.path("vi").unlink()
    shelf.publish({"vi": Page({"title": "Một"}, {})}, done={"vi"})
    assert "original: true" in shelf.text("en") and "translates:" in shelf.text("vi")


def test_the_authentic_language_can_be_said_and_changed(shelf: Shelf) -> None:
    shelf.publish({}, original="en")
    assert ("original: true" in shelf.text("en"), "original" in shelf.text("vi")) == (True, False)
    shelf.publish({}, original="vi")
    assert "original: true" not in shelf.text("en")


def test_what_is_approved_is_no_draft(shelf: Shelf) -> None:
    shelf.put(vi=VI.replace("order: 3", "draft: true"))
    shelf.publish(shelf.current().pages)
    assert "draft" not in shelf.text("vi")


def test_the_file_behind_a_link_is_written_and_the_link_stays(shelf: Shelf) -> None:
    real = shelf.path("vi").with_name("that.txt")
    shelf.path("vi").rename(real)
    shelf.path("vi").symlink_to("that.txt")
    shelf.publish(both(shelf, "Mới"))
    assert shelf.path("vi").is_symlink() and "Mới vi" in real.read_text()


def test_permissions_stay_and_nothing_else_lies_around(shelf: Shelf) -> None:
    shelf.path("vi").chmod(0o640)
    shelf.publish(both(shelf, "Mới"))
    assert shelf.path("vi").stat().st_mode & 0o777 == 0o640
    assert {path.name for path in shelf.path("vi").parent.iterdir()} == {"a.vi.md", "a.en.md"}
    assert [path.name for path in (shelf.instance / journal.FOLDER).iterdir()] == []


def test_what_cannot_be_written_leaves_the_pair_as_it_was(shelf: Shelf) -> None:
    slug = "a" * 240  # with this name a file can be there, but no unfinished one beside it
    vi, en = (shelf.path(lang).with_name(f"{slug}.{lang}.md") for lang in ("vi", "en"))
    shelf.path("vi").rename(vi.with_name("that.txt"))
    vi.symlink_to("that.txt")
    shelf.path("en").rename(en)
    there = shelf.current(slug=slug)
    pages = {lang: titled(page, "Mới") for lang, page in there.pages.items()}
    with pytest.raises(OSError):
        publish(PAGE, slug, "", pages, shelf.roots, there.digests, instance=shelf.instance, today=TODAY)
    assert (vi.read_text(), en.read_text()) == (VI, EN)
    assert list((shelf.instance / journal.FOLDER).iterdir()) == []


def test_withdrawing_leaves_a_tombstone(tmp_path: Path) -> None:
    site = small_site(tmp_path)
    shelf = Shelf(tmp_path)
    for kind, slug, parent, address in (
        ("practice", "duong-day", "", "library/duong-day"), ("page", "about", "", "pages/about"), ("work", "tp-01", "phong-1", "gallery/phong-1/tp-01"),
    ):  # fmt: skip
        assert site.ask(f"/vi/{address}/").status == 200
        assert isinstance(shelf.withdraw(KINDS[kind], slug, parent), Published)
        site.build()
        assert (site.ask(f"/vi/{address}/").status, site.ask(f"/en/{address}/").status) == (410, 410)


def test_a_kind_without_a_tombstone_is_hidden(shelf: Shelf) -> None:
    plain = replace(PAGE, model=type("Plain", (PAGE.model.__base__,), {}))
    assert "status" not in plain.fields
    expected = shelf.current().digests
    withdraw(plain, "a", "", shelf.roots, expected, instance=shelf.instance, today=TODAY)
    assert "draft: true" in shelf.text("vi")


def test_a_file_that_cannot_be_read_is_not_withdrawn_but_told(shelf: Shelf) -> None:
    shelf.put(vi="---\ntitle: a: b\n---\n")
    with pytest.raises(Unreadable):
        shelf.withdraw(PAGE, "a")
