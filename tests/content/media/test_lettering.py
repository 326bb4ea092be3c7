"""Letters of share images: drawn by the site's own font, by one of this machine, or left out and told."""

import io
import shutil
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from desk import Desk
from PIL import Image

from hub.build.share_images import image_of
from hub.content.checks.proofreading import Proofreader
from hub.content.media import lettering as module
from hub.content.media.lettering import Lettering, lettering, runs
from hub.web.templating.share import Share

OTHERS = {
    "Thai": "ความปลอดภัย",
    "Khmer": "សុវត្ថិភាព",
    "Chinese": "儿童网络安全",
    "Arabic": "سلامة الأطفال",
    "Cyrillic": "Безопасность",
    "Greek": "Ασφάλεια",
    "emoji": "😀",
    "arrow": "→",
    "check mark": "✓",
}
PLAIN = "An toàn trên mạng"


@pytest.fixture(autouse=True)
def fresh() -> Iterator[None]:
    """Fonts are looked for anew, and forgotten afterwards."""
    lettering.cache_clear()
    module._tested.cache_clear()
    yield
    lettering.cache_clear()
    module._tested.cache_clear()


@pytest.fixture
def alone(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A machine that has no fontconfig."""
    monkeypatch.setenv("PATH", str(tmp_path))


def image(title: str) -> bytes:
    return image_of(Share(title, "Hội thảo", "khai-mac", "paper"))


@pytest.mark.usefixtures("alone")
@pytest.mark.parametrize("text", OTHERS.values(), ids=OTHERS)
def test_without_other_fonts_what_cannot_be_drawn_is_left_out_without_a_gap(text: str) -> None:
    assert lettering().drawn(f"An toàn {text} trên mạng") == PLAIN
    assert image(f"An toàn {text} trên mạng") == image(PLAIN)


@pytest.mark.usefixtures("alone")
@pytest.mark.parametrize("text", OTHERS.values(), ids=OTHERS)
def test_what_is_left_out_is_known(text: str) -> None:
    visible = [letter for letter in dict.fromkeys(text) if not letter.isspace()]
    assert lettering().missing(f"An toàn: {text}") == visible


@pytest.mark.skipif(shutil.which("fc-match") is None, reason="this machine has no fontconfig")
@pytest.mark.parametrize("text", OTHERS.values(), ids=OTHERS)
def test_with_fontconfig_a_letter_is_drawn_or_told(text: str) -> None:
    missing = lettering().missing(text)
    drawn = lettering().drawn(text)
    assert set(text) - {" "} == set(missing) | (set(drawn) - {" "})
    assert (image(text) != image("")) == bool(drawn)


@pytest.mark.skipif(shutil.which("fc-match") is None, reason="this machine has no fontconfig")
@pytest.mark.parametrize("text", ["Безопасность", "Ασφάλεια"])
def test_two_titles_in_another_script_have_two_pictures(text: str) -> None:
    if lettering().missing(text):
        pytest.skip("this machine has no font for it")
    assert len({image(text), image(text[::-1]), image("")}) == 3


@pytest.mark.parametrize("hint", ["\u00ad", "\u200b", "\u2060", "\ufeff", "\u200e", "\ufe0f"])
def test_what_nobody_sees_is_not_drawn_and_not_told(hint: str) -> None:
    assert image(f"An to{hint}àn") == image("An toàn")
    assert lettering().missing(f"An to{hint}àn") == []


@pytest.mark.usefixtures("alone")
def test_vietnamese_and_english_need_no_other_font() -> None:
    text = "Đặng Thị Ngọc Thịnh – “điều ước”, 50 %: naïve façade, £5 • €6 … ₫"
    assert (lettering().missing(text), lettering().drawn(text)) == ([], text)
    assert {font.part for font, _ in runs(text)} == {"latin", "vietnamese"}


def test_a_letter_that_does_not_exist_is_told_without_a_question_to_fontconfig() -> None:
    asked: list[str] = []
    found = Lettering()
    for letter in ("\U000e0fff", "\ue123", "\U0010fffe"):
        asked += found.missing(letter)
    assert len(asked) == 3 and found.others == []


@pytest.mark.usefixtures("alone")
def test_a_title_that_cannot_be_drawn_is_told_on_its_line(desk: Desk) -> None:
    desk.write("pages/a.vi.md", "updated: 2026-11-24\ntitle: Số →")
    desk.write("pages/a.en.md", "title: ไทย\nupdated: 2026-11-24")
    desk.edition()
    told = [problem.text(str) for problem in Proofreader().read(desk.archive, date(2026, 11, 24))]
    assert [line.partition(" of this title")[0] for line in told] == [
        "content/pages/a.vi.md:3: warning: the picture of a shared link cannot show →",
        "content/pages/a.en.md:2: warning: the picture of a shared link cannot show ไ ท ย",
    ]


@pytest.mark.usefixtures("alone")
def test_of_many_letters_that_cannot_be_drawn_a_dozen_is_named(desk: Desk) -> None:
    desk.write("pages/a.vi.md", "title: กขคงจฉชซฌญฎฏฐฑ\nupdated: 2026-11-24")
    desk.edition()
    (told,) = Proofreader().read(desk.archive, date(2026, 11, 24))
    assert told.values["letters"] == "ก ข ค ง จ ฉ ช ซ ฌ ญ ฎ ฏ …"


@pytest.mark.usefixtures("alone")
def test_a_title_of_which_nothing_can_be_drawn_has_a_picture_all_the_same() -> None:
    with Image.open(io.BytesIO(image("ความ"))) as picture:
        assert picture.size == (1200, 630)
