"""The changes of the programme as a feed: Atom 1.0 (RFC 4287).

Ids and moments come from the record of changes alone, and never from the host or the clock: a feed is the same byte for
byte wherever it is made.
"""

from collections.abc import Callable, Sequence
from uuid import UUID, uuid5
from xml.etree.ElementTree import Element, SubElement, tostring

from hub.content.edition import Reader
from hub.features.agenda.announcements import Told, told
from hub.features.agenda.model import Session
from hub.i18n.languages import LANGS
from hub.web.links import absolute, url, url_in
from hub.web.translations import gettext

ATOM = "http://www.w3.org/2005/Atom"
TYPE = "application/atom+xml"
PROJECT = UUID("5f2a7c0e-2d43-5b1f-9a0c-6f1d20251022")  # names every id of the feed
START = "2025-10-22T00:00:00+07:00"  # of a feed that has nothing to tell: the day of the seminar
ENDPOINT = "formats.session.atom.list"


def feed(reader: Reader, sessions: Sequence[Session], address: Callable[[Session], str]) -> str:
    """Return the feed of all changes, newest first. It is never without an entry where there is a programme."""
    news = told(reader)
    is_illustrative = any(session.status == "indicative" for session in sessions)
    root = Element("feed", {"xmlns": ATOM, "xml:lang": reader.lang})
    _text(root, "id", uuid5(PROJECT, f"feed/{reader.lang}").urn)
    _text(root, "title", gettext("Changes to the programme of the seminar of 22 October 2025"))
    if is_illustrative:
        _text(root, "subtitle", _illustrative())
    _text(root, "updated", news[0].at.isoformat() if news else START)
    _text(SubElement(root, "author"), "name", gettext("The editors of this site"))
    _link(root, "self", absolute(url(ENDPOINT)), TYPE)
    _link(root, "alternate", absolute(url("agenda.changes")), "text/html", reader.lang)
    for lang in LANGS:
        if lang != reader.lang:
            _link(root, "alternate", absolute(url_in(lang, ENDPOINT)), TYPE, lang)
    for each in news:
        _entry(root, each, address, is_illustrative)
    return '<?xml version="1.0" encoding="utf-8"?>\n' + tostring(root, encoding="unicode") + "\n"


def _entry(root: Element, each: Told, address: Callable[[Session], str], is_illustrative: bool) -> None:
    """Add an entry. In an illustrative programme each says so itself, unless its session is confirmed."""
    entry = SubElement(root, "entry")
    session = each.session
    is_illustrative = is_illustrative and not (session and session.status == "confirmed")
    title = f"{each.headline}: {session.title}" if session else each.headline
    _text(entry, "id", uuid5(PROJECT, each.name).urn)
    _text(entry, "title", gettext("[Illustrative] %(title)s", title=title) if is_illustrative else title)
    _text(entry, "updated", each.at.isoformat())
    sentences = [*each.sentences, _illustrative()] if is_illustrative else each.sentences
    _text(entry, "summary", " ".join(sentences))
    if session:
        _link(entry, "alternate", address(session), "text/html", session.lang)
    else:
        _link(entry, "alternate", absolute(url("agenda.changes")), "text/html")


def _illustrative() -> str:
    """Return the note on the illustrative programme, in the words that all pages use."""
    return gettext(
        "Illustrative programme, written by this site from the themes reported in the press. It is not the official programme of the seminar of 22 October 2025; times, rooms and sessions have not been confirmed by the co-hosts."
    )


def _text(parent: Element, name: str, text: str) -> None:
    SubElement(parent, name).text = text


def _link(parent: Element, rel: str, href: str, media_type: str, lang: str = "") -> None:
    attributes = {"rel": rel, "href": href, "type": media_type}
    SubElement(parent, "link", attributes | ({"hreflang": lang} if lang else {}))
