"""The time of a search: `python -m tools.bench.programs.searches COUNT` asks the index in force that many different questions.

The settings come from variables of the environment. Prints a JSON object with the milliseconds of each search, by the
clock.
"""

import json
import random
import sys
import time
from collections.abc import Iterator

from hub.config import from_environment
from hub.feature import discover
from hub.i18n.languages import LANGS, Lang
from hub.i18n.vietnamese import fold
from hub.search.finding import Finding, glossary_of
from hub.serve.worker import Worker
from tools.bench.samples.words import INSTITUTIONS, TOPICS

HITS = 20
WARM_UP = 10


def questions(count: int) -> Iterator[tuple[Lang, str]]:
    """Yield that many different questions, the same every time, with their language.

    Each names one or two topics; every other Vietnamese one is written without marks.
    """
    choices = random.Random("questions")
    asked: set[str] = set()
    while len(asked) < count:
        lang = LANGS[len(asked) % 2]
        side = LANGS.index(lang)
        words = [
            choices.choice(TOPICS)[side],
            *(choices.choice(choices.choice((TOPICS, INSTITUTIONS)))[side] for _ in range(choices.randint(0, 1))),
        ]
        question = " ".join(words)
        if len(asked) % 4 == 0:
            question = fold(question)
        if question not in asked:
            asked.add(question)
            yield lang, question


def main(count: int) -> None:
    """Ask the questions, after a few that are not counted."""
    worker = Worker(from_environment())
    worker.swap()
    edition, index = worker.edition(), worker.index()
    glossary = glossary_of(edition, discover().no_concepts)
    took_ms = []
    found = 0
    for lang, question in questions(count + WARM_UP):
        began = time.perf_counter()
        found += bool(Finding(edition, lang, index, glossary).search(question, HITS).hits)
        took_ms.append((time.perf_counter() - began) * 1000)
    sys.stdout.write(json.dumps({"answered": found, "ms": took_ms[WARM_UP:]}) + "\n")


if __name__ == "__main__":
    main(int(sys.argv[1]))
