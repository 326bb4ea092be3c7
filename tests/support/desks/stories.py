"""What has happened to drafts, told by those who did it: what each says, and whether a step was skipped."""

from dataclasses import dataclass, field
from typing import Any

from hub.content.write.draft import Pages, as_json


@dataclass
class Story:
    """What has happened to a draft, as those who did it were told: (who, what, number)."""

    slug: str
    says: dict[int, Pages] = field(default_factory=dict)
    events: list[tuple[str, str, int]] = field(default_factory=list)
    writers: dict[int, str] = field(default_factory=dict)
    state: str = "draft"

    @property
    def number(self) -> int:
        return max(self.says)


def text_of(pages: Pages) -> str:
    """All that pages say."""
    return str(as_json(pages))


def told(page: Any) -> Any:
    """A page without what publishing adds to it."""
    ours = ("updated", "translates", "original")
    return ({name: value for name, value in page.fields.items() if name not in ours}, page.sections)


def edited(pages: Pages, place: str, token: str) -> Pages:
    """Pages in which both languages have a word of their own in a place; a missing language is added with it."""
    new = {}
    for lang in ("vi", "en"):
        old = pages.get(lang) or next(iter(pages.values()))  # type: ignore[call-overload]
        fields = {**old.fields, **({"title": f"Bài {token}"} if place == "title" else {})}
        sections = {**old.sections, **({place: token} if place != "title" else {})}
        new[lang] = type(old)(fields, sections, old.lead, old.headings)
    return new  # type: ignore[return-value]


def no_step_was_skipped(story: Story) -> None:
    """Say by the log alone that what is published went the whole way since it was last written."""
    number = story.number
    writers = set(story.writers.values())
    since = max(index for index, event in enumerate(story.events) if event[1] == "submit")
    way = story.events[since:]
    assert [event for event in way if event[1] == "save"] == []
    assert {event[2] for event in way} == {number}
    last = {what: (index, who) for index, (who, what, _) in enumerate(way)}
    (passed, reviewer), (cleared, guard), (asked, asker), (signed, _) = (
        last[what] for what in ("pass", "clear", "ask", "sign")
    )
    assert passed < cleared < asked < signed
    reviewers = {who for who, what, _ in story.events if what in ("take", "pass", "ask_changes")}
    assert {reviewer, guard, asker}.isdisjoint(writers)
    assert guard not in reviewers
    assert all(story.says[number].get(lang) for lang in ("vi", "en"))
