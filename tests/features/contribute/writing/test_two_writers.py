"""Two people on one draft see each other, and neither overwrites the other in silence; of one entry there is one draft."""

import re

import pytest
from flask.testing import FlaskClient
from writing import Desk, Form, edit, writing_desk

from hub.desk.database import db
from hub.desk.tables import Account
from hub.features.contribute.tables import Draft

JSON = {"Accept": "application/json"}


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Desk:
    return writing_desk(tmp_path_factory.mktemp("two"))


def both(desk: Desk, title: str) -> tuple[int, FlaskClient, FlaskClient, Form]:
    """A draft that two people have open, and the form as both have it."""
    first, second = desk.client(desk.writer), desk.client(desk.colleague)
    number = desk.begun(first, title)
    return number, first, second, Form(first.get(edit(number)).text)


def test_two_people_see_each_other(desk: Desk) -> None:
    number, first, second, _ = both(desk, "Cùng viết")
    names = {who: name for who, name in ((desk.writer, ""), (desk.colleague, ""))}
    with desk.app.app_context():
        names = {who: db.session.get(Account, who).name for who in names}  # type: ignore[union-attr]
    assert names[desk.writer] in second.get(edit(number)).text
    assert first.get(f"/vi/contribute/drafts/{number}/state/").json == {"number": 1, "others": [names[desk.colleague]]}


def test_changes_of_different_places_come_together(desk: Desk) -> None:
    number, first, second, form = both(desk, "Hai nơi")
    first.post(edit(number), data=form.with_(vi__title="Của tôi"))
    sent = second.post(edit(number), data=form.with_(**{"vi__#problem": "Của bạn"}))
    assert sent.status_code == 303
    page = desk.pages(number)["vi"]
    assert (page.fields["title"], page.sections["problem"]) == ("Của tôi", "Của bạn")


def test_a_script_is_told_what_others_wrote(desk: Desk) -> None:
    number, first, second, form = both(desk, "Cho máy")
    first.post(edit(number), data=form.with_(vi__title="Của tôi"))
    told = second.post(edit(number), data=form.with_(**{"vi__#problem": "Của bạn"}), headers=JSON).json
    assert told["number"] == 3
    assert ["vi.title", "Của tôi"] in told["form"]


def clash(desk: Desk, title: str) -> tuple[int, FlaskClient, str]:
    """A page that shows two versions of one title and one section, nothing being saved."""
    number, first, second, form = both(desk, title)
    first.post(edit(number), data=form.with_(vi__title="Của họ", **{"vi__#problem": "Vấn đề của họ"}))
    sent = second.post(
        edit(number),
        data=form.with_(vi__title="Của tôi", vi__summary="Chỉ tôi viết", **{"vi__#problem": "Vấn đề của tôi"}),
    )
    assert sent.status_code == 409
    return number, second, sent.text


def resolved(html: str, **choices: str) -> dict[str, str]:
    fields = {name: re.search(rf'name="{name}" value="([^"]*)"', html)[1] for name in ("number", "solved")}  # type: ignore[index]
    return fields | {name.replace("_", ".", 1): value for name, value in choices.items()}


def test_the_same_place_is_shown_three_times_and_nothing_is_overwritten(desk: Desk) -> None:
    number, _, html = clash(desk, "Cùng nơi")
    for words in ("Cùng nơi", "Của họ", "Của tôi", "Vấn đề của họ", "Vấn đề của tôi"):
        assert words in html
    assert desk.pages(number)["vi"].fields["title"] == "Của họ"


def test_each_place_is_chosen_by_itself_and_the_rest_is_kept(desk: Desk) -> None:
    number, second, html = clash(desk, "Chọn từng nơi")
    sent = second.post(edit(number), data=resolved(html, keep_1="theirs", keep_2="mine"))
    assert sent.status_code == 303
    page = desk.pages(number)["vi"]
    assert page.fields["title"] == "Của họ"
    assert page.sections["problem"] == "Vấn đề của tôi"
    assert page.fields["summary"] == "Chỉ tôi viết"


def test_a_place_can_be_written_anew(desk: Desk) -> None:
    number, second, html = clash(desk, "Viết lại")
    second.post(edit(number), data=resolved(html, keep_1="anew", anew_1="Của cả hai", keep_2="theirs"))
    assert desk.pages(number)["vi"].fields["title"] == "Của cả hai"


def test_what_is_saved_while_one_chooses_is_not_overwritten_either(desk: Desk) -> None:
    number, second, html = clash(desk, "Lại đụng")
    first = desk.client(desk.writer)
    first.post(edit(number), data=Form(first.get(edit(number)).text).with_(vi__title="Của họ lần nữa"))
    again = second.post(edit(number), data=resolved(html, keep_1="mine", keep_2="mine"))
    assert again.status_code == 409
    assert "Của họ lần nữa" in again.text
    assert "Của tôi" in again.text


def test_a_script_learns_of_a_clash_and_saves_nothing(desk: Desk) -> None:
    number, first, second, form = both(desk, "Máy đụng")
    first.post(edit(number), data=form.with_(vi__title="Của họ"))
    sent = second.post(edit(number), data=form.with_(vi__title="Của tôi"), headers=JSON)
    assert (sent.status_code, sent.json) == (409, {"conflict": True})
    assert desk.pages(number)["vi"].fields["title"] == "Của họ"


def test_choices_that_the_hub_did_not_offer_are_refused(desk: Desk) -> None:
    number, second, html = clash(desk, "Giả mạo")
    forged = resolved(html, keep_1="mine")
    forged["solved"] = forged["solved"][:-3] + "abc"
    assert second.post(edit(number), data=forged).status_code == 400


def test_two_tabs_of_one_person_are_two_writers(desk: Desk) -> None:
    client = desk.client(desk.writer)
    number = desk.begun(client, "Hai thẻ")
    form = Form(client.get(edit(number)).text)
    client.post(edit(number), data=form.with_(vi__title="Thẻ một"))
    client.post(edit(number), data=Form(client.get(edit(number)).text).with_(vi__summary="Thẻ một"))
    assert client.post(edit(number), data=form.with_(vi__title="Thẻ hai")).status_code == 409


def test_two_drafts_of_one_entry_cannot_be_begun(desk: Desk) -> None:
    number = desk.proposed(desk.client(desk.writer), "practice/vn-nam")
    mine = desk.client(desk.colleague).post("/vi/contribute/propose/", data={"entry": "practice/vn-nam"})
    assert (mine.status_code, edit(number) in mine.text) == (409, True)
    theirs = desk.client(desk.stranger).post("/vi/contribute/propose/", data={"entry": "practice/vn-nam"})
    assert (theirs.status_code, edit(number) in theirs.text) == (409, False)


def test_no_draft_is_changed_by_a_wrong_number(desk: Desk) -> None:
    client = desk.client(desk.writer)
    number = desk.begun(client, "Số sai")
    for wrong in ("", "x", "99"):
        assert client.post(edit(number), data={"number": wrong, "vi.title": "Y"}).status_code == 400
    with desk.app.app_context():
        assert db.session.get(Draft, number).number == 1  # type: ignore[union-attr]
