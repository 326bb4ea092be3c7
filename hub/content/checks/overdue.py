"""Items of lists that time has made wrong, such as a helpline that was not looked at for too long."""

from collections.abc import Iterator

from hub.content.checks.whole import Whole
from hub.problems import Problem


def problems(whole: Whole) -> Iterator[Problem]:
    """Yield a problem for each; the item stays in its list."""
    for vocabulary in whole.vocabularies.values():
        for item in vocabulary.terms.values():
            for field, message, values in item.overdue(whole.now):
                yield Problem(*whole.archive.line_of_term(vocabulary.name, item.id, field), message, values)
