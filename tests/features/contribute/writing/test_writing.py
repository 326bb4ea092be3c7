"""Writing at the desk without scripts: begin, save, check, look at it, send it in; and who may not."""

import re
from html import unescape

import pytest
from members import BEGUN, member
from writing import Desk, Form, edit, writing_desk

from hub.content.write.publishing import current, publish
from hub.desk.database import db
from hub.desk.tables import Account
from hub.feature import discover
from hub.features.contribute.operations import comment
from hub.features.contribute.tables import Draft

KINDS = discover().registry.kinds


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Desk:
    return writing_desk(tmp_path_factory.mktemp("writing"))


def test_a_new_entry_begins_with_its_title_and_what_editors_alone_fill_in(desk: Desk) -> None:
    number = desk.begun(desk.client(desk.writer), "Đường dây nóng")
    draft = desk.draft(number)
    assert (draft.kind, draft.slug, draft.state) == ("practice", "duong-day-nong", "draft")
    assert desk.pages(number)["vi"].fields == {"title": "Đường dây nóng", "evidence": "unrated", "status": "starter"}


def test_what_is_typed_is_saved_by_pressing_save(desk: Desk) -> None:
    client = desk.client(desk.writer)
    number = desk.begun(client, "Lưu lại")
    form = Form(client.get(edit(number)).text)
    sent = client.post(
        edit(number),
        data=form.with_(vi__summary="Tóm tắt.", both__countries=["VN"], **{"vi__#problem": "Một\r\n\r\nhai"}),
    )
    assert (sent.status_code, sent.headers["Location"]) == (303, edit(number))
    page = desk.pages(number)["vi"]
    assert page.fields["countries"] == ["VN"]
    assert page.sections == {"problem": "Một\n\nhai"}
    assert "Một" in client.get(edit(number)).text


def test_a_published_entry_that_nobody_changed_is_saved_as_it_was(desk: Desk) -> None:
    client = desk.client(desk.writer)
    number = desk.proposed(client, "practice/vn-mot")
    before = desk.pages(number)
    client.post(edit(number), data=Form(client.get(edit(number)).text).values)
    assert desk.pages(number) == before
    assert desk.draft(number).number == 1


def test_one_row_more_keeps_everything_that_was_typed(desk: Desk) -> None:
    client = desk.client(desk.writer)
    number = desk.begun(client, "Thêm dòng")
    form = Form(client.get(edit(number)).text)
    sent = client.post(edit(number), data=form.with_(add="both.sources", both__sources__0__id="first", vi__title="Mới"))
    there = client.get(sent.headers["Location"])
    again = Form(there.text)
    assert again.values["both.sources.0.id"] == ["first"]
    assert again.values["both.sources.1.id"] == [""]
    assert again.values["vi.title"] == ["Mới"]


def test_a_row_is_removed_by_its_button(desk: Desk) -> None:
    client = desk.client(desk.writer)
    number = desk.proposed(client, "practice/vn-hai")
    form = Form(client.get(edit(number)).text)
    client.post(edit(number), data=form.with_(drop="both.sources.0"))
    assert "sources" not in desk.pages(number)["vi"].fields


def test_a_row_is_moved_with_what_was_typed_and_stays_there_in_the_published_files(desk: Desk) -> None:
    client = desk.client(desk.writer)
    number = desk.begun(client, "Đổi thứ tự")
    rows = {f"both__sources__{row}__id": name for row, name in enumerate(("first", "second", "third"))}
    client.post(edit(number), data=Form(client.get(edit(number)).text).with_(**rows))
    form = Form(client.get(edit(number)).text)
    typed = form.with_(up="both.sources.2", both__sources__2__url="https://example.org/3", vi__title="Gõ dở")
    sent = client.post(edit(number), data=typed)
    assert sent.headers["Location"] == f"{edit(number)}#f-both-sources-1-up"
    html = client.get(edit(number)).text
    again = Form(html)
    assert [again.values[f"both.sources.{row}.id"] for row in range(3)] == [["first"], ["third"], ["second"]]
    assert again.values["both.sources.1.url"] == ["https://example.org/3"]
    assert again.values["vi.title"] == ["Gõ dở"]
    assert re.findall(r'name="(up|down)" value="both\.sources\.(\d)"', html) == [
        ("down", "0"), ("up", "1"), ("down", "1"), ("up", "2"),
    ]  # fmt: skip
    assert 'Chuyển lên<span class="vh">: Nguồn, mục 2</span>' in html
    sent = client.post(edit(number), data=again.with_(up="both.sources.1"))
    assert sent.headers["Location"] == f"{edit(number)}#f-both-sources-0-down"  # there is no way up from there
    roots = {name: desk.root / name for name in ("content", "exhibits")}
    practice, today = KINDS["practice"], BEGUN.date()
    publish(practice, "doi-thu-tu", "", desk.pages(number), roots, {}, instance=desk.root / "instance", today=today)
    there = current(practice, "doi-thu-tu", "", roots, desk.root / "instance").pages["vi"]
    assert [source["id"] for source in there.fields["sources"]] == ["third", "first", "second"]
    (desk.root / "content/library/doi-thu-tu.vi.md").unlink()


def test_a_section_of_ones_own_has_a_heading_in_each_language(desk: Desk) -> None:
    client = desk.client(desk.writer)
    number = desk.begun(client, "Mục riêng")
    sent = client.post(edit(number), data=Form(client.get(edit(number)).text).with_(add="sections"))
    form = Form(client.get(sent.headers["Location"]).text)
    client.post(edit(number), data=form.with_(**{"vi__##muc-1": "Chi phí", "vi__#muc-1": "Không."}))
    page = desk.pages(number)["vi"]
    assert (page.headings["muc-1"], page.sections["muc-1"]) == ("Chi phí", "Không.")


def test_a_contributor_can_send_no_field_of_editors(desk: Desk) -> None:
    client = desk.client(desk.writer)
    number = desk.begun(client, "Không được")
    html = client.get(edit(number)).text
    assert 'name="both.status"' not in html
    client.post(edit(number), data=Form(html).with_(both__status="confirmed", both__embargo="2030-01-01 00:00"))
    fields = desk.pages(number)["vi"].fields
    assert fields["status"] == "starter"
    assert "embargo" not in fields


def test_an_editor_fills_in_what_editors_alone_do(desk: Desk) -> None:
    number = desk.begun(desk.client(desk.writer), "Biên tập")
    client = desk.client(desk.editor)
    form = Form(client.get(edit(number)).text)
    client.post(edit(number), data=form.with_(both__status="confirmed"))
    assert desk.pages(number)["vi"].fields["status"] == "confirmed"


def test_check_says_beside_each_control_what_is_missing(desk: Desk) -> None:
    client = desk.client(desk.writer)
    number = desk.begun(client, "Kiểm tra")
    sent = client.post(
        edit(number), data=Form(client.get(edit(number)).text).with_(go="check", both__years__from="hai")
    )
    html = unescape(client.get(sent.headers["Location"]).text)
    assert 'id="f-both-countries-wrong"' in html
    assert 'id="f-vi-_problem-wrong"' in html
    assert 'href="#f-both-years-from"' in html
    assert "vocabulary" not in html


def test_what_check_says_is_in_the_language_of_the_page(desk: Desk) -> None:
    client = desk.client(desk.writer)
    number = desk.begun(client, "Hai ngôn ngữ")
    assert "Countries: still to be filled in" in unescape(client.get(f"{edit(number, 'en')}?check=1").text)
    assert "Quốc gia: chưa điền" in unescape(client.get(f"{edit(number)}?check=1").text)


def test_a_draft_with_something_missing_cannot_be_sent_in(desk: Desk) -> None:
    client = desk.client(desk.writer)
    number = desk.begun(client, "Chưa xong")
    path = f"/vi/contribute/drafts/{number}/submit/"
    refused = client.post(path, data={"number": "1"})
    assert refused.status_code == 409
    assert desk.draft(number).state == "draft"


def test_what_is_missing_says_in_which_language_and_by_what_the_form_calls_it(desk: Desk) -> None:
    client = desk.client(desk.writer)
    number = desk.proposed(client, "practice/duong-day")
    form = Form(client.get(edit(number)).text)
    assert client.post(edit(number), data=form.with_(vi__in_short="", en__in_short="")).status_code == 303
    html = unescape(client.get(f"/vi/contribute/drafts/{number}/submit/").text)
    told = re.findall(r'#f-(\w+)-in_short">([^<]*)<', html)
    assert [lang for lang, _ in told] == ["en", "vi"]
    assert [sentence[:36] for _, sentence in told] == [
        "Bằng tiếng Anh: Thiếu Nói ngắn gọn; ",
        "Bằng tiếng Việt: Thiếu Nói ngắn gọn;",
    ]


def test_a_change_is_sent_in_as_a_minor_one(desk: Desk) -> None:
    client = desk.client(desk.writer)
    number = desk.proposed(client, "practice/vn-ba")
    client.post(edit(number), data=Form(client.get(edit(number)).text).with_(vi__title="Thực hành thứ ba"))
    path = f"/vi/contribute/drafts/{number}/submit/"
    assert client.get(path).status_code == 200
    sent = client.post(path, data={"number": str(desk.draft(number).number), "minor": "yes"})
    assert (sent.status_code, sent.headers["Location"]) == (303, "/vi/contribute/")
    draft = desk.draft(number)
    assert (draft.state, draft.minor) == ("submitted", True)
    # While others decide over it nobody writes, and what comes too late is shown, to be copied.
    late = client.post(edit(number), data={"number": "2", "vi.title": "Muộn rồi"})
    assert late.status_code == 409
    assert "Muộn rồi" in late.text
    assert client.get(edit(number)).headers["Location"].endswith("/preview/")


def test_what_was_sent_in_is_what_was_seen(desk: Desk) -> None:
    client = desk.client(desk.writer)
    number = desk.proposed(client, "practice/vn-bon")
    assert client.post(f"/vi/contribute/drafts/{number}/submit/", data={"number": "9"}).status_code == 409
    assert desk.draft(number).state == "draft"


def test_an_address_that_is_taken_or_cannot_be_is_refused(desk: Desk) -> None:
    client = desk.client(desk.writer)
    for slug in ("vn-mot", "compare", "../x", "A b"):
        sent = client.post("/vi/contribute/new/", data={"kind": "practice", "title": "X", "slug": slug, "lang": "vi"})
        assert sent.status_code == 400, slug
        assert str(desk.root) not in sent.text


def test_contributors_write_no_texts_of_the_exhibition(desk: Desk) -> None:
    client = desk.client(desk.writer)
    assert client.post("/vi/contribute/new/", data={"kind": "tour", "title": "X", "lang": "vi"}).status_code == 400
    assert client.post("/vi/contribute/propose/", data={"entry": "work/tp-01"}).status_code == 404
    assert desk.proposed(desk.client(desk.editor), "work/tp-01")


PLACES = ("edit/", "state/", "preview/", "submit/", "attachments/", "attachments/1/")


@pytest.mark.parametrize("place", PLACES)
@pytest.mark.parametrize("method", ["get", "post"])
def test_a_draft_of_another_organisation_is_as_one_that_is_not_there(desk: Desk, place: str, method: str) -> None:
    number = desk.begun(desk.client(desk.writer), f"Của bộ {place} {method}")
    client = desk.client(desk.stranger)
    theirs = getattr(client, method)(f"/en/contribute/drafts/{number}/{place}")
    nowhere = getattr(client, method)(f"/en/contribute/drafts/{number + 1000}/{place}")
    assert theirs.status_code == nowhere.status_code
    assert theirs.status_code in (404, 405)
    assert theirs.text.replace(f"drafts/{number}/", "") == nowhere.text.replace(f"drafts/{number + 1000}/", "")


@pytest.mark.parametrize("place", PLACES)
def test_who_is_not_signed_in_is_led_to_the_page_for_that(desk: Desk, place: str) -> None:
    found = desk.client(None).get(f"/vi/contribute/drafts/1/{place}")
    assert found.status_code == 303
    assert found.headers["Location"].startswith("/vi/account/")


def test_a_reviewer_reads_a_draft_and_writes_none(desk: Desk) -> None:
    number = desk.begun(desk.client(desk.writer), "Người duyệt")
    client = desk.client(member(desk.app, "reviewer"))
    assert client.get(f"/vi/contribute/drafts/{number}/preview/").status_code == 200
    assert client.get(edit(number)).status_code == 403
    assert client.post(edit(number), data={"number": "1", "vi.title": "X"}).status_code == 403


def test_the_list_names_own_drafts_with_what_comes_next(desk: Desk) -> None:
    number = desk.begun(desk.client(desk.colleague), "Bản của đồng nghiệp")
    html = desk.client(desk.colleague).get("/vi/contribute/").text
    assert f'href="{edit(number)}"' in html
    assert "Bản của đồng nghiệp" in html
    assert "Bản của đồng nghiệp" not in desk.client(desk.stranger).get("/vi/contribute/").text


def test_a_hostile_title_is_text_everywhere(desk: Desk) -> None:
    client = desk.client(desk.writer)
    hostile = "<img src=x onerror=alert(1)>\"'></textarea><script>alert(1)</script>"
    number = desk.begun(client, hostile)
    client.post(
        edit(number),
        data=Form(client.get(edit(number)).text).with_(**{"vi__#problem": hostile, "vi__summary": hostile}),
    )
    for path in ("", f"drafts/{number}/edit/", f"drafts/{number}/submit/", f"drafts/{number}/attachments/"):
        html = client.get(f"/vi/contribute/{path}").text
        assert "<img src=x" not in html
        assert "<script>alert" not in html


def test_a_form_of_two_whole_texts_is_read_and_none_without_end(desk: Desk) -> None:
    client = desk.client(desk.writer)
    number = desk.begun(client, "Rất dài")
    long = "Chữ việt đậm dấu. " * 8_000
    sent = client.post(
        edit(number), data=Form(client.get(edit(number)).text).with_(**{"vi__#problem": long, "en__#problem": long})
    )
    assert sent.status_code == 303
    assert desk.pages(number)["en"].sections["problem"] == long.strip()
    beyond = client.post(edit(number), data={"number": "2", "vi.#problem": "x" * (4 * 1024 * 1024)})
    assert beyond.status_code == 413


def test_what_reviewers_say_stands_in_the_form_with_a_link_to_its_place(desk: Desk) -> None:
    number = desk.begun(desk.client(desk.writer), "Có nhận xét")
    reviewer = member(desk.app, "reviewer")
    with desk.app.app_context():
        account, draft = db.session.get(Account, reviewer), db.session.get(Draft, number)
        assert account is not None
        assert draft is not None
        comment(db.session(), BEGUN, account, draft, 1, "vi", "#problem", "Thiếu <nguồn>")
        comment(db.session(), BEGUN, account, draft, 1, "vi", "countries", "Nước nào?")
        db.session.commit()
    html = desk.client(desk.writer).get(edit(number)).text
    assert 'href="#f-vi-_problem">Vấn đề</a>' in html
    assert "Thiếu &lt;nguồn&gt;" in html
    assert 'href="#f-both-countries"' in html
