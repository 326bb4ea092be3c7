"""Recordings beside an entry, and their captions: facts about a file, found in its content."""

import hashlib
import re

from hub.content.model.media import Media
from hub.content.source.folder import File, read_bytes
from hub.i18n.vietnamese import slug_of
from hub.messages import N_
from hub.problems import Problem, Unreadable

LARGEST = 50 * 1024 * 1024  # bytes: an answer is held in memory as a whole
CAPTIONS = "text/vtt"
TYPES = {
    ".mp4": "video/mp4",
    ".webm": "video/webm",
    ".mp3": "audio/mpeg",
    ".m4a": "audio/mp4",
    ".ogg": "audio/ogg",
    ".opus": "audio/ogg",
    ".vtt": CAPTIONS,
}
NAME = re.compile(r"[a-z0-9][a-z0-9._-]*\.(?:mp4|webm|mp3|m4a|ogg|opus|vtt)")
SOUND = (".mp3", ".m4a", ".ogg", ".opus")
HOUR = r"(?:(\d{2,}):)?([0-5]\d):([0-5]\d)\.(\d{3})"
CUE = re.compile(rf"{HOUR}[ \t]+-->[ \t]+{HOUR}(?:[ \t].*)?")


def is_recording(media: Media) -> bool:
    """Tell whether a file beside an entry is a recording or its captions, and no picture."""
    return media.type in TYPES.values()


def inspect_recording(file: File) -> Media:
    """Return the type, size and digest of a recording or of captions.

    Raises Unreadable if it is too large, is not what its name says, or if its captions have no times in order.
    """
    name = file.path.name
    suffix = file.path.suffix.lower()
    if suffix not in TYPES:
        text = N_("this kind of recording is not shown; use MP4 or WebM, MP3, M4A or Ogg, and WebVTT for captions")
        raise Unreadable(Problem(file.name, 1, text))
    if not NAME.fullmatch(name):
        better = f"{slug_of(name.rpartition('.')[0]) or 'ghi-hinh'}{suffix}"
        text = N_("a recording’s name has lower-case letters a–z, digits and hyphens; rename it to %(name)s")
        raise Unreadable(Problem(file.name, 1, text, {"name": better}))
    data = read_bytes(file, LARGEST, N_("the recording is larger than 50 MB; save a smaller one"))
    if suffix == ".vtt":
        _check_captions(data, file.name)
    elif not _is(suffix, data):
        text = N_("the file’s content is not what its name says; save the recording again")
        raise Unreadable(Problem(file.name, 1, text))
    return Media(name, TYPES[suffix], len(data), hashlib.sha256(data).hexdigest()[:16], 0, 0)


def _is(suffix: str, data: bytes) -> bool:
    """Tell whether data begins as files of a kind do."""
    if suffix in (".mp4", ".m4a"):
        return data[4:8] == b"ftyp"
    if suffix == ".webm":
        return data.startswith(b"\x1a\x45\xdf\xa3") and b"webm" in data[:64]
    if suffix == ".mp3":
        return data.startswith(b"ID3") or (len(data) > 1 and data[0] == 0xFF and data[1] & 0xE0 == 0xE0)
    return data.startswith(b"OggS")


def _check_captions(data: bytes, name: str) -> None:
    """Raise Unreadable unless data are captions in WebVTT, each of which ends after it begins."""
    try:
        lines = data.decode("utf-8-sig").splitlines()
    except UnicodeDecodeError as error:
        broken = data.count(b"\n", 0, error.start) + 1
        raise Unreadable(Problem(name, broken, N_("the file is not UTF-8 here; save it again as UTF-8"))) from error
    if not lines or not re.fullmatch(r"WEBVTT(?:[ \t].*)?", lines[0]):
        raise Unreadable(Problem(name, 1, N_("captions begin with a line WEBVTT; save them as WebVTT")))
    times = [(number, line) for number, line in enumerate(lines, 1) if "-->" in line]
    for number, line in times:
        found = CUE.fullmatch(line.strip())
        if found is None or _seconds(found.groups()[:4]) >= _seconds(found.groups()[4:]):
            text = N_("captions have a beginning and a later end; write for example 00:01.000 --> 00:04.000")
            raise Unreadable(Problem(name, number, text))
    if not times:
        raise Unreadable(Problem(name, 1, N_("there is no caption in this file; add one, or remove the file")))


def _seconds(parts: tuple[str | None, ...]) -> float:
    hours, minutes, seconds, thousandths = (int(part or 0) for part in parts)
    return hours * 3600 + minutes * 60 + seconds + thousandths / 1000
