"""A citation: what there is to say of an entry when it is cited, apart from any format."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Literal, NamedTuple

from hub.content.model.kinds import Model
from hub.content.model.names import NameOrder, parts_of_name
from hub.i18n.languages import Lang

Genre = Literal["speech", "report"]


class Author(NamedTuple):
    """Who is cited: a name in two parts, or where `family` is empty a name that is written as it stands.

    That is how an office and a Vietnamese name are cited.
    """

    given: str
    family: str = ""

    @property
    def sorted_name(self) -> str:
        """Return the name as lists sort it: "Tamesis, Pauline"."""
        return f"{self.family}, {self.given}" if self.family else self.given


class Twin(NamedTuple):
    """The same text in the other language: its title, that language, its absolute address, whether it is the original."""

    title: str
    lang: Lang
    url: str
    original: bool


@dataclass(frozen=True)
class Citation:
    """What is cited. `url` is absolute, and `lang` the language of the title.

    `form` says in that language what it is ("Statement"), `remarks` what a reader must know of the text, such as that
    it is an unofficial translation, and `site` who publishes it. `key` has ASCII letters, digits and hyphens alone.
    `version` names the version of a text that is kept up, `licence` is the address of its licence.
    """

    key: str
    genre: Genre
    title: str
    lang: Lang
    authors: tuple[Author, ...]
    on: date
    url: str
    site: str
    form: str
    remarks: tuple[str, ...] = ()
    abstract: str = ""
    twin: Twin | None = None
    version: str = ""
    keywords: tuple[str, ...] = ()
    licence: str = ""

    @property
    def note(self) -> str:
        """Return the remarks as one text."""
        return "; ".join(self.remarks)


def author_of(person: Model) -> Author:
    """Return a person as an author, by the order in which the person's name is written (`name_order`)."""
    order: NameOrder = getattr(person, "name_order", "west")
    first, last = parts_of_name(person.title)
    return Author(first, last) if order == "west" and first else Author(person.title)


def one_line(text: str) -> str:
    """Return a text on one line, for formats that read by lines."""
    return " ".join(text.split())


def joined(pieces: Iterable[str]) -> str:
    """Return the pieces that are not empty, one after another."""
    return " ".join(filter(None, pieces))
