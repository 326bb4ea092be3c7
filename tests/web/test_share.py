"""Pictures of shared links: drawn after the pages are in force, the same for the same words, and silent about what is hidden."""

import hashlib
import io
from pathlib import Path

import pytest
from built import Built, Page, finished_site, small_root
from PIL import Image, ImageFont
from small import MASKED_WORDS, put

from hub.build import share_images as share_image
from hub.build.share_images import LEADING, MARGIN, ROOM, fitting, image_of
from hub.content.media.lettering import own, runs
from hub.i18n.languages import LANGS
from hub.web.keys import ShareKey
from hub.web.templating.share import HEIGHT, WIDTH, Share, shown_by

ORANGE = (201, 123, 18)
LONG = (
    "Ủy viên eSafety và cơ chế gỡ bỏ nội dung theo luật của Australia, cùng quy trình phối hợp liên ngành giữa công an, y tế, giáo dục, lao động "
    "và các nền tảng xuyên biên giới để phòng ngừa, phát hiện và xử lý xâm hại tình dục trẻ em trên môi trường mạng và bạo lực trên cơ sở giới sử dụng công nghệ"
)
OPENING = Share("Khai mạc: cùng hành động", "Hội thảo", "khai-mac", "paper")
VIETNAMESE = "aàáảãạăằắẳẵặâầấẩẫậbcdđeèéẻẽẹêềếểễệghiìíỉĩịklmnoòóỏõọôồốổỗộơờớởỡợpqrstuùúủũụưừứửữựvxyỳýỷỹỵ"


@pytest.fixture(scope="module")
def hub(tmp_path_factory: pytest.TempPathFactory) -> Built:
    return finished_site(tmp_path_factory.mktemp("share"))


def tags(page: Page) -> dict[str, str]:
    """What a page says to those who show its link, by property."""
    return {meta["property"]: meta["content"] for meta in page.all("meta") if "property" in meta.attributes}


def path_of(hub: Built, address: str) -> str:
    """Where the picture of a page lies."""
    return tags(Page(hub.ask(address).text))["og:image"].removeprefix(hub.settings.origin)


def noted(hub: Built) -> list[Share]:
    return [shown_by(key) for keys in hub.builder.state.reads.values() for key in keys if isinstance(key, ShareKey)]


def test_a_picture_has_the_size_that_pages_tell(hub: Built) -> None:
    told = tags(Page(hub.ask("/vi/agenda/khai-mac/").text))
    with Image.open(io.BytesIO(hub.ask(path_of(hub, "/vi/agenda/khai-mac/")).body)) as image:
        assert (
            image.size == (WIDTH, HEIGHT) == (int(told["og:image:width"]), int(told["og:image:height"])) == (1200, 630)
        )


def test_the_same_words_give_the_same_bytes() -> None:
    assert image_of(OPENING) == image_of(OPENING)


@pytest.mark.parametrize("other", [{"title": "Bế mạc"}, {"line": "Exhibition"}, {"motif": "be-mac"}, {"tone": "dark"}])
def test_other_words_or_another_motif_have_another_address(other: dict[str, str]) -> None:
    assert OPENING._replace(**other).path != OPENING.path


def test_where_a_file_lies_does_not_change_the_address() -> None:
    assert OPENING._replace(file="/a/tp-01.svg").path == OPENING._replace(file="/b/tp-01.svg").path


@pytest.mark.parametrize("title", [LONG, "Khai mạc", "x" * 400, "Vì một tương lai số an toàn hơn cho phụ nữ và trẻ em"])
def test_a_title_is_wrapped_and_nothing_of_it_is_left_out(title: str) -> None:
    size, lines = fitting(title, WIDTH - 2 * MARGIN, ROOM[1] - ROOM[0])
    assert "".join("".join(lines).split()) == "".join(title.split())
    assert len(lines) * size * LEADING <= ROOM[1] - ROOM[0]


def test_of_a_title_without_a_space_each_letter_is_measured_once() -> None:
    share_image._width.cache_clear()
    fitting("ab" * 2_000, WIDTH - 2 * MARGIN, ROOM[1] - ROOM[0])
    assert share_image._width.cache_info().misses <= 4  # a, b, a space, the whole word


def test_no_line_of_a_long_title_is_wider_than_its_room() -> None:
    size, lines = fitting(LONG, WIDTH - 2 * MARGIN, ROOM[1] - ROOM[0])
    assert max(size * share_image._width(line) for line in lines) <= WIDTH - 2 * MARGIN + 1


def test_a_long_line_above_the_title_stays_off_the_edge() -> None:
    share = OPENING._replace(
        line="Tác phẩm của trang này, năm 2026; không trưng bày tại Hà Nội, cũng không ở nơi nào khác"
    )
    with Image.open(io.BytesIO(image_of(share))) as image:
        edge = image.convert("RGB").crop((WIDTH - MARGIN + 2, 0, WIDTH, ROOM[0]))
    assert len(edge.getcolors() or []) == 1


@pytest.mark.parametrize("letter", sorted({*VIETNAMESE, *VIETNAMESE.upper(), *"0123456789–“”,.:;?!()%"}))
def test_every_letter_of_vietnamese_is_in_the_part_of_the_font_that_it_is_looked_for_in(letter: str) -> None:
    ((found, _),) = runs(letter)
    font = ImageFont.truetype(own(found.part, 400).file, 60)
    assert bytes(font.getmask(letter)) != bytes(font.getmask("\ue000"))


def test_pages_are_served_before_their_pictures_are_drawn(tmp_path: Path) -> None:
    hub = finished_site(tmp_path)
    put(hub.root / "content/pages/new.vi.md", "---\ntitle: Mới\nupdated: 2026-11-24\n---\nChữ.\n")
    hub.build()
    picture = path_of(hub, "/vi/pages/new/")
    before = hub.ask(picture).status
    hub.polish()
    assert (before, hub.ask(picture).status) == (404, 200)


def test_a_picture_never_changes_under_its_address(hub: Built) -> None:
    assert "immutable" in hub.ask(path_of(hub, "/vi/agenda/khai-mac/")).headers["cache-control"]


def test_others_may_show_a_picture(hub: Built) -> None:
    assert hub.ask(path_of(hub, "/vi/agenda/khai-mac/")).headers["cross-origin-resource-policy"] == "cross-origin"


def test_a_picture_is_kept_while_its_page_changes_without_its_title(tmp_path: Path) -> None:
    hub = finished_site(tmp_path)
    picture = path_of(hub, "/vi/pages/about/")
    drawn = hub.root / "instance/media" / f"{picture.split('/')[2]}-share" / picture.rpartition("/")[2]
    before = drawn.stat()
    file = hub.root / "content/pages/about.vi.md"
    put(file, f"{file.read_text('utf-8')}\nThêm một câu.\n")
    hub.build()
    assert hub.ask(picture).status == 200
    assert (drawn.stat().st_ino, drawn.stat().st_mtime_ns) == (before.st_ino, before.st_mtime_ns)


def test_a_builder_that_was_ended_goes_on_with_the_pictures(tmp_path: Path) -> None:
    hub = Built(small_root(tmp_path))
    left = len(hub.builder.finish.undrawn)
    hub.start_again()
    assert (left > 0, len(hub.builder.finish.undrawn)) == (True, left)


def test_a_picture_that_no_page_names_any_more_is_gone(tmp_path: Path) -> None:
    hub = finished_site(tmp_path)
    picture = path_of(hub, "/vi/pages/about/")
    file = hub.root / "content/pages/about.vi.md"
    put(file, file.read_text("utf-8").replace("Giới thiệu", "Về trang này"))
    hub.build()
    assert (hub.ask(picture).status, path_of(hub, "/vi/pages/about/") == picture) == (404, False)


@pytest.mark.parametrize("lang", LANGS)
def test_a_masked_work_has_a_picture_without_its_title(hub: Built, lang: str) -> None:
    told = tags(Page(hub.ask(f"/{lang}/gallery/phong-1/tp-02/").text))
    assert told["og:image"].endswith("/gallery.png")


def test_no_picture_knows_a_word_or_a_picture_of_a_masked_work(hub: Built) -> None:
    told = [str(share) for share in noted(hub)]
    assert [text for text in told for word in (*MASKED_WORDS, "tp-02") if word in text] == []


def picture_file(folder: Path) -> Path:
    file = folder / "tp-01.jpg"
    Image.new("RGB", (400, 300), ORANGE).save(file)
    return file


def test_a_work_stands_in_the_corner_of_its_picture(tmp_path: Path) -> None:
    file = picture_file(tmp_path)
    digest = hashlib.sha256(file.read_bytes()).hexdigest()[:16]
    with Image.open(io.BytesIO(image_of(OPENING._replace(picture=digest, file=str(file))))) as image:
        shown = image.convert("RGB").getpixel((WIDTH - 60, 60))
    assert isinstance(shown, tuple)
    assert max(abs(a - b) for a, b in zip(shown, ORANGE, strict=True)) < 8


def test_a_drawing_has_a_picture_with_its_motif_alone(hub: Built) -> None:
    assert path_of(hub, "/vi/gallery/phong-1/tp-01/").endswith("/tp-01.png")


@pytest.mark.parametrize("address", ["/en/agenda/", "/en/agenda/khai-mac/"])
def test_the_picture_of_the_programme_says_that_it_is_illustrative(hub: Built, address: str) -> None:
    assert "Illustrative" in next(share for share in noted(hub) if share.path == path_of(hub, address)).line


@pytest.mark.parametrize("address", ["/en/gallery/", "/en/gallery/phong-1/", "/en/gallery/phong-1/tp-01/"])
def test_the_picture_of_the_exhibition_says_that_it_was_not_shown_in_hanoi(hub: Built, address: str) -> None:
    assert "not shown in Hanoi" in tags(Page(hub.ask(address).text))["og:image:alt"]


@pytest.mark.parametrize("address", ["/vi/gallery/phong-1/tp-02/open/", "/vi/agenda/rut-lai/", "/vi/agenda/nowhere/"])
def test_what_is_not_to_be_found_has_no_picture(hub: Built, address: str) -> None:
    assert tags(Page(hub.ask(address).text)) == {}
