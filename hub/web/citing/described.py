"""What the page of a cited entry tells machines of it: meta elements, JSON-LD and links in headers.

Highwire's `citation_*` are what Zotero and Google Scholar read, `DC.*` is Dublin Core in HTML (DCMI DC-HTML), and the links
are those of Signposting (signposting.org, level 1).
"""

from typing import Any

from hub.content.model.kinds import Model
from hub.web.citing.citation import Citation, Twin
from hub.web.context import current_context
from hub.web.links import absolute, formats_of

SCHEMA = "https://schema.org/"
TYPES = {"report": "Report", "speech": "CreativeWork"}
# Formats that describe an entry; the others are the entry itself in another form.
DESCRIBING = ("bib", "ris", "csl.json", "json")


def meta(citation: Citation) -> list[tuple[str, str]]:
    """Return the names and contents of meta elements; those that are repeated stand several times."""
    authors = [author.sorted_name for author in citation.authors]
    institution = [("citation_technical_report_institution", citation.site)] if citation.genre == "report" else []
    rights = [("DC.rights", citation.licence)] if citation.licence else []
    return [
        ("citation_title", citation.title),
        *(("citation_author", name) for name in authors),
        ("citation_publication_date", citation.on.strftime("%Y/%m/%d")),
        ("citation_language", citation.lang),
        ("citation_public_url", citation.url),
        *institution,
        ("DC.title", citation.title),
        *(("DC.creator", name) for name in authors),
        ("DC.date", citation.on.isoformat()),
        ("DC.language", citation.lang),
        ("DC.identifier", citation.url),
        ("DC.publisher", citation.site),
        ("DC.type", citation.form),
        *rights,
    ]


def report(citation: Citation, within: str) -> dict[str, Any]:
    """Return a report of schema.org; `within` is the name of the collection that it is part of."""
    organisation = {"@type": "Organization", "name": citation.authors[0].given}
    return {
        "@type": TYPES[citation.genre],
        "@id": f"{citation.url}#report",
        "url": citation.url,
        "name": citation.title,
        "inLanguage": citation.lang,
        "dateModified": citation.on.isoformat(),
        "author": organisation,
        "publisher": organisation,
        "isPartOf": {"@type": "Collection", "name": within},
        **({"license": citation.licence} if citation.licence else {}),
        **(_translation(citation.twin) if citation.twin else {}),
    }


def signposts(of: Model, citation: Citation) -> list[str]:
    """Return the values of `Link` headers of an entry's page (RFC 8288)."""
    context = current_context()
    kind = context.site.registry.kinds[of.kind]
    links = [(citation.url, "cite-as", "")]
    links += [(f"{SCHEMA}{TYPES[citation.genre]}", "type", ""), (f"{SCHEMA}AboutPage", "type", "")]
    links += [
        (absolute(path), "describedby" if each.suffix in DESCRIBING else "alternate", each.type.partition(";")[0])
        for each, path in formats_of(of)
    ]
    links += [(citation.licence, "license", "")] if citation.licence else []
    links += [(absolute(f"/{context.lang}/{kind.path}/"), "collection", "text/html")]
    return [f'<{href}>; rel="{rel}"' + (f'; type="{type}"' if type else "") for href, rel, type in links]


def _translation(twin: Twin) -> dict[str, Any]:
    """Return the same text in the other language: what this one is translated from, or its translation."""
    other = {"@type": "Report", "@id": f"{twin.url}#report", "name": twin.title, "inLanguage": twin.lang}
    return {"translationOfWork" if twin.original else "workTranslation": other}
