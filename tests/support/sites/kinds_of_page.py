"""Every kind of page that the site has, by its address: what is true of the site must be true of each."""

import re

# Below the language; * stands for a slug.
LISTED = [
    "", "agenda/", "agenda/rooms/", "agenda/now/", "agenda/changes/", "agenda/print/", "agenda/print/rooms/", "agenda/*/", "people/", "people/*/", "statements/", "statements/*/", "gallery/", "gallery/text/", "gallery/*/", "gallery/*/text/", "gallery/*/*/",
    "gallery/tours/*/", "library/", "library/countries/", "library/countries/*/", "library/coverage/", "library/*/", "help/", "api/", "pages/*/",
]  # fmt: skip
ASKED = [
    "search/", "search/?q=tre+em", "search/?q=xqzwv", "library/?q=xqzwv", "library/?q=tre+em&country=VN&country=XQ", "agenda/?language=vi&room=xqzwv", "khong-co/",
    "library/compare/", "library/compare/?id=vn-hotline-111&id=au-esafety",
    "library/dossier/?country=VN", "agenda/mine/", "agenda/mine/?s=khai-mac.lang-nghe-an-toan.an-toan-tu-thiet-ke.khong-co",
]  # fmt: skip
# On the small content of tests/support/sites/small.py, which has what the real site may lack today.
ODD = [
    "agenda/chi-viet/",
    "agenda/rut-lai/",
    "gallery/phong-1/tp-02/",
    "gallery/phong-1/tp-02/open/",
    "library/duong-day/",
    "statements/loi-noi/",
]
MAIN = [
    "",
    "agenda/",
    "agenda/*/",
    "gallery/*/*/",
    "library/",
    "library/countries/",
    "library/*/",
    "help/",
    "search/?q=tre+em",
]


def page_of(kind: str, lang: str, known: list[str]) -> str | None:
    """An address of a kind: of those that the sitemap knows the last; None where the site has no such page."""
    if kind in ASKED:
        return f"/{lang}/{kind}"
    pattern = pattern_of(kind, lang)
    return next((path for path in reversed(known) if pattern.fullmatch(path)), None)


def pattern_of(kind: str, lang: str) -> re.Pattern[str]:
    """What every address of a listed kind looks like: a slug is not one of the addresses that a section has beside its entries."""
    slug = "(?!text/|tours/|now/|rooms/|changes/|print/|coverage/|countries/$)[^/]+"
    return re.compile(f"/{lang}/{kind}".replace("*", slug))
