"""What is said of a draft beside its parts: by whom, where it is shown, and who settles it."""

from collections.abc import Iterator

import pytest
from ways import Way, page

from hub.features.contribute.tables import Comment


@pytest.fixture(scope="module")
def way(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Way]:
    yield Way(tmp_path_factory.mktemp("comments"))


def test_a_comment_stands_beside_its_part_until_it_is_settled(way: Way) -> None:
    number = way.draft_in("review")
    reviewer = way.clients["reviewer"]
    said = {"text": "Xin nêu nguồn. <b>", "lang": "vi", "place": "#results", "number": "1"}
    answer = reviewer.post(f"/vi/contribute/drafts/{number}/comments/", data=said)
    assert (answer.status_code, "#comment-" in answer.headers["Location"]) == (303, True)
    text = page(way, number, "author")
    part = text[text.index('id="vi-section-results"') : text.index('id="vi-section-evidence"')]
    assert "Xin nêu nguồn. &lt;b&gt;" in part
    comment = answer.headers["Location"].rpartition("-")[2]
    assert way.clients["author"].post(f"/vi/contribute/drafts/{number}/comments/{comment}/settle/").status_code == 303
    assert 'class="settled"' in page(way, number)


@pytest.mark.parametrize("who", ["stranger", "admin"])
def test_nobody_else_speaks_of_a_draft(way: Way, who: str) -> None:
    number = way.draft_in("review")
    data = {"text": "x", "lang": "vi", "place": "", "number": "1"}
    assert way.clients[who].post(f"/vi/contribute/drafts/{number}/comments/", data=data).status_code in (403, 404)


def test_a_comment_of_another_draft_is_not_settled_through_this_one(way: Way) -> None:
    first, second = way.draft_in("review"), way.draft_in("review")
    said = {"text": "Một ý", "lang": "vi", "place": "", "number": "1"}
    made = way.clients["reviewer"].post(f"/vi/contribute/drafts/{first}/comments/", data=said).headers["Location"]
    path = f"/vi/contribute/drafts/{second}/comments/{made.rpartition('-')[2]}/settle/"
    assert way.clients["reviewer"].post(path).status_code == 404


def commented(way: Way, number: int, place: str = "#results") -> str:
    """The address at which a reviewer's comment is settled."""
    said = {"text": "Xin nêu nguồn.", "lang": "vi", "place": place, "number": "1"}
    made = way.clients["reviewer"].post(f"/vi/contribute/drafts/{number}/comments/", data=said)
    return f"/vi/contribute/drafts/{number}/comments/{made.headers['Location'].rpartition('-')[2]}/settle/"


def test_those_who_may_speak_of_a_draft_settle_a_comment_and_nobody_else_does(way: Way) -> None:
    number = way.draft_in("review")
    settle = commented(way, number)
    refused = {who: way.clients[who].post(settle).status_code for who in ("stranger", "admin")}
    assert refused == {"stranger": 404, "admin": 403}
    assert way.app.test_client().post(settle).status_code in (303, 400)
    assert settle in page(way, number, "author") and 'class="settled"' not in page(way, number)
    assert all(way.clients[who].post(settle).status_code == 303 for who in ("colleague", "translator", "editor"))
    text = page(way, number)
    assert 'class="settled"' in text and "đã xong" in text
    assert settle not in text  # what is settled needs no button
    with way.open() as session:
        assert session.query(Comment).filter_by(draft_id=number).one().text == "Xin nêu nguồn."


def test_a_settled_comment_leaves_the_form_of_its_draft(way: Way) -> None:
    number = way.draft_in("review")
    settle, other = commented(way, number), commented(way, number, "countries")
    way.act(number, "reviewer", "ask_changes")
    form = way.clients["author"].get(f"/vi/contribute/drafts/{number}/edit/").text
    assert form.count("Xin nêu nguồn.") == 2
    assert way.clients["author"].post(settle).status_code == 303
    form = way.clients["author"].get(f"/vi/contribute/drafts/{number}/edit/").text
    assert form.count("Xin nêu nguồn.") == 1 and 'href="#f-both-countries"' in form
    assert way.clients["author"].post(other).status_code == 303


def test_what_came_to_its_end_is_spoken_of_no_more(way: Way) -> None:
    number = way.draft_in("review")
    settle = commented(way, number)
    way.act(number, "reviewer", "ask_changes")
    way.act(number, "author", "discard")
    said = {"text": "Muộn rồi", "lang": "vi", "place": "", "number": "1"}
    assert way.clients["reviewer"].post(f"/vi/contribute/drafts/{number}/comments/", data=said).status_code == 409
    assert way.clients["author"].post(settle).status_code == 409
    text = page(way, number)
    assert "Xin nêu nguồn." in text
    assert "/comments/" not in text
