"""The library in Markdown: an entry as it is published, its facts before it and its sources as footnotes."""

import json
from collections.abc import Sequence

from hub.content.edition import Reader
from hub.features.library.exchange.asked_for import in_one_line, in_words
from hub.features.library.exchange.citing import remarks
from hub.features.library.exchange.record import Address, sections
from hub.features.library.facts import Fact, facts
from hub.features.library.model import Practice
from hub.features.library.queries import figures
from hub.i18n.dates import date_text
from hub.web.context import in_language
from hub.web.exchange.markdown import escaped, markdown
from hub.web.links import absolute, list_path
from hub.web.page import asked_query, asked_values
from hub.web.templating.globals import source_lines, upper_first
from hub.web.templating.prose import notes, source_ids
from hub.web.translations import gettext


def of_entry(reader: Reader, practices: Sequence[Practice], address: Address) -> str:
    """Return one entry: front matter with its facts in words, then title, text, figures and sources."""
    practice = practices[0]
    told = [(gettext("Title"), [practice.title]), (gettext("Address"), [address(practice)]), *_told(reader, practice)]
    front = [f"{name}: {_yaml(values)}" for name, values in told]
    return "\n".join(["---", *front, "---", "", *_entry(reader, practice, address)])


def of_list(reader: Reader, practices: Sequence[Practice], address: Address) -> str:
    """Return entries one after another, below a front matter that says which they are."""
    query = asked_query()
    told = [
        (gettext("Title"), [gettext("Library of country good practices")]),
        (gettext("Selection"), [in_one_line(in_words(reader, asked_values()))]),
        (gettext("Number of entries"), [str(len(practices))]),
        (gettext("Address"), [absolute(list_path("practice")) + (f"?{query}" if query else "")]),
    ]
    lines = ["---", *(f"{name}: {_yaml(values)}" for name, values in told), "---", ""]
    for practice in practices:
        own = [f"- {fact.name}: {escaped('; '.join(fact.values))}" for fact in _told(reader, practice)]
        lines += _entry(reader, practice, address, [f"- <{address(practice)}>", *own, ""], f"{practice.slug}-")
    return "\n".join(lines)


def _told(reader: Reader, practice: Practice) -> list[Fact]:
    """Return the facts of an entry, for whom it was approved, and what must be known of it."""
    approved = [f"{date_text(one.on, reader.lang)}: {reader.words(one.organisation)}" for one in practice.approved_for]
    more = [Fact(gettext("Approved on"), approved), Fact(gettext("Note"), remarks(reader, practice))]
    return [*facts(reader, practice), *(fact for fact in more if fact.values)]


def _entry(
    reader: Reader, practice: Practice, address: Address, facts: Sequence[str] = (), before: str = ""
) -> list[str]:
    """Return the lines of an entry; `before` stands before the names of its footnotes."""
    lines = [f"# {escaped(practice.title)}", "", *facts]
    for text in (practice.content_note, practice.in_short, practice.summary):
        lines += [escaped(text), ""] if text else []
    for part in sections(reader, practice, address, before):
        lines += [f"## {escaped(part['heading'])}", ""] if part["heading"] else []
        lines += [part["markdown"], ""]
    if practice.reply and practice.reply_by is not None:
        lines += [
            f"## {gettext('Reply of %(organisation)s', organisation=escaped(reader.words(practice.reply_by)))}",
            "",
        ]
        lines += ["\n>\n".join(f"> {escaped(each)}" for each in practice.reply.split("\n") if each.strip()), ""]
        lines += [f"{upper_first(date_text(practice.reply_on, reader.lang))}.", ""] if practice.reply_on else []
    return [*lines, *_figures(reader, practice, before), *_footnotes(reader, practice, address, before)]


def _figures(reader: Reader, practice: Practice, before: str) -> list[str]:
    rows = figures(reader, practice)
    if not rows:
        return []
    heads = (gettext("Indicator"), gettext("Value and source"), gettext("Period"))
    lines = [f"## {gettext('Figures')}", "", f"| {' | '.join(heads)} |", "| --- | --- | --- |"]
    for row in rows:
        value = f"{escaped(row.value)} {escaped(row.unit)}".strip() + (f"[^{before}{row.source}]" if row.number else "")
        lines.append(f"| {escaped(row.name)} | {value} | {escaped(row.period)} |".replace("\\|", "&#124;"))
    return [*lines, ""]


def _footnotes(reader: Reader, practice: Practice, address: Address, before: str) -> list[str]:
    """Return the notes of the text, and every source as the footnote that citations name."""
    with in_language(reader.lang):
        own = markdown(str(notes(practice)), address(practice), before)
        ids = source_ids(practice)
        known = {source.id: source for source in practice.sources}
        lines = source_lines([known.get(id) or reader.term("sources", id) for id in ids])
    found = [own, ""] if own else []
    for line in lines:
        name = before + line.anchor.removeprefix("source-")
        about = [escaped(line.title), *filter(None, (escaped(line.publisher), line.date))]
        url = f" <{line.url}>" if line.url else ""
        accessed = f" ({line.accessed})" if line.accessed else ""
        found += [f"[^{name}]: {', '.join(about)}.{url}{accessed}", ""]
    return found


def _yaml(values: Sequence[str]) -> str:
    """Return values as YAML: one as a text, several as a list. JSON is YAML, and quotes what YAML would read otherwise."""
    return json.dumps(values[0] if len(values) == 1 else list(values), ensure_ascii=False)
