"""Pictures from their folders: whole, in part, not at all; by no other name than a page gave."""

import os
from pathlib import Path

import brotli
import pytest
from built import Built, ask, resting_root, small_site
from running import Answer, running
from small import PICTURE, put, work

from hub.build.records import Pages, PictureFolder
from hub.serve.front import Front
from hub.serve.media_files import MediaFiles
from hub.serve.served_pages import ServedPages
from hub.storage.packs import Packs
from hub.storage.sealed import seal_folder

DIGEST, OTHER = "0123456789abcdef", "fedcba9876543210"
NAME = f"/media/{DIGEST}/480.jpg"
BYTES = bytes(range(256)) * 10
WORK = "exhibits/phong-1/tp-01"


class Folders:
    """A front that has pictures and nothing else: renditions, a drawing under two names, a shared link's picture."""

    def __init__(self, root: Path) -> None:
        self.media = root / "media"
        for name, data in (
            ("a-1/480.jpg", BYTES),
            ("a-1/picture.json", b"{}"),
            ("a-1/480.jpg.br", b"x"),
            ("d-drawing/drawing.svg", b"<svg/>"),
            ("d-drawing/drawing.svg.br", brotli.compress(b"<svg/>")),
            ("s-share/home.png", b"png"),
            ("secret.jpg", b"secret"),
        ):
            (self.media / name).parent.mkdir(parents=True, exist_ok=True)
            (self.media / name).write_bytes(data)
        for folder in ("a-1", "d-drawing", "s-share"):
            seal_folder(self.media / folder)
        rows = {
            DIGEST: PictureFolder("a-1"),
            OTHER: PictureFolder("d-drawing", ("mot.svg", "hai.svg")),
            "0" * 16: PictureFolder("s-share", (), True),
        }
        self.front = Front(tls=False, leave_url="https://away.example/")
        files = MediaFiles(self.media, rows, False)
        self.front.shown = ServedPages("x", Pages({}, "", "", ""), Packs(root / "packs"), files)
        self.front.flask = lambda: nothing

    def ask(self, target: str, method: str = "GET", **headers: str) -> Answer:
        return ask(self.front, target, method, **headers)


@pytest.fixture(scope="module")
def hub(tmp_path_factory: pytest.TempPathFactory) -> Built:
    """The small content, at rest: to be looked at."""
    return Built(resting_root(tmp_path_factory.mktemp("hub")))


def nothing(environ: object, start_response: object) -> list[bytes]:
    assert callable(start_response)
    start_response("404 Not Found", [])
    return []


@pytest.fixture(scope="module")
def folders(tmp_path_factory: pytest.TempPathFactory) -> Folders:
    return Folders(tmp_path_factory.mktemp("media"))


def test_a_picture_is_sent_whole_with_what_it_is(folders: Folders) -> None:
    answer = folders.ask(NAME)
    assert (answer.status, answer.body) == (200, BYTES)
    wanted = {
        "content-type": "image/jpeg",
        "content-length": str(len(BYTES)),
        "accept-ranges": "bytes",
        "cache-control": "public, max-age=31536000, immutable",
        "cross-origin-resource-policy": "same-origin",
        "x-content-type-options": "nosniff",
    }
    assert {name: answer.headers.get(name) for name in wanted} == wanted
    assert len(answer.headers["etag"]) > 18


def test_a_head_is_a_get_without_a_body(folders: Folders) -> None:
    get, head = folders.ask(NAME), folders.ask(NAME, "HEAD", range="bytes=0-9")
    assert (head.status, head.headers, head.body) == (get.status, get.headers, b"")


@pytest.mark.parametrize("condition", ["{etag}", "W/{etag}", '"x", {etag}', "*"])
def test_a_known_picture_is_not_sent_again(folders: Folders, condition: str) -> None:
    etag = folders.ask(NAME).headers["etag"]
    answer = folders.ask(NAME, if_none_match=condition.format(etag=etag))
    assert (answer.status, answer.body, answer.headers["etag"]) == (304, b"", etag)
    assert "immutable" in answer.headers["cache-control"]
    assert not {"content-type", "content-length"} & answer.headers.keys()


@pytest.mark.parametrize(
    ("asked", "start", "end"),
    [("bytes=0-9", 0, 10), ("bytes=5-", 5, 2560), ("bytes=-7", 2553, 2560), ("bytes=2550-9999", 2550, 2560)],
)
def test_a_range_is_sent_alone(folders: Folders, asked: str, start: int, end: int) -> None:
    answer = folders.ask(NAME, range=asked)
    assert (answer.status, answer.body) == (206, BYTES[start:end])
    assert answer.headers["content-range"] == f"bytes {start}-{end - 1}/2560"
    assert answer.headers["content-length"] == str(end - start)


@pytest.mark.parametrize("asked", ["bytes=2560-", "bytes=9999-10000"])
def test_a_range_beyond_the_end_is_refused(folders: Folders, asked: str) -> None:
    answer = folders.ask(NAME, range=asked)
    assert (answer.status, answer.body, answer.headers["content-range"]) == (416, b"", "bytes */2560")
    assert "immutable" not in answer.headers["cache-control"]
    assert answer.headers["x-content-type-options"] == "nosniff"


@pytest.mark.parametrize("asked", ["bytes=0-1,4-5", "lines=0-1", "bytes", "bytes=a-b", "bytes=5-2", "", "bytes=--1"])
def test_what_is_no_single_range_of_bytes_gets_the_whole(folders: Folders, asked: str) -> None:
    answer = folders.ask(NAME, range=asked)
    assert (answer.status, len(answer.body)) == (200, len(BYTES))


def test_a_range_of_the_same_picture_is_sent_and_of_another_the_whole(folders: Folders) -> None:
    etag = folders.ask(NAME).headers["etag"]
    assert folders.ask(NAME, range="bytes=0-9", if_range=etag).status == 206
    assert folders.ask(NAME, range="bytes=0-9", if_range='"other"').status == 200
    assert folders.ask(NAME, range="bytes=0-9", if_range="Wed, 22 Oct 2025 01:30:00 GMT").status == 200


def test_a_condition_that_fails_sends_nothing(folders: Folders) -> None:
    answer = folders.ask(NAME, if_match='"other"')
    assert (answer.status, answer.body) == (412, b"")


def test_a_query_changes_nothing(folders: Folders) -> None:
    assert folders.ask(f"{NAME}?a=1&a=%zz") == folders.ask(NAME)


def test_a_drawing_comes_compressed_to_who_takes_it(folders: Folders) -> None:
    address = f"/media/{OTHER}/mot.svg"
    plain, small = folders.ask(address, accept_encoding="gzip"), folders.ask(address, accept_encoding="br")
    assert plain.body == brotli.decompress(small.body) == b"<svg/>"
    assert (small.headers["content-encoding"], "content-encoding" in plain.headers) == ("br", False)
    assert small.headers["etag"] != plain.headers["etag"]
    assert small.headers["vary"] == plain.headers["vary"] == "Accept-Encoding"
    assert small.headers["content-type"] == "image/svg+xml"


def test_a_drawing_has_the_names_of_its_pages_and_no_others(folders: Folders) -> None:
    names = ("mot.svg", "hai.svg", "ba.svg", "drawing.svg", "drawing.svg.br")
    assert [folders.ask(f"/media/{OTHER}/{name}").status for name in names] == [200, 200, 404, 404, 404]


def test_others_may_show_the_picture_of_a_link(folders: Folders) -> None:
    answer = folders.ask(f"/media/{'0' * 16}/home.png")
    assert (answer.status, answer.headers["cross-origin-resource-policy"]) == (200, "cross-origin")


@pytest.mark.parametrize(
    "path",
    [
        "/media/",
        "/media",
        f"/media/{DIGEST}",
        f"/media/{DIGEST}/",
        f"/media/{DIGEST}/960.jpg",
        f"/media/{DIGEST}/picture.json",
        f"/media/{DIGEST}/480.jpg.br",
        f"/media/{DIGEST}/../secret.jpg",
        f"/media/{DIGEST}/..%2fsecret.jpg",
        f"/media/{DIGEST}/..",
        f"/media/{DIGEST}/./480.jpg",
        f"/media/{DIGEST}//480.jpg",
        f"/media/{DIGEST}/480.jpg/",
        f"/media/{DIGEST}/480.jpg\x00",
        f"/media/{DIGEST}/480.jpg\n",
        f"/media/{DIGEST}/480.JPG",
        f"/media/{DIGEST.upper()}/480.jpg",
        f"/media/{DIGEST[:8]}/480.jpg",
        "/media/a-1/480.jpg",
        "/media/../secret.jpg",
        "//media/0123456789abcdef/480.jpg",
        "/media/1111111111111111/480.jpg",
    ],
)
def test_any_other_name_is_not_found(folders: Folders, path: str) -> None:
    assert folders.ask(path).status == 404


def test_a_link_and_a_folder_are_no_pictures(tmp_path: Path) -> None:
    folders = Folders(tmp_path)
    (folders.media / "a-1/960.jpg").symlink_to(folders.media / "secret.jpg")
    (folders.media / "a-1/1600.jpg").mkdir()
    os.mkfifo(folders.media / "a-1/2400.jpg")
    statuses = [folders.ask(f"/media/{DIGEST}/{width}.jpg").status for width in (480, 960, 1600, 2400)]
    assert statuses == [200, 404, 404, 404]


@pytest.mark.parametrize("method", ["POST", "PUT", "DELETE"])
def test_a_picture_can_only_be_read(hub: Built, method: str) -> None:
    answer = hub.ask(address_of(hub), method)
    assert (answer.status, "GET" in answer.headers["allow"]) == (405, True)


def address_of(hub: Built) -> str:
    """The address of the first work's drawing."""
    return "/media/" + hub.ask("/vi/gallery/phong-1/tp-01/").text.partition('src="/media/')[2].partition('"')[0]


def files_of(hub: Built) -> set[str]:
    return {path.name for path in (hub.root / "instance/media").iterdir()}


def test_no_picture_is_among_the_pages_of_a_generation(hub: Built) -> None:
    assert [path for path in hub.made if path.startswith("/media/")] == []
    assert hub.worker.front.shown is not None
    assert len(hub.worker.front.shown.pages.media) == len(files_of(hub))


def test_a_request_opens_no_file_of_the_content(hub: Built) -> None:
    address, drawn = address_of(hub), (hub.root / WORK / "tp-01.svg").read_bytes()
    (hub.root / WORK / "tp-01.svg").write_bytes(b"something else")
    assert hub.ask(address).body == drawn
    (hub.root / WORK / "tp-01.svg").write_bytes(drawn)


def test_a_withdrawn_work_takes_its_picture_out_of_reach(tmp_path: Path) -> None:
    hub = small_site(tmp_path)
    address = address_of(hub)
    work(hub.root, 1, "Sợi sáng", "Thread of light", "sợisáng", "thread", status="withdrawn")
    hub.build()
    assert hub.ask("/vi/gallery/phong-1/tp-01/").status == 410
    assert hub.ask(address).status == 404


def test_one_drawing_at_two_works_goes_with_the_name_of_the_withdrawn_one(tmp_path: Path) -> None:
    hub = small_site(tmp_path)
    work(hub.root, 3, "Ba", "Three", "ba", "three")
    put(hub.root / "exhibits/phong-1/tp-03/tp-03.svg", PICTURE.format(size=101))
    hub.build()
    first = address_of(hub)
    third = first.replace("tp-01.svg", "tp-03.svg")
    assert (hub.ask(first).status, hub.ask(third).status) == (200, 200)
    work(hub.root, 3, "Ba", "Three", "ba", "three", status="withdrawn")
    hub.build()
    assert (hub.ask(first).status, hub.ask(third).status) == (200, 404)


def test_a_drawing_goes_once_two_editions_do_not_show_it(tmp_path: Path) -> None:
    hub = small_site(tmp_path)
    folder = f"{address_of(hub).split('/')[2]}-drawing"
    there = []
    for colour in ("b0476c", "2020c0"):
        put(hub.root / WORK / "tp-01.svg", PICTURE.format(size=101).replace("c97b12", colour))
        hub.build()
        there.append(folder in files_of(hub))
    assert there == [True, False]


def test_a_folder_that_was_removed_is_filled_again(tmp_path: Path) -> None:
    hub = small_site(tmp_path)
    address = address_of(hub)
    for path in (hub.root / "instance/media").glob("*-drawing/*"):
        path.unlink()
    for path in (hub.root / "instance/media").glob("*-drawing"):
        path.rmdir()
    assert hub.ask(address).status == 404
    hub.build()
    assert hub.ask(address).status == 200


def test_a_picture_of_a_link_needs_no_other_generation(tmp_path: Path) -> None:
    hub = Built(resting_root(tmp_path))
    put(hub.root / "content/pages/new.vi.md", "---\ntitle: Mới\nupdated: 2026-11-24\n---\nChữ.\n")
    hub.build()
    while any(len(page.bodies) == 2 and path not in hub.builder.state.polished for path, page in hub.made.items()):
        assert hub.builder.polish()
        hub.worker.swap()
    name = hub.worker.generations.current()
    assert hub.builder.finish.undrawn
    pictures = [share.path for share in hub.builder.finish.undrawn]
    hub.polish()
    assert hub.worker.generations.current() == name
    assert {hub.ask(picture).status for picture in pictures} == {200}


def test_over_the_wire_a_range_is_a_part(tmp_path: Path) -> None:
    with running(resting_root(tmp_path), workers=1) as server:
        page = server.ask("/vi/gallery/phong-1/tp-01/").text
        address = "/media/" + page.partition('src="/media/')[2].partition('"')[0]
        whole, part = server.ask(address), server.ask(address, range="bytes=4-9")
        assert (part.status, part.body) == (206, whole.body[4:10])
        assert server.ask(address, if_none_match=whole.headers["etag"]).status == 304
        assert server.ask(address, "HEAD").headers["content-length"] == str(len(whole.body))
