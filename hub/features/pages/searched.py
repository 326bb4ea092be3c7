"""How the search finds the helplines: by name, by number, and by what somebody needs them for."""

from collections.abc import Iterator

from hub.content.edition import Reader
from hub.feature import Findable
from hub.features.pages.model import Helpline, Page
from hub.messages import N_

HELP = "help"  # the page that stands on the page of the helplines
CALLED = {
    "vi": "đường dây nóng, tổng đài, hotline, số điện thoại, gọi số nào, nơi hỗ trợ, tìm hỗ trợ",
    "en": "helpline, hotline, phone number, who to call, where to get help, support",
}
# What somebody says who needs a service of this section. None of it is shown, so words that we avoid may stand here.
NEEDS = {
    "danger": {
        "vi": "khẩn cấp, nguy hiểm, cấp cứu, công an, cứu hỏa, cứu thương",
        "en": "emergency, danger, urgent, police, ambulance, fire",
    },
    "talk": {
        "vi": "tư vấn, nói chuyện với ai, kể với ai, bị bạo lực, bị xâm hại, bị người lạ nhắn tin, dụ dỗ, con tôi, con em, học sinh",
        "en": "counselling, somebody to talk to, abused, violence, a stranger wrote to my child, my daughter, my son",
    },
    "picture": {
        "vi": "gỡ ảnh, xóa ảnh, lộ ảnh, ảnh của tôi, ảnh nhạy cảm, ảnh khỏa thân, ảnh nóng, clip nóng, tống tiền, đe dọa tung ảnh",
        "en": "remove my picture, leaked photo, nudes, blackmail, sextortion, threatened, revenge porn",
    },
    "report": {
        "vi": "báo tin, báo cáo, tố giác, trình báo, ảnh xâm hại trẻ em",
        "en": "report, reporting, illegal content, child abuse images",
    },
    "abroad": {"vi": "ở nước ngoài, người Việt ở", "en": "abroad, outside Viet Nam"},
}


def _text(reader: Reader, line: Helpline) -> str:
    parts = [line.number, line.sms, line.url.host if line.url else ""]
    parts += [words.read_in(reader.lang) for words in (line.notes, line.hours, line.cost, line.languages) if words]
    return "\n".join(part for part in parts if part)


def _words(reader: Reader, line: Helpline) -> Iterator[str]:
    yield CALLED[reader.lang]
    yield NEEDS.get(line.section, {}).get(reader.lang, "")
    yield from (number.replace(" ", "") for number in (line.number, line.sms) if " " in number)
    place = reader.term("countries", line.place)
    if place is not None and line.place != "VN":
        yield place.label.read_in(reader.lang)


def page_words(reader: Reader, page: Page) -> Iterator[str]:
    """Yield the names and numbers of the helplines for the page that lists them."""
    if page.slug == HELP:
        for line in reader.terms("helplines").values():
            yield from (line.name.read_in(reader.lang), line.number, line.number.replace(" ", ""))


HELPLINES = Findable(
    N_("Helplines and services"),
    N_("Helpline or service"),
    "help.index",
    name=lambda reader, line: line.name.read_in(reader.lang),
    text=_text,
    words=_words,
)
