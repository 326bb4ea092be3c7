"""Earlier versions of an entry, from a real git repository: what is shown of them, and what never comes back."""

import re
import shutil
import subprocess
from collections.abc import Callable
from functools import partial
from pathlib import Path

import pytest
from built import Built, Page, at_rest, small_root
from ready import ready
from repository import AUTHOR, Repository
from small import document, put

ENTRY, HISTORY = "/vi/library/duong-day/", "/vi/library/duong-day/history/"
VI, EN = "content/library/duong-day.vi.md", "content/library/duong-day.en.md"
Edit = Callable[..., None]


@pytest.fixture
def root(tmp_path: Path) -> Path:
    return small_root(tmp_path / "site")


@pytest.fixture
def repository(root: Path) -> Repository:
    """The small content in its first commit."""
    made = Repository(root)
    made.commit()
    return made


@pytest.fixture
def edit(root: Path, repository: Repository) -> Edit:
    """Replace words in the Vietnamese file, or another one, and commit it."""

    return partial(replace, repository)


def replace(repository: Repository, old: str, new: str, name: str = VI) -> None:
    text = (repository.root / name).read_text("utf-8")
    assert old in text
    put(repository.root / name, text.replace(old, new))
    repository.commit()


@pytest.fixture(scope="module")
def edited(tmp_path_factory: pytest.TempPathFactory) -> Built:
    """The small content with one edit in its repository, built: to be looked at and copied."""
    root = small_root(tmp_path_factory.mktemp("edited") / "site")
    made = Repository(root)
    made.commit()
    replace(made, "Phần results [@own].", "Phần kết quả mới [@own].")
    return Built(root)


def versions(hub: Built, path: str = HISTORY) -> list[str]:
    """The ids of the versions that a page lists, the newest first."""
    answer = hub.ask(path)
    return [each["id"].removeprefix("version-") for each in Page(answer.text).all("li") if each.get("id")]


def test_a_change_is_shown_word_by_word_under_its_section(edited: Built) -> None:
    page = Page(edited.ask(HISTORY).text)
    assert [each.text for each in page.all("ins")] == ["[thêm: kết quả mớihết]"]
    assert [each.text for each in page.all("del")] == ["[bỏ: resultshết]"]
    assert [each.text for each in page.all("h3")] == ["Phần results"]


def test_what_changed_in_the_other_language_alone_is_said(root: Path, edit: Edit) -> None:
    edit("Part results [@own].", "Part results, again [@own].", EN)
    hub = Built(root)
    assert "Văn bản ở ngôn ngữ này không thay đổi." in Page(hub.ask(HISTORY).text).main.text
    assert [each.text for each in Page(hub.ask(HISTORY.replace("/vi/", "/en/")).text).all("ins")] == [
        "[added: , againend]"
    ]


def test_an_earlier_version_is_shown_as_it_was_and_leads_to_the_present_one(edited: Built) -> None:
    earlier = versions(edited)[1]
    page = Page(edited.ask(f"{HISTORY}{earlier}/").text)
    assert "Phần results [1]." in page.main.text and "kết quả mới" not in page.main.text
    assert page.canonical == f"http://localhost:8000{ENTRY}"
    assert [each["content"] for each in page.all("meta") if each.get("name") == "robots"] == ["noindex"]
    assert "Phiên bản trước, ngày 24 tháng 11 năm 2026" in page.main.text
    assert ENTRY in [each["href"] for each in page.all("a") if each.inside("main")]


def test_the_present_version_has_an_address_that_leads_to_the_entry(edited: Built) -> None:
    link = next(each["href"] for each in Page(edited.ask(ENTRY).text).all("a") if each.get("href").startswith(HISTORY))
    answer = edited.ask(link)
    assert link in edited.made
    assert (answer.status, answer.headers["location"]) == (302, ENTRY)


def test_a_permanent_link_stays_when_the_text_moves_on(root: Path, edit: Edit) -> None:
    hub = Built(root)
    link = next(each["href"] for each in Page(hub.ask(ENTRY).text).all("a") if each.get("href").startswith(HISTORY))
    edit("Phần results [@own].", "Phần kết quả mới [@own].")
    hub.build()
    assert "Phần results [1]." in Page(hub.ask(link).text).main.text


def test_the_id_is_that_of_the_texts_whatever_the_commits(edited: Built, tmp_path: Path) -> None:
    ids = versions(edited)
    again = shutil.copytree(
        edited.root, tmp_path / "again", ignore=shutil.ignore_patterns(".git", "instance", "search_index")
    )
    other = Repository(again)
    file = again / VI
    new = file.read_text("utf-8")
    put(file, new.replace("Phần kết quả mới", "Phần results"))
    other.minutes = 30
    other.commit("Another history")
    put(file, new)
    other.commit()
    assert versions(Built(ready(again))) == ids


def test_a_fresh_clone_gives_the_same_pages(edited: Built, tmp_path: Path) -> None:
    subprocess.run(["git", "clone", "-q", edited.root, tmp_path / "clone"], check=True)
    other = Built(ready(tmp_path / "clone"))
    assert [path for path, made in edited.made.items() if other.made[path].digest != made.digest] == []
    assert len(versions(other)) == 2


def test_nobody_who_committed_and_nothing_that_they_wrote_beside_is_told(edited: Built) -> None:
    told = {word for path, page in edited.pages() for word in (*AUTHOR.values(), "thư riêng") if word in page.source}
    assert told == set()


@pytest.mark.parametrize("state", ["without a repository", "shallow", "without git"])
def test_where_there_is_no_whole_history_only_the_present_version_is_shown(
    root: Path, edit: Edit, tmp_path: Path, state: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    edit("Phần results [@own].", "Phần kết quả mới [@own].")
    place = root
    if state == "shallow":
        subprocess.run(["git", "clone", "-q", "--depth=1", f"file://{root}", tmp_path / "clone"], check=True)
        place = ready(tmp_path / "clone")
    elif state == "without git":
        monkeypatch.setenv("PATH", "/nowhere")
    else:
        shutil.rmtree(root / ".git")
    hub = Built(place)
    assert "ở đây không lưu các phiên bản trước" in Page(hub.ask(ENTRY).text).main.text
    assert [path for path in hub.made if "/history/" in path] == []
    assert "ở đây chỉ có phiên bản hiện nay" in Page(hub.ask(HISTORY).text).main.text
    assert len(versions(hub)) == 1


@pytest.mark.parametrize(
    "asked", ["draft: true\n", "status: withdrawn\n", 'embargo: "2026-11-24 09:00"\n', "Draft : yes\n"]
)
def test_nothing_comes_back_from_before_an_entry_was_taken_back(root: Path, edit: Edit, asked: str) -> None:
    edit("Phần results [@own].", "Phần mật [@own].")
    commit = ["git", "-C", root, "-c", "user.name=a", "-c", "user.email=a@b", "commit", "-qam"]
    text = (root / VI).read_text("utf-8")
    hidden = re.sub(r"^status: .*\n", "", text, flags=re.M) if asked.startswith("status") else text
    put(root / VI, hidden.replace("---\n", f"---\n{asked}", 1).replace("Phần mật", "Phần mật hơn"))
    subprocess.run([*commit, "hide"], check=True)
    put(root / VI, text.replace("Phần mật", "Phần lành"))
    subprocess.run([*commit, "show"], check=True)
    edit("Phần lành [@own].", "Phần lành thật [@own].")
    hub = Built(root)
    assert len(versions(hub)) == 2
    assert [path for path, page in hub.pages() if "Phần mật" in page.source] == []


@pytest.mark.parametrize(
    "asked", ["draft: true", "status: withdrawn", 'embargo: "2026-11-25 09:00"', "embargo: 2026-11-20 09:00"]
)
def test_an_entry_that_is_taken_back_now_has_no_history(root: Path, edit: Edit, asked: str) -> None:
    edit("Phần results [@own].", "Phần mật [@own].")
    hub = Built(root)
    assert len(versions(hub)) == 2
    text = (root / VI).read_text("utf-8")
    put(
        root / VI,
        re.sub(r"^status: .*\n", "" if asked.startswith("status") else r"\g<0>", text, flags=re.M).replace(
            "---\n", f"---\n{asked}\n", 1
        ),
    )
    hub.build()
    assert [path for path in hub.made if "/history/" in path] == []
    assert hub.ask(HISTORY).status == 200 if "2026-11-20" in asked else hub.ask(HISTORY).status in (404, 410)
    assert "Phần results [1]" not in hub.ask(HISTORY).text


def test_an_entry_that_was_removed_and_put_back_begins_anew(root: Path, repository: Repository, edit: Edit) -> None:
    edit("Phần results [@own].", "Phần mật [@own].")
    texts = {name: (root / name).read_text("utf-8") for name in (VI, EN)}
    for name in texts:
        (root / name).unlink()
    repository.commit()
    for name, text in texts.items():
        put(root / name, text.replace("Phần mật", "Phần lành"))
    repository.commit()
    edit("Phần lành [@own].", "Phần lành thật [@own].")
    hub = Built(root)
    assert len(versions(hub)) == 2
    assert "Phần mật" not in hub.ask(HISTORY).text


def test_a_name_that_is_withheld_since_stands_in_no_earlier_version(root: Path, edit: Edit) -> None:
    edit("Phần results [@own].", "Phần do Trần Thị Kín kể [@own].")
    edit("do Trần Thị Kín kể", "do một cán bộ kể")
    hub = Built(root)
    assert [path for path, page in hub.pages() if "Trần Thị Kín" in page.source] != []
    person = {"title": "Trần Thị Kín", "office": "Cán bộ", "identity": "withheld", "sources": ["report"]}
    put(root / "content/people/kin.vi.md", document(person))
    hub.build()
    assert [path for path, page in hub.pages() if "Trần Thị Kín" in page.source] == []
    assert "(không nêu tên)" in hub.ask(HISTORY).text


def test_the_id_tells_nothing_of_a_withheld_name(root: Path, edit: Edit) -> None:
    person = {"title": "Trần Thị Kín", "office": "Cán bộ", "identity": "withheld", "sources": ["report"]}
    put(root / "content/people/kin.vi.md", document(person))
    edit("Phần results [@own].", "Phần do Trần Thị Kín kể [@own].")
    before = versions(Built(root))[0]
    put(root / "content/people/kin.vi.md", document(person | {"title": "Lê Văn Ẩn"}))
    edit("do Trần Thị Kín kể", "do Lê Văn Ẩn kể")
    assert versions(Built(root))[0] == before


def test_markup_of_an_old_text_is_as_harmless_as_that_of_a_new_one(root: Path, edit: Edit) -> None:
    edit("Phần results [@own].", 'Phần <script>alert(1)</script> <img src=x onerror="alert(1)"> [@own].')
    edit("Phần <script>", "Phần bỏ <script>")
    hub = Built(root)
    for path in (HISTORY, f"{HISTORY}{versions(hub)[1]}/"):
        page = Page(hub.ask(path).text)
        assert [each for each in page.all("script") if each.inside("main")] == []
        assert [each for each in page.elements if "onerror" in each.attributes] == []


def test_a_version_that_cannot_be_read_is_left_out(root: Path, edit: Edit) -> None:
    edit("level: ", "levl: ")
    edit("levl: ", "level: ")
    edit("Phần results [@own].", "Phần kết quả mới [@own].")
    assert len(versions(Built(root))) == 2


def test_an_author_can_have_history_begin_later(root: Path, edit: Edit) -> None:
    edit("Phần results [@own].", "Phần mật [@own].")
    for name in (VI, EN):
        edit('updated: "2026-11-24"', 'updated: "2026-11-23"', name)
    edit("Phần mật [@own].", "Phần lành [@own].")
    edit('updated: "2026-11-23"', 'updated: "2026-11-24"\nversions_from: "2026-11-24"')
    edit("Phần lành [@own].", "Phần lành thật [@own].")
    hub = Built(root)
    assert len(versions(hub)) == 2
    assert [path for path, page in hub.pages() if "Phần mật" in page.source] == []


def test_an_edit_reads_what_is_new_and_remakes_the_pages_of_its_entry_alone(root: Path, edit: Edit) -> None:
    hub = Built(root)
    before = dict(hub.made)
    edit("Phần results [@own].", "Phần kết quả mới [@own].")
    hub.build()
    changed = {path for path in hub.made if path.startswith("/") and hub.made[path] != before.get(path)}
    assert {path for path in changed if "/library/duong-day/" in path} == {path for path in changed if "history" in path} | {
        "/vi/library/duong-day/", "/en/library/duong-day/",
    }  # fmt: skip
    assert len(hub.builder.archive.state.history.read) == 2
    commit = hub.builder.archive.state.history.head
    assert not hub.build() and hub.builder.archive.state.history.head == commit


def test_a_builder_that_starts_again_takes_up_what_it_knew(root: Path, edit: Edit) -> None:
    edit("Phần results [@own].", "Phần kết quả mới [@own].")
    hub = Built(root)
    ids = versions(hub)
    at_rest(hub)
    assert not hub.start_again()
    assert versions(hub) == ids
    assert "Phần results [1]." in Page(hub.ask(f"{HISTORY}{ids[1]}/").text).main.text


def test_settings_of_a_repository_start_no_program(
    root: Path, repository: Repository, edit: Edit, tmp_path: Path
) -> None:
    trap, mark = tmp_path / "trap", tmp_path / "mark"
    trap.write_text(f"#!/bin/sh\ntouch {mark}\n")
    trap.chmod(0o755)
    for name in ("core.fsmonitor", "core.pager", "diff.external", "gpg.program", "core.sshCommand"):
        repository.run("config", name, str(trap))
    repository.run("config", "log.showSignature", "true")
    edit_made = (root / VI).read_text("utf-8").replace("Phần results", "Phần mới")
    put(root / VI, edit_made)
    hub = Built(root)
    assert hub.builder.archive.state.history.head != ""
    assert not mark.exists()


def test_the_repository_is_that_of_the_folder_of_content(tmp_path: Path, root: Path, repository: Repository) -> None:
    away = shutil.copytree(root / "content", tmp_path / "away")
    hub = Built(root, content=away)
    assert [path for path in hub.made if "/history/" in path] == []
