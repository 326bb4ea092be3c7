"""The pocket edition: what is kept for reading without a network, with right digests and sizes, and nothing else."""

import gzip
import hashlib
import json
import re
import subprocess
from pathlib import Path
from typing import Any
from urllib.parse import urldefrag

import pytest
from built import Built, Page, settings_for
from node import node
from running import REPOSITORY
from small import MASKED_WORDS, document, pair, put, session, small

from hub import create_app
from hub.feature import discover

LANGS = ("vi", "en")
HOUR, WEEK = 3_600_000, 7 * 24 * 3_600_000
SEMINAR = 1_761_100_200_000  # 22 October 2025, 09:30 in Hanoi
NIGHT = 1_761_066_600_000  # the same day there, 00:10; in Greenwich it is still the day before
NOTED = {"vi": "Lời kể lại", "en": "An account"}
DRAFT = "Phiên còn viết"


def with_notes(root: Path) -> Path:
    """The small content, with a statement that carries a content note, and a session that is a draft."""
    small(root)
    shared = {
        "reference": "HN2025-PB-02", "office": {"vi": "Bộ", "en": "Ministry"}, "delivered_on": "2025-10-22", "status": "quoted",
        "authentic_language": "vi", "sources": ["report"],
    }  # fmt: skip
    texts = [
        {"title": NOTED[lang], "summary": "…", "content_note": note, "in_short": "…"}
        for lang, note in (("vi", "Có lời kể về bạo lực."), ("en", "Tells of violence."))
    ]
    pair(root, "content/statements/loi-ke", shared, *texts, ("Điều đã xảy ra.", "What happened."))
    session(root, "con-viet", "2025-10-22 15:00", DRAFT, "A session being written", draft=True)
    return root


@pytest.fixture(scope="module")
def hub(tmp_path_factory: pytest.TempPathFactory) -> Built:
    return Built(with_notes(tmp_path_factory.mktemp("pocket")))


def manifest(hub: Built, lang: str) -> Any:
    return json.loads(hub.ask(f"/{lang}/offline.json").text)


def kept(hub: Built, lang: str) -> list[str]:
    return [file["url"] for file in manifest(hub, lang)["files"]]


def digest(body: bytes) -> str:
    return hashlib.sha256(body).hexdigest()[:16]


def is_right(hub: Built, file: dict[str, Any]) -> bool:
    """Whether a file is what the server sends under its address."""
    answer = hub.ask(file["url"])
    return answer.status == 200 and file["digest"] == digest(answer.body)


def wrong(hub: Built) -> list[str]:
    return [file["url"] for lang in LANGS for file in manifest(hub, lang)["files"] if not is_right(hub, file)]


def test_every_digest_is_that_of_what_the_server_sends(hub: Built) -> None:
    assert wrong(hub) == []


@pytest.mark.parametrize("lang", LANGS)
def test_the_sizes_are_those_of_the_compressed_bytes_and_add_up(hub: Built, lang: str) -> None:
    def size(url: str) -> int:
        body = hub.ask(url).body
        return min(len(gzip.compress(body, 6, mtime=0)), len(body))

    listed = manifest(hub, lang)
    assert {file["url"]: file["bytes"] for file in listed["files"]} == {url: size(url) for url in kept(hub, lang)}
    assert listed["bytes"] == sum(size(url) for url in kept(hub, lang)) > 10_000


@pytest.mark.parametrize("lang", LANGS)
def test_programme_statements_people_help_and_home_are_kept(hub: Built, lang: str) -> None:
    wanted = [
        "",
        "agenda/",
        "agenda/khai-mac/",
        "agenda/toan-the/",
        "agenda/chi-viet/",
        "statements/",
        "statements/loi-noi/",
    ]
    wanted += ["people/", "people/pauline/", "help/", "search/", "offline/", "offline-search.json"]
    pages = {url for url in kept(hub, lang) if not url.startswith("/static/")}
    assert pages == {*(f"/{lang}/{path}" for path in wanted), "/vi/help/", "/en/help/"}


@pytest.mark.parametrize("lang", LANGS)
def test_no_address_is_kept_twice(hub: Built, lang: str) -> None:
    assert len(set(kept(hub, lang))) == len(kept(hub, lang))


@pytest.mark.parametrize("lang", LANGS)
def test_what_the_kept_pages_load_is_kept(hub: Built, lang: str) -> None:
    """Styles, scripts, what these import, and fonts."""
    files, missing = set(kept(hub, lang)), []
    for url in sorted(files):
        text = hub.ask(url).text if not url.endswith(".woff2") else ""
        folder = url.rpartition("/")[0]
        needed = re.findall(r"(?:src|href)=\"(/static/[^\"]+)\"", text) if url.endswith("/") else []
        if url.startswith("/static/"):
            needed = [f"{folder}/{name}" for name in re.findall(r"""(?:from |import\()["']\./([\w.-]+)["']""", text)]
            needed += [f"{folder}/{name}" for name in re.findall(r"url\((fonts/[^)]+)\)", text)]
        missing += [(url, name) for name in needed if name not in files]
    assert missing == []


def everything_kept(hub: Built) -> str:
    return "\n".join(hub.ask(url).text for lang in LANGS for url in kept(hub, lang) if not url.endswith(".woff2"))


def test_no_masked_work_is_kept_and_no_page_of_the_exhibition(hub: Built) -> None:
    everything = everything_kept(hub)
    assert [word for word in MASKED_WORDS if word in everything] == []
    assert [url for lang in LANGS for url in kept(hub, lang) if "/gallery/" in url or "/media/" in url] == []


def test_what_has_a_content_note_is_not_kept_and_not_searched(hub: Built) -> None:
    assert hub.ask("/vi/statements/loi-ke/").status == 200
    assert [url for lang in LANGS for url in kept(hub, lang) if "loi-ke" in url] == []
    texts = "".join(hub.ask(f"/{lang}/offline-search.json").text for lang in LANGS)
    assert [word for word in (*NOTED.values(), "Điều đã xảy ra", "What happened") if word in texts] == []


def test_no_draft_no_withheld_name_and_nothing_withdrawn_is_kept(hub: Built) -> None:
    everything = everything_kept(hub)
    words = (DRAFT, "A session being written", "Tên Giấu Kín", "Hidden Name", "Phiên đã rút", "Withdrawn session")
    assert [word for word in words if word in everything] == []


@pytest.mark.parametrize("given", [{"drafts": True}, {"pocket": False}])
def test_a_site_that_shows_drafts_or_has_it_switched_off_lets_nobody_keep_anything(
    tmp_path: Path, given: dict[str, bool]
) -> None:
    hub = Built(with_notes(tmp_path), **given)
    assert (kept(hub, "vi"), manifest(hub, "vi")["bytes"]) == ([], 0)
    assert json.loads(hub.ask("/vi/offline-search.json").text)["texts"] == []
    page = Page(hub.ask("/vi/offline/").text)
    assert "Hiện không lưu được các trang." in page.main.text
    assert page.all("button") == []


def test_the_page_lists_every_page_that_is_kept(hub: Built) -> None:
    for lang in LANGS:
        links = {link["href"] for link in Page(hub.ask(f"/{lang}/offline/").text).all("a") if link.inside("main")}
        own = f"/{lang}/offline"
        pages = {url for url in kept(hub, lang) if url.startswith(f"/{lang}/") and not url.startswith(own)}
        assert links == pages


def test_the_programme_invites_to_it(hub: Built) -> None:
    links = {link["href"]: link.text for link in Page(hub.ask("/vi/agenda/").text).all("a") if link.inside("main")}
    assert links["/vi/offline/"] == "Đọc chương trình khi không có mạng"


def test_without_scripts_it_says_that_it_cannot_and_how_to_print(hub: Built) -> None:
    page = Page(hub.ask("/vi/offline/").text)
    (said,) = [each for each in page.all("noscript") if each.inside("main")]
    assert "Trình duyệt này không lưu được các trang." in said.text
    assert "In trong trình duyệt" in said.text


def test_its_title_has_no_word_of_harm(hub: Built) -> None:
    assert [Page(hub.ask(f"/{lang}/offline/").text).title for lang in LANGS] == [
        "Đọc khi không có mạng | HN 22.10",
        "Reading without a network | HN 22.10",
    ]


def test_the_days_of_the_programme_are_those_on_which_a_copy_is_soon_too_old(hub: Built) -> None:
    assert manifest(hub, "vi")["days"] == ["2025-10-22"]


@pytest.mark.parametrize("lang", LANGS)
def test_every_text_that_is_searched_stands_on_a_page_that_is_kept(hub: Built, lang: str) -> None:
    texts = json.loads(hub.ask(f"/{lang}/offline-search.json").text)["texts"]
    assert {urldefrag(row["url"]).url for row in texts} <= set(kept(hub, lang))
    assert {"/vi/help/#vn-111", "/vi/agenda/khai-mac/", "/vi/statements/loi-noi/"} <= {
        row["url"].replace("/en/", "/vi/") for row in texts
    }
    assert [row["url"] for row in texts if not row["title"] or "<" in row["text"]] == []


def test_a_text_in_the_other_language_says_so(hub: Built) -> None:
    rows = {row["url"]: row for row in json.loads(hub.ask("/en/offline-search.json").text)["texts"]}
    assert rows["/en/agenda/chi-viet/"]["lang"] == "vi"
    assert "lang" not in rows["/en/agenda/khai-mac/"]


def test_an_edit_changes_the_digests_of_the_pages_that_show_it_and_no_others(tmp_path: Path) -> None:
    hub = Built(with_notes(tmp_path))
    before = {file["url"]: file["digest"] for file in manifest(hub, "vi")["files"]}
    statement = {"title": "Lời nói", "summary": "Điều đã được nói ra.", "in_short": "Đã nói."}
    put(tmp_path / "content/statements/loi-noi.vi.md", document(statement, "Bản dịch khác."))
    assert hub.build()
    assert wrong(hub) == []
    after = {file["url"]: file["digest"] for file in manifest(hub, "vi")["files"]}
    changed = {url for url in before if before[url] != after[url]}
    assert changed == {"/vi/statements/loi-noi/", "/vi/statements/", "/vi/", "/vi/offline-search.json"}


def test_an_edit_of_what_is_not_kept_leaves_the_list_alone(tmp_path: Path) -> None:
    hub = Built(with_notes(tmp_path))
    before = hub.bytes_of("/vi/offline.json")
    put(
        tmp_path / "content/pages/only-english.en.md",
        document({"title": "Only", "summary": "New.", "order": 9}, "New."),
    )
    assert hub.build()
    assert hub.bytes_of("/vi/offline.json") == before


def test_an_entry_that_goes_is_kept_no_longer(tmp_path: Path) -> None:
    hub = Built(with_notes(tmp_path))
    session(tmp_path, "toan-the", "2025-10-22 10:00", "Phiên toàn thể", "Plenary", status="withdrawn")
    assert hub.build()
    assert "/vi/agenda/toan-the/" not in kept(hub, "vi")
    assert "Phiên toàn thể" not in everything_kept(hub)


def test_the_application_alone_gives_the_same_list_as_the_builder(hub: Built) -> None:
    client = create_app(settings=settings_for(hub.root)).test_client()
    assert client.get("/vi/offline.json").get_json() == manifest(hub, "vi")


def test_the_worker_is_compared_at_every_visit_and_protected_like_every_answer(hub: Built) -> None:
    answer = hub.ask("/sw.js")
    assert (answer.status, answer.headers["cache-control"]) == (200, "no-cache")
    assert answer.headers["content-type"] == "text/javascript; charset=utf-8"
    assert answer.headers["x-content-type-options"] == "nosniff"
    assert "worker-src 'self'" in answer.headers["content-security-policy"]
    assert "const OFF = false;" in answer.text


def test_the_worker_of_a_site_that_has_it_switched_off_removes_itself(hub: Built) -> None:
    client = create_app(settings=settings_for(hub.root, pocket=False)).test_client()
    said = client.get("/sw.js").text
    assert "const OFF = true;" in said
    assert "const OFF = false;" not in said


def test_what_features_declare_are_views_that_publish_pages_and_do_not_wait() -> None:
    features = discover()
    app = create_app()
    declared = set(features.pocket)
    assert declared
    assert [name for name in declared if not hasattr(app.view_functions.get(name), "published")] == []
    assert declared & features.late == set()


def in_node(expression: str) -> str:
    """What an expression over the module `pocket` gives, without a browser."""
    module = (REPOSITORY / "hub/static/pocket.js").as_uri()
    script = f"const pocket = await import({json.dumps(module)}); console.log(String({expression}));"
    command = [node(), "--input-type=module", "-e", script]
    return subprocess.run(command, capture_output=True, text=True, encoding="utf-8", check=True).stdout.strip()


@pytest.mark.parametrize(
    ("taken", "read", "is_old"),
    [
        (SEMINAR, SEMINAR + HOUR, "false"),
        (SEMINAR - 25 * HOUR, SEMINAR, "true"),
        (NIGHT - 25 * HOUR, NIGHT, "true"),
        (NIGHT - 26 * HOUR, NIGHT - HOUR, "false"),
        (SEMINAR + 30 * HOUR, SEMINAR + 29 * HOUR + WEEK, "false"),
        (SEMINAR + 30 * HOUR, SEMINAR + 31 * HOUR + WEEK, "true"),
    ],
)
def test_a_copy_is_old_after_a_day_on_the_day_of_the_seminar_and_else_after_a_week(
    taken: int, read: int, is_old: str
) -> None:
    assert in_node(f"pocket.isOld({taken}, {read}, ['2025-10-22'])") == is_old


@pytest.mark.parametrize(
    ("lang", "words"), [("vi", "09:30 (GMT+7) ngày 22/10/2025"), ("en", "09:30 (GMT+7) on 22 October 2025")]
)
def test_the_moment_of_a_copy_is_told_in_the_time_of_hanoi(lang: str, words: str) -> None:
    assert in_node(f"pocket.inHanoi({SEMINAR}, '{lang}')") == words
