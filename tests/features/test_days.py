"""A day is written as a day in every feature: pydantic alone would take a number for seconds since 1970."""

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from pydantic import TypeAdapter

from hub.content.model.dates import Day
from hub.feature import discover

REGISTRY = discover().registry


def days_of(model: Any) -> dict[str, Any]:
    """The fields of a model that hold a day, by name; those of values inside it as well."""
    return {name: info for name, info in model.model_fields.items() if date in _types(info.annotation)}


def _types(annotation: Any) -> set[Any]:
    inner = getattr(annotation, "__args__", ())
    return {annotation}.union(*(_types(each) for each in inner)) if inner else {annotation}


MODELS = [*(kind.model for kind in REGISTRY.kinds.values()), *REGISTRY.terms.values()]
FIELDS = [(model, name) for model in MODELS for name in days_of(model)]


@pytest.mark.parametrize(("model", "name"), FIELDS, ids=lambda value: getattr(value, "__name__", value))
def test_a_number_is_no_day(model: Any, name: str) -> None:
    info = model.model_fields[name]
    adapter = TypeAdapter(info.annotation if not info.metadata else _annotated(info))
    with pytest.raises(ValueError, match="1761091200"):
        adapter.validate_python("1761091200")


def _annotated(info: Any) -> Any:
    from typing import Annotated

    return Annotated[(info.annotation, *info.metadata)]


def test_a_statement_delivered_on_a_number_is_refused(
    write: Callable[..., Any], problems: Callable[[], list[str]]
) -> None:
    write(
        "statements/a.vi.md",
        "title: A\nsummary: x\nupdated: 2026-11-24\nreference: HN2025-PB-01\noffice: {vi: a, en: b}\n"
        "delivered_on: 1761091200\nstatus: quoted\nauthentic_language: vi\nsources: [x]",
    )
    assert any("delivered_on cannot be 1761091200" in problem for problem in problems())


def test_a_day_is_still_one() -> None:
    assert TypeAdapter(Day).validate_python("2025-10-22") == date(2025, 10, 22)
