"""What nobody may read yet, or ever, stands in no output and in no file: an embargoed statement, a withheld name."""

import re
import shutil
from dataclasses import replace
from pathlib import Path

import pytest
from built import Built, Page, small_root, small_site
from everywhere import formats_without_an_answer, on_disk, told
from own import FOLDERS, own_root
from small import document, put

STATEMENT = {
    "original": True, "reference": "HN2025-PB-77", "office": {"vi": "Cơquan-kín", "en": "Sealed-office"}, "speaker": "pauline",
    "delivered_on": "2025-10-22", "status": "quoted", "authentic_language": "en", "sources": ["report"], "title": "Sealed-title words",
    "summary": "Sealed-summary words.", "in_short": "Sealed-short words.", "aliases": ["sealed-alias"], "embargo": "2026-11-24 13:00",
}  # fmt: skip
SEALED = (
    "Sealed-title", "Sealed-summary", "Sealed-short", "Sealed-body", "Cơquan-kín", "Sealed-office", "Tiêuđề-kín", "Thânbài-kín", "HN2025-PB-77",
)  # fmt: skip
PLACES = ("loi-kin", "sealed-alias")
NAMES = ("Lê Hoàng Dương", "Le Hoang Duong")
OFFICES = ("Chức vụ hiếm có", "Unlikely office")


def embargoed(root: Path, **more: object) -> None:
    put(root / "content/statements/loi-kin.en.md", document(STATEMENT | more, "> Sealed-body one.\n\nSealed-body two."))
    translated = {"title": "Tiêuđề-kín", "summary": "Tómtắt.", "in_short": "Ngắn."}
    put(root / "content/statements/loi-kin.vi.md", document(translated, "Thânbài-kín một.\n\nThânbài-kín hai."))
    page = {"title": "Dẫn tới", "order": 8, "related": ["statement/loi-kin"]}
    put(root / "content/pages/dan-toi.vi.md", document(page, "Xem [ở đó](statement/loi-kin)."))


@pytest.fixture(scope="module")
def waiting(tmp_path_factory: pytest.TempPathFactory) -> Built:
    root = small_root(tmp_path_factory.mktemp("waiting"))
    embargoed(root)
    return Built(root)


def test_no_answer_tells_what_is_under_embargo(waiting: Built) -> None:
    assert told(waiting, (*SEALED, *PLACES)) == []


def test_no_file_holds_what_is_under_embargo(waiting: Built) -> None:
    assert on_disk([waiting.settings.instance, waiting.settings.search_index], SEALED) == []


def test_every_declared_format_was_looked_into(waiting: Built) -> None:
    assert formats_without_an_answer(waiting) == []


@pytest.mark.parametrize("lang", ["vi", "en"])
@pytest.mark.parametrize("place", ["loi-kin/", "sealed-alias/", "loi-kin.bib", "loi-kin.txt"])
def test_its_addresses_answer_as_if_there_were_nothing(waiting: Built, lang: str, place: str) -> None:
    unknown = place.replace("loi-kin", "chua-co").replace("sealed-alias", "chua-co")
    found, nothing = waiting.ask(f"/{lang}/statements/{place}"), waiting.ask(f"/{lang}/statements/{unknown}")
    assert (found.status, found.text.replace(place, unknown)) == (404, nothing.text)


def test_the_next_moment_is_the_end_of_the_embargo(waiting: Built) -> None:
    assert waiting.builder.snapshot is not None
    assert str(waiting.builder.snapshot.next_moment) == "2026-11-24 13:00:00+07:00"


def test_it_is_public_from_its_moment_on(tmp_path: Path) -> None:
    root = small_root(tmp_path)
    embargoed(root)
    hub = Built(root)
    hub.settings = replace(hub.settings, now="2026-11-24T13:00")
    assert hub.start_again()
    assert "Thânbài-kín" in hub.ask("/vi/statements/loi-kin/").text
    for path in ("/vi/statements/", "/vi/people/pauline/", "/vi/statements.atom", "/vi/pages/dan-toi/", "/sitemap.xml"):
        assert "/statements/loi-kin/" in hub.ask(path).text, path
    assert "HN2025-PB-77" in hub.ask("/vi/statements/loi-kin.ris").text
    assert hub.ask("/vi/statements/sealed-alias/").status == 301
    assert "loi-kin" in hub.ask("/vi/search/?q=Th%C3%A2nb%C3%A0i-k%C3%ADn").text


def test_a_last_good_version_does_not_outlive_a_new_embargo(tmp_path: Path) -> None:
    root = small_root(tmp_path)
    embargoed(root, embargo=None)
    hub = Built(root)
    assert hub.ask("/en/statements/loi-kin/").status == 200
    embargoed(root, embargo="2026-11-24 13:00", delivered_on="no day")
    hub.build()
    assert (hub.ask("/en/statements/loi-kin/").status, told(hub, ("Sealed-title", "Sealed-body"))) == (404, [])


def test_serve_with_drafts_shows_it_and_says_until_when(tmp_path: Path) -> None:
    root = small_root(tmp_path)
    embargoed(root)
    page = Page(Built(root, drafts=True).ask("/en/statements/loi-kin/").text)
    assert "Readers see nothing of this before 13:00 (GMT+7) on 24 November 2026." in page.main.text


@pytest.fixture(scope="module")
def nameless(tmp_path_factory: pytest.TempPathFactory) -> Built:
    """The hub's own content, built with a name in it; then that name is withheld."""
    root = own_root(tmp_path_factory.mktemp("nameless"))
    content = root / "content"
    shutil.copytree(FOLDERS["content"], content)
    person = content / "people/le-hoang-duong.vi.md"
    for path, office in zip((person, content / "people/le-hoang-duong.en.md"), OFFICES, strict=True):
        put(path, re.sub(r"^office: .*", f"office: {office}", path.read_text(encoding="utf-8"), flags=re.M))
    put(person, person.read_text(encoding="utf-8").replace("identity: public", "identity: withheld"))
    assert on_disk([root / "instance", root / "search_index"], NAMES) != []
    return Built(root, content=content, exhibits=FOLDERS["exhibits"])


def test_no_answer_tells_a_withheld_name(nameless: Built) -> None:
    assert told(nameless, (*NAMES, *OFFICES, "le-hoang-duong")) == []


def test_no_file_keeps_a_withheld_name(nameless: Built) -> None:
    assert on_disk([nameless.settings.instance, nameless.settings.search_index], (*NAMES, *OFFICES)) == []


def test_the_page_of_a_withheld_name_is_as_if_it_had_never_been(nameless: Built) -> None:
    assert nameless.ask("/vi/people/le-hoang-duong/").status == 404


def test_what_the_person_said_stays_without_the_name(nameless: Built) -> None:
    page = nameless.ask("/vi/statements/phat-bieu-bo-cong-an/").text
    assert "Bảo đảm an ninh mạng là nền tảng" in page and "(không nêu tên)" in page
    assert re.search(r"WAJ[^<]*</a>: Không nêu tên", page)


def test_the_name_stays_withheld_after_a_new_start_and_an_edit(nameless: Built) -> None:
    path = nameless.settings.content / "statements/phat-bieu-bo-cong-an.en.md"
    put(path, path.read_text(encoding="utf-8").replace("Colonel Le Hoang Duong", "Colonel LÊ HOÀNG  DƯƠNG"))
    nameless.start_again()
    page = nameless.ask("/en/statements/phat-bieu-bo-cong-an/").text
    assert "(name withheld)" in page and "DƯƠNG" not in page


def test_the_name_comes_back_when_it_is_public_again(tmp_path: Path) -> None:
    hub = small_site(tmp_path)
    assert "Hidden Name" not in hub.ask("/en/people/").text
    path = tmp_path / "content/people/giau-ten.vi.md"
    put(path, path.read_text(encoding="utf-8").replace('"withheld"', '"public"'))
    hub.build()
    assert "Hidden Name" in hub.ask("/en/people/").text
