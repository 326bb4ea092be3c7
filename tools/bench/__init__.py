"""The figures of speed, measured side by side in one run: `run.py bench`. What each one means: docs/benchmarks.md."""

from typing import TYPE_CHECKING, Any, TextIO

if TYPE_CHECKING:
    from hub.config import Settings
    from tools.bench.effort import Effort


def bench(
    settings: "Settings", documents: int, out: TextIO | None, effort: "Effort | None" = None, pictures: int = 0
) -> dict[str, Any]:
    """Measure, and print the figures to `out`; with `documents` or `pictures`, generate that many and measure their cost too.

    Everything runs in a temporary folder, on loopback, and has ended afterwards. Raises CannotMeasure.
    """
    # Imported here: every process of the hub looks into every package under hub/, and most never measure.
    from tools.bench.effort import Effort
    from tools.bench.measuring import measured
    from tools.bench.report import print_figures

    def say(text: str) -> None:
        if out is not None:
            out.write(f"{text}\n")
            out.flush()

    figures = measured(settings, documents, pictures, effort or Effort(), say)
    if out is not None:
        print_figures(figures, out)
    return figures
