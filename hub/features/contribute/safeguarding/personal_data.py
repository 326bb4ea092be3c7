"""Personal data in a text: how it is written, in Viet Nam and elsewhere. Pure; what is found is for a person to judge."""

import ipaddress
import re
from collections.abc import Callable, Container, Iterator
from contextlib import suppress
from typing import Literal, NamedTuple

from hub.content.checks.words.avoided_words import seen_of

Sort = Literal["email", "account", "id", "telephone", "birth", "child", "handle", "machine", "address"]
NOTHING: frozenset[str] = frozenset()


class Found(NamedTuple):
    """Personal data of some sort in a text, from `start` to before `end`."""

    sort: Sort
    start: int
    end: int


# Between the digits of a number: at most two of space, dot, dash and bracket.
GAP = r"[\s.\-–()\u00a0]{0,2}"
DATE = r"(?:\d{1,2}\s?[/.\-]\s?\d{1,2}\s?[/.\-]\s?(?:19|20)\d\d|\d{1,2}\s+tháng\s+\d{1,2}(?:\s+năm|,)?\s+(?:19|20)\d\d|(?:19|20)\d\d-\d\d-\d\d)"
MONTHS = "January|February|March|April|May|June|July|August|September|October|November|December"
ENGLISH = rf"(?:\d{{1,2}}(?:st|nd|rd|th)?\s+(?:{MONTHS}),?\s+(?:19|20)\d\d|(?:{MONTHS})\s+\d{{1,2}},?\s+(?:19|20)\d\d)"
# Nine in ten Vietnamese have one of these family names.
FAMILY = (
    "Nguyễn|Trần|Lê|Phạm|Hoàng|Huỳnh|Phan|Vũ|Võ|Đặng|Bùi|Đỗ|Hồ|Ngô|Dương|Lý|Đào|Đinh|Trịnh|Trương|Lâm|Mai|Tô|Hà|Cao|Lương|"
    "Châu|Tạ|Phùng|Vương|Quách|Thái|Tống|Giàng|Lò|Vàng|Thào|Sùng|Quàng|Hoà|Y|H’"
)
WORD = r"[^\W\d_a-z][^\W\d_]*"  # begins with a capital letter, which may be accented; checked again in _is_name
NAME = rf"(?:{FAMILY})(?:\s{WORD}){{1,4}}"
STREET = r"(?i:đường|phố|ngõ|ngách|hẻm|kiệt|thôn|xóm|ấp|tổ dân phố|chung cư|căn hộ)"
CHILD = r"(?<!trẻ )(?<!các )(?<!chị )(?<!anh )(?:em|cháu|bé|nạn nhân|học sinh|con gái|con trai)"
INITIALS = r"(?:[A-ZĐ]\.\s?){1,4}[A-ZĐ]?\.?"
BLANK = re.compile(r"\[@[^\[\]\n]{1,80}\]|(?:https?|ftp)://[^\s<>()\[\]\"]+", re.I)
DIGIT = re.compile(r"\d")


def _rule(pattern: str, flags: re.RegexFlag = re.NOFLAG) -> re.Pattern[str]:
    return re.compile(pattern, flags)


def find(text: str, helplines: Container[str] = NOTHING) -> list[Found]:
    """Return the personal data in a text (NFC), in order; none overlaps another.

    `helplines` are the numbers of helplines, digits alone, which are no one's own. Letters that nobody sees do not count.
    """
    seen, places = seen_of(text)
    plain = BLANK.sub(lambda one: " " * len(one[0]), seen)
    found: list[Found] = []
    taken: list[tuple[int, int]] = []
    for sort, pattern, is_one in RULES:
        # A mail address in a link is one, too; a number there is an article's.
        for match in pattern.finditer(seen if sort == "email" else plain):
            start, end = match.span()
            if any(start < stop and begin < end for begin, stop in taken) or not is_one(match):
                continue
            if sort == "telephone" and _digits(match[0]) in helplines:
                continue
            taken.append((start, end))
            found.append(Found(sort, places[start], places[end - 1] + 1))
    return sorted(found, key=lambda one: one.start)


def numbers_of(helplines: Iterator[str] | frozenset[str]) -> frozenset[str]:
    """Return the numbers of helplines as `find` takes them."""
    return frozenset(filter(None, map(_digits, helplines)))


def _digits(text: str) -> str:
    found = "".join(str(int(digit)) for digit in DIGIT.findall(text))
    return f"0{found[2:]}" if found.startswith("84") and len(found) in (11, 12) else found


def _always(match: re.Match[str]) -> bool:
    return True


def _is_telephone(match: re.Match[str]) -> bool:
    """Tell whether digits are a telephone number, and not a large number, a date or two years."""
    text = match[0].strip()
    if re.fullmatch(r"[+\d]\d{0,2}(?:\.\d{3})+", text) and not text.startswith(("+84", "0")):
        return False
    if re.fullmatch(rf"{DATE}.*", text):
        return False
    return not re.fullmatch(r"1[89]00\s?[-–]\s?(?:1[89]|20)\d\d", text)


def _is_citizen(match: re.Match[str]) -> bool:
    """Tell whether twelve digits in groups begin like a citizen's number: the code of a province, from 001 to 096."""
    digits = "".join(DIGIT.findall(match[0]))
    return len(digits) in (9, 12) and (
        ("".join(match[0].split()) == digits and len(match[0]) == len(digits)) or 0 < int(digits[:3]) <= 96
    )


def _is_card(match: re.Match[str]) -> bool:
    """Tell whether digits are the number of a bank card (ISO/IEC 7812: the last digit is a check)."""
    total = 0
    for place, digit in enumerate(reversed(_plain_digits(match[0]))):
        value = digit * (1 + place % 2)
        total += value - 9 if value > 9 else value
    return total % 10 == 0


def _plain_digits(text: str) -> list[int]:
    return [int(digit) for digit in DIGIT.findall(text)]


def _is_iban(match: re.Match[str]) -> bool:
    """Tell whether letters and digits are the number of an account (ISO 13616: the remainder by 97 is 1)."""
    plain = "".join(match[0].split())
    return int("".join(str(int(letter, 36)) for letter in plain[4:] + plain[:4])) % 97 == 1


def _is_machine(match: re.Match[str]) -> bool:
    """Tell whether this is the address of a machine, version 4 or 6."""
    with suppress(ValueError):
        address = ipaddress.ip_address(match[0])
        return not (address.is_unspecified or address.is_loopback)
    return False


def _is_person(match: re.Match[str]) -> bool:
    """Tell whether a name beside a date is a person's, and no city, street or school named after one."""
    before = match.string[max(0, match.start() - 20) : match.start()].casefold()
    named_after = ("thành phố ", "tp. ", "tp ", "đường ", "phố ", "trường ", "quận ", "huyện ", "tỉnh ", "luật ")
    name = match["name"].split()
    return (
        name[:3] != ["Hồ", "Chí", "Minh"]
        and all(word[0].isupper() for word in name)
        and not before.endswith(named_after)
    )


Rule = tuple[Sort, re.Pattern[str], Callable[[re.Match[str]], bool]]
# In this order, because a passage counts for the first rule that it fits.
RULES: tuple[Rule, ...] = (
    ("email", _rule(r"(?<![\w.+-])[\w.+-]{1,64}@[\w-]{1,63}(?:\.[\w-]{2,63}){1,4}(?!\w)"), _always),
    ("email", _rule(r"(?<!\w)[\w.+-]{2,64}\s?[\[({]\s?(?:at|a còng|@)\s?[\])}]\s?[\w-]+(?:\s?[\[({]?\s?(?:\.|dot|chấm)\s?[\])}]?\s?[a-z]{2,10}){1,3}", re.I), _always),
    ("account", _rule(r"(?<!\w)[A-Z]{2}\d\d(?:\s?[A-Z0-9]{4}){2,7}(?:\s?[A-Z0-9]{1,3})?(?!\w)"), _is_iban),
    ("account", _rule(r"(?<![\w.,])\d{4}(?:[\s-]?\d{4}){2}[\s-]?\d{1,7}(?![\w]|[.,]\d)"), _is_card),
    ("account", _rule(r"(?<!\w)(?:stk|số tài khoản|tài khoản ngân hàng|(?:bank )?account (?:number|no))\b[^\d\n]{0,40}\d(?:[\s.-]?\d){5,18}(?!\w)", re.I), _always),
    ("account", _rule(r"(?<!\w)(?:bc1[a-z0-9]{25,59}|0x[0-9a-fA-F]{40}|[13][1-9A-HJ-NP-Za-km-z]{25,34})(?!\w)"), _always),
    ("id", _rule(r"(?<!\w)(?:cccd|cmnd|cmt|căn cước(?: công dân)?|chứng minh (?:nhân dân|thư)|id card|identity card|hộ chiếu|passport)\b[^\d\n]{0,25}?(?:[a-z]\d{7,8}|\d(?:[\s.]?\d){8}(?:(?:[\s.]?\d){3})?)(?!\w)", re.I), _always),
    ("id", _rule(r"(?<![\w+.,/-])\d{3}(?:[\s.]?\d{3}){2}(?:[\s.]?\d{3})?(?!\w|[.,/-]\d)"), _is_citizen),
    ("telephone", _rule(rf"(?<![\w+])(?<!\d[.,])(?:\+|00)(?:{GAP}\d){{8,15}}(?!\w)"), _is_telephone),
    ("telephone", _rule(rf"(?<![\w+])(?<!\d[.,])\(?(?:84|0)(?:{GAP}\d){{9,10}}(?!\w|[.,]\d)"), _is_telephone),
    ("telephone", _rule(r"(?<![\w+])(?<!\d[.,])(?:\(\d{3}\)\s?|\d{3}[-.\s])\d{3}[-.\s]\d{4}(?!\w)"), _is_telephone),
    ("telephone", _rule(r"(?<![\w+])(?<!\d[.,])1[89]00(?:[\s.\-–]?\d){4,6}(?!\w|[.,]\d)"), _is_telephone),
    ("birth", _rule(rf"(?<!\w)(?:sinh(?:\s+ngày|\s+năm)?|ngày sinh|năm sinh|sn|born(?:\s+(?:on|in))?|date of birth|dob)\s?:?\s*(?:ngày\s+)?(?:{DATE}|{ENGLISH}|(?:19|20)\d\d)(?!\w)", re.I), _always),
    ("birth", _rule(rf"(?<!\w)(?P<name>{NAME})\s?[,(]\s?(?:{DATE}|{ENGLISH}|(?:19|20)\d\d(?=\)))"), _is_person),
    ("child", _rule(rf"(?<!\w){CHILD}\s(?:{INITIALS}|{NAME})(?:\s?[,(]\s?\d{{1,2}}\s+tuổi)?"), _always),
    ("child", _rule(rf"(?<!\w){INITIALS}\s?[,(]\s?(?:aged\s)?\d{{1,2}}(?:\s+tuổi|\s+years old|[,)])"), _always),
    ("handle", _rule(r"(?<![\w/@.])@[A-Za-z_][A-Za-z0-9_.]{2,30}(?<!\.)"), _always),
    ("handle", _rule(r"(?<!\w)(?:zalo|facebook|fb|telegram|tiktok|instagram|viber|skype|discord|wechat|snapchat|nick)(?:\s+id)?\s?(?::|là)\s?(?=\S*[\d_.]\w)[A-Za-z0-9_.]{3,40}", re.I), _always),
    ("machine", _rule(r"(?<![\w.:])(?:\d{1,3}(?:\.\d{1,3}){3}|[0-9a-fA-F]{0,4}(?::[0-9a-fA-F]{0,4}){2,7})(?![\w:]|\.\d)"), _is_machine),
    ("address", _rule(rf"(?<!\w)(?:[Ss]ố(?:\s+nhà)?\s+)?\d{{1,4}}[A-Za-z]?(?:/\d{{1,4}}[A-Za-z]?){{0,3}},?\s+{STREET}\s+(?:{WORD}|\d+)"), _always),
    ("address", _rule(rf"(?<!\w)(?:số nhà\s+\d+|{STREET}\s+(?:số\s+)?\d+(?:/\d+)*(?=[\s,]))", re.I), _always),
    ("address", _rule(rf"(?<![\w.])\d{{1,4}}[A-Za-z]?\s(?:{WORD}\s){{1,4}}(?:Street|St|Road|Rd|Avenue|Ave|Lane|Boulevard|Drive)\b"), _always),
    ("address", _rule(r"(?<![\w.])-?\d{1,2}\.\d{4,8}°?\s?[NS]?,\s?-?\d{1,3}\.\d{4,8}(?![\w])"), _always),
)  # fmt: skip
