"""The steps of a draft: who may take which, and what they count for."""

from pathlib import Path

import pytest
from contributing import Team, pair
from contributing import page as one_page

from hub.features.contribute.drafting import Overtaken, Saved, see
from hub.features.contribute.operations import NotAllowed, NotNow, OneLanguage, ReasonMissing
from hub.features.contribute.queue import mine, queue_of
from hub.features.contribute.refusals import Gone, Taken
from hub.features.contribute.signing import open_link
from hub.features.contribute.tables import DraftVersion


@pytest.fixture(scope="module")
def team(tmp_path_factory: pytest.TempPathFactory) -> Team:
    return Team(tmp_path_factory.mktemp("team"))


def cleared(team: Team, slug: str) -> int:
    draft = team.begin("author", slug, pair(slug))
    for name, action in (("author", "submit"), ("reviewer", "take"), ("reviewer", "pass"), ("guard", "clear")):
        team.act(name, draft, action)
    return draft


def gone(team: Team, token: str) -> str:
    with team.at_work() as session:
        found = open_link(session, team.now, token)
        return found.reason if isinstance(found, Gone) else "open"


def test_an_editor_neither_reviews_nor_clears_nor_asks_a_signature_for_what_they_wrote(team: Team) -> None:
    draft = team.begin("editor2", "tu-viet", pair("x"))
    team.act("editor2", draft, "submit")
    with pytest.raises(NotAllowed):
        team.act("editor2", draft, "take")
    team.act("reviewer", draft, "take")
    with pytest.raises(NotAllowed):
        team.act("editor2", draft, "pass")
    team.act("reviewer", draft, "pass")
    with pytest.raises(NotAllowed):
        team.act("editor2", draft, "clear")
    team.act("guard", draft, "clear")
    with pytest.raises(NotAllowed):
        team.ask("editor2", draft)
    team.sign(team.ask("editor", draft))
    assert team.state(draft) == "approved"


def test_whoever_has_written_in_the_draft_of_another_does_not_review_it(team: Team) -> None:
    draft = team.begin("author", "cung-viet", pair("x"))
    team.save("editor2", draft, 1, pair("y"))
    team.act("author", draft, "submit")
    with pytest.raises(NotAllowed):
        team.act("editor2", draft, "take")


def test_whoever_has_reviewed_does_not_clear(team: Team) -> None:
    draft = team.begin("author", "ba-nguoi", pair("x"))
    team.act("author", draft, "submit")
    team.act("reviewer2", draft, "take")
    team.act("reviewer", draft, "pass")
    with pytest.raises(NotAllowed):
        team.act("reviewer2", draft, "clear")


def test_a_decision_on_an_older_number_is_refused_and_told_what_the_draft_says_now(team: Team) -> None:
    draft = team.begin("author", "so-cu", pair("x"))
    team.save("author", draft, 1, pair("y"))
    team.act("author", draft, "submit")
    with pytest.raises(Overtaken) as refusal:
        team.act("reviewer", draft, "take", number=1)
    assert (refusal.value.number, refusal.value.base, refusal.value.theirs) == (2, pair("x"), pair("y"))


def test_nobody_writes_while_somebody_decides(team: Team) -> None:
    draft = cleared(team, "dang-duyet")
    for name in ("author", "editor"):
        with pytest.raises(NotNow):
            team.save(name, draft, 1, pair("y"))


def test_after_changes_every_later_step_is_done_again(team: Team) -> None:
    draft = cleared(team, "lam-lai")
    token = team.ask("editor", draft)
    team.sign(token, "refuse", "Sai tên")
    team.act("author", draft, "submit")
    assert team.state(draft) == "submitted"
    assert gone(team, token) == "used"


def test_one_language_is_enough_to_submit_and_not_to_pass(team: Team) -> None:
    draft = team.begin("author", "mot-tieng", {"vi": one_page("x")})
    team.act("author", draft, "submit")
    team.act("reviewer", draft, "take")
    with pytest.raises(OneLanguage):
        team.act("reviewer", draft, "pass")
    team.act("reviewer", draft, "ask_changes", "Cần bản tiếng Anh")
    with team.at_work() as session:
        assert [each.draft.id for each in queue_of(session, team.who("translator"), team.now)] == [draft]
    team.save("translator", draft, 1, pair("x"))
    team.act("author", draft, "submit")
    team.act("reviewer", draft, "take")
    team.act("reviewer", draft, "pass")


def test_a_decision_over_the_words_of_others_says_why(team: Team) -> None:
    draft = team.begin("author", "vi-sao", pair("x"))
    team.act("author", draft, "submit", "")
    team.act("reviewer", draft, "take", "")
    for action in ("ask_changes", "pass"):
        with pytest.raises(ReasonMissing):
            team.act("reviewer", draft, action, " \n")


def test_safeguarding_answers_its_questions(team: Team) -> None:
    draft = team.begin("author", "cau-hoi", pair("x"))
    for name, action in (("author", "submit"), ("reviewer", "take"), ("reviewer", "pass")):
        team.act(name, draft, action)
    with pytest.raises(ReasonMissing):
        team.act("guard", draft, "clear", answers=None)


def test_an_action_with_an_operation_of_its_own_is_done_by_no_other(team: Team) -> None:
    draft = team.approved(team.begin("author", "rieng", pair("x")))
    for action in ("publish", "sign", "refuse", "ask_signature"):
        with pytest.raises(ValueError, match="of its own"):
            team.act("editor", draft, action)


def test_a_link_signs_once(team: Team) -> None:
    draft = cleared(team, "mot-lan")
    token = team.ask("editor", draft)
    assert gone(team, token) == "open"
    team.sign(token)
    assert gone(team, token) == "used"
    with pytest.raises(Gone):
        team.sign(token, "refuse", "Nghĩ lại")
    assert team.state(draft) == "approved"


def test_another_link_ends_the_one_before_it(team: Team) -> None:
    draft = cleared(team, "hai-lien-ket")
    first, second = team.ask("editor", draft), team.ask("editor", draft, "other@ministry.example")
    assert (gone(team, first), gone(team, second)) == ("overtaken", "open")


def test_a_link_of_an_earlier_round_signs_nothing_although_the_text_is_the_same(team: Team) -> None:
    draft = cleared(team, "vong-truoc")
    first = team.ask("editor", draft)
    second = team.ask("editor", draft)
    team.sign(second, "refuse", "Chưa được")
    for name, action in (("author", "submit"), ("reviewer", "take"), ("reviewer", "pass"), ("guard", "clear")):
        team.act(name, draft, action)
    assert gone(team, first) == "overtaken"
    with pytest.raises(Gone):
        team.sign(first)


def test_a_link_expires(team: Team) -> None:
    token = team.ask("editor", cleared(team, "het-han"))
    team.later(days=14, seconds=1)
    assert gone(team, token) == "expired"
    with pytest.raises(Gone):
        team.sign(token)


def test_an_unknown_link_signs_nothing(team: Team) -> None:
    assert gone(team, "không có") == "unknown"


def test_nobody_sends_a_link_to_those_who_had_a_hand_in_the_draft(team: Team) -> None:
    draft = cleared(team, "tu-ky")
    with team.at_work():
        addresses = [team.who(name).email.upper() for name in ("author", "reviewer", "guard", "editor")]
    for address in addresses:
        with pytest.raises(NotAllowed):
            team.ask("editor", draft, address)


def test_a_second_draft_of_an_entry_is_not_begun_while_one_is_open(team: Team) -> None:
    first = team.begin("author", "hai-nguoi", pair("x"))
    with pytest.raises(Taken) as refusal:
        team.begin("stranger", "hai-nguoi", pair("y"))
    assert refusal.value.draft.id == first
    team.act("author", first, "discard")
    assert team.begin("stranger", "hai-nguoi", pair("y")) != first


def test_two_who_changed_different_sections_are_both_saved(team: Team) -> None:
    draft = team.begin("author", "hai-phan", pair("x", mot="1", hai="2"))
    team.save("author", draft, 1, pair("x", mot="một", hai="2"))
    saved = team.save("colleague", draft, 1, pair("x", mot="1", hai="hai"))
    assert saved == Saved(3, pair("x", mot="một", hai="hai"), merged=True)


def test_two_who_changed_one_section_get_both_and_nothing_is_written(team: Team) -> None:
    draft = team.begin("author", "mot-phan", pair("x", mot="1"))
    team.save("author", draft, 1, pair("x", mot="một"))
    refused = team.save("colleague", draft, 1, pair("x", mot="uno"))
    assert isinstance(refused, Overtaken)
    found = {(each.lang, each.place, each.base, each.ours, each.theirs) for each in refused.conflicts}
    assert found == {("vi", "#mot", "1", "uno", "một"), ("en", "#mot", "1", "uno", "một")}
    assert (refused.number, refused.ours, team.pages(draft)) == (2, pair("x", mot="uno"), pair("x", mot="một"))


def test_the_same_words_get_no_new_number(team: Team) -> None:
    draft = team.begin("author", "nhu-cu", pair("x"))
    assert team.save("author", draft, 1, pair("x")) == Saved(1, pair("x"))


def test_marking_an_edit_as_minor_is_an_edit(team: Team) -> None:
    draft = team.begin("author", "sua-nho", pair("x"))
    assert team.save("author", draft, 1, pair("x"), minor=True) == Saved(2, pair("x"))


def test_versions_that_nobody_needs_any_more_are_forgotten_and_others_are_kept(team: Team) -> None:
    draft = team.begin("author", "phien-ban", pair("1"))
    team.save("author", draft, 1, pair("2"))
    team.save("author", draft, 2, pair("3"))
    team.save("colleague", draft, 3, pair("4"))
    team.later(days=1, seconds=1)
    team.save("colleague", draft, 4, pair("5"))
    team.save("colleague", draft, 5, pair("6"))
    with team.at_work() as session:
        kept = session.query(DraftVersion.number).filter(DraftVersion.draft_id == draft).order_by(DraftVersion.number)
        assert [number for (number,) in kept] == [3, 5, 6]


def test_two_who_have_a_draft_open_see_each_other_for_a_minute_and_a_half(team: Team) -> None:
    draft = team.begin("author", "cung-mo", pair("x"))

    def seen(name: str) -> list[int]:
        with team.at_work() as session:
            return [account.id for account in see(session, team.now, team.who(name), team.draft(draft))]

    assert seen("author") == []
    team.later(seconds=60)
    assert seen("colleague") == [team.numbers["author"]]
    assert seen("author") == [team.numbers["colleague"]]
    team.later(seconds=91)
    assert seen("colleague") == []
    with pytest.raises(NotAllowed):
        seen("stranger")


def test_queues_tell_what_waits_for_whom_and_how_long(tmp_path: Path) -> None:
    team = Team(tmp_path)
    begun = team.now
    first = team.begin("author", "mot", pair("x"))
    team.act("author", first, "submit")
    team.later(days=1)
    second = team.begin("editor2", "hai", pair("y"))
    team.act("editor2", second, "submit")
    team.later(days=1)
    with team.at_work() as session:
        queues = {name: queue_of(session, team.who(name), team.now) for name in team.numbers}
        waiting = {name: [each.draft.id for each in queue] for name, queue in queues.items() if queue}
        assert waiting == {
            "reviewer": [first, second], "reviewer2": [first, second], "editor": [first, second], "editor2": [first],
        }  # fmt: skip
        oldest = queues["reviewer"][0]
        assert (oldest.state, oldest.age, oldest.since) == ("submitted", team.now - begun, begun)
        assert [draft.id for draft in mine(session, team.who("colleague"))] == [first]
        assert mine(session, team.who("stranger")) == []
