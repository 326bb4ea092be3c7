"""Python-Markdown on every text of a content, and nothing else: `python -m tools.bench.markdown_alone stock|plain FOLDER…`.

`stock`: one instance with the extensions that the hub uses, as they come; `plain`: one without any. Prints a JSON object.
"""

import json
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import markdown

EXTENSIONS = {"stock": ("tables", "footnotes", "abbr", "attr_list", "sane_lists"), "plain": ()}


def bodies(folders: list[str]) -> Iterator[str]:
    """Give the body of each text, without its front matter."""
    for folder in folders:
        for path in sorted(Path(folder).rglob("*.md")):
            yield path.read_text("utf-8").split("\n---\n", 1)[-1]


def main(instance: str, folders: list[str]) -> None:
    """Convert every text one after another; `cpu_s` is all of this process."""
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
