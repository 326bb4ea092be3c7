"""Numbers in texts: where each stands, and its value; dates, years, hours and other names are left out.

A number counts something unless it is part of a name: of a day, a year, an hour, a law, a work, an address, a telephone.
"""

import re
from collections.abc import Iterator
from decimal import Decimal
from typing import NamedTuple

from hub.i18n.languages import Lang

MONTHS = (
    "January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November",
    "December",
)  # fmt: skip
MONTH = "|".join(MONTHS)
DAYS = r"\d{1,2}(?:(?:–|-|, | and | to )\d{1,2})*"
LAWS = (
    r"Decree|Decision|Resolution|Regulation|Directive|Republic Act|Act No\.|Public Law|Articles?|Art\.|Sections?|Title|"
    r"Chapter|Law No\.|Bill|Nghị định|Quyết định|Nghị quyết|Thông tư|Đạo luật Cộng hòa|Luật công|Luật|Điều|Khoản|khoản|"
    r"điều|Chương|Thiên|Quy định|Chỉ thị|Dự luật"
)
# What has a number for its place among others.
ORDERED = r"[Ww]orks?|[Rr]ooms?|[Cc]hannels?|[Qq]uestions?|[Tt]ác phẩm|[Pp]hòng|[Kk]ênh|[Cc]âu"
NAMES = [
    re.compile(pattern, re.MULTILINE)
    for pattern in (
        # The site's own bound of "child", which readers are told again and again. What the law says has its source.
        r"\b(?:[Uu]nder|[Oo]ver|were|before|[Dd]ưới|[Cc]hưa đủ|đã đủ|[Đđ]ủ|[Ff]rom) 18\b|\b18 or (?:over|older)\b",
        r"\b(?:[Yy]ou are|[Bb]ạn) 16 (?:or|hay) 17\b",
        # How long a text should be that somebody is asked for.
        r"\b(?:từ )?\d+(?: to| đến|–) \d+ (?:words|từ)\b",
        # Citations, addresses, names of headings, code, notes, items of a numbered list.
        r"\[@[^\]]*\]", r"\]\([^)]*\)", r"\]\[[^\]]*\]", r"^ {0,3}\[[^\]]+\]:", r"\{#[^}]*\}", r"`[^`]*`", r"https?://\S+", r"\[\^[^\]]+\]:?", r"^\s*\d+\. ",
        r"\b[\w-]+(?:\.[\w-]+)*\.(?:vn|org|com|gov|au|uk|sg|net|id)\b[/\w.-]*",
        # Telephones by their shape; short numbers that are dialled stand in a list (Item.numbers).
        r"(?<![\w.,])(?:\+\d{1,3}|0\d{1,4}|1[3589]00)(?:[ .-]?\d{2,6}){1,4}(?!\w)",
        # Days, months, hours.
        rf"\b(?:from |between )?{DAYS} (?:{MONTH})\b(?: \d{{4}})?", rf"\b(?:{MONTH}) {DAYS}\b,?(?: \d{{4}})?",
        r"\b[Nn]gày \d{1,2}(?:(?:,| và| đến(?: ngày)?|–|-) ?\d{1,2})*(?:[/.]\d{1,2}(?:[/.]\d{4})?)?",
        r"\b[Tt]háng \d{1,2}(?:(?:,| và| đến(?: tháng)?|–|-) ?\d{1,2})*(?:/\d{4})?",
        r"\b\d{1,2}[/.]\d{1,2}[/.]\d{4}\b", r"\b\d{1,2}:\d{2}\b", r"\b24/7\b",
        # Laws, licences, standards, works and rooms.
        rf"\b(?:{LAWS}) (?:(?:[Nn]o\.|số|of|luật|bản) )*\(?\d[\w./–-]*(?:\(\d+\))?(?:(?:,| and| và| to| đến) \d+)*",
        r"§+ ?\w+", r"\b\d+ U\.?S\.? ?C\w*\.?", r"\b\d+(?:/[\w-]+)+", r"\bCC[ -]BY(?:-SA)? \d\.\d", r"\bWCAG \d\.\d",
        rf"\b(?:{ORDERED}) \d+(?:(?:,| and| và)(?: (?:{ORDERED}))? \d+)*",
        # Years.
        r"(?<![\d.,])(?:19|20)\d\d(?:(?:–|-)(?:(?:19|20)?\d\d))?(?![\d%]|[.,]\d)",
    )
]  # fmt: skip
NUMBER = re.compile(r"(?<!\w)(?<![^\W\d_][–-])(?<!\d[.,])\d+(?:[.,]\d+)*(?![\w])")
DIGIT = re.compile(r"\d")


class Number(NamedTuple):
    """A number as it is written, the line on which it stands, and its value."""

    text: str
    line: int
    value: Decimal


def value_of(text: str, lang: Lang) -> Decimal:
    """Return the value of a number: `1.550,5` in Vietnamese and `1,550.5` in English are the same."""
    group, point = (".", ",") if lang == "vi" else (",", ".")
    whole, _, rest = text.partition(point)
    if group in rest or (group in whole and not re.fullmatch(rf"\d{{1,3}}(?:{re.escape(group)}\d{{3}})+", whole)):
        return Decimal(re.sub(r"\D", "", text))  # a version or an address: never equal to a figure
    return Decimal(whole.replace(group, "") + (f".{rest}" if rest else "")).normalize()


def numbers_in(text: str, lang: Lang, line: int = 1) -> Iterator[Number]:
    """Yield the numbers that count something in a text that begins on a line."""
    if DIGIT.search(text) is None:
        return
    plain = text
    for names in NAMES:
        plain = names.sub(lambda found: re.sub(r"\S", " ", found[0]), plain)
    for found in NUMBER.finditer(plain):
        yield Number(found[0], line + plain.count("\n", 0, found.start()), value_of(found[0], lang))
