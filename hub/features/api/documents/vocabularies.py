"""Vocabularies in the API: the codes with their labels."""

from hub.content.edition import Reader
from hub.content.model.fields import Words
from hub.content.model.vocabulary import Term as Known
from hub.features.api.model import Term, Vocabulary, VocabularyInList
from hub.features.api.queries import terms
from hub.i18n.languages import LANGS
from hub.web.context import edition, in_language


def of_vocabulary(reader: Reader, name: str, href: str) -> Vocabulary:
    """Return a vocabulary with its terms. Words to be avoided are no part of it."""
    found = [_term(term) for term in terms(reader, name)]
    return Vocabulary(id=name, href=href, title=_title(name), terms_total=len(found), terms=found)


def in_list(reader: Reader, name: str, href: str) -> VocabularyInList:
    """Return a vocabulary without its terms."""
    return VocabularyInList(id=name, href=href, title=_title(name), terms_total=sum(1 for _ in terms(reader, name)))


def _title(name: str) -> Words:
    titles = {}
    for lang in LANGS:
        with in_language(lang):
            titles[lang] = edition().vocabulary_title(name)
    return Words(**titles)


def _term(term: Known) -> Term:
    aliases = {lang: words for lang in LANGS if (words := getattr(term.aliases, lang))}
    more = {name: getattr(term, name, None) or None for name in ("group", "value", "publisher", "date", "url")}
    return Term(id=term.id, label=term.label, note=term.note, aliases=aliases or None, **more)
