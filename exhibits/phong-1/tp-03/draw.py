"""Draw a loom to scale: strung to just under nine tenths of its height, woven to a third; the rest is bare warp."""

import math
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from drawing import CREAM, LOTUS, MARIGOLD, NIGHT, Hand, Sheet, Trace, between, blend

FOOT, HEAD = 1092, 108  # nought and one of the scale, in units from the top
LEFT, RIGHT = 196, 1404  # the inner edges of the posts
POST = 46
STRUNG = 0.885  # the report says "nearly nine in ten" and gives no finer figure: a little under the ninth peg
WOVEN = 1 / 3
PITCH = 6.04  # from one warp thread to the next: two hundred to the width
LIFTS = 64  # rows of weft from the foot to a third


def level(share: float) -> float:
    """Give the height on the sheet of a share (0…1) of the frame."""
    return between(FOOT, HEAD, share)


def ground(sheet: Sheet) -> None:
    """Darken the room; a little light stands behind the bare warp."""
    stops = [(0, "#46304a", 1), (0.55, "#271a2c", 1), (1, NIGHT, 1)]
    glow = sheet.gradient("radial", "room", stops, cx="0.5", cy="0.36", r="0.72")
    sheet.mark("rect", width=sheet.width, height=sheet.height, fill=glow)


def warp(sheet: Sheet, hand: Hand, shed: int) -> None:
    """Hang half of the warp: every second thread. In the bare part the two halves stand apart and sway."""
    top, fell = level(STRUNG), level(WOVEN)
    dim = shed == 0
    head = "#6aa3a8" if dim else "#f6cf86"
    stops = [(0, head, 1), (0.3, head, 0.75), (0.62, blend(head, LOTUS, 0.4), 0.6), (1, blend(head, LOTUS, 0.55), 0.95)]
    place: dict[str, str | float] = {"gradientUnits": "userSpaceOnUse", "x1": 0, "y1": top, "x2": 0, "y2": fell}
    paint = sheet.gradient("linear", f"warp-{shed}", stops, **place)
    bare, held = Trace(), Trace()
    for i in range(shed, 200, 2):
        x = LEFT + (i + 0.5) * PITCH
        high, low = between(top, fell, 0.38), between(top, fell, 0.66)
        drift = 26 * math.sin(i / 200 * math.pi * 5 + (math.pi if shed else 0)) + 9 * hand.noise(i / 9, 1)
        sway = drift + hand.near(0, 1.6)
        bare.move((x, top)).curve((x + sway * 0.4, high), (x + sway * 1.7, low), (x, fell))
        held.move((x, fell)).line((x, FOOT))
    sheet.path(bare.data, stroke=paint, stroke_width=1.5 if dim else 1.8, fill="none")
    sheet.path(held.data, stroke=blend(MARIGOLD, "#5b3a3a", 0.35 if dim else 0), stroke_width=4, fill="none")


def cloth(sheet: Sheet, hand: Hand) -> None:
    """Weave from the foot to a third: each row is one line of dashes that pass over two threads and under two."""
    height = (FOOT - level(WOVEN)) / LIFTS
    for row in range(LIFTS):
        y = FOOT - (row + 0.5) * height
        turn = row % 16
        slip = (turn if turn < 8 else 16 - turn) * PITCH
        shade = blend(LOTUS, "#6d2c4b", 0.5 + 0.32 * hand.noise(row / 6, 9) - 0.42 * row / LIFTS)
        if turn in (0, 8):
            shade = blend(shade, "#e9a7b8", 0.16)
        sheet.mark(
            "line", x1=LEFT - 2, y1=y, x2=RIGHT + 2, y2=y, stroke=shade, stroke_width=height - 0.6,
            stroke_dasharray=f"{PITCH * 2.4:.2f} {PITCH * 1.6:.2f}", stroke_dashoffset=f"{slip:.2f}",
        )  # fmt: skip
    fall = [(0, NIGHT, 0), (0.6, NIGHT, 0.14), (1, NIGHT, 0.55)]
    depth = sheet.gradient("linear", "depth", fall, x1=0, y1=0, x2=0, y2=1)
    sheet.mark("rect", x=LEFT, y=level(WOVEN), width=RIGHT - LEFT, height=FOOT - level(WOVEN), fill=depth)


def thread(sheet: Sheet, share: float, colour: str, light: str, reach: float) -> None:
    """Draw one of the two threads of the title, taut from post to post, at its height."""
    y = level(share)
    stops = [(0, colour, 0), (0.3, colour, 0.1), (0.5, light, 0.42), (0.7, colour, 0.1), (1, colour, 0)]
    glow = sheet.gradient("linear", f"glow-{round(y)}", stops, x1=0, y1=0, x2=0, y2=1)
    sheet.mark("rect", x=LEFT, y=y - reach, width=RIGHT - LEFT, height=2 * reach, fill=glow)
    ends = {"x1": LEFT - POST, "y1": y, "x2": RIGHT + POST, "y2": y}
    sheet.mark("line", **ends, stroke=blend(colour, NIGHT, 0.4), stroke_width=9)
    sheet.mark("line", **ends, stroke=colour, stroke_width=7)
    sheet.mark("line", **ends, stroke=light, stroke_width=2.4, stroke_dasharray="9 4")
    for x in (LEFT - POST, RIGHT):
        for turn in (-7, 0, 7):
            sheet.mark("line", x1=x, y1=y + turn, x2=x + POST, y2=y + turn + 2.5, stroke=colour, stroke_width=6)


def timber(sheet: Sheet, hand: Hand) -> None:
    """Build the frame: two posts and two beams, with their grain."""
    stops = [(0, "#8a6258", 1), (0.25, "#714c48", 1), (1, "#432e38", 1)]
    sheet.gradient("linear", "post", stops)
    sheet.gradient("linear", "beam", stops, x1=0, y1=0, x2=0, y2=1)
    posts = [(LEFT - POST, 40, POST, 1122), (RIGHT, 40, POST, 1122)]
    beams = [(LEFT - POST - 40, y, RIGHT - LEFT + 2 * POST + 80, 44) for y in (HEAD - 44, FOOT)]
    for x, y, wide, high in beams + posts:
        grain, upright = Trace(), high > wide
        lit = "url(#post)" if upright else "url(#beam)"
        sheet.mark("rect", x=x, y=y, width=wide, height=high, rx=5, fill=lit, stroke="#20141f", stroke_width=2)
        for i in range(5):
            at = 6 + i * 8.5 + hand.near(0, 1.5)
            start, length = hand.near(14, 8), (high if upright else wide) - hand.near(34, 12)
            if upright:
                bend = (x + at + hand.near(0, 5), y + length * hand.near(0.5, 0.3))
                grain.move((x + at, y + start)).bend(bend, (x + at + hand.near(0, 2), y + length))
            else:
                bend = (x + length * hand.near(0.5, 0.3), y + at * 0.95 + hand.near(0, 4))
                grain.move((x + start, y + at * 0.95)).bend(bend, (x + length, y + at * 0.95 + hand.near(0, 2)))
        sheet.path(grain.data, stroke="#2e1d26", stroke_width=1.2, stroke_opacity=0.55, fill="none")


def pegs(sheet: Sheet) -> None:
    """Divide the left post in ten and the right post in three, so that anybody can measure."""
    for share, x in [(i / 10, LEFT - POST / 2) for i in range(1, 10)] + [(i / 3, RIGHT + POST / 2) for i in (1, 2)]:
        y = level(share)
        sheet.mark("circle", cx=x + 1.5, cy=y + 2, r=9, fill="#2a1c28")
        sheet.mark("circle", cx=x, cy=y, r=8, fill="#d8b98a")
        sheet.mark("circle", cx=x - 2, cy=y - 2.4, r=2.8, fill=CREAM)


def main() -> None:
    """Draw the loom from the back to the front."""
    sheet, hand = Sheet(NIGHT), Hand("tp-03")
    ground(sheet)
    warp(sheet, hand, 0)
    warp(sheet, hand, 1)
    cloth(sheet, hand)
    timber(sheet, hand)
    thread(sheet, STRUNG, "#e29a36", CREAM, 60)
    thread(sheet, WOVEN, LOTUS, "#f3b3c4", 44)
    pegs(sheet)
    sheet.write(__file__)


if __name__ == "__main__":
    main()
