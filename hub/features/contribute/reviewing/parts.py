"""The parts of an entry in the order of its page: what both languages share, then each language's fields and sections."""

from collections.abc import Iterator, Mapping
from typing import Any, Literal, NamedTuple

from hub.content.model.kinds import Kind
from hub.content.write.draft import EMPTY, Pages
from hub.features.contribute.forms import BOTH, original_of, section_keys, shared_value
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


def parts_of(kind: Kind[Any], pages: Pages) -> list[Part]:
    """Return the parts of pages that say something."""
    return [part for part in _parts(kind, pages) if part.text.strip()]


def _parts(kind: Kind[Any], pages: Pages) -> Iterator[Part]:
    first = original_of(pages)
    for lang in LANGS:
        if lang not in pages:
            continue
        page = pages[lang]
        # Fields that no kind has are shown with their page: nothing goes into a file unseen.
        for name in [*kind.fields, *(name for name in page.fields if name not in kind.fields)]:
            if name not in UNSHOWN and name not in kind.shared:
                yield Part(lang, lang, name, name, "", "", text_of(page.fields.get(name)))
        yield Part(lang, lang, "#", "", "", "", page.lead)
        for key in section_keys(kind, pages):
            yield Part(
                lang, lang, f"#{key}", "", key, pages.get(lang, EMPTY).headings.get(key, ""), page.sections.get(key, "")
            )
    for name in kind.shared:
        if name not in UNSHOWN:
            yield Part(BOTH, first, name, name, "", "", text_of(shared_value(pages, name)))


def text_of(value: Any) -> str:
    """Return a value of the front matter as lines for people, one for each thing that it says."""
    if value is None or value is False:
        return ""
    if value is True:
        return "✓"
    return "\n".join(_lines(value))


def _lines(value: Any, before: str = "") -> Iterator[str]:
    if isinstance(value, Mapping):
        for name, inner in value.items():
            if inner is not None and inner != "":
                yield from _lines(inner, f"{before}{name} · ")
    elif isinstance(value, (list, tuple)):
        for number, inner in enumerate(value, 1):
            yield from _lines(inner, f"{before}{number} · " if isinstance(inner, (Mapping, list)) else before)
    else:
        yield f"{before}{value}"
