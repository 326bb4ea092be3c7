"""Drafts for tests: every file of the hub's own, and pages that hypothesis makes up, as odd as authors' texts can be."""

from collections.abc import Iterator
from typing import Any

from hypothesis import strategies as st
from running import REPOSITORY

from hub.content.model.kinds import Kind
from hub.content.source.survey import place_of_document
from hub.content.write.draft import Page, Pages
from hub.feature import discover
from hub.i18n.languages import LANGS, Lang

KINDS = discover().registry.kinds
# What YAML, Markdown or a careless reader takes for something else than the text that it is.
ODD = (
    "", "NO", "yes", "on", "null", "Null", "~", "true", "False", "10:30", "09:30", "1.10", "007", "0x1F", "1e3", "111", "-1", ".5", "=", "<<",
    "2025-10", "2025-10-22", "2025-10-22 08:30", "2025-10-22T08:30:00Z", "---", "...", "- a", "-", "? x", "?", ": x", "key:", "a: b", "a :b", "a #b", "# x", "#",
    " đầu", "cuối ", "  ", "\t", "a\tb", "`x`", "{a}", "[a", "a]", "a, b", "%x", "@x", "&a", "*a", "!a", "|", ">-", "'q'", '"q"', "it's", 'nói "không"', "a\\b",
    "a\nb", "\na", "a\n", "a\n\n\n", "  a\nb", "a\n  b\n", "---\na\n---", "\n", "a\r\nb", "a\u0301", "Đ\u0323", "x\u2028y", "x\u00a0y", "\ufeffx", "x\u200by", "😀", "a\n\u0301", "\t\u0303",
    "Ngày 22 tháng 10: “mở ký”", "https://example.org/?a=b&c=d#e", "lời " * 60, "câu: dài " * 30, "hai  dấu cách " * 20, "mộttừrấtdài" * 20, "a  \nb", "<!-- x -->",
)  # fmt: skip
LETTERS = "aăâđeêoôơuưyắệỗ AB09 :#-'\"\n\t,.[]{}&*!|>%@`\\~?=<_$€\u0301"
# A page as an author may have typed it: comments, empty lines, and quotation marks of either sort.
TYPED = """---
# đừng đổi tiêu đề
title: 'Một'   # ghi chú

order:   3
summary: "dài"
# cuối
updated: 2026-11-24
---

Trước.

## Một {#mot}
Dòng.


## Hai

<!-- ghi chú -->
- b

## Ba {#ba .lop lang=en}

c
"""
texts = st.sampled_from(ODD) | st.text(LETTERS, max_size=40) | st.text(max_size=20)
values: st.SearchStrategy[Any] = st.recursive(
    texts | st.none() | st.booleans(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(texts.filter(str.strip), inner, max_size=4),
    max_leaves=8,
)
names = st.sampled_from(["title", "summary", "order", "status", "related", "updated", "translates", "sources", "la"])
ids = st.sampled_from(["mot", "hai", "ba", "results", "muc-1", "a-b"])
blocks = texts | st.sampled_from(
    ["một\n\nhai", "- a\n- b", "| a |\n|---|\n| b |", "```\n## mã\n```", "<!-- ẩn\n## nữa -->", "    mã\n\n    ## mã", "### Nhỏ {#nho}\n\nx"]
)  # fmt: skip
pages_of_a_language = st.builds(
    lambda fields, sections, lead, headings: Page(fields, sections, lead, {key: headings for key in sections}),
    st.dictionaries(names, values, max_size=5),
    st.dictionaries(ids, blocks, max_size=4),
    blocks,
    st.sampled_from(["Một", "Kết quả: 1", "A {b} c", "Mã `x`", "Hạn chế, điều chưa làm được"]),
)
drafts: st.SearchStrategy[Pages] = st.dictionaries(st.sampled_from(LANGS), pages_of_a_language, max_size=2)


def own_files() -> Iterator[tuple[str, Kind[Any], Lang, str]]:
    """Every file of the hub's own content: its name, its kind, its language, and its text to the byte."""
    for root in ("content", "exhibits"):
        for path in sorted((REPOSITORY / root).rglob("*.md")):
            name = path.relative_to(REPOSITORY).as_posix()
            if (found := place_of_document(name, KINDS.values())) is not None:
                yield name, found[0], found[3], path.read_bytes().decode()
