"""How the commands read what is written after them: in one line what is wrong, and nothing taken that cannot be."""

import argparse
import re
from collections.abc import Callable
from typing import NoReturn

from hub.messages import N_

# What argparse says in English, by what it says the same in every case; `what` is the argument, `given` what was written.
SAID = (
    (r"unrecognized arguments: (?P<given>.*)", N_("%(given)s is not known to this command")),
    (r"the following arguments are required: (?P<what>.*)", N_("%(what)s is missing")),
    (
        r"argument (?P<what>\S+): invalid choice: (?P<given>.*?) \(choose from (?P<choices>.*)\)",
        N_("%(what)s cannot be %(given)s; write one of: %(choices)s"),
    ),
    (r"argument (?P<what>\S+): expected one argument", N_("%(what)s needs a value after it")),
    (
        r"argument (?P<what>\S+): ignored explicit argument (?P<given>.*)",
        N_("%(what)s takes no value; remove %(given)s"),
    ),
    (
        r"ambiguous option: (?P<given>\S+) could match (?P<choices>.*)",
        N_("%(given)s can mean several things; write one of: %(choices)s"),
    ),
    (
        r"argument (?P<what>\S+): (?P<given>.*) is not a number from (?P<least>\d+) to (?P<most>\d+)",
        N_("%(what)s: %(given)s is not a number from %(least)s to %(most)s"),
    ),
    (r"argument (?P<what>\S+): invalid int value: (?P<given>.*)", N_("%(what)s: %(given)s is not a whole number")),
)


class Mistyped(Exception):
    """A command that was not understood: a message (N_), its values, and the command that has more to say."""

    def __init__(self, message: str, values: dict[str, object], command: str) -> None:
        super().__init__(message, values, command)
        self.message, self.values, self.command = message, values, command


class Parser(argparse.ArgumentParser):
    """A parser that raises Mistyped where something is wrong, and leaves it to others to say so."""

    def error(self, message: str) -> NoReturn:
        for pattern, says in SAID:
            if found := re.fullmatch(pattern, message, re.DOTALL):
                values = {name: " ".join(text.replace("'", "").split()) for name, text in found.groupdict("").items()}
                raise Mistyped(says, dict(values), self.prog)
        raise Mistyped("%(says)s", {"says": message}, self.prog)


def whole(least: int, most: int) -> Callable[[str], int]:
    """A reader of whole numbers between two others."""

    def read(text: str) -> int:
        if not re.fullmatch("[0-9]{1,9}", text) or not least <= int(text) <= most:
            raise argparse.ArgumentTypeError(f"{text} is not a number from {least} to {most}")
        return int(text)

    return read
