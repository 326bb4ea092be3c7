"""The figures of speed, measured side by side in one run by `run.py bench`. docs/benchmarks.md explains each."""

from typing import TYPE_CHECKING, Any, TextIO

if TYPE_CHECKING:
    from hub.config import Settings
    from tools.bench.effort import Effort


def bench(
    settings: "Settings",
    documents: int,
    out: TextIO | None,
    effort: "Effort | None" = None,
    pictures: int = 0,
    searching: int = 0,
    desk: int = 0,
) -> dict[str, Any]:
    """Measure, print the figures to `out`, and return them.

    With `documents`, `pictures` or `searching`, also measure the cost of that many generated documents, photographs, or
    documents in the index of each search engine; with `desk`, pages while that many contributors save. Everything runs in a temporary folder, on loopback, and has ended when this returns. Raises UserError.
    """
    # Imported here, so that modules which are run alone import none of the rest.
    from tools.bench.effort import Effort
    from tools.bench.measuring import Parts, measured
    from tools.bench.report import print_figures

    def say(text: str) -> None:
        if out is not None:
            out.write(f"{text}\n")
            out.flush()

    figures = measured(settings, Parts(documents, pictures, searching, desk), effort or Effort(), say)
    if out is not None:
        print_figures(figures, out)
    return figures
