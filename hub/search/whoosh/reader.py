"""Read a Whoosh index: posting lists as arrays, over all segments at once, the most used ones kept in memory.

Not thread-safe; the engine holds the lock. The segments are memory-mapped on opening, so a reader keeps working when
its folder is deleted.
"""

import mmap
from array import array
from collections import OrderedDict
from collections.abc import Callable, Iterator
from functools import cached_property, wraps
from pathlib import Path
from typing import Any, Concatenate, NamedTuple, ParamSpec, TypeVar

from whoosh.filedb.filestore import FileStorage
from whoosh.filedb.structfile import StructFile

from hub.i18n.vietnamese import fold
from hub.search.bits import bits_of, flags_of
from hub.search.engine import IndexUnusable
from hub.search.query.text import Field
from hub.search.ranking import IN_TITLE, rarity_by_language, saturation
from hub.search.whoosh.columns import SUFFIX, read_columns
from hub.search.whoosh.writer import ID, TITLED, WORDS, Stored, schema

Given = ParamSpec("Given")
Result = TypeVar("Result")

# 8 bytes a posting: at most 4 MB of cached posting lists a process.
_MOST_KEPT = 500_000
_MOST_COUNTS = 20_000


class Postings(NamedTuple):
    """The documents that have a term, by number, and a value for each of them."""

    numbers: "array[int]"
    values: "array[float]"
    rarity: float = 0.0


NOWHERE = Postings(array("I"), array("f"))


def _as_unusable(
    read: Callable[Concatenate["IndexReader", Given], Result],
) -> Callable[Concatenate["IndexReader", Given], Result]:
    """Raise IndexUnusable for every error in reading: Whoosh has no error of its own for a damaged file.

    Decorate only what merely calls Whoosh, so that no mistake of ours is taken for a damaged file.
    """

    @wraps(read)
    def reading(reader: "IndexReader", /, *args: Given.args, **kwargs: Given.kwargs) -> Result:
        try:
            return read(reader, *args, **kwargs)
        except Exception as error:
            raise IndexUnusable(f"{reader.folder}: cannot be read ({error!r}); build the index again") from error

    return reading


def _deleted(leaf: Any) -> int:
    if not leaf.has_deletions():
        return 0
    size = leaf.doc_count_all()
    return bits_of((number for number in range(size) if leaf.is_deleted(number)), size)


class MappedStorage(FileStorage):  # type: ignore[misc]
    """A folder whose files are opened as maps of memory; Whoosh's own reads through a handle, or copies them as a whole."""

    def __init__(self, folder: Path) -> None:
        super().__init__(str(folder))
        self.maps: list[mmap.mmap] = []

    def open_file(self, name: str, **options: Any) -> Any:
        """Open a file of the index for reading."""
        with (Path(self.folder) / name).open("rb") as file:
            self.maps.append(mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ))
        return StructFile(self.maps[-1], name=name)


class IndexReader:
    """An open index. Documents are numbered from 0 to `size` - 1; deleted ones appear in no postings."""

    def __init__(self, folder: Path) -> None:
        """Open the index of a folder. Raises IndexUnusable, as every method that reads does."""
        self.folder = folder
        self._open()
        self._kept: OrderedDict[tuple[str, str], Postings] = OrderedDict()
        self._kept_postings = 0
        self._counts: dict[tuple[str, str], int] = {}

    @_as_unusable
    def _open(self) -> None:
        folder = self.folder
        self._storage = MappedStorage(folder)
        self._reader: Any = self._storage.open_index(schema=schema()).reader()
        self._leaves: list[tuple[Any, int]] = [
            (leaf, base) for leaf, base in self._reader.leaf_readers() if leaf.doc_count_all()
        ]
        self._columns = [read_columns(folder / f"{leaf.segment().segment_id()}{SUFFIX}") for leaf, _ in self._leaves]
        # Whoosh opens the file of stored fields on first use; by then the folder may be gone.
        for leaf, _ in self._leaves:
            leaf.stored_fields(0)
        self.size: int = self._reader.doc_count_all()
        self._words = [(folder / f"{leaf.segment().segment_id()}{WORDS}").read_bytes() for leaf, _ in self._leaves]
        self.documents: int = self._reader.doc_count()
        self._gather()

    def known_count(self, field: str, term: str) -> int | None:
        """Return what `count` has found before, if it is still kept. Safe for any thread."""
        return self._counts.get((field, term))

    @_as_unusable
    def count(self, field: str, term: str) -> int:
        """Return the number of documents that have a term, without reading its postings; deleted ones may count."""
        count = self.known_count(field, term)
        if count is None:
            if len(self._counts) >= _MOST_COUNTS:
                self._counts.clear()
            count = sum(leaf.doc_frequency(field, term) for leaf, _ in self._leaves if (field, term) in leaf)
            self._counts[field, term] = count
        return count

    @_as_unusable
    def postings(self, field: str, term: str) -> Postings:
        """Return the documents that contain a term, with its weight in each."""
        numbers, values = array("I"), array("f")
        for leaf, base in self._leaves:
            if (field, term) in leaf:
                matcher = leaf.postings(field, term)
                is_active, number, weight, go_on = matcher.is_active, matcher.id, matcher.weight, matcher.next
                while is_active():
                    numbers.append(base + number())
                    values.append(weight())
                    go_on()
        return Postings(numbers, values)

    def impacts(self, field: Field, term: str) -> Postings:
        """Return the documents that contain a term, with its score for each (see hub.search.ranking)."""
        key = (field.value, term)
        if key in self._kept:
            self._kept.move_to_end(key)
            return self._kept[key]
        numbers, weights, _ = self.postings(*key)
        if not numbers:
            return NOWHERE
        rare = rarity_by_language(*self._counted(numbers))
        once, lengths = self._once[field.is_pair], self._lengths
        worth = [
            rare * (once[number] if weight == 1 else saturation(weight, lengths[number], is_pair=field.is_pair))
            for number, weight in zip(numbers, weights, strict=True)
        ]
        if field in (Field.FOLDED, Field.FOLDED_PAIR):
            titled = set(self.postings(TITLED, term).numbers)
            more = rare * IN_TITLE
            worth = [each + more * (number in titled) for number, each in zip(numbers, worth, strict=True)]
        self._keep(key, Postings(numbers, array("f", worth), rare))
        return self._kept[key]

    def _counted(self, numbers: "array[int]") -> tuple[dict[str, int], dict[str, int]]:
        """Return by language how many documents there are, and how many of them are among the numbers."""
        if len(self._in_lang) < 2:
            return {"": self.documents}, {"": len(numbers)}
        return self._by_lang, {lang: sum(map(flags.__getitem__, numbers)) for lang, flags in self._in_lang.items()}

    def _gather(self) -> None:
        """Put the columns of all segments together; what is deleted of them has no values."""
        self.entries: list[str] = []
        self.values: dict[str, dict[str, int]] = {}
        lengths = array("f")
        for (leaf, base), columns in zip(self._leaves, self._columns, strict=True):
            kept = ~_deleted(leaf)
            for named, bits in columns.values.items():
                name, _, value = named.partition("=")
                if bits & kept:
                    having = self.values.setdefault(name, {})
                    having[value] = having.get(value, 0) | (bits & kept) << base
            self.entries += columns.entries
            lengths += columns.lengths
        langs = self.values.get("lang", {})
        self._by_lang = {lang: bits.bit_count() for lang, bits in langs.items()}
        self._in_lang = {lang: flags_of(bits, self.size) for lang, bits in langs.items()}
        average = sum(lengths) / max(len(lengths), 1)
        self._lengths = [length / average for length in lengths]
        alike = {length: length / average for length in {*lengths}}
        self._once = {}
        for pair in (False, True):
            worth = {length: saturation(1, relative, is_pair=pair) for length, relative in alike.items()}
            self._once[pair] = [worth[length] for length in lengths]

    def _keep(self, key: tuple[str, str], postings: Postings) -> None:
        self._kept[key] = postings
        self._kept_postings += len(postings.numbers)
        while self._kept_postings > _MOST_KEPT and len(self._kept) > 1:
            _, dropped = self._kept.popitem(last=False)
            self._kept_postings -= len(dropped.numbers)

    @_as_unusable
    def stored(self, number: int) -> Stored:
        """Return the stored fields of a document."""
        return Stored(*self._reader.stored_fields(number)["stored"])

    @cached_property
    def vocabulary(self) -> dict[str, int]:
        """Return every term of the folded field with the number of documents that have it."""
        found: dict[str, int] = {}
        for line in self._lines(0):
            term, _, count = line.partition(" ")
            found[term] = found.get(term, 0) + int(count)
        return found

    @cached_property
    def spellings(self) -> dict[str, set[str]]:
        """Return the syllables of the exact field that have marks, by what they fold to."""
        found: dict[str, set[str]] = {}
        for line in self._lines(1):
            found.setdefault(fold(line), set()).add(line)
        return found

    def _lines(self, part: int) -> Iterator[str]:
        for words in self._words:
            yield from words.decode().split("\n\n")[part].splitlines()

    def number(self, id: str) -> int | None:
        """Return the number of a document; None if there is none."""
        return next(iter(self.postings(ID, id).numbers), None)

    def check_length(self) -> None:
        """Raise IndexUnusable if a file has been cut short since it was mapped: reading past its end kills a process."""
        if any(not each.closed and each.size() < len(each) for each in self._storage.maps):
            raise IndexUnusable(f"{self.folder}: a file is cut short; build the index again")

    def let_go(self) -> None:
        """Give back the memory of what was read; after a few searches it would be the whole index, in every process.

        The kernel caches the files while it has room; reading one again costs a page fault and no disk access.
        """
        if hasattr(mmap, "MADV_DONTNEED"):  # Linux
            for each in self._storage.maps:
                if not each.closed:  # as that of the table of contents is
                    each.madvise(mmap.MADV_DONTNEED)
