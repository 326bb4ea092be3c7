"""A recording of a statement: checked, shown without playing, and served in ranges."""

from pathlib import Path

import pytest
from built import Built, Page, small_root
from desk import Desk
from small import document, put

MP4 = b"\x00\x00\x00\x18ftypmp42\x00\x00\x00\x00mp42isom" + bytes(200)
VTT = "WEBVTT\n\n00:01.000 --> 00:04.000\nXin chào.\n"
FIELDS = {
    "reference": "HN2025-PB-05", "office": {"vi": "Bộ", "en": "Ministry"}, "delivered_on": "2025-10-22", "status": "as-delivered",
    "authentic_language": "vi", "sources": ["report"], "title": "Lời", "summary": "Gì.", "in_short": "Ngắn.",
    "recording": {"file": "loi.mp4", "captions": [{"lang": "vi", "file": "loi.vi.vtt"}]},
}  # fmt: skip
TEXT = "Lời.\n\n## Bản chép lời {#transcript}\n\nXin chào."


def recorded(root: Path, **files: bytes) -> Path:
    folder = root / "content/statements/ghi"
    put(folder / "index.vi.md", document(FIELDS, TEXT))
    for name, data in ({"loi.mp4": MP4, "loi.vi.vtt": VTT.encode()} | files).items():
        (folder / name).write_bytes(data)
    return root


@pytest.fixture(scope="module")
def hub(tmp_path_factory: pytest.TempPathFactory) -> Built:
    return Built(recorded(small_root(tmp_path_factory.mktemp("recorded"))))


def test_a_video_waits_to_be_played_and_loads_nothing_before(hub: Built) -> None:
    video = Page(hub.ask("/vi/statements/ghi/").text).one("video")
    assert (video.get("preload"), "controls" in video.attributes, "autoplay" in video.attributes) == (
        "none",
        True,
        False,
    )


def test_its_captions_are_named_and_served_as_captions(hub: Built) -> None:
    track = Page(hub.ask("/vi/statements/ghi/").text).one("track")
    assert (track["kind"], track["srclang"], track["label"]) == ("captions", "vi", "Tiếng Việt")
    answer = hub.ask(track["src"])
    assert (answer.status, answer.headers["content-type"], answer.text) == (200, "text/vtt", VTT)


def test_it_is_served_in_ranges(hub: Built) -> None:
    source = Page(hub.ask("/vi/statements/ghi/").text).one("video")["src"]
    part = hub.ask(source, range="bytes=4-7")
    assert (part.status, part.body, part.headers["content-type"]) == (206, b"ftyp", "video/mp4")
    assert hub.ask(source).body == MP4


def test_a_transcript_is_one_link_away(hub: Built) -> None:
    page = Page(hub.ask("/vi/statements/ghi/").text)
    assert "#transcript" in [link["href"] for link in page.all("a")]
    assert "transcript" in [heading.get("id") for heading in page.all("h3")]


@pytest.mark.parametrize(
    ("name", "data", "words"),
    [
        ("loi.mp4", b"\x1a\x45\xdf\xa3webm", "content is not what its name says"),
        ("loi.mp4", b"<html>", "content is not what its name says"),
        ("loi.vi.vtt", b"1\n00:00:01,000 --> 00:00:02,000\nx", "begin with a line WEBVTT"),
        ("loi.vi.vtt", b"WEBVTT\n\n00:05.000 --> 00:04.000\nx", "a beginning and a later end"),
        ("loi.vi.vtt", b"WEBVTT\n\nx", "no caption in this file"),
        ("loi.vi.vtt", b"WEBVTT\n\n00:01.000 --> 00:02.000\n\xff", "not UTF-8"),
    ],
)
def test_a_file_that_would_not_play_is_refused(tmp_path: Path, name: str, data: bytes, words: str) -> None:
    desk = Desk(recorded(tmp_path, **{name: data}))
    told = [problem for problem in desk.problems() if name in problem]
    assert [words in problem for problem in told] == [True]


def test_a_name_that_cannot_stand_in_an_address_is_refused(tmp_path: Path) -> None:
    recorded(tmp_path, **{"Lời.mp4": MP4})
    put(tmp_path / "content/statements/ghi/index.vi.md", document(FIELDS | {"recording": {"file": "Lời.mp4"}}, TEXT))
    assert any("rename it to loi.mp4" in problem for problem in Desk(tmp_path).problems())
