"""A preview is the page itself, made by the views of readers' pages, and only for those who may read the draft."""

import pytest
from members import member
from writing import Desk, Form, edit, writing_desk

from hub.features.contribute.views.previewing import RENDERING
from hub.features.contribute.writing.preview import Rendering
from hub.problems import Unreadable


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Desk:
    return writing_desk(tmp_path_factory.mktemp("previews"))


def preview(number: int, lang: str = "vi") -> str:
    return f"/{lang}/contribute/drafts/{number}/preview/"


def test_a_preview_is_the_page_with_what_the_draft_says(desk: Desk) -> None:
    client = desk.client(desk.writer)
    number = desk.proposed(client, "practice/vn-mot")
    form = Form(client.get(edit(number)).text)
    client.post(edit(number), data=form.with_(vi__title="Tên mới", **{"vi__#problem": "Chữ **mới** [@own]."}))
    shown = client.get(preview(number))
    assert shown.status_code == 200
    assert "<h1>Tên mới</h1>" in shown.text
    assert "<strong>mới</strong>" in shown.text
    assert "texts/practice.css" in shown.text
    assert f'href="{edit(number)}"' in shown.text


def test_a_preview_is_kept_by_nobody_and_found_by_nobody(desk: Desk) -> None:
    client = desk.client(desk.writer)
    shown = client.get(preview(desk.proposed(client, "practice/vn-hai")))
    assert shown.headers["Cache-Control"] == "no-store"
    assert shown.headers["X-Robots-Tag"] == "noindex"
    assert "Content-Security-Policy" in shown.headers


def test_the_public_page_and_its_neighbours_stay_as_they_are(desk: Desk) -> None:
    from hub import create_app
    from hub.config import Settings

    client = desk.client(desk.writer)
    number = desk.proposed(client, "practice/vn-ba")
    client.post(edit(number), data=Form(client.get(edit(number)).text).with_(vi__title="Chưa công bố"))
    assert "Chưa công bố" in client.get(preview(number)).text
    other = desk.proposed(client, "practice/vn-bon")
    assert "Chưa công bố" not in client.get(preview(other)).text
    folders = {name: desk.root / name for name in ("content", "exhibits", "instance")}
    site = create_app(settings=Settings(**folders)).test_client()
    assert "Chưa công bố" not in site.get("/vi/library/vn-ba/").text


def test_the_language_switch_of_a_preview_leads_to_the_other_preview(desk: Desk) -> None:
    client = desk.client(desk.writer)
    number = desk.proposed(client, "practice/vn-nam")
    html = client.get(preview(number)).text
    assert 'href="/en/library/vn-nam/" hreflang="en" lang="en"' not in html
    assert "Practice nam" in client.get(preview(number, "en")).text


def test_a_text_in_one_language_is_shown_in_the_other_with_a_notice(desk: Desk) -> None:
    client = desk.client(desk.editor)
    number = desk.begun(client, "Một vòng mới", kind="tour")
    form = Form(client.get(edit(number)).text)
    client.post(
        edit(number),
        data=form.with_(vi__summary="Đi một vòng.", both__minutes="10", both__works__0="tp-01", vi__updated=""),
    )
    shown = client.get(preview(number, "en"))
    assert "Một vòng mới" in shown.text
    assert "Not yet in English" in shown.text


def test_what_is_missing_is_said_where_there_can_be_no_page_yet(desk: Desk) -> None:
    client = desk.client(desk.writer)
    number = desk.begun(client, "Chưa đủ")
    shown = client.get(preview(number, "en"))
    assert shown.status_code == 200
    assert "Countries: still to be filled in" in shown.text
    assert "Problem" not in shown.text  # an empty section keeps no page from being shown


@pytest.mark.parametrize(
    ("roles", "status"),
    [
        (("reviewer",), 200),
        (("safeguarding",), 200),
        (("translator",), 200),
        (("editor",), 200),
        (("admin",), 403),
        ((), 403),
    ],
)
def test_each_role_sees_a_preview_as_the_table_says(desk: Desk, roles: tuple[str, ...], status: int) -> None:
    number = desk.begun(desk.client(desk.writer), f"Vai trò {len(roles)} {status} {'-'.join(roles)}")
    assert desk.client(member(desk.app, *roles)).get(preview(number)).status_code == status


def test_a_preview_for_another_organisation_is_not_there(desk: Desk) -> None:
    # Wagtail CVE-2026-44197: a preview that forgot to ask for permission.
    number = desk.begun(desk.client(desk.writer), "Bí mật của bộ")
    shown = desk.client(desk.stranger).get(preview(number))
    assert shown.status_code == 404
    assert "Bí mật" not in shown.text


def test_hostile_markup_of_a_contributor_does_nothing_in_a_preview(desk: Desk) -> None:
    client = desk.client(desk.writer)
    number = desk.proposed(client, "practice/duong-day")
    hostile = 'A <script>alert(1)</script> <img src="https://evil.example/x.png" onerror="alert(1)"> [x](javascript:alert(1)) <!['
    form = Form(client.get(edit(number)).text)
    client.post(edit(number), data=form.with_(vi__title="<b>đậm</b>", **{"vi__#problem": hostile}))
    html = client.get(preview(number)).text
    for markup in ("<script>alert", '<img src="https://evil', 'href="javascript', "<b>đậm"):
        assert markup not in html, markup


def test_a_text_that_does_not_render_in_time_is_refused_with_its_section() -> None:
    quick = Rendering(frozenset(), seconds=1e-9)  # no text is rendered in so short a time, and the process is killed
    with pytest.raises(Unreadable) as refused:
        quick.render("## A {#a}\n\nx\n\n## B {#b}\n\ny\n", "content/library/x.vi.md", 7)
    assert refused.value.problems[0].line == 7
    slow = Rendering(frozenset())
    rendered, _, _ = slow.render("## A {#a}\n\nx\n", "x", 1)
    assert rendered.part("a") == "<p>x</p>"


def test_a_tangled_text_leaves_the_next_preview_as_it_was(desk: Desk) -> None:
    client = desk.client(desk.writer)
    number = desk.begun(client, "Rối", kind="statement")
    form = Form(client.get(edit(number)).text)
    client.post(edit(number), data=form.with_(**{"vi__#": "> " * 3_000 + "x"}))
    shown = client.get(preview(number, "en")).text
    assert "too deeply" in shown or "too tangled" in shown
    assert desk.app.extensions[RENDERING] is not None
    assert client.get(preview(desk.proposed(client, "statement/loi-noi"))).status_code == 200
