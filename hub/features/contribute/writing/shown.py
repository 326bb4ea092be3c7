"""A form as it is shown: each control with its label, its text, its choices, and what is wrong with it."""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any, NamedTuple
from urllib.parse import quote

from hub.content.edition import Reader
from hub.content.model.kinds import Kind
from hub.content.write.draft import Pages
from hub.features.contribute.forms import BOTH, ORIGINAL, form_of, original_of, section_keys, shared_value
from hub.features.contribute.writing.found import Found, beside
from hub.features.contribute.writing.labels import ALONE, OPTIONS, STATUSES, label_of
from hub.features.contribute.writing.slots import Slot, Slots
from hub.features.contribute.writing.spoken import sentence_of
from hub.features.contribute.writing.values import SHOWN, fits
from hub.i18n.languages import LANGS, Lang

MANY = 40  # choices beyond which those not chosen stand in a list that unfolds, and not as ticks
PLAIN_EXAMPLE = re.compile(r"[^\[{…]*")


class Option(NamedTuple):
    """A choice: its code, what it is called, and whether it is chosen."""

    code: str
    label: str
    chosen: bool


class Control(NamedTuple):
    """A control with everything that a template needs to show it; `inner` are those of a group or of its rows."""

    slot: Slot
    name: str
    id: str
    label: str
    says: str
    example: str
    text: str
    options: tuple[Option, ...]
    more: tuple[Option, ...]
    inner: tuple["Control", ...]
    problems: tuple[str, ...]
    lang: str

    @property
    def is_long(self) -> bool:
        """Tell whether the control has several lines."""
        return self.slot.control == "text" or "\n" in self.text


class Section(NamedTuple):
    """A section of the text in both languages: its heading, what it answers, and its controls by language."""

    key: str
    heading: str
    asks: str
    headings: Mapping[Lang, Control]
    texts: Mapping[Lang, Control]


class Shown:
    """A form that shows pages to a reader; `more` is the name of the list that gets one row more."""

    def __init__(
        self, kind: Kind[Any], slots: Slots, pages: Pages, reader: Reader, gettext: Callable[[str], str],
        found: Iterable[Found] = (), more: str = "",
    ) -> None:  # fmt: skip
        self.kind, self.slots, self.pages, self.reader, self.gettext, self.more = (
            kind, slots, pages, reader, gettext, more,
        )  # fmt: skip
        self.values: dict[str, list[str]] = {}
        for name, text in form_of(kind, slots, pages):
            self.values.setdefault(name, []).append(text)
        self.lists = set(self.values.get(SHOWN, ()))
        names = {*self.values, *self.lists}
        self.groups = {name.rpartition(".")[0] for name in names if name.count(".") > 1}
        self.told = beside(found, {*names, *self.groups})

    @property
    def original(self) -> Lang:
        """Return the language of the authentic text."""
        return original_of(self.pages)

    @property
    def original_name(self) -> str:
        """Return the name under which that is sent."""
        return ORIGINAL

    @property
    def whole(self) -> list[str]:
        """Return what is wrong with the whole, in words."""
        return self.said("")

    def texts(self) -> Iterator[tuple[Slot, dict[Lang, Control]]]:
        """Yield the fields that each language writes for itself, with their controls."""
        for slot in self.slots.translated:
            yield (
                slot,
                {lang: self._control(slot, self._value(lang, slot), f"{lang}.{slot.name}", lang) for lang in LANGS},
            )

    def facts(self) -> Iterator[Control]:
        """Yield the controls of what both languages share."""
        for slot in self.slots.shared:
            value = shared_value(self.pages, slot.name)
            if fits(slot, value):
                yield self._control(slot, value, f"{BOTH}.{slot.name}", "")

    def lead(self) -> dict[Lang, Control] | None:
        """Return the controls of what stands before the first section; None where nothing does and nothing should."""
        if self.kind.sections and not any(page.lead for page in self.pages.values()):
            return None
        return {lang: self._plain("lead", f"{lang}.#", lang) for lang in LANGS}

    def sections(self) -> Iterator[Section]:
        """Yield the sections, and an empty one if one more was asked for."""
        keys = section_keys(self.kind, self.pages)
        if self.more == "sections":
            numbers = (f"muc-{number}" for number in range(1, 1000))
            keys.append(next(key for key in numbers if key not in keys))
        for key in keys:
            own = self.kind.sections.get(key, "")
            yield Section(
                key,
                self.gettext(own) if own else "",
                self.gettext(self.kind.asks[key]) if key in self.kind.asks else "",
                {} if own else {lang: self._plain("heading", f"{lang}.##{key}", lang) for lang in LANGS},
                {lang: self._plain("section", f"{lang}.#{key}", lang) for lang in LANGS},
            )

    def _plain(self, role: str, name: str, lang: Lang) -> Control:
        slot = Slot(role, "line" if role == "heading" else "text")
        return self._made(slot, name, self._text(name), lang)

    def _value(self, lang: Lang, slot: Slot) -> Any:
        return self.pages[lang].fields.get(slot.name) if lang in self.pages else None

    def _control(self, slot: Slot, value: Any, name: str, lang: str) -> Control:
        if slot.control in ("group", "either"):
            parts = {"text": value} if isinstance(value, str) else dict(value or {})
            inner = tuple(
                self._control(each, parts.get(each.name), f"{name}.{each.name}", lang or _lang_of(each.name))
                for each in slot.inner
                if fits(each, parts.get(each.name))
            )
            if slot.control == "either":
                inner = tuple(
                    one._replace(label=self.gettext(ALONE)) if one.slot.name == "text" else one for one in inner
                )
            return self._made(slot, name, "", lang, inner)
        if slot.control == "rows":
            rows = list(value or ())
            asked = self.more == name or (slot.required and not rows)
            inner = tuple(
                self._control(slot.inner[0], row, f"{name}.{number}", lang)
                for number, row in enumerate([*rows, *([None] if asked else [])])
            )
            return self._made(slot, name, "", lang, inner)
        return self._made(slot, name, self._text(name), lang)

    def _made(self, slot: Slot, name: str, text: str, lang: str, inner: tuple[Control, ...] = ()) -> Control:
        options, more = self._options(slot, name) if slot.control in ("choice", "choices") else ((), ())
        if slot.control == "yes":
            text = "yes" if name in self.values else ""
        example = (
            slot.example if slot.control in ("line", "text", "day") and PLAIN_EXAMPLE.fullmatch(slot.example) else ""
        )
        says = self.gettext(slot.says) if slot.says and not slot.vocabulary else ""
        label = self.gettext(label_of(slot.name)) if slot.name else ""
        return Control(
            slot, name, id_of(name), label, says, example, text, options, more, inner, tuple(self.said(name)), lang
        )  # fmt: skip

    def _options(self, slot: Slot, name: str) -> tuple[tuple[Option, ...], tuple[Option, ...]]:
        """Return the choices, and those that stand in a list because there are so many."""
        chosen = [code for code in self.values.get(name, []) if code]
        offered = dict(self._offered(slot))
        offered |= {code: code for code in chosen if code not in offered}  # not known any more, and not lost either
        options = tuple(Option(code, label, code in chosen) for code, label in offered.items())
        if slot.control == "choices" and len(options) > MANY:
            return tuple(one for one in options if one.chosen), tuple(one for one in options if not one.chosen)
        return options, ()

    def _offered(self, slot: Slot) -> Iterator[tuple[str, str]]:
        for vocabulary in slot.vocabulary.split():
            for code in self.reader.terms(vocabulary):
                yield code, self.reader.label(vocabulary, code)
        if slot.refers:
            for card in self.reader.cards_of(slot.refers):
                yield card.slug, card.titles.get(self.reader.lang) or card.titles[card.original]
        for code in filter(None, slot.options):
            known = self.reader.term(STATUSES, code) if slot.name == "status" else None
            yield code, known.label.read_in(self.reader.lang) if known else self.gettext(OPTIONS.get(code, code))

    def _text(self, name: str) -> str:
        return self.values.get(name, [""])[0]

    def said(self, name: str) -> list[str]:
        """Return what is wrong with a control, in words."""
        return list(dict.fromkeys(sentence_of(self.kind, problem, self.gettext) for problem in self.told.get(name, ())))


def _lang_of(name: str) -> str:
    return name if name in LANGS else ""


def id_of(name: str) -> str:
    """Return the id of a control by its name, which can stand in an address as it is."""
    return quote("f-" + name.replace("#", "_").replace(".", "-").replace("~", "-"), safe="")
