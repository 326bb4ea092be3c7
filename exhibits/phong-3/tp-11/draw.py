"""Draw one hundred windows of an apartment block at night; thirty-eight of them are lit in marigold."""

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from drawing import MARIGOLD, NIGHT, Hand, Sheet, Trace, between, blend

COLUMNS, FLOORS, LIT = 10, 10, 38
LEFT, TOP = 236.0, 132.0  # of the façade
PITCH = (112.8, 94.0)
WIDE, HIGH = 66.0, 60.0  # of a window
FOOT = TOP + FLOORS * PITCH[1]  # where the façade meets the street


def lit_windows(hand: Hand) -> set[int]:
    """Choose the lit windows: scattered, though never four in a row, so that the eye has to count."""
    while True:
        chosen = set(hand.chance.sample(range(COLUMNS * FLOORS), LIT))
        runs = [
            all(floor * COLUMNS + start + i in chosen for i in range(4))
            for floor in range(FLOORS)
            for start in range(COLUMNS - 3)
        ]
        if not any(runs) and all(
            2 <= sum(f * COLUMNS + c in chosen for c in range(COLUMNS)) <= 5 for f in range(FLOORS)
        ):
            return chosen


def corner(window: int) -> tuple[float, float]:
    """Give the upper left corner of a window."""
    column, floor = window % COLUMNS, window // COLUMNS
    return LEFT + column * PITCH[0] + (PITCH[0] - WIDE) / 2, TOP + floor * PITCH[1] + 14


def night(sheet: Sheet, hand: Hand) -> None:
    """Draw the sky and the roofs of the town behind."""
    stops = [(0, "#0d0c1c", 1), (0.5, "#221b38", 1), (0.85, "#4a2f4f", 1), (1, "#6b3f52", 1)]
    sheet.mark("rect", width=1600, height=1200, fill=sheet.gradient("linear", "sky", stops, x1=0, y1=0, x2=0, y2=1))
    for row, (tone, low, high) in enumerate((("#2b2140", 690, 240), ("#1b152b", 800, 190))):
        x, roofs = -20.0, Trace().move((-20, 1200))
        while x < 1640:
            width = hand.chance.uniform(46, 130)
            y = low + high * 0.5 * hand.noise(x / 170, row)
            roofs.line((x, y), (x + width, y))
            if hand.chance.random() < 0.4:
                roofs.line((x + width, y - 22), (x + width + 18, y - 22), (x + width + 18, y))
                width += 18
            x += width
        sheet.path(roofs.line((1640, 1200)).close().data, fill=tone)


def block(sheet: Sheet, hand: Hand) -> None:
    """Raise the façade: ochre plaster at night, stained below the sills, with a slab at every floor."""
    wide = COLUMNS * PITCH[0]
    stops = [(0, "#4a3b52", 1), (0.5, "#3a2d45", 1), (1, "#261c30", 1)]
    plaster = sheet.gradient("linear", "plaster", stops, x1=0, y1=0, x2="0.25", y2=1)
    sheet.mark("rect", x=LEFT - 34, y=TOP - 30, width=wide + 68, height=FOOT - TOP + 60, fill=plaster)
    side = sheet.gradient("linear", "side", [(0, "#0a0710", 0), (1, "#0a0710", 0.55)])
    sheet.mark("rect", x=LEFT + wide - 220, y=TOP - 30, width=254, height=FOOT - TOP + 60, fill=side)
    stains = Trace()
    for _ in range(240):
        x, y = (
            hand.chance.uniform(LEFT - 28, LEFT + wide + 28),
            TOP + PITCH[1] * hand.chance.randrange(FLOORS) + hand.chance.uniform(76, 92),
        )
        stains.move((x, y)).line((x + hand.near(0, 2), y + hand.chance.uniform(8, 44)))
    sheet.path(stains.data, fill="none", stroke="#120c1a", stroke_opacity=0.16, stroke_width=4, stroke_linecap="round")
    slabs, edges = Trace(), Trace()
    for floor in range(FLOORS + 1):
        y = TOP + floor * PITCH[1]
        slabs.move((LEFT - 40, y + 4)).across(wide + 80)
        edges.move((LEFT - 40, y - 2)).across(wide + 80)
    sheet.path(slabs.data, fill="none", stroke="#150f1e", stroke_opacity=0.7, stroke_width=11)
    sheet.path(edges.data, fill="none", stroke="#7d6a80", stroke_opacity=0.55, stroke_width=3)
    sheet.mark("rect", x=LEFT - 52, y=TOP - 44, width=wide + 104, height=18, fill="#332740")
    sheet.mark("rect", x=LEFT - 52, y=TOP - 46, width=wide + 104, height=3, fill="#8a7689")
    for x, width, high in ((416, 84, 40), (1150, 70, 32)):
        foot = TOP - 46
        legs = (
            Trace()
            .move((x + 12, foot))
            .line((x + 12, foot - 14))
            .move((x + width - 12, foot))
            .line((x + width - 12, foot - 14))
        )
        sheet.path(legs.data, fill="none", stroke="#3a3048", stroke_width=6)
        sheet.mark("rect", x=x, y=foot - high - 10, width=width, height=high, rx=11, fill="#3f3450")
        sheet.mark(
            "rect", x=x + 4, y=foot - high - 7, width=width - 8, height=9, rx=4, fill="#7a678c", fill_opacity=0.6
        )
    mast = (
        Trace()
        .move((1010, TOP - 46))
        .line((1010, TOP - 106))
        .move((994, TOP - 98))
        .across(32)
        .move((998, TOP - 86))
        .across(24)
    )
    sheet.path(mast.data, fill="none", stroke="#3a3048", stroke_width=3)


def dark(sheet: Sheet) -> None:
    """Draw a window without light: it holds a little of the sky."""
    sheet.mark("rect", x=-5, y=-5, width=WIDE + 10, height=HIGH + 10, fill="#1b1426")
    sheet.mark("rect", width=WIDE, height=HIGH, fill="url(#glass)")
    frame = Trace().move((WIDE / 2, 0)).line((WIDE / 2, HIGH)).move((0, HIGH * 0.3)).across(WIDE)
    sheet.path(frame.data, fill="none", stroke="#1b1426", stroke_width=4)
    sheet.path(
        Trace().move((6, 52)).line((26, 24)).move((42, 54)).line((60, 28)).data,
        fill="none",
        stroke="#8fa6c0",
        stroke_opacity=0.14,
        stroke_width=5,
    )
    sheet.mark("rect", x=-9, y=HIGH + 4, width=WIDE + 18, height=5, fill="#5b4a60")


def lit(sheet: Sheet, curtain: int) -> None:
    """Draw a lit window: its light on the reveal and the sill, and one of three ways to hang a curtain."""
    sheet.mark("rect", x=-6, y=-6, width=WIDE + 12, height=HIGH + 12, fill="#8a5222")
    sheet.mark("rect", width=WIDE, height=HIGH, fill="url(#lamp)")
    folds = Trace()
    drawn = ((0, 18), (48, 66)) if curtain == 0 else ((0, 30),) if curtain == 1 else ((0, 66),)
    for start, end in drawn:
        sheet.mark(
            "rect",
            x=start,
            width=end - start,
            height=HIGH,
            fill="#f2b04c" if curtain < 2 else "#ffd88f",
            fill_opacity=0.72,
        )
        x = start + 3
        while x < end:
            folds.move((x, 0)).bend((x + 2, HIGH / 2), (x, HIGH))
            x += 6
    sheet.path(folds.data, fill="none", stroke="#9a5a14", stroke_opacity=0.4, stroke_width=1.8)
    frame = Trace().move((WIDE / 2, 0)).line((WIDE / 2, HIGH)).move((0, HIGH * 0.3)).across(WIDE)
    sheet.path(frame.data, fill="none", stroke="#5a3316", stroke_width=3.6)
    sheet.mark("rect", x=-9, y=HIGH + 4, width=WIDE + 18, height=5, fill="#f6c67c")


def balconies(sheet: Sheet, hand: Hand) -> None:
    """Set troughs of herbs on some of the sills, and a cooling unit beside some windows."""
    leaves, troughs = Trace(), Trace()
    for window in hand.chance.sample(range(COLUMNS * FLOORS), 26):
        x, y = corner(window)
        start, foot = x + hand.chance.choice((2, 8, 14)), y + HIGH + 3
        troughs.move((start, foot)).across(46)
        for i in range(14):
            root = start + 2 + i * 3.2
            leaves.move((root, foot - 4)).bend(
                (root, foot - 11), (root + hand.near(0, 7), foot - hand.chance.uniform(9, 19))
            )
    sheet.path(leaves.data, fill="none", stroke="#14231f", stroke_width=3, stroke_linecap="round")
    sheet.path(troughs.data, fill="none", stroke="#3a2029", stroke_width=8)
    for window in hand.chance.sample(range(COLUMNS * FLOORS), 22):
        x, y = corner(window)
        if window % COLUMNS < COLUMNS - 1:
            sheet.mark("use", href="#cooler", x=round(x + WIDE + 10), y=round(y + 26))


def cooler(sheet: Sheet) -> None:
    """Draw a cooling unit."""
    sheet.mark("rect", width=28, height=22, rx=2, fill="#6a5c70")
    sheet.mark("circle", cx=11, cy=11, r=8, fill="#2b2135")
    sheet.mark("rect", y=20, width=28, height=5, fill="#150f1e", fill_opacity=0.6)


def street(sheet: Sheet, hand: Hand, chosen: set[int]) -> None:
    """Wet the street after rain; the lit windows stand in it as broken strokes."""
    stops = [(0, "#241a2e", 1), (1, "#0c0911", 1)]
    sheet.mark(
        "rect",
        y=FOOT + 24,
        width=1600,
        height=1200 - FOOT - 24,
        fill=sheet.gradient("linear", "street", stops, x1=0, y1=0, x2=0, y2=1),
    )
    sheet.mark("rect", x=0, y=FOOT + 20, width=1600, height=8, fill="#0e0914")
    wet = {tone: Trace() for tone in range(3)}
    for window in sorted(chosen):
        x, _ = corner(window)
        for _ in range(3):
            y = FOOT + 34 + hand.chance.uniform(0, 78)
            reach = between(8, 34, hand.chance.random())
            wet[hand.chance.randrange(3)].move((x + WIDE / 2 + hand.near(0, 26) - reach, y)).across(2 * reach)
    for tone, trace in wet.items():
        sheet.path(
            trace.data,
            fill="none",
            stroke=("#c97b12", "#e7a24a", "#ffd590")[tone],
            stroke_opacity=0.55,
            stroke_width=3,
            stroke_linecap="round",
        )


def main() -> None:
    """Draw the town, the block, its windows, and the wet street."""
    sheet, hand = Sheet(NIGHT), Hand("tp-11")
    chosen = lit_windows(hand)
    night(sheet, hand)
    block(sheet, hand)
    sheet.gradient(
        "linear", "glass", [(0, "#3d4660", 1), (0.5, "#242a42", 1), (1, "#161a2b", 1)], x1=0, y1=0, x2="0.6", y2=1
    )
    lamp = [(0, "#fff3d0", 1), (0.45, "#ffd27c", 1), (1, blend(MARIGOLD, "#ffb347", 0.35), 1)]
    sheet.gradient("radial", "lamp", lamp, cx="0.5", cy="0.12", r="1.05")
    halo = sheet.gradient("radial", "halo", [(0, "#ffb347", 0.5), (0.45, "#e08a2a", 0.17), (1, "#c97b12", 0)])
    for window in sorted(chosen):
        x, y = corner(window)
        sheet.mark("ellipse", cx=round(x + WIDE / 2), cy=round(y + HIGH / 2 + 6), rx=104, ry=92, fill=halo)
    off = sheet.stamp("off", lambda: dark(sheet))
    on = [sheet.stamp(f"on-{curtain}", lambda curtain=curtain: lit(sheet, curtain)) for curtain in range(3)]
    sheet.stamp("cooler", lambda: cooler(sheet))
    sheet.begin(id="windows")
    for window in range(COLUMNS * FLOORS):
        x, y = corner(window)
        sheet.mark("use", href=hand.chance.choice(on) if window in chosen else off, x=round(x), y=round(y))
    sheet.end()
    balconies(sheet, hand)
    street(sheet, hand, chosen)
    sheet.write(__file__)


if __name__ == "__main__":
    main()
