"""The commands; each calls one operation. Every one exits 0, or says in one line what is wrong and what to do."""

import argparse
import gc
import gettext as gettext_module
import json
import os
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from hub.cli.arguments import Mistyped, Parser, whole
from hub.config import ROOT, SettingError, Settings, from_environment
from hub.i18n.languages import LANGS, Lang
from hub.messages import N_
from hub.problems import Unreadable

if TYPE_CHECKING:
    from hub.content.clock import Clock
    from hub.content.edition import Edition
    from hub.content.source.archive import Archive

Gettext = Callable[[str], str]


class Refused(Exception):
    """A command that cannot be carried out: a message (N_) and its values."""

    def __init__(self, message: str, **values: object) -> None:
        super().__init__(message, values)
        self.message, self.values = message, values


def main(arguments: Sequence[str]) -> int:
    """Carry out a command; its exit status."""
    speak: Gettext = str
    try:
        options = parser().parse_args(arguments or ["serve"])
        settings = from_environment()
        if getattr(options, "drafts", False):
            settings = replace(settings, drafts=True)
        speak = catalogue(settings, getattr(options, "in_language", None) or command_language())
        status: int = options.run(options, settings, speak)
        sys.stdout.flush()
        return status
    except Mistyped as error:
        speak = catalogue(Settings(), command_language())
        more = speak(N_("%(command)s --help says more")) % {"command": error.command}
        sys.stderr.write(f"{speak(error.message) % error.values}; {more}\n")
        return 2
    except SettingError as error:
        sys.stderr.write(f"{catalogue(Settings(), command_language())(error.message) % error.values}\n")
    except Unreadable as error:
        sys.stderr.write("".join(f"{problem.text(speak)}\n" for problem in error.problems))
    except KeyboardInterrupt:
        return 130
    except BrokenPipeError:  # whoever read our output has read enough
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    except OSError as error:
        sys.stderr.write(f"{error.filename or 'hub'}: {error.strerror or error}\n")
    except Exception as error:
        if not hasattr(error, "message") or not hasattr(error, "values"):
            raise
        sys.stderr.write(f"{speak(error.message) % error.values}\n")
    return 1


def parser() -> argparse.ArgumentParser:
    """The commands and their options."""
    top = Parser(prog="run.py", description="The hub of the seminar of 22 October 2025.")
    commands = top.add_subparsers(metavar="COMMAND", required=True)

    def command(
        name: str, run: Callable[[argparse.Namespace, Settings, Gettext], int], says: str
    ) -> argparse.ArgumentParser:
        added = commands.add_parser(name, help=says, description=says)
        added.set_defaults(run=run)
        return added

    serve = command("serve", run_serve, "check, index what changed, and serve")
    serve.add_argument("--host", default="127.0.0.1")
    serve.add_argument("--port", type=whole(1, 65_535), default=8000)
    serve.add_argument("--workers", type=whole(1, 64), default=2)
    serve.add_argument("--drafts", action="store_true", help="show drafts too")
    build = command(
        "build", run_build, "build the current edition; --watch goes on building until standard input is closed"
    )
    build.add_argument("--watch", action="store_true")
    build.add_argument("--under-lock", action="store_true", help=argparse.SUPPRESS)
    check = command("check", run_check, "every problem in content/, exhibits/, translations/")
    check.add_argument("--json", action="store_true")
    check.add_argument("--language", dest="in_language", choices=LANGS, help="the language of the messages")
    index = command("index", run_index, "bring the search index up to date")
    index.add_argument("--engine", choices=("whoosh",), default="whoosh")
    index.add_argument("--rebuild", action="store_true", help="throw the index away and build it anew")
    search = command("search", run_search, "search the content")
    search.add_argument("query")
    search.add_argument("--lang", choices=LANGS, default=None)
    search.add_argument("--json", action="store_true")
    new = command("new", run_new, "a bilingual pair of files to fill in, with the fields explained")
    new.add_argument("kind")
    new.add_argument("slug", help="for a work: room/slug")
    translate = command(
        "translate",
        run_translate,
        "translate status: what is missing or stale; translate done KIND/SLUG LANG: it is up to date",
    )
    translate.add_argument("what", choices=("status", "done", "update"))
    translate.add_argument("entry", nargs="?", metavar="KIND/SLUG")
    translate.add_argument("lang", nargs="?", choices=LANGS)
    translate.add_argument(
        "--minor", action="store_true", help="LANG is the original, and its change asked nothing of the translations"
    )
    translate.add_argument("--json", action="store_true")
    bench = command("bench", run_bench, "measure the figures of speed, side by side in one run")
    bench.add_argument("--json", action="store_true")
    bench.add_argument(
        "--documents", type=int, default=0, help="also build, edit and idle with so many generated documents"
    )
    bench.add_argument(
        "--pictures", type=int, default=0, help="also make the renditions of so many generated photographs"
    )
    return top


def command_language() -> Lang:
    """The language of a command's own words: Vietnamese where the locale is, else English."""
    locale = os.environ.get("LC_ALL") or os.environ.get("LC_MESSAGES") or os.environ.get("LANG") or ""
    return "vi" if locale.startswith("vi") else "en"


def catalogue(settings: Settings, lang: Lang) -> Gettext:
    """The messages of a language; English where the catalogue cannot be compiled."""
    from hub.i18n.catalogues import compile_catalogues

    with tempfile.TemporaryDirectory(prefix="hub-") as folder:
        try:
            name = compile_catalogues(settings.translations, Path(folder))
        except Unreadable:
            return str
        return gettext_module.translation("messages", str(Path(folder) / name), [lang], fallback=True).gettext


def clock(settings: Settings) -> "Clock":
    """The clock of this process, or of the parent that began a rehearsal."""
    from hub.content.clock import clock_from

    return clock_from(settings.now, float(os.environ.get("HUB_STARTED") or time.time()))


def read_cold(settings: Settings, folder: Path, drafts: bool = True) -> "tuple[Edition, Archive]":
    """Read everything anew, without last good versions."""
    from hub.content.assemble import assemble
    from hub.content.model.kinds import discover
    from hub.content.source.archive import Archive
    from hub.storage.packs import Packs

    archive = Archive(settings.content, settings.exhibits, discover(), Packs(folder))
    archive.refresh()
    return assemble(archive, clock(settings).now(), drafts), archive


def run_serve(options: argparse.Namespace, settings: Settings, speak: Gettext) -> int:
    from hub.serve.supervisor import serve

    if "HUB_PUBLIC_URL" not in os.environ and options.port != 8000:
        settings = replace(settings, public_url=f"http://localhost:{options.port}")
    serve(settings, options.host, options.port, options.workers, time.time())
    return 0


def run_build(options: argparse.Namespace, settings: Settings, speak: Gettext) -> int:
    from hub.build.builder import Builder
    from hub.build.watching import build_once, run

    if options.watch:
        run(settings, clock(settings), speak)
        return 0
    gc.disable()  # a process that ends with its work has nothing to gain from looking for cycles among all entries
    try:
        Builder(settings, clock(settings)).build() if options.under_lock else build_once(settings, clock(settings))
    finally:
        gc.enable()
    return 0


def run_check(options: argparse.Namespace, settings: Settings, speak: Gettext) -> int:
    from hub.content.checks.editorial import every_problem

    with tempfile.TemporaryDirectory(prefix="hub-") as folder:
        edition, archive = read_cold(settings, Path(folder))
        problems = every_problem(edition, archive, ROOT, settings.translations)
    errors = sum(problem.severity == "error" for problem in problems)
    if options.json:
        items = [
            {
                "id": f"{p.file}:{p.line}",
                "file": p.file,
                "line": p.line,
                "severity": p.severity,
                "message": p.sentence(speak),
            }
            for p in problems
        ]
        _print_json(items)
    else:
        for problem in problems:
            sys.stdout.write(f"{problem.text(speak)}\n")
        found = N_("to mend: %(errors)d; to look at: %(others)d") if problems else N_("nothing to mend")
        sys.stdout.write(speak(found) % {"errors": errors, "others": len(problems) - errors} + "\n")
    return 1 if errors else 0


def run_index(options: argparse.Namespace, settings: Settings, speak: Gettext) -> int:
    from hub.build.builder import Builder
    from hub.storage.lock import alone

    with alone(settings.instance, wait=False):
        builder = Builder(settings, clock(settings))
        if options.rebuild:
            builder.indexes.drop_all_but("")
        builder.build()
        total = builder.indexes.count(builder.pages.index if builder.pages else "")
    sys.stdout.write(speak(N_("%(total)d texts in the search index")) % {"total": total} + "\n")
    return 0


def run_search(options: argparse.Namespace, settings: Settings, speak: Gettext) -> int:
    from hub.search.finding import Finding
    from hub.search.indexing import fresh_index

    lang: Lang = options.lang or command_language()
    with tempfile.TemporaryDirectory(prefix="hub-") as folder:
        edition, _ = read_cold(settings, Path(folder) / "packs", drafts=False)
        index = fresh_index(edition, Path(folder) / "search", settings.search)
        found = Finding(edition.read_in(lang), index).search(options.query, 50)
    if options.json:
        items = [
            {
                "id": f.reading.slug,
                "kind": f.hit.kind,
                "lang": f.hit.lang,
                "title": _title(f.reading),
                "score": round(f.hit.score, 4),
            }
            for f in found.hits
        ]
        _print_json(items, found.total)
    else:
        for one in found.hits:
            sys.stdout.write(f"{one.hit.entry} ({one.hit.lang}) {_title(one.reading)}\n")
        sys.stdout.write(speak(N_("%(total)d found")) % {"total": found.total} + "\n")
    return 0


def _title(reading: Any) -> str:
    """The title of what was found; a masked work keeps its own."""
    return "" if reading.hidden else str(reading.title)


def run_new(options: argparse.Namespace, settings: Settings, speak: Gettext) -> int:
    from hub.content.model.kinds import HANOI, discover
    from hub.content.write.new_entry import start

    registry = discover()
    kind = registry.kinds.get(options.kind)
    if kind is None:
        raise Refused(
            N_("there is no kind of content named %(kind)s; write one of: %(kinds)s"),
            kind=options.kind,
            kinds=", ".join(registry.kinds),
        )
    parent, _, slug = options.slug.rpartition("/")
    roots = {"content": settings.content, "exhibits": settings.exhibits}
    speaking: dict[Lang, Gettext] = {lang: catalogue(settings, lang) for lang in LANGS}
    for path in start(kind, slug, roots, datetime.now(HANOI).date(), speaking, parent):
        sys.stdout.write(f"{path}\n")
    return 0


def run_translate(options: argparse.Namespace, settings: Settings, speak: Gettext) -> int:
    from hub.content.write.translation_marks import mark_done, translation_statuses

    if options.what == "update":
        from hub.i18n.catalogues import update

        for path in update(ROOT):
            sys.stdout.write(f"{path}\n")
        return 0
    with tempfile.TemporaryDirectory(prefix="hub-") as folder:
        edition, archive = read_cold(settings, Path(folder))
        if options.what == "status":
            found = list(translation_statuses(edition))
            if options.json:
                _print_json(
                    [
                        {
                            "id": s.slug,
                            "kind": s.kind,
                            "slug": s.slug,
                            "lang": s.lang,
                            "state": s.state,
                            "sections": list(s.sections),
                        }
                        for s in found
                    ]
                )
                return 0
            for one in found:
                if one.state != "fresh":
                    sys.stdout.write(f"{one.kind}/{one.slug} {one.lang}: {one.state} ({', '.join(one.sections)})\n")
            fresh = sum(one.state == "fresh" for one in found)
            sys.stdout.write(
                speak(N_("%(fresh)d of %(all)d translations are fresh")) % {"fresh": fresh, "all": len(found)} + "\n"
            )
            return 0
        kind, _, slug = (options.entry or "").partition("/")
        group = archive.group((kind, slug))
        if group is None or group.kind is None or options.lang is None:
            raise Refused(N_("name an entry and a language, as in: translate done practice/vn-hotline-111 en"))
        for path in mark_done(group.kind, group.documents, options.lang, options.minor):
            sys.stdout.write(f"{path}\n")
    return 0


def run_bench(options: argparse.Namespace, settings: Settings, speak: Gettext) -> int:
    from tools.bench import bench

    figures = bench(settings, options.documents, None if options.json else sys.stdout, pictures=options.pictures)
    if options.json:
        sys.stdout.write(json.dumps(figures, indent=1) + "\n")
    return 0


def _print_json(items: list[Any], total: int | None = None) -> None:
    json.dump(
        {"items": items, "total": len(items) if total is None else total}, sys.stdout, ensure_ascii=False, indent=1
    )
    sys.stdout.write("\n")
