"""How a statement is cited: by its speaker if a person is named, otherwise by the office."""

from hub.content.edition import Reader
from hub.features.statements.model import Statement
from hub.i18n.languages import Lang
from hub.web.citing.citation import Author, Citation, author_of
from hub.web.translations import gettext


def citation_of(reader: Reader, statement: Statement, url: str) -> Citation:
    """Return the citation of a statement, whose page has an absolute address."""
    named = [f"person/{statement.speaker}"] if statement.speaker else []
    authors = tuple(author_of(person) for person in reader.named(named))
    lang: Lang = statement.lang
    return Citation(
        statement.reference,
        "speech",
        statement.title,
        lang,
        authors or (Author(statement.office.read_in(lang)),),
        statement.delivered_on,
        url,
        gettext("Seminar and exhibition of 22 October 2025"),
        gettext("Statement"),
        (
            reader.label("statuses", statement.status),
            *([gettext("unofficial translation")] if lang != statement.original_lang else []),
            gettext("reference %(reference)s of this site", reference=statement.reference),
        ),
        statement.content_note or statement.summary,
    )
