"""Draw a wall of one hundred blank message papers: forty-nine folded shut, one half-way, fifty open."""

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from drawing import LOTUS, MARIGOLD, NIGHT, Hand, Point, Sheet, Trace, polygon

COLUMNS, ROWS = 10, 10
SHUT = 49  # the report says "nearly half" and gives no finer figure: the fiftieth paper is only half folded
PITCH = (142.0, 108.0)
FIRST = (161.0, 126.0)  # the middle of the first paper
HALF = (53.0, 33.0)  # half of a paper's width and height


def folded(hand: Hand) -> tuple[set[int], int]:
    """Choose which papers are shut, and the one that is half-way: in drifts, and more often away from the light."""
    score: dict[int, float] = {}
    for i in range(COLUMNS * ROWS):
        column, row = i % COLUMNS, i // COLUMNS
        drift = hand.noise(column / 2.1 + row * 0.37, row // 2) + hand.near(0, 0.75)
        score[i] = drift + 0.11 * column + 0.09 * row
    ranked = sorted(score, key=lambda i: -score[i])
    return set(ranked[:SHUT]), ranked[SHUT]


def wall(sheet: Sheet, hand: Hand) -> None:
    """Plaster the wall; brush strokes show where the lamp grazes it."""
    stops = [(0, "#6a4a5c", 1), (0.4, "#4a3148", 1), (1, "#221726", 1)]
    lamp = sheet.gradient("radial", "wall", stops, cx="0.18", cy="0.08", r="1.05")
    sheet.mark("rect", width=sheet.width, height=sheet.height, fill=lamp)
    light, dark = Trace(), Trace()
    for i in range(300):
        x, y = hand.chance.uniform(-60, 1600), hand.chance.uniform(0, 1200)
        lean, length = hand.near(0.12, 0.5), hand.chance.uniform(30, 120)
        trace = light if i % 2 else dark
        trace.move((x, y)).bend((x + length / 2, y + lean * 8), (x + length, y + lean * 30))
    sheet.path(light.data, stroke="#f3d2b8", stroke_opacity=0.045, stroke_width=3, fill="none")
    sheet.path(dark.data, stroke=NIGHT, stroke_opacity=0.12, stroke_width=4, fill="none")


def bubble(way: int) -> str:
    """Give the outline of a message, cut by hand; the paper is drawn out to a tail at the left (way 1) or right (-1)."""
    w, h = HALF

    def at(x: float, y: float) -> Point:
        return way * x, y

    trace = Trace().move(at(-w + 16, -h + 1)).bend(at(0, -h - 1.5), at(w - 21, -h + 2))
    trace.curve(at(w - 7, -h + 2), at(w + 1, -h + 7), at(w, -h + 19)).bend(at(w + 1.5, 0), at(w - 1, h - 18))
    trace.curve(at(w - 2, h - 5), at(w - 9, h), at(w - 20, h - 1)).bend(at(0, h + 1), at(-w + 32, h))
    trace.curve(at(-w + 25, h + 8), at(-w + 14, h + 14), at(-w + 3, h + 16))
    trace.curve(at(-w + 9, h + 8), at(-w + 8, h), at(-w + 1, h - 20)).bend(at(-w - 1, 0), at(-w, -h + 19))
    return trace.curve(at(-w, -h + 6), at(-w + 5, -h + 1), at(-w + 16, -h + 1)).close().data


def shadow(sheet: Sheet, outline: str) -> None:
    """Let a paper stand off the wall: two steps of shade, away from the lamp."""
    for by, shade in ((9, 0.2), (5, 0.34)):
        sheet.path(outline, fill="#0d070f", fill_opacity=shade, transform=f"translate({by} {by * 1.5:g})")


def pegs(sheet: Sheet) -> None:
    """Hold a paper on its thread with two slips of bamboo."""
    grip = Trace()
    for x in (-HALF[0] + 22, HALF[0] - 24):
        grip.move((x, -HALF[1] - 9)).line((x + 1.5, -HALF[1] + 7))
    sheet.path(grip.data, fill="none", stroke="#2a1822", stroke_opacity=0.5, stroke_width=6, transform="translate(3 3)")
    sheet.path(grip.data, fill="none", stroke="#b98a5e", stroke_width=5)
    sheet.path(grip.data, fill="none", stroke="#e9c798", stroke_width=1.4, transform="translate(-1.2 0)")


def open_paper(sheet: Sheet, hand: Hand, way: int) -> None:
    """Draw an open message: blank, its fibres showing, its free corner lifting off the wall."""
    w, h = HALF
    shadow(sheet, bubble(way))
    sheet.path(bubble(way), fill="url(#paper)")
    fibres = Trace()
    for _ in range(13):
        x, y = hand.near(0, w - 24), hand.near(0, h - 9)
        fibres.move((x, y)).bend(
            (x + hand.near(0, 7), y + hand.near(0, 7)), (x + hand.near(0, 13), y + hand.near(0, 6))
        )
    sheet.path(fibres.data, fill="none", stroke="#b08a6c", stroke_opacity=0.34, stroke_width=0.8)
    lit = Trace().move((-w + 1.5, h - 22)).bend((-w, 0), (-w + 1.5, -h + 19))
    lit.curve((-w + 1.5, -h + 7), (-w + 6, -h + 2.5), (-w + 17, -h + 2.5)).bend((0, -h), (w - 21, -h + 3.5))
    sheet.path(lit.data, fill="none", stroke="#fffaf0", stroke_width=1.8)
    if way > 0:
        curl = Trace().move((w - 28, h - 1)).curve((w - 12, h - 3), (w - 3, h - 10), (w - 1, h - 26))
        sheet.path(curl.bend((w - 16, h - 20), (w - 28, h - 1)).close().data, fill="#a98a86")
    pegs(sheet)


def shut_paper(sheet: Sheet) -> None:
    """Draw a message folded shut: we see its other side, the flap, and the thread round it."""
    w, h = HALF
    corners = [(-w, -h), (w, -h), (w, h), (-w, h)]
    shadow(sheet, polygon(corners))
    sheet.path(polygon(corners), fill="#6b4a66")
    sheet.path(polygon([(-w, -h), (-4, 6), (-w, h)]), fill="#7d5876")
    sheet.path(polygon([(w, -h), (4, 6), (w, h)]), fill="#59395a")
    sheet.path(polygon([(-w, h), (0, -2), (w, h)]), fill="#6f4d6c")
    sheet.path(polygon([(-w + 3, -h), (0, 17), (w + 3, -h)]), fill="#2a1a2e", fill_opacity=0.55)
    sheet.path(polygon([(-w, -h), (0, 11), (w, -h)]), fill="url(#flap)")
    sheet.path(Trace().move((-w, -h)).line((w, -h)).data, fill="none", stroke="#d3a9bd", stroke_width=1.6)
    sheet.path(
        Trace().move((0, 11)).line((w, -h)).data, fill="none", stroke="#b98fae", stroke_opacity=0.7, stroke_width=1
    )
    for colour, x, lean in ((LOTUS, -5, 6), (MARIGOLD, 5, -6)):
        sheet.path(Trace().move((x, -h - 0.5)).line((x + lean * 1.6, h + 0.5)).data, stroke=colour, stroke_width=2.4)
    pegs(sheet)


def half_way(sheet: Sheet) -> None:
    """Draw the paper that is being folded: its sides are in, its flap still stands up and shows the blank inside."""
    w, h = HALF
    flap = [(-w, -h), (-4, -h - 34), (w, -h)]
    shadow(sheet, polygon([*flap, (w, h), (-w, h)]))
    sheet.path(polygon([(-w, -h), (w, -h), (w, h), (-w, h)]), fill="#efe0cb")
    sheet.path(polygon([(-w, -h), (-4, 6), (-w, h)]), fill="#7d5876")
    sheet.path(polygon([(w, -h), (4, 6), (w, h)]), fill="#59395a")
    sheet.path(polygon([(-w, h), (0, -2), (w, h)]), fill="#6f4d6c")
    sheet.path(polygon(flap), fill="url(#paper)")
    sheet.path(Trace().move((-w, -h)).line((w, -h)).data, fill="none", stroke="#8d6f78", stroke_width=1.6)
    pegs(sheet)


def lines(sheet: Sheet, hand: Hand) -> list[float]:
    """Stretch a thread for each row; give how deep each of them hangs in the middle."""
    threads, sags = Trace(), []
    for row in range(ROWS):
        y, sag = FIRST[1] + row * PITCH[1] - HALF[1], hand.near(7, 3)
        sags.append(sag)
        threads.move((0, y - 3)).bend((800, y - 3 + 2 * sag), (1600, y - 3))
    sheet.path(
        threads.data, fill="none", stroke="#0d070f", stroke_opacity=0.4, stroke_width=2, transform="translate(4 7)"
    )
    sheet.path(threads.data, fill="none", stroke="#c9a58f", stroke_opacity=0.8, stroke_width=1.3)
    return sags


def main() -> None:
    """Hang the papers row by row, then let the light fall off."""
    sheet, hand = Sheet(NIGHT), Hand("tp-05")
    shut, half = folded(hand)
    wall(sheet, hand)
    sags = lines(sheet, hand)
    sheet.gradient(
        "linear", "paper", [(0, "#fff4dc", 1), (0.6, "#f6e3c6", 1), (1, "#d9bda6", 1)], x1=0, y1=0, x2=1, y2=1
    )
    sheet.gradient("linear", "flap", [(0, "#9c7390", 1), (1, "#7a5474", 1)], x1=0, y1=0, x2=0, y2=1)
    stamps = {
        "open": sheet.stamp("o", lambda: open_paper(sheet, hand, 1)),
        "turned": sheet.stamp("t", lambda: open_paper(sheet, hand, -1)),
        "shut": sheet.stamp("s", lambda: shut_paper(sheet)),
        "half": sheet.stamp("h", lambda: half_way(sheet)),
    }
    sheet.begin(id="messages")
    for i in range(COLUMNS * ROWS):
        column, row = i % COLUMNS, i // COLUMNS
        share = (FIRST[0] + column * PITCH[0]) / sheet.width
        x = FIRST[0] + column * PITCH[0] + hand.near(0, 5)
        y = FIRST[1] + row * PITCH[1] + 4 * sags[row] * share * (1 - share) + hand.near(0, 2)
        kind = "half" if i == half else "shut" if i in shut else "turned" if hand.noise(i * 0.73, 40) > 0.2 else "open"
        sheet.mark("use", href=stamps[kind], transform=f"translate({x:.0f} {y:.0f})rotate({hand.near(0, 3.4):.1f})")
    sheet.end()
    dusk = [(0, "#ffdca8", 0.16), (0.3, "#5a3048", 0.05), (0.62, "#1d1022", 0.42), (1, "#0e0812", 0.78)]
    fall = sheet.gradient("radial", "fall", dusk, cx="0.18", cy="0.08", r="1.12")
    sheet.mark("rect", width=sheet.width, height=sheet.height, fill=fall)
    sheet.write(__file__)


if __name__ == "__main__":
    main()
