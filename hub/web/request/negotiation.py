"""The choice of language at `/`, the only address that negotiates."""

from werkzeug.datastructures import LanguageAccept

from hub.i18n.languages import LANGS


def language_for(asked: LanguageAccept, default: str) -> str:
    """Return the language that an Accept-Language header asks for, else `default` (RFC 9110, section 12.5.4).

    Only the primary subtag counts ("en-AU" is English). The highest weight wins, then the tag named first; `*` stands
    for every language that is not named, the default first. A weight of 0 refuses a language; if all are refused, the
    default is returned all the same.
    """
    primary = LanguageAccept([(tag.partition("-")[0], weight) for tag, weight in asked])
    ordered = [default, *(lang for lang in LANGS if lang != default)]
    best = max(ordered, key=lambda lang: (primary.quality(lang), -primary.find(lang)))
    return best if primary.quality(best) else default
