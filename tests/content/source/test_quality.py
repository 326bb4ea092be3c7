"""The quality of content: each sort of problem as `check` tells it, with its line and its cure, in both languages."""

import json
from collections.abc import Callable
from datetime import datetime
from gettext import NullTranslations
from pathlib import Path
from typing import NamedTuple

import pytest
from own import FOLDERS
from running import REPOSITORY
from small import put, small

from hub.content.assemble import assemble
from hub.content.checks.proofreading import every_problem
from hub.content.model.dates import HANOI
from hub.content.source.archive import Archive
from hub.feature import discover
from hub.i18n.languages import LANGS, Lang
from hub.i18n.uncompiled import load_messages
from hub.problems import Problem
from hub.storage.packs import Packs

VI, EN = "content/library/duong-day.vi.md", "content/library/duong-day.en.md"
ABOUT = "content/pages/about.en.md"
SOURCES = "content/vocabulary/sources.yaml"
NOW = "2026-11-29 12:00"
MESSAGES: dict[Lang, NullTranslations] = {lang: load_messages(REPOSITORY / "translations", lang) for lang in LANGS}
Edit = Callable[[Path], None]


def found(root: Path, now: str = NOW, **folders: Path) -> list[Problem]:
    """Everything that `check` finds in the content below a folder, or in other folders; what it finds in code is left out."""
    folders = {name: root / name for name in ("content", "exhibits", "translations")} | folders
    archive = Archive(folders["content"], folders["exhibits"], discover().registry, Packs(root / "packs"))
    archive.refresh()
    edition = assemble(archive, datetime.fromisoformat(now).replace(tzinfo=HANOI), drafts=True)
    problems = every_problem(edition, archive, root, folders["translations"], "hub.example")
    return [problem for problem in problems if problem.file.startswith(("content/", "exhibits/"))]


@pytest.fixture
def root(tmp_path: Path) -> Path:
    return small(tmp_path)


def change(name: str, old: str, new: str) -> Edit:
    """An edit of a careless author."""

    def edit(root: Path) -> None:
        text = (root / name).read_text(encoding="utf-8")
        assert old in text
        put(root / name, text.replace(old, new, 1))

    return edit


def indicator(**more: str) -> Edit:
    figure = {"id": "calls", "name": {"vi": "Cuộc gọi", "en": "Calls"}, "value": "5"} | more
    return change(VI, "evidence_types:", f"indicators: {json.dumps([figure], ensure_ascii=False)}\nevidence_types:")


class Case(NamedTuple):
    """What an author has done, where it is told (a file, and what its line begins with), and in which words."""

    sort: str
    edit: Edit
    file: str
    line: str
    en: str
    vi: str
    now: str = NOW
    severity: str = "warning"


LOOKED = "the source %s was last looked at on 2026-11-24, more than a year ago; open it again, correct what has changed here, and write the day in accessed"
ĐÃ_XEM = "nguồn %s được xem lần cuối ngày 2026-11-24, đã hơn một năm; hãy mở lại nguồn, sửa những gì đã thay đổi ở đây, rồi ghi ngày xem vào accessed"
CASES = {
    "a figure names a source that is not there": Case(
        "figure", indicator(source="nobody"), VI, "indicators:",
        "the indicator calls names the source nobody, which is not among the sources; add it or correct the name",
        "chỉ số calls dẫn nguồn nobody, nhưng nguồn này không có trong sources; hãy bổ sung hoặc sửa lại tên", severity="error",
    ),
    "a figure with an empty source": Case(
        "figure", indicator(source=""), VI, "indicators:",
        "the indicator calls has no source; write source: and the id of one of the sources",
        "chỉ số calls chưa có nguồn; hãy ghi source: và id của một nguồn trong sources", severity="error",
    ),
    "a figure without a source": Case(
        "figure", indicator(), VI, "indicators:", "indicators.0.source is missing; add it", "thiếu indicators.0.source; hãy thêm vào", severity="error",
    ),
    "a citation of nothing": Case(
        "figure", change(EN, "Part results [@own].", "Part results [@none]."), EN, "Part results",
        "no source has the id none; add it to sources or correct the reference",
        "không có nguồn nào mang mã none; hãy thêm nguồn đó vào trường sources hoặc sửa chỗ dẫn nguồn", severity="error",
    ),
    "a source that nobody has looked at for a year": Case(
        "source", change(VI, 'review_due: "2027-05-24"', 'review_due: "2028-05-24"'),
        VI, "sources:", LOOKED % "own", ĐÃ_XEM % "own", now="2027-11-25 00:00",
    ),
    "a source of the site that nobody has looked at for a year": Case(
        "source", change(SOURCES, '"date": "2025"', '"date": "2025", "accessed": "2026-11-24"'), SOURCES, "{", LOOKED % "report", ĐÃ_XEM % "report",
        now="2027-11-25 00:00",
    ),
    "an entry past its review": Case(
        "review", lambda root: None, VI, "review_due:",
        "this was to be checked again by 2027-05-24; look at its sources, correct what has changed, then write the day in verified_on and a later one in review_due",
        "mục này cần được rà soát trước ngày 2027-05-24; hãy xem lại các nguồn, sửa những gì đã thay đổi, rồi ghi ngày rà soát vào verified_on và một ngày sau đó vào review_due",
        now="2027-05-25 00:00",
    ),
    "a heading over nothing": Case(
        "section", change(EN, "Part limits [@own].", "Part limits [@own].\n\n### Not known {#not-known}\n\n<!-- later -->"), EN, "### Not known",
        "nothing stands under the heading “Not known”; write the text, or take the heading out",
        "dưới đề mục “Not known” chưa có gì; hãy viết nội dung, hoặc bỏ đề mục này đi",
    ),
    "an empty section of the template": Case(
        "section", change(VI, "Phần limits [@own].", ""), VI, "## Phần limits", "the section limits is empty; write at least that it is not yet known",
        "phần limits còn để trống; ít nhất hãy viết “Chưa có thông tin.”", severity="error",
    ),
    "a section of the template that one language lacks": Case(
        "section", change(EN, "## Part help {#help}\n\nPart help [@own].", ""), EN, "Part sustainability",
        "the section help is missing; add ## … {#help}", "thiếu phần help; hãy thêm dòng đề mục ## … {#help}", severity="error",
    ),
    "a code that no list has": Case(
        "code", change(VI, '"image-abuse"', '"image-abus"'), VI, "harms:",
        "harms: image-abus is not a term of the vocabulary harms; the nearest is image-abuse", "", severity="error",
    ),
    "a link to what was withdrawn": Case(
        "link", change(EN, "Part help [@own].", "See [the session](session/rut-lai)."), EN, "See [the session]",
        "session/rut-lai was withdrawn, so readers are not led there; name another entry, or take it out",
        "session/rut-lai đã được rút nên người đọc không được dẫn tới đó nữa; hãy ghi một mục khác, hoặc bỏ đi",
    ),
    "a field that names what was withdrawn": Case(
        "link", change(VI, "level:", 'related: ["session/rut-lai"]\nlevel:'), VI, "related:",
        "session/rut-lai was withdrawn, so readers are not led there; name another entry, or take it out",
        "session/rut-lai đã được rút nên người đọc không được dẫn tới đó nữa; hãy ghi một mục khác, hoặc bỏ đi",
    ),
    "a link to what was never there": Case(
        "link", change(ABOUT, "Page About.", "See [it](practice/qqqqqq)."), ABOUT, "See [it]",
        "qqqqqq: there is no practice with this name; correct the name or remove it",
        "không có mục nào thuộc loại practice mang tên qqqqqq; hãy sửa tên hoặc bỏ đi", severity="error",
    ),
    "an address inside the site": Case(
        "link", change(ABOUT, "Page About.", "See [it](/en/library/gone/)."), ABOUT, "See [it]",
        "the link /en/library/gone/ leads nowhere; write kind/slug, https://… or tel:…", "",
    ),
    "the site’s own address": Case(
        "link", change(ABOUT, "Page About.", "See [it](https://hub.example/en/library/gone/)."), ABOUT, "See [it]",
        "https://hub.example/en/library/gone/ leads to this site itself, and would break when the site moves; write kind/slug in its place, such as page/about", "",
    ),
    "a number without a source": Case(
        "number", change(EN, "Part results [@own].", "There were 1,200 cases, and 111 was called."), EN, "There were",
        "1,200 has no source; cite the one that says so in the same paragraph, as [@…], or take the number out",
        "số 1,200 chưa có nguồn; hãy dẫn nguồn nêu số này ngay trong đoạn văn đó, dưới dạng [@…], hoặc bỏ số này đi",
    ),
    "a number that only the summary has": Case(
        "number", change(VI, '"Đường dây hỗ trợ: tóm tắt."', '"Giúp 1.200 em."'), VI, "summary:",
        "1.200 in summary stands nowhere in the text with a source; say it there and cite the source, or take the number out",
        "số 1.200 ở summary không có ở chỗ nào trong bài mà kèm nguồn; hãy nêu trong bài và dẫn nguồn, hoặc bỏ số này đi",
    ),
}  # fmt: skip


@pytest.mark.parametrize("case", CASES.values(), ids=CASES)
def test_each_sort_is_told_once_with_line_and_cure_in_both_languages(root: Path, case: Case) -> None:
    case.edit(root)
    lines = (root / case.file).read_text(encoding="utf-8").splitlines()
    at = 1 + next(number for number, line in enumerate(lines) if line.startswith(case.line))
    files = case.file.partition(".")[0]  # those of both languages
    problems = [problem for problem in found(root, case.now) if problem.file.startswith(f"{files}.")]
    (problem,) = [problem for problem in problems if problem.sort == case.sort]
    said = {lang: problem.sentence(MESSAGES[lang].gettext) for lang in LANGS}
    assert (problem.file, problem.line, problem.severity) == (case.file, at, case.severity)
    assert said["en"] == case.en
    assert said["vi"] == case.vi or (not case.vi and said["vi"] != case.en)


def test_content_in_order_has_no_problem(root: Path) -> None:
    assert found(root) == []


def test_a_section_that_both_languages_lack_is_to_be_written_in_both(root: Path) -> None:
    for name, word in ((VI, "Phần"), (EN, "Part")):
        change(name, f"## {word} lessons {{#lessons}}\n\n{word} lessons [@own].\n", "")(root)
    told = [(problem.file, problem.values) for problem in found(root) if problem.sort == "section"]
    assert told == [(EN, {"id": "lessons"}), (VI, {"id": "lessons"})]


@pytest.mark.parametrize(("now", "sorts"), [("2027-05-24 23:59", set()), ("2027-11-24 23:59", {"review"})])
def test_the_last_day_is_still_in_time(root: Path, now: str, sorts: set[str]) -> None:
    problems = [problem for problem in found(root, now) if problem.file in (VI, EN)]
    assert {problem.sort for problem in problems} == sorts


def test_a_heading_over_smaller_headings_and_code_that_looks_like_one_are_let_be(root: Path) -> None:
    change(ABOUT, "Page About.", "## One {#one}\n\n### Two {#two}\n\nText.\n\n```\n## Three\n```")(root)
    assert found(root) == []


def test_a_withdrawn_entry_and_what_leads_from_it_are_nobodys_concern(root: Path) -> None:
    change(VI, 'status: "starter"', 'status: "withdrawn"\nrelated: ["session/rut-lai"]')(root)
    assert [problem for problem in found(root, "2029-01-01 12:00") if problem.file in (VI, EN)] == []


def test_a_new_file_without_anything_is_told_and_nothing_breaks(root: Path) -> None:
    put(root / "content/library/trong.vi.md", "---\n---\n")
    put(root / "content/library/trong.en.md", "")
    assert {problem.file for problem in found(root)} == {"content/library/trong.vi.md", "content/library/trong.en.md"}


def test_the_hubs_own_content_has_neither_an_error_nor_a_remark(tmp_path: Path) -> None:
    assert [problem.text(str) for problem in found(tmp_path, translations=REPOSITORY / "translations", **FOLDERS)] == []
