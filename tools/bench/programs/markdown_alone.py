"""Python-Markdown alone on every text in a folder: `python -m tools.bench.programs.markdown_alone stock|plain FOLDER…`.

`stock` is one instance with the extensions that the hub uses, unchanged; `plain` is one without any. Prints a JSON
object.
"""

import json
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import markdown

EXTENSIONS = {"stock": ("tables", "footnotes", "abbr", "attr_list", "sane_lists"), "plain": ()}


def bodies(folders: list[str]) -> Iterator[str]:
    """Yield the text below the front matter of each file."""
    for folder in folders:
        for path in sorted(Path(folder).rglob("*.md")):
            yield path.read_text("utf-8").split("\n---\n", 1)[-1]


def main(instance: str, folders: list[str]) -> None:
    """Convert every text one after another; `cpu_s` counts the whole process."""
    converter = markdown.Markdown(extensions=EXTENSIONS[instance])
    documents = 0
    size = 0
    for body in bodies(folders):
        converter.reset()
        converter.convert(body)
        documents += 1
        size += len(body.encode())
    sys.stdout.write(json.dumps({"documents": documents, "bytes": size, "cpu_s": time.process_time()}) + "\n")


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2:])
