"""Statements as an Atom feed (RFC 4287), the latest change first."""

from collections.abc import Callable, Sequence
from xml.etree.ElementTree import Element

from hub.content.edition import Reader
from hub.features.statements.model import Statement
from hub.web.exchange import atom
from hub.web.links import list_path
from hub.web.translations import gettext


def write(reader: Reader, statements: Sequence[Statement], address: Callable[[Statement], str]) -> str:
    """Return the feed of statements in the reader's language."""
    feed = atom.begin_list(
        reader.lang,
        list_path("statement"),
        id=atom.id_of("statements", reader.lang),
        title=gettext("Statements"),
        subtitle=gettext("Seminar and exhibition of 22 October 2025"),
        days=(each.updated for each in statements),
    )
    for statement in sorted(statements, key=lambda each: (each.updated, each.reference), reverse=True):
        _entry(feed, reader, statement, address(statement))
    return atom.written(feed)


def _entry(feed: Element, reader: Reader, statement: Statement, url: str) -> None:
    entry = atom.begin_entry(feed, statement, reader.lang, url)
    atom.add(entry, "published", atom.moment(statement.delivered_on))
    atom.add(atom.add(entry, "author"), "name", _author(reader, statement))
    atom.add(entry, "category", term=statement.status, label=reader.label("statuses", statement.status))
    atom.add(entry, "summary", statement.content_note or statement.summary)


def _author(reader: Reader, statement: Statement) -> str:
    named = [f"person/{statement.speaker}"] if statement.speaker else []
    return next((person.title for person in reader.named(named)), statement.office.read_in(statement.lang))
