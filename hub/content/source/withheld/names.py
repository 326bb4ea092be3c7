"""What may not be shown and is therefore not kept either: entries before their hour, and names that are withheld.

An entry whose embargo lasts, or whose title is a withheld name, leaves nothing in the packs: it is read again when its
hour has come. A withheld name is taken out of every other text as that is read, so that no page, feed, index or picture
can have it, whatever is made of the text later.
"""

import hashlib
import re
import unicodedata
from collections.abc import Iterable, Iterator
from datetime import datetime
from functools import lru_cache
from typing import Any

from hub.content.model.dates import HANOI
from hub.content.model.slugs import SLUG
from hub.content.source.documents import Document
from hub.content.source.folder import File, read_text
from hub.i18n.languages import LANGS, Lang
from hub.i18n.vietnamese import INVISIBLE, fold, nfc
from hub.problems import Unreadable

FOREVER = datetime(9999, 1, 1, tzinfo=HANOI)  # of an embargo whose hour cannot be read: until it is corrected
INSTEAD: dict[str, str] = {"vi": "(không nêu tên)", "en": "(name withheld)", "": "(…)"}
MOMENT = re.compile(r"\d{4}-\d\d-\d\d[ tT]\d\d:\d\d(?::\d\d)?(?: ?[+-]\d\d:?\d\d|[zZ])?")
TITLE = re.compile(r"^\W*title\W*[:=](.+)$", re.M)
GAP = rf"[\s{INVISIBLE}]+"


def moment_in(written: str) -> datetime:
    """Return the moment that a line names, in the time zone of Hanoi; FOREVER if it names none."""
    found = MOMENT.search(written)
    try:
        moment = datetime.fromisoformat(found[0].replace(" +", "+").replace(" -", "-")) if found else FOREVER
        return moment.astimezone(HANOI) if moment.tzinfo else moment.replace(tzinfo=HANOI)
    except (ValueError, OverflowError):
        return FOREVER


def titles_of(files: Iterable[File], documents: Iterable[Document]) -> set[str]:
    """Return the titles that an entry's files give it, also where a file cannot be read as fields."""
    found = {str(document.data.values.get("title") or "") for document in documents}
    read = {document.file.name for document in documents}
    for file in files:
        if file.name not in read:
            try:
                found.update(match[1].strip(" \t\"'") for match in TITLE.finditer(read_text(file)))
            except Unreadable:
                continue
    return {nfc(title) for title in found if title.strip()}


class Names:
    """The names that may stand in no text. False if there are none."""

    def __init__(self, names: Iterable[str] = ()) -> None:
        self.names = sorted({" ".join(fold(name).split()) for name in names} - {""})
        self.pattern = re.compile("|".join(_forms(self.names))) if self.names else None

    def __bool__(self) -> bool:
        return self.pattern is not None

    @property
    def digest(self) -> str:
        """Return a digest of the names, from which they cannot be read; empty if there are none."""
        return hashlib.sha256("\n".join(self.names).encode()).hexdigest()[:24] if self.names else ""

    def lines(self, text: str) -> Iterator[int]:
        """Yield the number of each line of a text on which a name begins."""
        yield from sorted({text.count("\n", 0, start) + 1 for start, _ in self._places(text)})

    def without(self, text: str, lang: Lang | str = "") -> str:
        """Return a text with words in a language in the place of each name; it keeps its number of lines."""
        pieces, end = [], 0
        for start, stop in self._places(text):
            pieces += [text[end:start], INSTEAD[lang], "\n" * text.count("\n", start, stop)]
            end = stop
        return "".join([*pieces, text[end:]]) if pieces else text

    def without_any(self, value: Any, lang: Lang | str = "") -> Any:
        """Return the value of a field without the names, in all its parts; slugs are no names."""
        if isinstance(value, str):
            return value if SLUG.fullmatch(value) else self.without(value, lang)
        if isinstance(value, dict):
            return {key: self.without_any(each, key if key in LANGS else lang) for key, each in value.items()}
        return [self.without_any(each, lang) for each in value] if isinstance(value, list) else value

    def _places(self, text: str) -> Iterator[tuple[int, int]]:
        """Yield where each name begins and ends, whatever its marks, capitals and spaces."""
        if self.pattern is None:
            return
        folded: list[str] = []
        origin: list[int] = []
        for place, character in enumerate(text):
            plain = _plain(character)
            folded.append(plain)
            origin += [place] * len(plain)
        for found in self.pattern.finditer("".join(folded)):
            stop = origin[found.end() - 1] + 1
            while stop < len(text) and unicodedata.combining(text[stop]):
                stop += 1
            yield origin[found.start()], stop


@lru_cache(4096)
def _plain(character: str) -> str:
    return "" if unicodedata.combining(character) else fold(character)


def _forms(names: Iterable[str]) -> Iterator[str]:
    """Yield a pattern for each order in which a folded name is written: as it is, and with its last word first."""
    for name in names:
        words = [re.escape(word) for word in name.split()]
        yield rf"(?<![\w/-]){GAP.join(words)}(?![\w/]|[.-]\w)"
        if len(words) > 1:
            yield rf"(?<![\w/-]){words[-1]},?{GAP}{GAP.join(words[:-1])}(?![\w/]|[.-]\w)"
