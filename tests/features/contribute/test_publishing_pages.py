"""Publishing and withdrawing at the desk: real files are written, changed ones are never overwritten, starters are taken over."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from built import Built, small_root
from ways import Way, with_section

FILE = "content/library/duong-day.vi.md"


@pytest.fixture
def way(tmp_path: Path) -> Iterator[Way]:
    yield Way(small_root(tmp_path))


def publish(way: Way, number: int, who: str = "editor") -> int:
    data = {"number": str(way.draft_number(number))}
    return way.clients[who].post(f"/vi/contribute/drafts/{number}/publish/", data=data).status_code


def test_what_was_approved_is_written_in_both_languages_and_read_by_the_next_edition(way: Way) -> None:
    number = way.draft_in("approved", with_section("results", "Kết quả đã duyệt.", "Approved results."))
    assert [publish(way, number, who) for who in ("author", "reviewer", "stranger")] == [403, 403, 403]
    assert publish(way, number) == 303
    assert way.state(number) == "published"
    shown = way.clients["editor"].get(f"/vi/contribute/drafts/{number}/publish/").text
    assert "/vi/library/muc-1/" in shown and "/en/library/muc-1/" in shown
    site = Built(way.root, now="2026-11-29T10:00")
    assert "Kết quả đã duyệt." in site.ask("/vi/library/muc-1/").text
    assert "Approved results." in site.ask("/en/library/muc-1/").text
    assert (
        "Cục Trẻ em"
        in (way.root / "content/library/muc-1.vi.md").read_text(encoding="utf-8").partition("approved_for")[2]
    )


def test_what_was_not_approved_is_not_published(way: Way) -> None:
    number = way.draft_in("signoff")
    assert publish(way, number) == 409
    assert way.clients["editor"].get(f"/vi/contribute/drafts/{number}/publish/").status_code == 303
    assert not (way.root / "content/library/muc-1.vi.md").exists()


def test_a_file_that_was_edited_meanwhile_is_not_overwritten_and_both_are_brought_together_for_review(way: Way) -> None:
    number = way.draft_in("approved", with_section("results", "Bản nháp.", "Draft."), slug="duong-day")
    file = way.root / FILE
    edited = (
        file.read_text(encoding="utf-8").replace("Phần results", "Tệp đã sửa").replace("Phần limits", "Hạn chế mới")
    )
    file.write_text(edited, encoding="utf-8")
    assert publish(way, number) == 409
    assert file.read_text(encoding="utf-8") == edited
    text = way.clients["editor"].get(f"/vi/contribute/drafts/{number}/publish/").text
    assert all(words in text for words in ("Tệp đã sửa", "Bản nháp.", "Hạn chế mới"))
    solved = text.partition('name="solved" value="')[2].partition('"')[0]
    data = {
        "number": str(way.draft_number(number)),
        "reason": "Đưa hai bản về một.",
        "solved": solved,
        "keep.1": "mine",
    }
    assert way.clients["editor"].post(f"/vi/contribute/drafts/{number}/reopen/", data=data).status_code == 303
    assert way.state(number) == "changes"
    assert file.read_text(encoding="utf-8") == edited
    text = way.clients["editor"].get(f"/vi/contribute/drafts/{number}/review/").text
    assert "Bản nháp." in text and "Hạn chế mới" in text


def test_a_draft_is_not_given_back_without_a_reason(way: Way) -> None:
    number = way.draft_in("approved")
    data = {"number": str(way.draft_number(number)), "reason": " "}
    assert way.clients["editor"].post(f"/vi/contribute/drafts/{number}/reopen/", data=data).status_code == 422
    assert way.state(number) == "approved"


def test_an_entry_that_its_institution_has_taken_over_is_a_starter_no_longer(way: Way) -> None:
    number = way.draft_in(
        "approved", with_section("results", "Cục viết lại.", "Rewritten."), slug="duong-day", takes_over=True
    )
    before = Built(way.root, now="2026-11-29T10:00").ask("/vi/library/duong-day/").text
    assert publish(way, number) == 303
    after = Built(way.root, now="2026-11-29T10:00").ask("/vi/library/duong-day/").text
    assert "chưa được" in before
    assert "Cục Trẻ em tiếp nhận và xác nhận" in after
    assert "Được tổng hợp từ các nguồn công khai" not in after


def test_the_reply_of_an_institution_stands_beside_the_entry(way: Way) -> None:
    file = way.root / FILE
    front = (
        'reply: "Chúng tôi có ý kiến khác. <b>"\nreply_by: {"vi": "Hội A", "en": "Society A"}\nreply_on: "2026-11-20"\n'
    )
    file.write_text(file.read_text(encoding="utf-8").replace("---\n", f"---\n{front}", 1), encoding="utf-8")
    site = Built(way.root, now="2026-11-29T10:00")
    text = site.ask("/vi/library/duong-day/").text
    assert "Chúng tôi có ý kiến khác. &lt;b&gt;" in text
    assert "Phản hồi của Hội A" in text
    assert site.ask("/vi/library/duong-day.json").text.count("Chúng tôi có ý kiến khác.") == 1


def test_an_entry_is_withdrawn_for_a_reason_by_editors_alone(way: Way) -> None:
    path = "/vi/contribute/entries/practice/duong-day/withdraw/"
    sure = {"reason": "Nguồn đã gỡ.", "sure": "yes"}
    assert [way.clients[who].post(path, data=sure).status_code for who in ("author", "reviewer", "admin")] == [403] * 3
    assert way.clients["editor"].post(path, data={"reason": "x"}).status_code == 422
    assert way.clients["editor"].post(path, data={"sure": "yes"}).status_code == 422
    assert way.clients["editor"].post(path, data=sure).status_code == 303
    assert Built(way.root, now="2026-11-29T10:00").ask("/vi/library/duong-day/").status == 410
