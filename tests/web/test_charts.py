"""Figures as charts: each number drawn as it is, nearly as nearly, a range as a range, and nothing where there is no number."""

import json
import re
from pathlib import Path
from typing import Any

import pytest
from built import Page, small_site

from hub.content.source.vocabulary_file import read_vocabulary
from hub.features.home.model import Figure
from hub.i18n.languages import LANGS
from hub.web.templating.charts import MISSING, WIDE, Chart, chart

ROOT = Path(__file__).resolve().parents[2]
FILE = ROOT / "content" / "vocabulary" / "figures.yaml"
WORDS = {"vi": "x", "en": "x"}
SMALL = 900  # bytes of a chart's paths


def figure(**numbers: Any) -> Figure:
    return Figure.model_validate({"id": "x", "label": WORDS, "value": WORDS, "place": WORDS, **numbers})


def dots(drawn: Chart, name: str) -> int:
    """How many whole dots the strokes of a class draw."""
    found = 0
    for stroke in drawn.strokes:
        if stroke.name == name:
            pitch = int(stroke.dash.split()[1])
            found += sum(int(length) // pitch + 1 for length in re.findall(r"h(\d+)", stroke.path))
    return found


def band(drawn: Chart) -> list[float]:
    """From where to where the filled band of a range goes."""
    path = next(stroke.path for stroke in drawn.strokes if stroke.name == "on")
    return [float(number) for number in re.findall(r"[MH](\S+)", path)]


def lengths(drawn: Chart) -> list[float]:
    return [
        float(length)
        for stroke in drawn.strokes
        if stroke.name == "on"
        for length in re.findall(r"h([\d.]+)", stroke.path)
    ]


def test_a_percentage_fills_so_many_of_a_hundred_dots() -> None:
    drawn = chart(figure(percent=13))
    assert (dots(drawn, "edge dots"), dots(drawn, "on dots")) == (100, 13)


def test_a_percentage_with_a_fraction_fills_part_of_its_last_dot() -> None:
    drawn = chart(figure(percent=12.5))
    assert (dots(drawn, "on dots"), [stroke.name for stroke in drawn.strokes][-1]) == (12, "full")


@pytest.mark.parametrize(
    ("numbers", "whole", "full"), [({"of_ten": 9}, 10, 9), ({"of_three": 1}, 3, 1), ({"of_two": 1}, 2, 1)]
)
def test_so_many_in_a_few_fill_so_many_dots(numbers: dict[str, int], whole: int, full: int) -> None:
    drawn = chart(figure(**numbers))
    assert (dots(drawn, "edge dots"), dots(drawn, "on dots")) == (whole, full)


def test_nearly_leaves_the_last_dot_open() -> None:
    drawn = chart(figure(of_ten=9, nearly=True))
    assert (dots(drawn, "on dots"), drawn.strokes[-1].name) == (8, "full")


def test_nearly_one_of_two_has_no_whole_dot() -> None:
    drawn = chart(figure(of_two=1, nearly=True))
    assert (dots(drawn, "on dots"), drawn.strokes[-1].name) == (0, "full")


def test_a_range_is_a_band_from_one_value_to_the_other() -> None:
    drawn = chart(figure(low=16, high=58))
    assert band(drawn) == [round(0.16 * WIDE), round(0.58 * WIDE)]


def test_a_range_names_its_two_values_and_the_ends_of_the_scale() -> None:
    assert [value for _, value in chart(figure(low=16, high=58)).marks] == [0, 16, 58, 100]


def test_a_scale_does_not_name_an_end_that_stands_under_a_value() -> None:
    assert [value for _, value in chart(figure(low=3, high=95)).marks] == [3, 95]


def test_so_many_times_as_many_is_a_bar_so_many_times_as_long() -> None:
    one, other = lengths(chart(figure(times=3)))
    assert other == pytest.approx(3 * one, rel=0.01)


def test_nearly_three_times_is_a_bar_less_than_three_times_as_long() -> None:
    one, other = lengths(chart(figure(times=3, nearly=True)))
    assert other == pytest.approx((3 - MISSING) * one, rel=0.01)


def test_people_are_dots_of_a_round_number_each() -> None:
    drawn = chart(figure(people=300_000_000))
    assert (dots(drawn, "on dots"), drawn.unit) == (30, 10_000_000)


def test_without_a_number_the_frame_is_empty() -> None:
    assert (chart(figure()).kind, [stroke.name for stroke in chart(figure()).strokes]) == ("nothing", ["edge"])


@pytest.mark.parametrize(
    "wrong",
    [{"percent": 130}, {"of_ten": 11}, {"times": 0}, {"people": -1}, {"low": -1, "high": 3}, {"people": 10**30}],
)
def test_a_number_that_cannot_be_drawn_is_refused(wrong: dict[str, float]) -> None:
    term = {"id": "x", "label": WORDS, "value": WORDS, "place": WORDS, **wrong}
    _, problems = read_vocabulary(
        "figures", f"title: {json.dumps(WORDS)}\nterms:\n  - {json.dumps(term)}\n", "figures.yaml", Figure
    )
    assert [problem.line for problem in problems] == [3]


def test_every_figure_of_the_seminar_is_small_and_stays_in_its_box() -> None:
    vocabulary, _ = read_vocabulary("figures", FILE.read_text("utf-8"), FILE.name, Figure)
    drawn = [chart(term) for term in vocabulary.terms.values()]
    assert len(drawn) == 9
    assert all(sum(len(stroke.path) for stroke in each.strokes) < SMALL and each.height <= 80 for each in drawn)


@pytest.mark.parametrize("lang", LANGS)
def test_home_names_every_chart_by_the_words_below_it(tmp_path: Path, lang: str) -> None:
    hub = small_site(tmp_path)
    file = hub.root / "content" / "vocabulary" / "figures.yaml"
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(FILE.read_text("utf-8"), "utf-8")
    hub.build()
    page = Page(hub.ask(f"/{lang}/").text)
    charts = [each for each in page.all("svg") if each.get("role") == "img"]
    words = {each.get("id"): each.text for each in page.all("figcaption")}
    assert len(charts) == 9
    assert all(words[each["aria-labelledby"]] for each in charts)
