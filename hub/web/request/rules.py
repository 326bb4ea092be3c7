"""Rules of addresses that are cheap to declare: most are matched or never asked for, and few are written into a page."""

from collections.abc import Callable
from functools import cache
from typing import Any

from werkzeug.routing import Rule


class ThriftyRule(Rule):
    """A rule that compiles the function that writes its address when it is first written.

    Werkzeug compiles two for every rule as soon as it is declared, which takes most of the time that an application
    takes to be made. If it names this step otherwise one day, rules are compiled as it does.
    """

    def _compile_builder(self, append_unknown: bool = True) -> Callable[..., tuple[str, str]]:
        compiled = cache(super()._compile_builder)

        def write(rule: Rule, /, **values: Any) -> tuple[str, str]:
            return compiled(append_unknown)(rule, **values)

        return write
