"""Two people who press at once: one of them wins, on either database, and the other is told."""

import threading
from collections.abc import Callable, Iterator
from functools import partial

import pytest
from contributing import Team, pair

from hub.desk.audit import broken_links
from hub.desk.database import db
from hub.features.contribute.drafting import Overtaken, Saved
from hub.features.contribute.operations import NotNow
from hub.features.contribute.refusals import Gone, Taken

TIMES = 5


@pytest.fixture(params=["sqlite", "postgresql"], scope="module")
def team(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Team]:
    url = request.getfixturevalue("postgresql").new() if request.param == "postgresql" else ""
    team = Team(tmp_path_factory.mktemp("team"), url)
    yield team
    with team.app.app_context():
        db.engine.dispose()


def at_once(*acts: Callable[[], object]) -> list[object]:
    """Begin all together, each in a thread of its own; what each returned or was refused with."""
    begun, results = threading.Barrier(len(acts)), [None for _ in acts]

    def do(place: int) -> None:
        begun.wait()
        try:
            results[place] = acts[place]()
        except Exception as refusal:
            results[place] = refusal

    threads = [threading.Thread(target=do, args=(place,)) for place in range(len(acts))]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return results


def kinds(results: list[object]) -> list[str]:
    return sorted(type(result).__name__ for result in results)


def test_of_two_who_save_the_same_place_one_is_told_of_the_other(team: Team) -> None:
    for time in range(TIMES):
        draft = team.begin("author", f"luu-{time}", pair("x", mot="1"))
        results = at_once(
            partial(team.save, "author", draft, 1, pair("x", mot="a")),
            partial(team.save, "colleague", draft, 1, pair("x", mot="b")),
        )
        assert kinds(results) == ["Overtaken", "Saved"]
        won = next(each for each in results if isinstance(each, Saved))
        lost = next(each for each in results if isinstance(each, Overtaken))
        assert (won.number, lost.number, lost.theirs, team.pages(draft)) == (2, 2, won.pages, won.pages)


def test_two_who_save_different_places_are_both_saved(team: Team) -> None:
    for time in range(TIMES):
        draft = team.begin("author", f"ca-hai-{time}", pair("x", mot="1", hai="2"))
        results = at_once(
            partial(team.save, "author", draft, 1, pair("x", mot="a", hai="2")),
            partial(team.save, "colleague", draft, 1, pair("x", mot="1", hai="b")),
        )
        assert kinds(results) == ["Saved", "Saved"]
        assert team.pages(draft) == pair("x", mot="a", hai="b")


def test_of_two_who_decide_one_decides(team: Team) -> None:
    for time in range(TIMES):
        draft = team.begin("author", f"quyet-{time}", pair("x"))
        team.act("author", draft, "submit")
        team.act("reviewer", draft, "take")
        results = at_once(
            partial(team.act, "reviewer", draft, "pass"), partial(team.act, "reviewer2", draft, "ask_changes")
        )
        assert kinds(results) == ["NotNow", "int"]
        assert len(team.decisions(draft)) == 3


def test_of_who_saves_and_who_submits_neither_skips_the_other(team: Team) -> None:
    for time in range(TIMES):
        draft = team.begin("author", f"gui-{time}", pair("x"))
        results = at_once(
            partial(team.act, "author", draft, "submit", number=1),
            partial(team.save, "colleague", draft, 1, pair("y")),
        )
        assert kinds(results) in (["NotNow", "int"], ["Overtaken", "Saved"])


def test_a_link_that_is_used_twice_at_once_signs_once(team: Team) -> None:
    for time in range(TIMES):
        draft = team.begin("author", f"ky-{time}", pair("x"))
        for name, action in (("author", "submit"), ("reviewer", "take"), ("reviewer", "pass"), ("guard", "clear")):
            team.act(name, draft, action)
        token = team.ask("editor", draft)
        results = at_once(partial(team.sign, token), partial(team.sign, token, "refuse", "Không"))
        assert kinds(results) == ["Gone", "NoneType"]
        assert isinstance(next(each for each in results if each is not None), Gone)
        assert len([one for one in team.decisions(draft) if one[0] in ("sign", "refuse")]) == 1


def test_of_two_who_begin_the_same_entry_one_is_told_of_the_other(team: Team) -> None:
    for time in range(TIMES):
        results = at_once(
            partial(team.begin, "author", f"moi-{time}", pair("x")),
            partial(team.begin, "stranger", f"moi-{time}", pair("y")),
        )
        assert kinds(results) == ["Taken", "int"]
        taken = next(each for each in results if isinstance(each, Taken))
        assert taken.args[0] == next(each for each in results if isinstance(each, int))


def test_two_editors_publish_once(team: Team) -> None:
    draft = team.approved(team.begin("author", "dang", pair("x")))
    results = at_once(partial(team.publish, "editor", draft), partial(team.publish, "editor2", draft))
    assert kinds(results) == ["NotNow", "Published"]
    assert isinstance(next(each for each in results if isinstance(each, Exception)), NotNow)
    with team.at_work() as session:
        assert list(broken_links(session)) == []
