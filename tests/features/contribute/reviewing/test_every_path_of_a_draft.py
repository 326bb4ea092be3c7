"""Whatever a team does, in whatever order: nothing is published with a step skipped, and nothing written is lost.

What must hold is told by a log of its own, of what each operation said; none of it is read from what the operations wrote.
"""

import re
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from contributing import PEOPLE, Team, page, pair
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    precondition,
    rule,
    run_state_machine_as_test,
)
from stories import Story, edited, no_step_was_skipped, text_of, told

from hub.content.write.draft import Pages, as_json
from hub.content.write.publishing import Published, Stale, current
from hub.desk.audit import broken_links
from hub.desk.database import db
from hub.features.contribute import publishing
from hub.features.contribute.drafting import Overtaken, Saved, rebase
from hub.features.contribute.operations import NotAllowed, NotNow, OneLanguage, ReasonMissing
from hub.features.contribute.refusals import Gone, Taken
from hub.features.contribute.tables import DraftVersion

pytestmark = pytest.mark.slow
REFUSED = (NotAllowed, NotNow, OneLanguage, ReasonMissing, Overtaken, Gone, Taken)
everybody = st.sampled_from(sorted(PEOPLE))
EXPECTED = {
    "draft": "submit", "changes": "submit", "submitted": "take", "review": "pass", "safeguarding": "clear",
    "signoff": "ask", "approved": "publish",
}  # fmt: skip
# Whoever is likely to be allowed a step, so that drafts do come to be published.
LIKELY = {
    "submit": ["author", "colleague", "editor"], "take": ["reviewer", "reviewer2", "editor2"], "pass": ["reviewer", "editor"],
    "clear": ["guard", "guard2", "reviewer2"], "ask": ["editor", "editor2"], "publish": ["editor", "editor2"],
}  # fmt: skip


class Everything(RuleBasedStateMachine):
    """A team at work. `team` is set for each database."""

    team: Team
    published: int = 0
    runs: int = 0

    def __init__(self) -> None:
        super().__init__()
        type(self).runs += 1
        self.stories: dict[int, Story] = {}
        self.tokens: dict[str, tuple[int, str, int]] = {}
        self.words = 0
        self.live: dict[str, Pages] = {}

    def word(self) -> str:
        self.words += 1
        return f"w{self.runs}x{self.words}"

    def slug(self, which: int) -> str:
        return f"bai-{self.runs}-{which}"

    @initialize()
    def one_draft(self) -> None:
        self.begin("author", 0, False)

    @rule(name=everybody, which=st.integers(0, 1), alone=st.booleans())
    def begin(self, name: str, which: int, alone: bool) -> None:
        slug, token = self.slug(which), self.word()
        pages = {"vi": page(token, mot=token, hai="2")} if alone else pair(token, mot=token, hai="2")
        open_one = any(
            one.slug == slug and one.state not in ("published", "discarded") for one in self.stories.values()
        )
        try:
            number = self.team.begin(name, slug, pages, existing=True)
        except (NotAllowed, Taken) as refusal:
            assert isinstance(refusal, NotAllowed) or open_one
            return
        assert not open_one
        self.stories[number] = Story(slug, {1: pages}, writers={1: name})

    @precondition(lambda self: self.stories)
    @rule(name=everybody, place=st.sampled_from(["mot", "hai", "title"]), back=st.integers(0, 2), data=st.data())
    def save(self, name: str, place: str, back: int, data: st.DataObject) -> None:
        draft = data.draw(st.sampled_from(sorted(self.stories)))
        story = self.stories[draft]
        number, token = max(story.number - back, 1), self.word()
        pages = edited(story.says[number], place, token)
        try:
            saved = self.team.save(name, draft, number, pages)
        except (NotAllowed, NotNow):
            return
        if isinstance(saved, Overtaken):
            assert number < story.number
            assert (saved.ours, saved.theirs) == (pages, story.says[story.number])
            assert saved.conflicts
            return
        assert token in text_of(saved.pages)
        self.noted(draft, name, saved)

    def noted(self, draft: int, name: str, saved: Saved) -> None:
        story = self.stories[draft]
        assert story.state in ("draft", "changes")
        assert saved.number == story.number + 1
        story.says[saved.number], story.writers[saved.number] = saved.pages, name
        story.events.append((name, "save", saved.number))

    @precondition(lambda self: self.stories)
    @rule(data=st.data(), steps=st.integers(1, 7))
    def steps(self, data: st.DataObject, steps: int) -> None:
        """What comes next, mostly by whoever may do it; and what comes after it."""
        draft = data.draw(st.sampled_from(sorted(self.stories)))
        story = self.stories[draft]
        for _ in range(steps):
            if (action := EXPECTED.get(story.state)) is None:
                return
            likely = data.draw(st.integers(0, 9))
            name = data.draw(st.sampled_from(LIKELY[action]) if likely else everybody)
            if action == "ask":
                self.ask(draft, name, data.draw(st.booleans()))
                self.use_the_last_link(draft)
            elif action == "publish":
                self.publish(draft, name)
            else:
                self.decide(draft, name, action, "vì thế" if likely != 1 else "", story.number)

    def use_the_last_link(self, draft: int) -> None:
        tokens = [token for token, (of, _, _) in self.tokens.items() if of == draft]
        if tokens and self.words % 3:
            self.use(tokens[-1], "sign")

    @precondition(lambda self: self.stories)
    @rule(
        data=st.data(), name=everybody, back=st.integers(0, 1),
        action=st.sampled_from(["submit", "take", "ask_changes", "pass", "return", "clear", "discard", "reopen"]),
    )  # fmt: skip
    def anything(self, data: st.DataObject, name: str, back: int, action: str) -> None:
        draft = data.draw(st.sampled_from(sorted(self.stories)))
        if action == "discard" and data.draw(st.integers(0, 3)):
            return
        self.decide(draft, name, action, "vì thế", max(self.stories[draft].number - back, 1))

    def decide(self, draft: int, name: str, action: str, reason: str, number: int) -> None:
        story = self.stories[draft]
        try:
            self.team.act(name, draft, action, reason, number)
        except REFUSED:
            return
        assert number == story.number
        story.events.append((name, action, number))
        self.observe(draft)

    def observe(self, draft: int) -> None:
        self.stories[draft].state = self.team.state(draft)

    def ask(self, draft: int, name: str, by_hand: bool) -> None:
        with self.team.at_work():
            own = self.team.who(name).email
        try:
            token = self.team.ask(name, draft, own if by_hand and self.words % 5 == 0 else "chief@ministry.example")
        except REFUSED:
            return
        story = self.stories[draft]
        story.events.append((name, "ask", story.number))
        self.tokens[token] = (draft, name, story.number)

    @precondition(lambda self: self.tokens)
    @rule(data=st.data(), action=st.sampled_from(["sign", "sign", "sign", "refuse"]))
    def sign(self, data: st.DataObject, action: str) -> None:
        self.use(data.draw(st.sampled_from(sorted(self.tokens, key=lambda each: self.tokens[each]))), action)

    def use(self, token: str, action: str) -> None:
        draft, _, number = self.tokens[token]
        story = self.stories[draft]
        try:
            self.team.sign(token, action, "vì thế")
        except Gone:
            return
        assert number == story.number
        story.events.append((token, action, number))
        self.observe(draft)

    @rule(days=st.sampled_from([0, 1, 1, 5, 15]))
    def time_passes(self, days: int) -> None:
        self.team.later(days=days, minutes=1)

    def publish(self, draft: int, name: str) -> None:
        team, story = self.team, self.stories[draft]
        try:
            with team.at_work() as session:
                result = publishing.publish(
                    session, team.now, team.who(name), team.draft(draft), team.registry, team.roots, team.instance,
                    self.checker(),
                )  # fmt: skip
        except REFUSED:
            return
        if isinstance(result, Stale):
            assert team.state(draft) == "approved"
            return
        assert isinstance(result, Published), result
        self.observe(draft)
        no_step_was_skipped(story)
        assert [told(each) for each in result.pages.values()] == [
            told(each) for each in story.says[story.number].values()
        ]
        self.live[story.slug] = result.pages
        type(self).published += 1

    def checker(self) -> Any:
        return self.team.checker  # type: ignore[attr-defined]

    @precondition(lambda self: self.live)
    @rule(data=st.data())
    def somebody_edits_the_files(self, data: st.DataObject) -> None:
        slug = data.draw(st.sampled_from(sorted(self.live)))
        path = self.team.root / f"content/pages/{slug}.vi.md"
        path.write_text(re.sub(r"## (.*) \{#hai\}\n\n.*", rf"## \1 {{#hai}}\n\n{self.word()}", path.read_text()))

    @precondition(lambda self: any(one.state == "changes" for one in self.stories.values()))
    @rule(data=st.data(), name=everybody)
    def follow_the_files(self, data: st.DataObject, name: str) -> None:
        team = self.team
        draft = data.draw(st.sampled_from(sorted(k for k, one in self.stories.items() if one.state == "changes")))
        story = self.stories[draft]
        there = current(team.registry.kinds["page"], story.slug, "", team.roots, team.instance)
        try:
            with team.at_work() as session:
                saved = rebase(session, team.now, team.who(name), team.draft(draft), story.number, there)
        except (NotAllowed, NotNow):
            return
        if isinstance(saved, Saved):
            self.noted(draft, name, saved)
        else:
            assert saved.ours == story.says[story.number]

    @invariant()
    def nothing_written_is_lost(self) -> None:
        """What a draft says is what was last saved; what another person has replaced is kept as a version."""
        for draft, story in self.stories.items():
            assert as_json(self.team.pages(draft)) == as_json(story.says[story.number])
            with self.team.at_work() as session:
                rows = session.execute(
                    db.select(DraftVersion.number, DraftVersion.pages).where(DraftVersion.draft_id == draft)
                )
                kept = {number: pages for number, pages in rows}
            for number, pages in story.says.items():
                decided = any(event[2] == number and event[1] != "save" for event in story.events)
                others = number < story.number and story.writers[number + 1] != story.writers[number]
                if decided or others or number == story.number:
                    assert kept[number] == as_json(pages)

    def teardown(self) -> None:
        with self.team.at_work() as session:
            assert list(broken_links(session)) == []


@pytest.fixture
def machine(tmp_path: Path, databases: str) -> Iterator[type[Everything]]:
    from hub.content.write.publishing import ContentChecker

    team = Team(tmp_path, databases)
    (tmp_path / "checking").mkdir()
    team.checker = ContentChecker(team.roots, team.registry, tmp_path / "checking")  # type: ignore[attr-defined]
    yield type("EverythingHere", (Everything,), {"team": team, "published": 0, "runs": 0})
    with team.app.app_context():
        db.engine.dispose()


def test_nothing_is_published_with_a_step_skipped_and_nothing_written_is_lost(machine: type[Everything]) -> None:
    some = settings(
        deadline=None,
        max_examples=4,
        stateful_step_count=35,
        derandomize=True,
        suppress_health_check=list(HealthCheck),
    )
    run_state_machine_as_test(machine, settings=some)  # type: ignore[no-untyped-call]
    assert machine.published > 0
    assert machine.published == published_decisions(machine.team)


def published_decisions(team: Team) -> int:
    counts: defaultdict[str, int] = defaultdict(int)
    with team.at_work() as session:
        for action, count in session.execute(db.text("SELECT action, count(*) FROM decision GROUP BY action")):
            counts[action] = count
    return counts["publish"]
