"""Rules of addresses: what is put off until an address is written changes none."""

import pytest
from werkzeug.routing import Map, Rule

from hub.web.request.rules import LateRule

RULES: tuple[tuple[str, dict[str, object]], ...] = (
    ("/<any(vi, en):lang>/agenda/", {}),
    ("/<any(vi, en):lang>/agenda/<slug>/", {}),
    ("/<any(vi, en):lang>/gallery/<room>/<slug>.<any(json, md):suffix>", {}),
    ("/page/<int(fixed_digits=3):number>", {}),
    ("/first/<rule>/<path:self>", {}),
    ("/tours/", {"defaults": {"number": 1}}),
)
VALUES = {
    "lang": "vi", "slug": "trẻ em/a?b", "room": "phong-1", "suffix": "json", "number": 7, "rule": "a", "self": "b/c", "q": "đ & e",
}  # fmt: skip


def written(kind: type[Rule], times: int) -> list[tuple[str, str] | None]:
    """What each rule writes with its own values and with all, again and again."""
    rules = [kind(text, endpoint=str(number), **more) for number, (text, more) in enumerate(RULES)]
    Map(rules)
    return [
        rule.build({name: value for name, value in VALUES.items() if every or name in rule.arguments}, every)
        for _ in range(times)
        for rule in rules
        for every in (False, True)
    ]


def test_an_address_is_written_as_it_is_at_once() -> None:
    assert written(LateRule, 2) == written(Rule, 2)


def test_a_rule_that_nothing_was_written_with_has_compiled_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    compiled: list[Rule] = []
    compile_now = Rule._compile_builder
    monkeypatch.setattr(
        Rule, "_compile_builder", lambda rule, unknown=True: compiled.append(rule) or compile_now(rule, unknown)
    )
    rules = [LateRule(text, endpoint=text, **more) for text, more in RULES]
    Map(rules)
    assert compiled == []
    assert rules[0].build({"lang": "en"}) == ("", "/en/agenda/")
    assert compiled == [rules[0]]
