"""The page of an agenda of one's own, and the code on it, as tests read them."""

import re

import zxingcpp
from built import Built, Page
from client import Client
from PIL import Image, ImageDraw


def shown(hub: Built | Client, query: str, lang: str = "vi") -> Page:
    """The page of a choice."""
    answer = hub.ask(f"/{lang}/agenda/mine/{query}")
    assert answer.status == 200
    return Page(answer.text)


def titles(page: Page) -> list[str]:
    """The sessions of the days, in order, without those that stand above as now and next."""
    heads = [each for each in page.all("h3") if each.parent and each.parent.get("class").startswith("slot")]
    first = next(n for n, each in enumerate(page.elements) if each.get("class") == "day")
    return [each.text for each in heads if page.elements.index(each) > first]


def items(page: Page, title: str) -> list[str]:
    """The lines of a notice, by its title."""
    notices = [each for each in page.all("div") if each.get("class").startswith("notice") and title in each.text]
    return [each.text for each in page.all("li") if each.parent and each.parent.parent in _inside(page, notices)]


def _inside(page: Page, notices: list[object]) -> list[object]:
    return [each for each in page.elements if each in notices or each.parent in notices]


def read_code(svg: bytes, scale: int = 4) -> str:
    """What a camera reads in a code: its modules are drawn as its path says, horizontal strokes of one module's height."""
    text = svg.decode()
    found = re.search(r'viewBox="0 0 (\d+) \1"', text)
    drawn = re.search(r' d="([^"]+)"[^>]*stroke="#000"|stroke="#000"[^>]* d="([^"]+)"', text)
    assert found and drawn
    picture = Image.new("L", (int(found[1]) * scale,) * 2, 255)
    pen = ImageDraw.Draw(picture)
    x = y = 0.0
    for command, numbers in re.findall(r"([Mmh])([-\d. ]+)", drawn[1] or drawn[2]):
        values = [float(each) for each in numbers.split()]
        if command == "M":
            x, y = values
        elif command == "m":
            x, y = x + values[0], y + values[1]
        else:
            top = (y - 0.5) * scale
            pen.rectangle((x * scale, top, (x + values[0]) * scale - 1, top + scale - 1), fill=0)
            x += values[0]
    return "|".join(code.text for code in zxingcpp.read_barcodes(picture))
