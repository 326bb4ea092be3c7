"""Commands of the hub, one after another, each in a process of its own that need not import the hub first."""

import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path

# Imports what is the same for every command, and forks for each line of its input: a list of arguments, and variables.
FORKS = """
import importlib, json, os, sys, traceback

for reference in sys.argv[1:]:
    name, _, function = reference.partition(":")
    module = importlib.import_module(name)
    if function:
        getattr(module, function)()
from hub.cli import main

def carry_out(arguments, variables):
    os.dup2(os.open(os.devnull, os.O_RDONLY), 0)
    os.dup2(2, 1)
    os.environ.update(variables)
    status = 1
    try:
        status = main(arguments)
    except SystemExit as end:
        status = end.code
    except BaseException:
        traceback.print_exc()
    sys.stdout.flush()
    sys.stderr.flush()
    os._exit(status)

for line in sys.stdin:
    child = os.fork()
    if child == 0:
        carry_out(*json.loads(line))
    print(os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]), flush=True)
"""

# Of content: code of features is imported by each command itself, so that it may be written between two of them.
OF_CONTENT = ("hub.build.watching", "hub.cli.checking", "hub.cli.reading", "hub.cli.searching", "hub.cli.writing",
              "hub.content.checks.proofreading")  # fmt: skip
# Of the desk all that they import, and what features and commands there are.
OF_THE_DESK = (
    "alembic.command",
    "hub.desk.application",
    "hub.features.accounts.commands",
    "hub.features.contribute.quarantine.commands",
    "hub.cli:command_group",
    "hub.feature:discover",
)

Carry = Callable[..., tuple[str, int]]


@contextmanager
def commands_in(root: Path, modules: Iterable[str] = OF_CONTENT) -> Iterator[Carry]:
    """Give what carries out a command with the code below a folder: all that it writes, and its exit status.

    `modules` are imported once for all of them; after a colon stands what is called there.
    """
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("HUB_", "LC_", "PYTEST"))}
    with (
        tempfile.TemporaryFile("w+", encoding="utf-8") as said,
        subprocess.Popen(
            [sys.executable, "-c", FORKS, *modules],
            cwd=root,
            env=kept | {"LANG": "C.UTF-8"},
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=said,
            text=True,
        ) as forks,
    ):
        stdin, stdout = forks.stdin, forks.stdout
        assert stdin and stdout

        def carry_out(*arguments: str, **variables: str) -> tuple[str, int]:
            begin = os.fstat(said.fileno()).st_size
            stdin.write(json.dumps([arguments, variables]) + "\n")
            stdin.flush()
            status = stdout.readline()
            said.seek(begin)
            output = said.read()
            assert status, output
            return output, int(status)

        yield carry_out
        stdin.close()
