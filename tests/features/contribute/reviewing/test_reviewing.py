"""The pages of review: who sees them, what they show, and that a decision is asked of the table again."""

import re
from collections.abc import Iterator
from html import unescape

import pytest
from members import client_as, member
from ways import CHECKED, REASON, Way, page, with_section, with_title
from werkzeug.test import TestResponse

from hub.features.contribute.tables import Decision, Draft

EVERYBODY = ("author", "colleague", "stranger", "reviewer", "safeguarding", "translator", "editor", "admin")
HOSTILE = "<img src=x onerror=alert(1)>\"'&{{7*7}}"


@pytest.fixture(scope="module")
def way(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Way]:
    yield Way(tmp_path_factory.mktemp("way"))


def decide(way: Way, draft: int, who: str, action: str, **fields: str) -> int:
    data = {"decision": action, "number": str(way.draft_number(draft)), "reason": REASON} | fields
    return way.clients[who].post(f"/vi/contribute/drafts/{draft}/decide/", data=data).status_code


def test_who_may_read_a_draft_sees_its_review_and_nobody_else_learns_that_it_is_there(way: Way) -> None:
    number = way.draft_in("review")
    seen = {who: way.clients[who].get(f"/vi/contribute/drafts/{number}/review/").status_code for who in EVERYBODY}
    assert seen == dict.fromkeys(EVERYBODY, 200) | {"stranger": 404, "admin": 403}
    for nowhere in ("99999", "9" * 30):
        assert way.clients["stranger"].get(f"/vi/contribute/drafts/{nowhere}/review/").status_code == 404


def test_whoever_is_not_signed_in_is_led_to_the_page_for_that(way: Way) -> None:
    number = way.begin()
    answer = way.app.test_client().get(f"/vi/contribute/drafts/{number}/review/")
    assert (answer.status_code, "/account/sign-in/" in answer.headers["Location"]) == (303, True)


def test_nobody_takes_a_draft_who_may_not_whatever_they_send(way: Way) -> None:
    number = way.draft_in("submitted")
    refused = ("author", "colleague", "stranger", "safeguarding", "translator", "admin")
    sent = {who: decide(way, number, who, "take") for who in refused}
    assert sent == dict.fromkeys(refused, 403) | {"stranger": 404}
    assert way.state(number) == "submitted"


def test_whoever_wrote_a_draft_does_not_review_it_as_an_editor_either(way: Way) -> None:
    number = way.draft_in("submitted", by="editor")
    assert decide(way, number, "editor", "take") == 403
    assert "Nhận bản này để đọc" not in page(way, number, "editor")


def test_whoever_reviewed_a_draft_does_not_clear_it(way: Way) -> None:
    number = way.draft_in("safeguarding")
    assert decide(way, number, "reviewer", "clear", **CHECKED) == 403


@pytest.mark.parametrize("action", ["sign", "refuse", "publish", "submit", "ask_signature", "nothing", ""])
def test_a_step_with_an_address_of_its_own_is_not_taken_here(way: Way, action: str) -> None:
    number = way.draft_in("signoff")
    assert decide(way, number, "editor", action) == 400
    assert way.state(number) == "signoff"


def test_a_page_offers_only_what_its_reader_may_do_now(way: Way) -> None:
    number = way.draft_in("review")
    offered = {
        who: re.findall(r'<button name="decision" value="(\w+)"', page(way, number, who))
        for who in ("author", "reviewer", "safeguarding", "editor")
    }
    assert offered == {
        "author": [],
        "reviewer": ["pass", "ask_changes"],
        "safeguarding": [],
        "editor": ["pass", "ask_changes"],
    }


def test_a_decision_without_a_reason_is_not_taken_and_the_page_says_so(way: Way) -> None:
    number = way.draft_in("review")
    assert decide(way, number, "reviewer", "ask_changes", reason="  ") == 422
    assert way.state(number) == "review"


def test_a_decision_on_what_the_draft_no_longer_says_is_not_taken(way: Way) -> None:
    number = way.draft_in("review")
    assert decide(way, number, "reviewer", "pass", number="7") == 409
    assert way.state(number) == "review"


def test_two_who_decide_at_once_do_not_both(way: Way) -> None:
    number = way.draft_in("review")
    assert decide(way, number, "reviewer", "ask_changes") == 303
    assert decide(way, number, "other_reviewer", "pass") == 409
    assert way.state(number) == "changes"


def test_a_change_of_a_published_entry_is_shown_by_word_in_both_languages(way: Way) -> None:
    number = way.draft_in(
        "review", with_section("results", "Phần results rất mới [@own].", "Part results anew [@own]."), slug="duong-day"
    )
    text = page(way, number)
    assert re.search(r"<ins>.*rất mới.*</ins>", text)
    assert re.search(r"<ins>.*anew.*</ins>", text)
    assert text.count("<ins>") == 2


def test_an_earlier_version_can_be_compared_with(way: Way) -> None:
    number = way.draft_in("review", with_section("results", "Kết quả ban đầu."))
    way.act(number, "reviewer", "ask_changes")
    way.rewrite(number, with_section("results", "Kết quả đã sửa."))
    text = page(way, number, more="review/1/")
    assert re.search(r"<del>.*ban đầu.*</del>", text)
    assert re.search(r"<ins>.*đã sửa.*</ins>", text)


def test_a_version_that_is_not_kept_is_not_found(way: Way) -> None:
    number = way.begin()
    assert way.clients["author"].get(f"/vi/contribute/drafts/{number}/review/77/").status_code == 404


def test_a_hostile_title_is_text_wherever_it_is_shown(way: Way) -> None:
    """Indico CVE-2023-37901: a title in a page that asks for confirmation was markup."""
    number = way.draft_in("approved", with_title(HOSTILE, HOSTILE))
    for who, more in (("reviewer", "review/"), ("editor", "publish/")):
        text = page(way, number, who, more)
        assert "<img src=x" not in text
        assert HOSTILE in unescape(text)
    queue = way.clients["editor"].get("/vi/contribute/queue/").text
    assert "<img src=x" not in queue
    assert HOSTILE in unescape(queue)


def discard(way: Way, draft: int, who: str, **fields: str) -> TestResponse:
    data = {"number": str(way.draft_number(draft))} | fields
    return way.clients[who].post(f"/vi/contribute/drafts/{draft}/discard/", data=data)


def test_a_draft_is_discarded_by_a_second_press_and_can_be_read_but_not_written(way: Way) -> None:
    number = way.draft_in("draft", with_title("Bỏ <b>dở", "Given up"))
    path = f"/vi/contribute/drafts/{number}/discard/"
    assert path in page(way, number, "author", "edit/")
    asked = page(way, number, "author", "discard/")
    assert "Bỏ &lt;b&gt;dở" in asked and "<b>dở" not in asked
    assert way.state(number) == "draft"  # looking at the page does nothing
    done = discard(way, number, "author", reason="Trùng với một mục khác.")
    assert (done.status_code, done.headers["Location"]) == (303, f"/vi/contribute/?discarded={number}")
    listed = way.clients["author"].get(done.headers["Location"]).text
    assert "Đã bỏ bản thảo: Bỏ &lt;b&gt;dở" in listed
    open_ones, _, ended = listed.partition('id="discarded"')
    assert f"/drafts/{number}/" not in open_ones
    assert f"/vi/contribute/drafts/{number}/review/" in ended
    text = page(way, number, "author")
    assert "Given up" in text and "Trùng với một mục khác." in text
    assert f"/drafts/{number}/edit/" not in text
    late = way.clients["author"].post(f"/vi/contribute/drafts/{number}/edit/", data={"number": "1", "vi.title": "X"})
    assert late.status_code == 409
    assert discard(way, number, "author").status_code == 409  # once is enough
    assert "discarded=" not in way.clients["stranger"].get(done.headers["Location"]).text.partition("<main")[2]
    assert "Bỏ &lt;b&gt;dở" not in way.clients["stranger"].get(done.headers["Location"]).text


def test_only_who_may_give_a_draft_up_is_offered_that_and_only_while_it_is_being_written(way: Way) -> None:
    number = way.draft_in("draft")
    sent = {who: discard(way, number, who).status_code for who in ("reviewer", "translator", "admin", "stranger")}
    assert sent == {"reviewer": 403, "translator": 403, "admin": 403, "stranger": 404}
    assert "/discard/" not in page(way, number, "translator", "edit/")
    way.act(number, "author", "submit")
    assert discard(way, number, "author").status_code == 409
    assert way.clients["author"].get(f"/vi/contribute/drafts/{number}/discard/").status_code == 303
    assert way.state(number) == "submitted"


def test_what_was_saved_meanwhile_is_not_discarded_unread(way: Way) -> None:
    number = way.draft_in("draft")
    way.rewrite(number, with_title("Người khác vừa viết", "Just written"), by="colleague")
    assert discard(way, number, "author", number="1").status_code == 409
    assert way.state(number) == "draft"


def test_a_discarded_draft_leaves_its_address_to_another_one(way: Way) -> None:
    number = way.draft_in("draft", slug="dia-chi-tu-do")
    begin = {"kind": "practice", "title": "Mục khác", "slug": "dia-chi-tu-do", "lang": "vi"}
    author = way.clients["author"]
    assert author.post("/vi/contribute/new/", data=begin).status_code == 409
    assert discard(way, number, "editor").status_code == 303
    begun = author.post("/vi/contribute/new/", data=begin)
    assert begun.status_code == 303
    assert f"/drafts/{number}/" not in begun.headers["Location"]


@pytest.mark.parametrize(
    "who, words, link",
    [
        ("admin", "quản trị viên", "/vi/account/invitations/"),
        ("nobody", "chưa có vai trò", "/vi/account/"),
        ("other_reviewer", "người thẩm định", "/vi/contribute/queue/"),
    ],
)
def test_whoever_has_no_draft_learns_what_their_part_is(way: Way, who: str, words: str, link: str) -> None:
    client = client_as(way.app, member(way.app)) if who == "nobody" else way.clients[who]
    answer = client.get("/vi/contribute/")
    assert answer.status_code == 200
    duties = answer.text.partition('id="duties"')[2]
    assert words in duties
    assert f'href="{link}"' in duties


def test_a_draft_is_cleared_only_with_every_question_answered(way: Way) -> None:
    number = way.draft_in("safeguarding")
    answers = {name: value for name, value in CHECKED.items() if name != "q-teach"}
    assert decide(way, number, "safeguarding", "clear", **answers) == 422
    assert decide(way, number, "safeguarding", "clear", **(CHECKED | {"q-teach": "yes"})) == 422
    assert way.state(number) == "safeguarding"
    assert decide(way, number, "safeguarding", "clear", **CHECKED) == 303
    assert way.state(number) == "signoff"


def test_a_passage_that_was_found_needs_a_reason_which_is_kept_without_the_passage(way: Way) -> None:
    number = way.draft_in("safeguarding", with_section("help", "Gọi 0912 345 678."))
    assert decide(way, number, "safeguarding", "clear", **CHECKED) == 422
    found = re.findall(r'name="(finding-[0-9a-f]{12})"', page(way, number, "safeguarding"))
    assert len(found) == 2  # in either language
    reasons = dict.fromkeys(found, "Số của cơ quan, đã công bố.")
    assert decide(way, number, "safeguarding", "clear", **CHECKED, **reasons) == 303
    with way.open() as session:
        [kept] = session.query(Decision).filter_by(draft_id=number, action="clear")
        assert {one["sort"] for one in kept.answers["findings"]} == {"telephone"}
        assert "0912" not in str(kept.answers)
    assert "Số của cơ quan, đã công bố." in page(way, number, "author")


def test_helplines_and_sources_of_the_published_entry_are_not_pointed_at(way: Way) -> None:
    number = way.draft_in("safeguarding", with_section("help", "Gọi 111."))
    assert "111</mark>" not in page(way, number, "safeguarding")


def test_the_queue_shows_each_role_what_waits_for_it_the_oldest_first(way: Way) -> None:
    submitted, safeguarding, approved = (
        way.draft_in("submitted"),
        way.draft_in("safeguarding"),
        way.draft_in("approved"),
    )

    def numbers(who: str) -> list[int]:
        return [
            int(one) for one in re.findall(r"/drafts/(\d+)/review/", way.clients[who].get("/vi/contribute/queue/").text)
        ]

    assert submitted in numbers("reviewer") and safeguarding not in numbers("reviewer")
    assert safeguarding in numbers("safeguarding") and submitted not in numbers("safeguarding")
    assert approved in numbers("editor") and approved not in numbers("reviewer")
    assert numbers("reviewer") == sorted(numbers("reviewer"))
    assert way.clients["admin"].get("/vi/contribute/queue/").status_code == 403


def test_an_institution_begins_what_was_offered_to_it_and_no_other_does(way: Way) -> None:
    with way.open() as session:
        for draft in session.query(Draft).filter_by(slug="duong-day"):
            draft.state = "discarded"
    path = "/vi/contribute/entries/practice/duong-day"
    named = {"organisation_vi": "Cục Trẻ em", "organisation_en": "Cục Trẻ em"}
    assert way.clients["reviewer"].post(f"{path}/take-over/", data=named).status_code == 403
    assert way.clients["editor"].post(f"{path}/take-over/", data=named).status_code == 303
    assert "/account/invitations/" in way.clients["editor"].get(f"{path}/take-over/").text
    assert way.clients["stranger"].post(f"{path}/begin/").status_code == 403
    assert "duong-day/begin/" in way.clients["author"].get("/vi/contribute/queue/").text
    assert "duong-day/begin/" not in way.clients["stranger"].get("/vi/contribute/queue/").text
    assert way.clients["author"].post(f"{path}/begin/").status_code == 303
    with way.open() as session:
        assert session.query(Draft).filter_by(slug="duong-day", state="draft").one().takes_over
