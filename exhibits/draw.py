"""Draw the works again: all of them, or those that are named (`python3 exhibits/draw.py tp-05 tp-06`)."""

import runpy
import sys
from pathlib import Path


def main(named: list[str]) -> None:
    """Run the `draw.py` of each work; it writes the SVG beside it."""
    scripts = sorted(Path(__file__).resolve().parent.glob("phong-*/tp-*/draw.py"))
    known = {script.parent.name: script for script in scripts}
    if unknown := [name for name in named if name not in known]:
        sys.exit(f"{unknown[0]} has no draw.py; these have: {', '.join(known)}")
    for name in named or known:
        runpy.run_path(str(known[name]), run_name="__main__")
        print(known[name].parent / f"{name}.svg")


if __name__ == "__main__":
    main(sys.argv[1:])
