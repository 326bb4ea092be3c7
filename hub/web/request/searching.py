"""The search of a request: over its Edition, in its language, by the index that there is."""

from hub.content.edition import Edition
from hub.search.finding import Finding, glossary_of
from hub.search.query.glossary import Glossary
from hub.search.query.suggesting import did_you_mean
from hub.web.context import current_context


def finding() -> Finding:
    """Return the search over the Edition of this request; its `index` is None while none has been built."""
    context = current_context()
    return Finding(context.edition, context.lang, context.site.source.index(), glossary())


def suggestion(query: str) -> str:
    """Return what a reader may have meant instead of a query; empty if nothing is mistyped."""
    context = current_context()
    index = context.site.source.index() if query else None
    return (did_you_mean(query, index, context.lang, glossary()) if index is not None else None) or ""


def glossary() -> Glossary:
    """Return the glossary of the Edition, built once."""
    context = current_context()
    found: Glossary = context.site.once_an_edition("web.glossary", context.edition, _glossary_of)
    return found


def _glossary_of(whole: Edition) -> Glossary:
    return glossary_of(whole, current_context().site.features.no_concepts)
