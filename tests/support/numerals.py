"""Numbers in texts: which stand there, on which line, and what of them is a date, a year, a law's number or a telephone's and so no figure."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from typing import NamedTuple

MONTHS = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
]
MONTH = "|".join(MONTHS)
DAYS = r"\d{1,2}(?:(?:–|-|, | and | to )\d{1,2})*"
LAWS = (
    r"Decree|Decision|Resolution|Regulation|Directive|Republic Act|Act No\.|Public Law|Articles?|Art\.|Sections?|Title|Chapter|Law No\.|Bill|"
    r"Nghị định|Quyết định|Nghị quyết|Thông tư|Đạo luật Cộng hòa|Luật công|Luật|Điều|Khoản|khoản|điều|Chương|Thiên|Quy định|Chỉ thị|Dự luật"
)
ORDERED = "[Ww]orks?|[Rr]ooms?|[Cc]hannels?|[Qq]uestions?|[Tt]ác phẩm|[Pp]hòng|[Kk]ênh|[Cc]âu"  # and its place among the others
CITATION = re.compile(r"\[@[a-z0-9-]+\]")
# What is no text, and numbers that name something instead of counting it.
NO_FIGURES = [
    re.compile(pattern, re.MULTILINE)
    for pattern in (
        r"\[@[a-z0-9-]+\]", r"\]\([^)]*\)", r"\{#[^}]*\}", r"`[^`]*`", r"https?://\S+", r"\[\^\d+\]:?", r"^\s*\d+\. ",
        r"\b[\w-]+(?:\.[\w-]+)*\.(?:vn|org|com|gov|au|uk|sg|net|id)\b[/\w.-]*",
        rf"\b(?:from |between )?{DAYS} (?:{MONTH})\b(?: \d{{4}})?", rf"\b(?:{MONTH}) {DAYS}\b,?(?: \d{{4}})?",
        r"\b[Nn]gày \d{1,2}(?:(?:,| và| đến(?: ngày)?|–|-) ?\d{1,2})*(?:[/.]\d{1,2}(?:[/.]\d{4})?)?", r"\b[Tt]háng \d{1,2}(?:(?:,| và| đến(?: tháng)?|–|-) ?\d{1,2})*(?:/\d{4})?",
        r"\b\d{1,2}[/.]\d{1,2}[/.]\d{4}\b", r"\b\d{1,2}:\d{2}\b", r"\b24/7\b",
        rf"\b(?:{LAWS}) (?:(?:[Nn]o\.|số|of|luật|bản) )*\(?\d[\w./–-]*(?:\(\d+\))?(?:(?:,| and| và| to| đến) \d+)*", r"§+ ?\w+", r"\b\d+ U\.?S\.? ?C\w*\.?",
        r"\b\d+(?:/[\w-]+)+", r"\bCC[ -]BY(?:-SA)? \d\.\d", r"\bWCAG \d\.\d",
        rf"\b(?:{ORDERED}) \d+(?:(?:,| and| và)(?: (?:{ORDERED}))? \d+)*", r"(?<![\d.,])(?:19|20)\d\d(?:(?:–|-)(?:(?:19|20)?\d\d))?(?![\d%]|[.,]\d)",
    )
]  # fmt: skip
NUMBER = re.compile(r"(?<!\w)(?<![^\W\d_][–-])(?<!\d[.,])\d+(?:[.,]\d+)*(?![\w])")


class Number(NamedTuple):
    """A number as it is written, the line on which it stands, and its value."""

    text: str
    line: int
    value: Decimal


@dataclass
class Block:
    """A paragraph, an item of a list, a table or a heading, with the line on which it begins, and the section in which it stands."""

    line: int
    text: str
    section: int

    @property
    def cited(self) -> bool:
        return CITATION.search(self.text) is not None

    @property
    def is_table(self) -> bool:
        return self.text.lstrip().startswith("|")

    @property
    def is_heading(self) -> bool:
        return self.text.startswith("#")


def value_of(text: str, lang: str) -> Decimal:
    """`1.550,5` in Vietnamese and `1,550.5` in English are one number."""
    group, point = (".", ",") if lang == "vi" else (",", ".")
    whole, _, rest = text.partition(point)
    if group in rest or (group in whole and not re.fullmatch(rf"\d{{1,3}}(?:{re.escape(group)}\d{{3}})+", whole)):
        return Decimal(re.sub(r"\D", "", text))  # a version or an address: never equal to a figure
    return Decimal(whole.replace(group, "") + (f".{rest}" if rest else "")).normalize()


def blanked(text: str, also: tuple[re.Pattern[str], ...] = ()) -> str:
    """The text with blanks in the place of what is no figure; as long as before, line by line."""
    for pattern in (*also, *NO_FIGURES):
        text = pattern.sub(lambda found: re.sub(r"\S", " ", found[0]), text)
    return text


def numbers_in(text: str, lang: str, line: int = 1, also: tuple[re.Pattern[str], ...] = ()) -> Iterator[Number]:
    """The figures of a text that begins on a line; `also` is no figure either."""
    plain = blanked(text, also)
    for found in NUMBER.finditer(plain):
        yield Number(found[0], line + plain.count("\n", 0, found.start()), value_of(found[0], lang))


def blocks_of(body: str, first: int) -> list[Block]:
    """A body by paragraphs, items, tables and headings; `first` is the line on which the body begins."""
    blocks: list[Block] = []
    section, fresh = 0, True
    for number, line in enumerate(body.split("\n"), first):
        if not line.strip():
            fresh = True
            continue
        if line.startswith("#"):
            section, fresh = section + 1, True
        table = line.lstrip().startswith("|")
        if (
            fresh
            or re.match(r"\s*(?:[-*+]|\d+\.) ", line)
            or (blocks and blocks[-1].is_table != table)
            or blocks[-1].is_heading
        ):
            blocks.append(Block(number, line, section))
        else:
            blocks[-1].text += f"\n{line}"
        fresh = False
    return blocks


def without_source(blocks: list[Block]) -> Iterator[Block]:
    """The blocks that carry no citation: a table may have it in the paragraph behind it, a heading anywhere in its section."""
    for block, after in zip(blocks, [*blocks[1:], None], strict=True):
        if block.cited or (block.is_table and after is not None and after.section == block.section and after.cited):
            continue
        if block.is_heading and any(other.cited for other in blocks if other.section == block.section):
            continue
        yield block
