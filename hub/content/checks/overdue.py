"""Check for list items that have become outdated, such as a helpline that was not verified for too long."""

from collections.abc import Iterator

from hub.content.checks.whole import Whole
from hub.problems import Problem


def problems(whole: Whole) -> Iterator[Problem]:
    """Yield a problem for each outdated item; the item stays in its list."""
    for vocabulary in whole.vocabularies.values():
        for item in vocabulary.terms.values():
            for field, message, values, sort, severity in item.overdue(whole.now):
                file, line = whole.archive.line_of_term(vocabulary.name, item.id, field)
                yield Problem(file, line, message, values, severity, sort=sort)
