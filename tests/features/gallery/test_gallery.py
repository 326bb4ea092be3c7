"""A masked work gives away nothing before the reader chooses: no picture, no title, no word of its text, anywhere."""

import json
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from built import Built, Page, ask, settings_for, small_site
from own import own_site
from running import folders
from small import MASKED_WORDS, put, related_page, tour, work

from hub import create_app
from hub.cli import main

WORK, OPEN = "/{lang}/gallery/phong-1/tp-02/", "/{lang}/gallery/phong-1/tp-02/open/"
SECRETS = (*MASKED_WORDS, "Chữ của quảchuông", "Words of bell", "tp-02.svg")
NOTES = {"vi": "Có nhắc tới bạo lực.", "en": "Speaks of violence."}
# Whatever a reader may ask for who knows a word of it, with marks and without, in both languages.
QUESTIONS = [
    "quả chuông im lặng",
    "qua chuong im lang",
    "silent bell",
    "bell",
    "chuông",
    "bell alt",
    "quảchuông-mô-tả",
    "chữ của",
    "words of bell",
    "tp-02",
]


@pytest.fixture(scope="module")
def hub(tmp_path_factory: pytest.TempPathFactory) -> Built:
    """The small site, in which other entries name the masked work, and a tour leads past it."""
    root = tmp_path_factory.mktemp("gallery")
    hub = small_site(root)
    related_page(root, "tp-02")
    tour(root, "tp-01", "tp-02")
    hub.build()
    return hub


@pytest.fixture(scope="module")
def digest(hub: Built) -> str:
    """The digest of the masked picture."""
    reading = hub.worker.edition().entries["work"]["tp-02"].reading("vi")
    digest: str = reading.files["tp-02.svg"].digest
    return digest


def outputs(hub: Built) -> Iterator[tuple[str, str]]:
    """Every finished text of the site but the chosen page and the picture itself."""
    return ((path, text) for path, text in hub.texts() if "/tp-02/open/" not in path)


def test_no_finished_page_gives_it_away(hub: Built, digest: str) -> None:
    told = [(path, secret) for path, text in outputs(hub) for secret in (*SECRETS, digest) if secret in text]
    assert told == []


def test_no_finished_page_of_the_hubs_own_gallery_gives_a_work_away(tmp_path: Path) -> None:
    own = own_site(tmp_path)
    texts, told = [*outputs(own)], []
    for entry in own.worker.edition().entries["work"].values():
        if not entry.reading("vi").masked:
            continue
        readings = entry.readings.values()
        words = [f">{text}<" for each in readings for text in (each.title, each.summary)] + [
            f'"{each.alt}"' for each in readings
        ]
        drawn = [own.worker.edition().pictures[media.digest] for media in entry.reading("vi").files.values()]
        words += [secret for picture in drawn for secret in (picture.digest, picture.colour)]
        secrets = [
            *words,
            *(each.description[:60] for each in readings),
            *(media.digest for media in entry.reading("vi").files.values()),
        ]
        told += [
            (path, secret)
            for path, text in texts
            if f"/{entry.slug}/open/" not in path
            for secret in secrets
            if secret in text
        ]
    assert told == []


@pytest.mark.parametrize("lang", ["vi", "en"])
@pytest.mark.parametrize("query", QUESTIONS)
def test_no_search_gives_it_away(hub: Built, digest: str, query: str, lang: str) -> None:
    page = Page(ask(hub.worker.front, f"/{lang}/search/?q={query.replace(' ', '+')}".encode().decode("latin-1")).text)
    (box,) = [field for field in page.all("input") if field.get("type") == "search"]
    shown = page.source.replace(box["value"], "").replace(query.replace(" ", "+"), "")
    assert [secret for secret in (*SECRETS, digest) if secret in shown] == []


@pytest.mark.parametrize("query", ["quả chuông im lặng", "silent bell", "quảchuông-mô-tả", "bell-alt"])
def test_a_search_for_its_words_does_not_find_it(hub: Built, query: str) -> None:
    page = ask(hub.worker.front, f"/vi/search/?q={query.replace(' ', '+')}".encode().decode("latin-1"))
    assert "/tp-02/" not in page.text


@pytest.mark.parametrize("lang", ["vi", "en"])
def test_a_search_for_what_its_note_says_finds_it_by_its_number(hub: Built, lang: str) -> None:
    words = NOTES[lang].rstrip(".").replace(" ", "+").encode().decode("latin-1")
    page = Page(ask(hub.worker.front, f"/{lang}/search/?q={words}").text)
    (link,) = [link for link in page.all("a") if link["href"] == WORK.format(lang=lang)]
    assert link.text == {"vi": "Tác phẩm 2", "en": "Work 2"}[lang]


@pytest.mark.parametrize("lang", ["vi", "en"])
def test_a_search_of_the_command_does_not_give_it_away(
    hub: Built, lang: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    for name, value in folders(hub.root).items():
        monkeypatch.setenv(name, value)
    assert main(["search", NOTES[lang], "--lang", lang, "--json"]) == 0
    said = capsys.readouterr().out
    assert "tp-02" in [item["id"] for item in json.loads(said)["items"]]
    assert [secret for secret in SECRETS if secret in said] == []


def test_the_sitemap_names_its_page_and_not_the_choice(hub: Built) -> None:
    sitemap = hub.ask("/sitemap.xml").text
    assert WORK.format(lang="vi") in sitemap
    assert "/open/" not in sitemap


@pytest.mark.parametrize("lang", ["vi", "en"])
def test_its_page_has_its_number_its_note_and_the_choice(hub: Built, lang: str) -> None:
    page = Page(hub.ask(WORK.format(lang=lang)).text)
    assert page.one("h1").text == {"vi": "Tác phẩm 2", "en": "Work 2"}[lang]
    assert NOTES[lang] in page.main.text
    assert OPEN.format(lang=lang) in [link["href"] for link in page.all("a")]
    assert page.all("img") == []


@pytest.mark.parametrize("lang", ["vi", "en"])
def test_the_note_stands_in_the_name_of_the_link_that_shows_it(hub: Built, lang: str) -> None:
    page = Page(hub.ask(WORK.format(lang=lang)).text)
    (link,) = [link for link in page.all("a") if link["href"] == OPEN.format(lang=lang)]
    assert NOTES[lang] in link.text
    assert "nofollow" in link.get("rel").split()


@pytest.mark.parametrize("lang", ["vi", "en"])
def test_who_chooses_sees_it_whole(hub: Built, digest: str, lang: str) -> None:
    answer = hub.ask(OPEN.format(lang=lang))
    page = Page(answer.text)
    (image,) = page.all("img")
    assert answer.status == 200
    assert image["src"] == f"/media/{digest}/tp-02.svg"
    assert image["alt"] == {"vi": "quảchuông-alt", "en": "bell-alt"}[lang]
    assert page.one("h1").text == {"vi": "Quả chuông im lặng", "en": "The silent bell"}[lang]


@pytest.mark.parametrize("lang", ["vi", "en"])
def test_the_chosen_page_keeps_its_title_out_of_the_history(hub: Built, lang: str) -> None:
    assert (
        Page(hub.ask(OPEN.format(lang=lang)).text).title
        == {"vi": "Tác phẩm 2 | HN 22.10", "en": "Work 2 | HN 22.10"}[lang]
    )


@pytest.mark.parametrize("lang", ["vi", "en"])
def test_the_chosen_page_is_kept_from_search_engines(hub: Built, lang: str) -> None:
    page = Page(hub.ask(OPEN.format(lang=lang)).text)
    robots = [meta["content"] for meta in page.all("meta") if meta.get("name") == "robots"]
    assert "noindex" in robots[0]
    assert (page.canonical, page.alternates) == ("", {})


@pytest.mark.parametrize("lang", ["vi", "en"])
def test_it_can_be_hidden_again(hub: Built, lang: str) -> None:
    page = Page(hub.ask(OPEN.format(lang=lang)).text)
    assert [
        link
        for link in page.all("a")
        if link["href"] == WORK.format(lang=lang) and link.text == {"vi": "Ẩn lại", "en": "Hide it again"}[lang]
    ]


@pytest.mark.parametrize(
    "path",
    ["gallery/phong-1/", "gallery/text/", "gallery/phong-1/text/", "gallery/tours/mot-vong/", "pages/lien-quan/"],
)
@pytest.mark.parametrize("lang", ["vi", "en"])
def test_a_list_names_it_by_its_number_and_its_note(hub: Built, lang: str, path: str) -> None:
    page = Page(hub.ask(f"/{lang}/{path}").text)
    links = [
        link.text
        for link in page.all("a")
        if link["href"] == WORK.format(lang=lang) and link.text not in ("tác phẩm", "the work")
    ]
    assert links
    assert all(text.startswith({"vi": "Tác phẩm 2", "en": "Work 2"}[lang]) for text in links)
    assert NOTES[lang] in page.main.text


def test_a_work_that_is_not_masked_has_one_page(hub: Built) -> None:
    assert "/vi/gallery/phong-1/tp-01/open/" not in hub.made
    answer = hub.ask("/vi/gallery/phong-1/tp-01/open/")
    assert (answer.status, answer.headers["location"]) == (301, "/vi/gallery/phong-1/tp-01/")


def test_a_work_is_not_found_in_another_room(hub: Built) -> None:
    assert hub.ask("/vi/gallery/phong-9/tp-01/").status == 404


def test_its_picture_cannot_be_had_without_its_digest(hub: Built) -> None:
    assert hub.ask("/media/0000000000000000/tp-02.svg").status == 404
    assert hub.ask("/media//tp-02.svg").status == 404


def test_a_work_that_becomes_masked_is_gone_from_every_page(tmp_path: Path) -> None:
    hub = small_site(tmp_path)
    assert "sợisáng-alt" in hub.ask("/vi/gallery/phong-1/").text
    work(tmp_path, 1, "Sợi sáng", "Thread of light", "sợisáng", "thread", masked=True)
    hub.build()
    told = [
        (path, secret)
        for path, text in hub.texts()
        if "/open/" not in path
        for secret in ("Sợi sáng", "Thread of light", "sợisáng", "tp-01.svg")
        if secret in text
    ]
    assert told == []
    assert "/tp-01/" not in hub.ask("/vi/search/?q=soi+sang").text


def test_a_masked_work_without_a_note_is_not_shown(tmp_path: Path) -> None:
    hub = small_site(tmp_path)
    path = tmp_path / "exhibits/phong-1/tp-02/index.vi.md"
    put(path, re.sub(r"^content_note:.*\n", "", path.read_text(encoding="utf-8"), flags=re.M))
    hub.start_again()
    assert "Có nhắc tới bạo lực." in hub.ask("/vi/gallery/phong-1/tp-02/").text


def test_a_withdrawn_work_leaves_a_tombstone_and_nothing_else(tmp_path: Path) -> None:
    hub = small_site(tmp_path)
    picture = next(image["src"] for image in Page(hub.ask(OPEN.format(lang="vi")).text).all("img"))
    assert hub.ask(picture).status == 200
    work(tmp_path, 2, "Quả chuông im lặng", "The silent bell", "quảchuông", "bell", masked=True, status="withdrawn")
    hub.build()
    assert [hub.ask(path.format(lang="vi")).status for path in (WORK, OPEN)] == [410, 410]
    assert hub.ask(picture).status == 404


def test_a_withheld_name_is_in_no_output(hub: Built) -> None:
    told = [(path, name) for path, text in outputs(hub) for name in ("Tên Giấu Kín", "Hidden Name") if name in text]
    assert told == []
    assert "giau-ten" not in hub.ask("/vi/search/?q=Hidden+Name").text


def test_the_application_alone_keeps_it_hidden_too(hub: Built) -> None:
    app = create_app(settings=settings_for(hub.root))
    pages = [rule.rule for rule in app.url_map.iter_rules() if not rule.arguments - {"lang"}]
    client = app.test_client()
    for path in [
        *(page.replace("<any(vi, en):lang>", "vi") for page in pages),
        WORK.format(lang="vi"),
        "/vi/gallery/phong-1/",
    ]:
        text = client.get(path).text
        assert [secret for secret in SECRETS if secret in text] == [], path


@pytest.mark.parametrize("lang", ["vi", "en"])
def test_a_room_in_words_has_the_words_of_every_work_that_is_not_masked(hub: Built, lang: str) -> None:
    text = Page(hub.ask(f"/{lang}/gallery/phong-1/text/").text).main.text
    assert {"vi": "Chữ của sợisáng.", "en": "Words of thread."}[lang] in text


@pytest.mark.parametrize("lang", ["vi", "en"])
def test_the_exhibition_in_words_leads_to_each_work_in_its_room(hub: Built, lang: str) -> None:
    page = Page(hub.ask(f"/{lang}/gallery/text/").text)
    room = Page(hub.ask(f"/{lang}/gallery/phong-1/text/").text)
    assert f"/{lang}/gallery/phong-1/text/#tp-01" in [link.get("href") for link in page.all("a")]
    assert "tp-01" in [each.get("id") for each in room.all("article")]


@pytest.mark.parametrize("lang", ["vi", "en"])
def test_no_room_is_shown_by_a_masked_work(hub: Built, lang: str) -> None:
    assert "tp-02" not in Page(hub.ask(f"/{lang}/gallery/").text).source
