"""The command line. A command exits with 0, or writes one line that says what is wrong and what to do about it.

Every module in this folder with a tuple `COMMANDS` of click commands is found by itself, and so are the commands that
features declare. A command receives the Console through `click.pass_obj`. It imports slow modules inside its function,
so that `--help` and a mistyped command answer at once. Its return value is its exit status; None means 0.
"""

import os
import sys
from collections.abc import Iterable, Sequence
from importlib import import_module
from pkgutil import iter_modules

import click

from hub.cli.console import Console
from hub.cli.mistakes import context_of, explained
from hub.errors import UserError
from hub.messages import N_
from hub.problems import Unreadable

NAME = "run.py"


def main(arguments: Sequence[str], extra: Iterable[click.Command] = ()) -> int:
    """Run a command, one of the hub's or of `extra`, and return its exit status. Without arguments, run `serve`."""
    console, group = Console(), command_group(extra)
    try:
        with group.make_context(NAME, list(arguments) or ["serve"], obj=console) as context:
            status = group.invoke(context)
        sys.stdout.flush()
        return int(status or 0)
    except click.exceptions.Exit as end:  # --help has written its text
        return end.exit_code
    except click.UsageError as error:
        context = error.ctx or context_of(group, NAME, arguments)
        more = console.gettext(N_("%(command)s --help says more")) % {"command": context.command_path}
        console.complain(f"{explained(error, context).sentence(console.gettext)}; {more}")
        return 2
    except UserError as error:
        console.complain(error.sentence(console.gettext))
    except Unreadable as error:
        for problem in error.problems:
            console.complain(problem.text(console.gettext))
    except KeyboardInterrupt:
        return 130
    except BrokenPipeError:  # the reader of our output has gone
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    except OSError as error:
        console.complain(f"{error.filename or 'hub'}: {error.strerror or error}")
    return 1


class CommandGroup(click.Group):
    """The commands of this folder, and those of features, which are loaded only when another name is asked for."""

    def get_command(self, context: click.Context, name: str) -> click.Command | None:
        """Return a command by its name; None if there is none."""
        return super().get_command(context, name) or _declared_commands().get(name)

    def list_commands(self, context: click.Context) -> list[str]:
        """Return the names of all commands, sorted."""
        return sorted({*super().list_commands(context), *_declared_commands()})


def _declared_commands() -> dict[str, click.Command]:
    from hub.feature import discover, resolve

    commands: list[click.Command] = [resolve(reference) for feature in discover() for reference in feature.commands]
    return {command.name: command for command in commands if command.name}


def command_group(extra: Iterable[click.Command] = ()) -> click.Group:
    """Return one group of the commands of the modules in this folder and of `extra`.

    Raises ValueError if two commands have the same name.
    """
    group = CommandGroup(NAME, help="The hub of the seminar of 22 October 2025.", no_args_is_help=False)
    modules = [import_module(f"{__name__}.{found.name}") for found in iter_modules(__path__)]
    for command in (*(command for module in modules for command in getattr(module, "COMMANDS", ())), *extra):
        if command.name is None or command.name in group.commands:
            raise ValueError(f"there are two commands named {command.name}")
        group.add_command(command)
    return group
