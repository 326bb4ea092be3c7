"""The changes of the programme as a feed: Atom 1.0 (RFC 4287).

Ids and moments come from the record of changes alone, and never from the host or the clock: a feed is the same byte for
byte wherever it is made.
"""

from collections.abc import Callable, Sequence
from uuid import UUID, uuid5
from xml.etree.ElementTree import Element

from hub.content.edition import Reader
from hub.features.agenda.announcements import Told, told
from hub.features.agenda.model import Session
from hub.i18n.languages import LANGS
from hub.web.exchange import atom
from hub.web.links import absolute, url, url_in
from hub.web.translations import gettext

PROJECT = UUID("5f2a7c0e-2d43-5b1f-9a0c-6f1d20251022")  # names every id of the feed
ENDPOINT = "formats.session.atom.list"


def feed(reader: Reader, sessions: Sequence[Session], address: Callable[[Session], str]) -> str:
    """Return the feed of all changes, newest first. It is never without an entry where there is a programme."""
    news = told(reader)
    is_illustrative = any(session.status == "indicative" for session in sessions)
    root = atom.begin(
        reader.lang,
        id=uuid5(PROJECT, f"feed/{reader.lang}").urn,
        title=gettext("Changes to the programme of the seminar of 22 October 2025"),
        subtitle=_illustrative() if is_illustrative else "",
        updated=news[0].at.isoformat() if news else atom.moment(atom.BEGAN),
    )
    atom.add(atom.add(root, "author"), "name", gettext("The editors of this site"))
    atom.link(root, "self", absolute(url(ENDPOINT)), atom.TYPE)
    atom.link(root, "alternate", absolute(url("agenda.changes")), "text/html", reader.lang)
    for lang in LANGS:
        if lang != reader.lang:
            atom.link(root, "alternate", absolute(url_in(lang, ENDPOINT)), atom.TYPE, lang)
    for each in news:
        _entry(root, each, address, is_illustrative)
    return atom.written(root)


def _entry(root: Element, each: Told, address: Callable[[Session], str], is_illustrative: bool) -> None:
    """Add an entry. In an illustrative programme each says so itself, unless its session is confirmed."""
    entry = atom.add(root, "entry")
    session = each.session
    is_illustrative = is_illustrative and not (session and session.status == "confirmed")
    title = f"{each.headline}: {session.title}" if session else each.headline
    atom.add(entry, "id", uuid5(PROJECT, each.name).urn)
    atom.add(entry, "title", gettext("[Illustrative] %(title)s", title=title) if is_illustrative else title)
    atom.add(entry, "updated", each.at.isoformat())
    sentences = [*each.sentences, _illustrative()] if is_illustrative else each.sentences
    atom.add(entry, "summary", " ".join(sentences))
    if session:
        atom.link(entry, "alternate", address(session), "text/html", session.lang)
    else:
        atom.link(entry, "alternate", absolute(url("agenda.changes")), "text/html")


def _illustrative() -> str:
    """Return the note on the illustrative programme, in the words that all pages use."""
    return gettext(
        "Illustrative programme, written by this site from the themes reported in the press. It is not the official programme of the seminar of 22 October 2025; times, rooms and sessions have not been confirmed by the co-hosts."
    )
