"""Draw a cloth of seven threads: loose where each runs alone, firm where they cross, and a hole where one is missing."""

import math
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from drawing import CREAM, LOTUS, MARIGOLD, NIGHT, Hand, Point, Sheet, Trace, blend, polygon, smoothstep

# Government, police, health, schools, companies, civil society, partners: which tone is whose is left open.
TONES = (LOTUS, "#e2b04c", "#1d7482", "#e9dcc4", "#7d5a94", MARIGOLD, "#7fb0a6")
YARNS = 12  # of which each thread is spun
PITCH = 9.0
BAND = YARNS * PITCH
SIZE = 7 * BAND  # of the cloth
LEFT, TOP = (1600 - SIZE) / 2, (1200 - SIZE) / 2 - 6
MISSING = 2  # of the seven that lie across, counted from above and from 0
GAP = (3.3, 6.2)  # from where to where it is missing, in threads from the left
LOOSE = 330


START, END = LEFT + GAP[0] * BAND, LEFT + GAP[1] * BAND
MIDDLE = TOP + (MISSING + 0.5) * BAND


def sag(x: float, above: bool) -> float:
    """Give how far the weft next to the hole has slipped into it: more from above than from below, and never evenly."""
    if not START < x < END:
        return 0.0
    share = (x - START) / (END - START)
    held = smoothstep(0, 0.3, share) * smoothstep(1, 0.72, share)
    return held * (13 + 4 * math.sin(share * 7)) if above else -held * (7 - 3 * math.sin(share * 9))


def slipped(x: float, y: float) -> float:
    """Give how far a weft yarn lies off its place; the farther from the hole, the less."""
    far = max(0.0, abs(y - MIDDLE) - BAND / 2)
    return sag(x, y < MIDDLE) * math.exp(-far / 44)


def frayed(yarn: int) -> tuple[float, float]:
    """Give where a yarn of the missing thread ends, and where it goes on: after whole pairs of the warp."""
    left, right = START + PITCH * (yarn * 5 % 8), END - PITCH * (yarn * 3 % 7)
    return left - (left - LEFT) % (2 * PITCH), right - (right - LEFT) % (2 * PITCH)


def table(sheet: Sheet, hand: Hand) -> None:
    """Lay the dark table on which the cloth lies."""
    stops = [(0, "#4a3348", 1), (0.5, "#2b1c2f", 1), (1, "#130b16", 1)]
    lamp = sheet.gradient("radial", "lamp", stops, cx="0.44", cy="0.4", r="0.8")
    sheet.mark("rect", width=sheet.width, height=sheet.height, fill=lamp)
    grain = Trace()
    for i in range(74):
        y = i * 16.4 + hand.near(0, 5)
        start = hand.near(0, 500)
        grain.move((start, y)).curve(
            (start + 400, y + hand.near(0, 9)),
            (start + 900, y + hand.near(0, 9)),
            (start + hand.near(1300, 300), y + hand.near(0, 5)),
        )
    sheet.path(grain.data, fill="none", stroke="#0f0812", stroke_opacity=0.4, stroke_width=1.6)


def tail(hand: Hand, at: Point, way: Point, yarn: int, thread: int) -> Trace:
    """Let a yarn run on from the edge of the cloth: it loses the others, and its firmness, as it goes."""
    aside = (-way[1], way[0])
    spread = (yarn - (YARNS - 1) / 2) * 2.6
    swing = 34 * math.sin(thread * 2.1 + way[0] + 2 * way[1])
    long = LOOSE * hand.near(0.86, 0.14)

    def on(share: float, off: float) -> Point:
        return at[0] + way[0] * long * share + aside[0] * off, at[1] + way[1] * long * share + aside[1] * off

    trace = Trace().move(at)
    trace.curve(on(0.22, 0), on(0.36, swing + spread * 0.6), on(0.55, swing * 0.7 + spread + hand.near(0, 5)))
    return trace.curve(
        on(0.74, swing * 0.4 + spread * 1.4),
        on(0.84, -swing + spread * 2.2),
        on(1, -swing * 0.8 + spread * 2.6 + hand.near(0, 16)),
    )


def loose(sheet: Sheet, hand: Hand) -> None:
    """Draw the seven threads outside the cloth, on its four sides."""
    for side, way in enumerate(((0, -1), (0, 1), (-1, 0), (1, 0))):
        for thread, tone in enumerate(TONES):
            data = ""
            for yarn in range(YARNS):
                off = thread * BAND + (yarn + 0.5) * PITCH
                at = ((LEFT + off, TOP + SIZE * (side == 1)), (LEFT + SIZE * (side == 3), TOP + off))[side > 1]
                data += tail(hand, at, way, yarn, thread).data
            reach = LOOSE
            foot = (
                (LEFT + (thread + 0.5) * BAND, TOP + SIZE * (side == 1))
                if side < 2
                else (LEFT + SIZE * (side == 3), TOP + (thread + 0.5) * BAND)
            )
            place: dict[str, str | float] = {
                "gradientUnits": "userSpaceOnUse", "x1": foot[0], "y1": foot[1], "x2": foot[0] + way[0] * reach, "y2": foot[1] + way[1] * reach,
            }  # fmt: skip
            fade = [
                (0, blend(tone, NIGHT, 0.12), 1),
                (0.3, blend(tone, NIGHT, 0.45), 1),
                (0.75, blend(tone, NIGHT, 0.72), 0.8),
                (1, blend(tone, NIGHT, 0.8), 0),
            ]
            paint = sheet.gradient("linear", f"loose-{side}{thread}", fade, **place)
            sheet.path(data, fill="none", stroke=paint, stroke_width=3.4)


def warp(sheet: Sheet) -> None:
    """Lay the seven threads that run down."""
    sheet.begin(id="warp", fill="none", stroke_width=PITCH - 1.4)
    for thread, tone in enumerate(TONES):
        trace = Trace()
        for yarn in range(YARNS):
            x = LEFT + thread * BAND + (yarn + 0.5) * PITCH
            trace.move((x, TOP)).line((x, TOP + SIZE))
        sheet.path(trace.data, stroke=blend(tone, NIGHT, 0.1))
    sheet.end()


def hole(sheet: Sheet, hand: Hand) -> None:
    """Let the dark show where the thread is missing; the warp that nothing crosses hangs there thin and slack."""
    rows = [MIDDLE + (yarn - YARNS / 2 + 0.5) * PITCH for yarn in range(YARNS)]
    across = [START + (END - START) * k / 30 for k in range(31)]
    upper = [(x, rows[0] - PITCH / 2 + sag(x, True)) for x in across]
    lower = [(x, rows[-1] + PITCH / 2 + sag(x, False)) for x in reversed(across)]
    steps_right = [(frayed(yarn)[1], y + side * PITCH / 2) for yarn, y in enumerate(rows) for side in (-1, 1)]
    steps_left = [
        (frayed(yarn)[0], y + side * PITCH / 2) for yarn, y in reversed(list(enumerate(rows))) for side in (1, -1)
    ]
    shape = polygon(
        [
            *[p for p in upper if steps_left[-1][0] < p[0] < steps_right[0][0]],
            *steps_right,
            *[p for p in lower if steps_left[0][0] < p[0] < steps_right[-1][0]],
            *steps_left,
        ]
    )
    sheet.path(shape, fill="#0c0510")
    sheet.begin(fill="none", clip_path=sheet.clip("hole", shape))
    for thread in range(int(GAP[0]), math.ceil(GAP[1])):
        trace = Trace()
        for yarn in range(YARNS):
            x = LEFT + thread * BAND + (yarn + 0.5) * PITCH
            lean, drift = hand.near(0, 12), hand.near(0, 9)
            trace.move((x, rows[0] - 20)).curve(
                (x + drift, rows[0] + 34), (x + lean, rows[-1] - 40), (x + hand.near(0, 2), rows[-1] + 20)
            )
        sheet.path(trace.data, stroke=blend(TONES[thread], NIGHT, 0.3), stroke_width=2.6)
    dim = [(0, "#0c0510", 0.8), (0.35, "#0c0510", 0.1), (0.75, "#0c0510", 0.1), (1, "#0c0510", 0.6)]
    depth = sheet.gradient("linear", "depth", dim, x1=0, y1=0, x2=0, y2=1)
    sheet.mark("rect", x=START - 20, y=rows[0] + 8, width=END - START + 40, height=rows[-1] - rows[0], fill=depth)
    sheet.end()
    ends = Trace()
    for yarn, y in enumerate(rows):
        for x, way in zip(frayed(yarn), (1, -1), strict=True):
            curl = hand.near(0, 9)
            ends.move((x, y)).bend((x + way * 9, y), (x + way * hand.near(18, 7), y + curl))
    sheet.path(
        ends.data, fill="none", stroke=blend(TONES[MISSING], CREAM, 0.15), stroke_width=2.6, stroke_linecap="round"
    )


def weft(sheet: Sheet) -> None:
    """Lay the seven threads that run across; each yarn goes over one of the warp and under the next."""
    sheet.begin(id="weft", fill="none", stroke_width=PITCH - 1.2, stroke_dasharray=f"{PITCH:g}")
    for thread, tone in enumerate(TONES):
        sheet.begin(stroke=tone)
        for half in (0, 1):
            data = ""
            for yarn in range(half, YARNS, 2):
                y = TOP + thread * BAND + (yarn + 0.5) * PITCH
                if thread == MISSING:
                    left, right = frayed(yarn)
                    data += (
                        Trace().move((LEFT, y)).across(left - LEFT).data
                        + Trace().move((right, y)).across(LEFT + SIZE - right).data
                    )
                    continue
                points = [(a, y + slipped(a, y)) for a in (START + (END - START) * k / 12 for k in range(13))]
                if max(abs(b - y) for _, b in points) < 0.6:
                    data += Trace().move((LEFT, y)).across(SIZE).data
                else:
                    data += Trace().move((LEFT, y)).line(points[0]).through(points).line((LEFT + SIZE, y)).data
            sheet.path(data, stroke_dashoffset=PITCH * half)
        sheet.end()
    sheet.end()


def firm(sheet: Sheet) -> None:
    """Round the threads: light along each, dark between them, and a glow where all seven have crossed."""
    hollow, ridge = Trace(), Trace()
    for k in range(8):
        hollow.move((LEFT + k * BAND, TOP)).line((LEFT + k * BAND, TOP + SIZE))
        hollow.move((LEFT, TOP + k * BAND)).across(SIZE)
    for k in range(7):
        ridge.move((LEFT + (k + 0.42) * BAND, TOP)).line((LEFT + (k + 0.42) * BAND, TOP + SIZE))
        ridge.move((LEFT, TOP + (k + 0.42) * BAND)).across(SIZE)
    sheet.path(hollow.data, fill="none", stroke=NIGHT, stroke_opacity=0.16, stroke_width=22)
    sheet.path(hollow.data, fill="none", stroke=NIGHT, stroke_opacity=0.3, stroke_width=6)
    sheet.path(ridge.data, fill="none", stroke="#fff6e2", stroke_opacity=0.09, stroke_width=44)


def chalk(sheet: Sheet) -> None:
    """Mark in chalk the way of the thread that is missing."""
    way = Trace().move((START + 62, MIDDLE)).across(END - START - 118)
    sheet.path(
        way.data,
        fill="none",
        stroke=CREAM,
        stroke_opacity=0.85,
        stroke_width=3,
        stroke_dasharray="9 12",
        stroke_linecap="round",
    )


def main() -> None:
    """Draw the table, the loose threads, the cloth and its hole."""
    sheet, hand = Sheet(NIGHT), Hand("tp-15")
    table(sheet, hand)
    sheet.mark("rect", x=LEFT + 16, y=TOP + 24, width=SIZE, height=SIZE, fill="#070309", opacity=0.5)
    loose(sheet, hand)
    sheet.mark("rect", x=LEFT, y=TOP, width=SIZE, height=SIZE, fill="#150b17")
    warp(sheet)
    hole(sheet, hand)
    weft(sheet)
    firm(sheet)
    chalk(sheet)
    stops = [(0, CREAM, 0.16), (0.35, CREAM, 0), (0.5, "#0b0610", 0), (1, "#0b0610", 0.72)]
    sheet.mark(
        "rect",
        width=sheet.width,
        height=sheet.height,
        fill=sheet.gradient("radial", "dusk", stops, cx="0.42", cy="0.38", r="0.72"),
    )
    sheet.write(__file__)


if __name__ == "__main__":
    main()
