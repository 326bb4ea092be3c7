"""The parts of an entry in the order of its page: what both languages share, then each language's fields and sections."""

from collections.abc import Callable, Iterator, Mapping
from typing import Any, Literal, NamedTuple

from hub.content.model.fields import codes_of
from hub.content.model.kinds import Kind
from hub.content.write.draft import Pages
from hub.features.contribute.forms import original_of, section_keys, shared_value
from hub.i18n.languages import LANGS, Lang

Owner = Literal["both", "vi", "en"]
# What publishing writes by itself, and nobody proposes.
UNSHOWN = ("updated", "translates", "draft", "original")


class Part(NamedTuple):
    """What stands in one place of an entry, as plain text.

    `owner` is the language, or "both"; `lang` the language under which comments on it are kept. `field` is the name of a
    field, else `section` the id of a section with its `heading`, "" for the text before the first one.
    """

    owner: Owner
    lang: Lang
    place: str
    field: str
    section: str
    heading: str
    text: str

    @property
    def id(self) -> str:
        """Return a name for anchors that is unique on a page of the draft."""
        return f"{self.owner}-{self.place.replace('#', 'section-').replace('_', '-').replace('~', '-')}".rstrip("-")

    @property
    def paragraphs(self) -> list[str]:
        """Return its text in paragraphs; in a list of facts, each line is one."""
        return [one for one in self.text.split("\n" if self.field else "\n\n") if one.strip()]


class Naming(NamedTuple):
    """How values are said to people: `label` names a code of one of some vocabularies, `name` the field of a value."""

    label: Callable[[str, str], str] = lambda vocabularies, code: code
    name: Callable[[str], str] = lambda field: field


PLAIN = Naming()


def parts_of(kind: Kind[Any], pages: Pages, naming: Naming = PLAIN) -> list[Part]:
    """Return the parts of pages that say something."""
    return [part for part in _parts(kind, pages, naming) if part.text.strip()]


def _parts(kind: Kind[Any], pages: Pages, naming: Naming) -> Iterator[Part]:
    first = original_of(pages)
    for lang in LANGS:
        if lang not in pages:
            continue
        page = pages[lang]
        # Fields that no kind has are shown with their page: nothing goes into a file unseen.
        for name in [*kind.fields, *(name for name in page.fields if name not in kind.fields)]:
            if name not in UNSHOWN and name not in kind.shared:
                yield Part(lang, lang, name, name, "", "", text_of(page.fields.get(name), naming))
        yield Part(lang, lang, "#", "", "", "", page.lead)
        for key in section_keys(kind, pages):
            heading, text = page.headings.get(key, ""), page.sections.get(key, "")
            yield Part(lang, lang, f"#{key}", "", key, heading, text)
    for name in kind.shared:
        if name not in UNSHOWN:
            value = _named(kind, name, shared_value(pages, name), naming)
            yield Part("both", first, name, name, "", "", text_of(value, naming))


def _named(kind: Kind[Any], field: str, value: Any, naming: Naming) -> Any:
    """Return the value of a field, codes by their names."""
    vocabularies = codes_of(kind.fields[field]) or ("statuses" if field == "status" else "")
    if not vocabularies:
        return value
    if isinstance(value, list):
        return [naming.label(vocabularies, one) if isinstance(one, str) else one for one in value]
    return naming.label(vocabularies, value) if isinstance(value, str) else value


def text_of(value: Any, naming: Naming = PLAIN) -> str:
    """Return a value of the front matter as lines for people, one for each thing that it says."""
    if value is None or value is False:
        return ""
    if value is True:
        return "✓"
    return "\n".join(_lines(value, naming))


def _lines(value: Any, naming: Naming, before: str = "") -> Iterator[str]:
    if isinstance(value, Mapping):
        for name, inner in value.items():
            if inner is not None and inner != "":
                yield from _lines(inner, naming, f"{before}{naming.name(name)} · ")
    elif isinstance(value, (list, tuple)):
        for number, inner in enumerate(value, 1):
            yield from _lines(inner, naming, f"{before}{number} · " if isinstance(inner, (Mapping, list)) else before)
    else:
        yield f"{before}{value}"
