"""Sentences of our own for a mistyped command, made from the attributes of click's exceptions, not their English."""

from collections.abc import Sequence

import click

from hub.cli.values import InvalidValue
from hub.errors import UserError
from hub.messages import N_


def explained(error: click.UsageError, context: click.Context) -> UserError:
    """Return the sentence that explains a mistake in the command of a context."""
    command = context.command
    match error:
        case click.NoSuchOption():
            return UserError(N_("%(given)s is not known to this command"), given=error.option_name)
        case click.NoSuchCommand():
            text = N_("there is no command %(given)s; write one of: %(choices)s")
            return UserError(text, given=error.command_name, choices=_commands(context))
        case click.MissingParameter():
            return UserError(N_("%(what)s is missing"), what=_written(error.param))
        case InvalidValue():
            return error.explained(_written(error.param))
        case click.BadParameter():
            return UserError(N_("%(what)s cannot have this value"), what=_written(error.param))
        case click.BadOptionUsage() if _takes_value(command, error.option_name):
            return UserError(N_("%(what)s needs a value after it"), what=error.option_name)
        case click.BadOptionUsage():
            return UserError(N_("%(what)s takes no value; remove it"), what=error.option_name)
    if isinstance(command, click.Group):
        return UserError(N_("a command is missing; write one of: %(choices)s"), choices=_commands(context))
    return UserError(N_("there are more words after this command than it takes; put spaces in quotation marks"))


def context_of(group: click.Group, name: str, arguments: Sequence[str]) -> click.Context:
    """Return the context of the command that `arguments` begin with, for an error that carries no context."""
    context = click.Context(group, info_name=name)
    for word in arguments:
        found = context.command.get_command(context, word) if isinstance(context.command, click.Group) else None
        if found is None:
            break
        context = click.Context(found, info_name=word, parent=context)
    return context


def _commands(context: click.Context) -> str:
    command = context.command
    return ", ".join(command.list_commands(context)) if isinstance(command, click.Group) else ""


def _written(param: click.Parameter | None) -> str:
    """Return a parameter as it is typed: `--port`, or `KIND` for an argument."""
    if isinstance(param, click.Option):
        return max(param.opts, key=len)
    return param.make_metavar(click.Context(click.Command(None))) if param is not None else "?"


def _takes_value(command: click.Command, option: str) -> bool:
    found = next((one for one in command.params if isinstance(one, click.Option) and option in one.opts), None)
    return found is not None and not found.is_flag
