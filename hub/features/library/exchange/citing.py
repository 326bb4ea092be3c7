"""How an entry of the library is cited: by this site, which wrote it. The institution in charge is a fact of the entry."""

from hub.content.edition import Reader
from hub.features.library.model import Practice
from hub.web.citing.citation import Author, Citation, joined
from hub.web.citing.cited import twin_of
from hub.web.citing.licences import address_of_licence
from hub.web.translations import gettext


def citation_of(reader: Reader, practice: Practice, url: str) -> Citation:
    """Return the citation of an entry, whose page has an absolute address. It is dated by the text's last change."""
    return Citation(
        practice.slug,
        "report",
        practice.title,
        practice.lang,
        (Author(gettext("Editors of HN 22.10")),),
        practice.updated,
        url,
        gettext("Seminar and exhibition of 22 October 2025"),
        gettext("Good practice"),
        tuple(remarks(reader, practice)),
        joined([practice.content_note, practice.summary]),
        twin_of(practice),
        practice.updated.isoformat(),
        tuple(reader.label("countries", code) for code in practice.countries),
        address_of_licence(practice.licence),
    )


def remarks(reader: Reader, practice: Practice) -> list[str]:
    """Return what a reader must know of an entry before it is relied on."""
    said = [gettext("from public sources; not yet confirmed by the country")] if practice.status == "starter" else []
    if practice.reply and practice.reply_by is not None:
        who = reader.words(practice.reply_by)
        said.append(gettext("%(organisation)s has replied to this entry", organisation=who))
    return said
