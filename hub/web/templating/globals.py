"""The functions and filters of templates: addresses, dates, numbers, labels and texts in the reader's language."""

import hashlib
import re
from collections.abc import Callable, Iterable, Sequence
from datetime import datetime
from functools import lru_cache
from typing import Any, Literal, NamedTuple

from flask import Flask
from markupsafe import Markup

from hub.content.model.fields import Words
from hub.content.model.vocabulary import Term
from hub.i18n import dates, numbers
from hub.i18n.languages import Lang
from hub.web import links
from hub.web.citing import described
from hub.web.citing.apa import apa_text
from hub.web.citing.licences import LICENCES
from hub.web.context import current_context, edition, in_language
from hub.web.inline_script import SCRIPT
from hub.web.templating import paragraphs, pictures, prose, recordings
from hub.web.templating.charts import chart
from hub.web.templating.contact import contact, sections_of
from hub.web.templating.data_block import data_block
from hub.web.templating.menus import menus
from hub.web.templating.motif import motif
from hub.web.translations import gettext

VIETNAMESE = re.compile("[ĂăĐđĨĩŨũƠơƯưẠ-ỹ]")
FOREIGN = re.compile("[^\\W\\d_a-zA-Z]")


def register(app: Flask) -> None:
    """Make these functions and filters available to every template."""
    app.jinja_env.globals.update(
        url=links.url,
        url_asking=links.url_asking,
        place=links.place,
        list_path=links.list_path,
        format_links=links.format_links,
        kind_name=kind_name,
        changed=changed,
        kind_title=kind_title,
        menu_entries=lambda: menus().entries,
        address_of=links.address_of,
        replaced=links.replaced,
        absolute=links.absolute,
        webcal=links.webcal,
        static=links.static,
        stylesheet=links.stylesheet,
        page_script=lambda: Markup(SCRIPT),  # a file of ours, with nothing of a page in it
        data_block=data_block,
        citation_text=apa_text,
        citation_metas=described.meta,
        report_data=described.report,
        licences=LICENCES,
        contact=contact,
        sections_of=sections_of,
        prose=prose.prose,
        anchor=prose.anchor,
        paragraphs=paragraphs.paragraphs,
        opening=paragraphs.opening,
        agree=paragraphs.agree,
        notes=prose.notes,
        source_ids=prose.source_ids,
        picture_of=pictures.picture_of,
        recorded=recordings.recorded,
        charted=chart,
        motif=lru_cache(64)(motif),  # the pages of a slug in both languages are built in succession
        in_language=said_in,
        label=label,
        labels=labels,
        term_name=term_name,
        term_names=term_names,
        words=words,
        foreign=foreign,
        entries_named=entries_named,
        site_source=site_source,
        source_lines=source_lines,
        upper_first=upper_first,
    )
    app.jinja_env.filters.update(
        date=lambda day: dates.date_text(day, current_context().lang),
        long_date=lambda day: dates.long_date_text(day, current_context().lang),
        time=lambda moment: dates.time_text(moment, current_context().lang),
        duration=lambda minutes: dates.duration_text(minutes, current_context().lang),
        number=lambda value: numbers.number_text(value, current_context().lang),
        file_size=lambda size: numbers.size_text(size, current_context().lang),
        listed=lambda items: numbers.list_text(items, current_context().lang),
        time_range=time_range,
        end=lambda slot: dates.end_text(slot.starts, slot.ends, current_context().lang),
        words=words,
        site_source=site_source,
        fingerprint=lambda text: hashlib.sha256(text.encode()).hexdigest()[:16],
        quoted=lambda text: f"“{text}”",
    )


def said_in(lang: Lang, caller: Callable[[], str]) -> str:
    """Return what a template's call block says, in another language: dates, labels and messages with it."""
    with in_language(lang):
        return caller()


def time_range(session: Any, zone: bool = False) -> str:
    """Return the time range of a session from its `starts` to its `ends`, in words."""
    starts: datetime = session.starts
    return dates.time_range_text(starts, session.ends, current_context().lang, zone=zone)


def label(vocabulary: str, code: str) -> str:
    """Return the name of a code of a vocabulary."""
    return edition().label(vocabulary, code)


def labels(vocabulary: str, codes: Iterable[str]) -> list[str]:
    """Return the names of codes of a vocabulary."""
    return [label(vocabulary, code) for code in codes]


def kind_name(kind: str) -> str:
    """Return what one entry of a kind is called."""
    return gettext(edition().kinds[kind].singular)


def changed(entry: Any) -> str:
    """Return what lists say beside an entry that has changed, as its feature declares; "" if nothing."""
    tell = current_context().site.features.changed.get(entry.kind)
    return tell(edition(), entry) if tell else ""


def kind_title(kind: str) -> str:
    """Return the heading of a list of a kind."""
    return gettext(edition().kinds[kind].title)


def term_name(vocabulary: str, code: str) -> str:
    """Return the name of a code, capitalised for the beginning of a line."""
    return upper_first(label(vocabulary, code))


def term_names(vocabulary: str, codes: Iterable[str]) -> list[str]:
    """Return the names of codes, each capitalised for a line of its own."""
    return [term_name(vocabulary, code) for code in codes]


def words(value: Words | str | None) -> str:
    """Return the words of a shared field in the reader's language; a plain string as it is."""
    return value if isinstance(value, str) else edition().words(value)


def foreign(reading: Any) -> str:
    """Return the language of an entry's text if it differs from the page's, else ""."""
    return "" if reading is None or reading.lang == current_context().lang else str(reading.lang)


def entries_named(references: Sequence[str]) -> list[Any]:
    """Return the entries that `kind/slug` references name."""
    return list(edition().named(references))


def site_source(code: str) -> Any:
    """Return a source that the site as a whole cites, from vocabulary/sources."""
    return edition().term("sources", code)


class SourceLine(NamedTuple):
    """A source as source_list() shows it; `lang` is the title's language if it differs from the page's."""

    anchor: str
    title: str
    lang: str
    publisher: str
    date: str
    url: str
    accessed: str


def source_lines(sources: Iterable[Any], ids: str = "source-") -> list[SourceLine]:
    """Return an entry's own sources, or terms of vocabulary/sources, in words; None is skipped.

    `ids` begins their ids: a page that shows the sources of several entries has them under ids of their own.
    """
    return [_source_line(source, ids) for source in sources if source is not None]


def _source_line(source: Any, ids: str) -> SourceLine:
    lang = current_context().lang
    title: Words | str = source.label if isinstance(source, Term) else source.title
    written_in = language_of(title) if isinstance(title, str) else lang
    return SourceLine(
        f"{ids}{source.id}",
        words(title),
        "" if written_in == lang else written_in,
        words(source.publisher),
        dates.date_text(source.date, lang) if source.date else "",
        source.url,
        gettext("accessed on %(day)s", day=dates.date_text(source.accessed, lang)) if source.accessed else "",
    )


def language_of(title: str) -> Literal["vi", "en", ""]:
    """Guess the language of a title from its letters; "" if it may be neither Vietnamese nor English."""
    if VIETNAMESE.search(title):
        return "vi"
    return "" if FOREIGN.search(title) else "en"


def upper_first(text: str) -> str:
    """Return a text with its first letter capitalised and the rest unchanged."""
    return text[:1].upper() + text[1:]
