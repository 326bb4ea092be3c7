"""The cost of a search engine: `python -m tools.bench.programs.engines ENGINE DOCUMENTS QUESTIONS FOLDER`.

Builds an index of generated entries in the folder, changes one entry in a second generation, and asks. Prints a JSON
object: milliseconds of processor time and by the clock, of each question with its facets.
"""

import json
import random
import resource
import shutil
import sys
import time
from collections.abc import Callable, Iterator
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import Any

from hub.i18n.languages import LANGS, Lang
from hub.search.engine import NO_FILTERS, Engine, Filters, Searchable, fill
from hub.search.engines import EngineModule, engine_module
from hub.search.finding import CLOSE
from hub.search.query.planner import LONGEST_QUERY, Planner
from tools.bench.programs.searches import WARM_UP, questions
from tools.bench.samples.entries import CAPABILITIES, COUNTRIES, EDITED, entries, entry

HITS = 10
PLANNER = Planner()
HOSTILE = {
    "longest": "bảo vệ trẻ em trên môi trường mạng " * 100,
    "one_word": "mạng " * 500,
    "unknown_words": " ".join(f"xq{number}zv{number}" for number in range(1_000)),
    "mistyped_words": " ".join(f"{word}x" for word in ("hotline", "shelter", "police", "school", "report") * 40),
    "marks": "a\u0301\u0323" * 400,
}


def main(name: str, documents: int, count: int, folder: Path) -> None:
    """Build, change, ask, and print the figures."""
    module = engine_module(name)
    given = list(entries(documents))
    began = time.process_time()
    fill(module.start_index(folder / "first"), given)
    built_s = time.process_time() - began
    engine = module.open_index(folder / "first")
    asked = [
        (lang, text, filters) for (lang, text), filters in zip(questions(count + WARM_UP), narrowed(), strict=False)
    ]
    took = [ask(engine, *one) for one in asked][WARM_UP:]
    edited, firsts = edits(module, folder, documents, asked[: WARM_UP // 2])
    figures = {
        "documents_a_s": round(documents / built_s),
        "index_mb": round(sum(path.stat().st_size for path in (folder / "first").iterdir()) / 1e6, 1),
        "ms": [{"cpu": one[0], "wall": one[1]} for one in took],
        "edit_ms": edited,
        "first_ms": firsts,
        "hostile_ms": {kind: ask(engine, "vi", text, NO_FILTERS)[0] for kind, text in HOSTILE.items()},
        "memory_mib": round(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024),
    }
    shutil.rmtree(folder)
    sys.stdout.write(json.dumps(figures) + "\n")


def narrowed() -> Iterator[Filters]:
    """Yield the filters of one question after the other, the same every time: none, a country, countries and more."""
    choices = random.Random("filters")
    while True:
        yield NO_FILTERS
        yield Filters.of(facets={"country": choices.sample(COUNTRIES, 3)})
        yield Filters.of(kinds=["practice"], facets={"capability": choices.sample(CAPABILITIES, 2)})
        yield Filters.of(langs=[choices.choice(LANGS)], facets={"level": ["national", "regional"]})


def ask(engine: Engine, lang: Lang, text: str, filters: Filters) -> tuple[float, float]:
    """Ask one question with its facets, and return its milliseconds: of processor time, by the clock."""
    return timed(lambda: _asked(engine, lang, text[:LONGEST_QUERY], filters))


def _asked(engine: Engine, lang: Lang, text: str, filters: Filters) -> None:
    plan = replace(PLANNER.plan(text, engine, lang), cut=CLOSE)
    engine.search(plan, filters, limit=HITS, one_per_entry=True)
    engine.facets(plan, filters)


def timed(do: Callable[[], Any]) -> tuple[float, float]:
    """Return the milliseconds of something: of processor time, by the clock."""
    cpu, wall = time.process_time(), time.perf_counter()
    do()
    return (time.process_time() - cpu) * 1000, (time.perf_counter() - wall) * 1000


def edits(
    module: EngineModule, folder: Path, documents: int, asked: list[tuple[Lang, str, Filters]]
) -> tuple[list[float], list[dict[str, float]]]:
    """Change one entry again and again; return what each change costs, and what the first and the next question after it."""
    changed, asking = [], []
    for number, one in enumerate(asked):
        previous, fresh = folder / ("first" if number == 0 else f"edit-{number - 1}"), folder / f"edit-{number}"
        newer = entry(EDITED, documents // 2, "vi", f"Câu thêm vào lần {number}.")
        changed.append(timed(partial(edit, module, previous, fresh, newer))[0])
        opened = module.open_index(fresh)
        first = ask(opened, *one)[0]
        later = sorted(ask(opened, *other)[0] for other in asked)[1:]
        asking.append({"first": first, "later": later[len(later) // 2]})
    return changed, asking


def edit(module: EngineModule, previous: Path, fresh: Path, document: Searchable) -> None:
    """Make a generation in which one document is another."""
    engine = module.start_index(fresh, previous)
    engine.add([document])
    engine.commit()


if __name__ == "__main__":
    main(sys.argv[1], int(sys.argv[2]), int(sys.argv[3]), Path(sys.argv[4]))
