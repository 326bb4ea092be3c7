"""A BOM, which some editors put before a text, is dropped wherever a file is read."""

import codecs
from collections.abc import Callable
from pathlib import Path

import pytest

from hub.content.edition import Edition
from hub.content.source.folder import File
from hub.content.write.translation_marks import mark_done
from hub.feature import discover

Write = Callable[..., Path]
Problems = Callable[[], list[str]]
BOM = codecs.BOM_UTF8
FRONT = b"---\ntitle: A\nupdated: 2025-10-20\n---\n"
WORK = (
    "title: A\nsummary: s\nupdated: 2025-10-20\norder: 1\nmedia: a.svg\ncredit: {vi: a, en: a}\nrights: CC0-1.0\n"
    "consent: {basis: x}\nsources: [y]\nmedium: m\nalt: a\ndescription: d"
)
LIST = "title: {{vi: a, en: a}}\nterms: [{{id: {}, label: {{vi: a, en: a}}}}]\n"


@pytest.mark.parametrize("marks", [BOM, BOM + BOM], ids=["one", "two"])
def test_a_document_is_read(write: Write, edition: Callable[..., Edition], problems: Problems, marks: bytes) -> None:
    write("pages/a.vi.md", raw=marks + FRONT)
    assert (list(edition().entries["page"]), problems()) == (["a"], [])


def test_a_list_of_terms_and_a_drawing_are_read(write: Write, problems: Problems) -> None:
    for name, term in (("sources", "y"), ("consent-bases", "x")):
        write(f"vocabulary/{name}.yaml", raw=BOM + LIST.format(term).encode())
    write("exhibits/p/index.vi.md", raw=BOM + b"---\ntitle: A\nsummary: s\nupdated: 2025-10-20\norder: 1\n---\n")
    write("exhibits/p/a/a.svg", raw=BOM + b'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9"/>')
    write("exhibits/p/a/index.vi.md", WORK)
    assert problems() == []


def test_the_mark_of_a_translation_is_written_into_a_file_with_a_bom(write: Write) -> None:
    paths = {lang: write(f"pages/a.{lang}.md", raw=BOM + FRONT) for lang in ("vi", "en")}
    files = {lang: File(str(path), path.name, (0, 0, 0, 0)) for lang, path in paths.items()}
    mark_done(discover().registry.kinds["page"], files, "en")  # type: ignore[arg-type]  # the keys are languages
    assert "translates:" in paths["en"].read_text(encoding="utf-8")
