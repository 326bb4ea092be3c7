"""A few texts to be searched, in every engine alike."""

import shutil
from pathlib import Path

from hub.search.engine import Engine, Searchable, fill
from hub.search.engines import EngineModule
from hub.search.query.glossary import Glossary, GlossaryTerm
from hub.search.query.planner import Planner

PLANNER = Planner(
    Glossary(
        [
            GlossaryTerm(
                "image-based-abuse",
                {"en": "image-based abuse", "vi": "lạm dụng hình ảnh"},
                avoid={"vi": ["ảnh nóng"], "en": ["revenge porn"]},
            )
        ]
    )
)


def document(id: str, title: str = "", text: str = "", **facets: tuple[str, ...]) -> Searchable:
    entry, _, lang = id.rpartition("/")
    return Searchable(id, entry, entry.partition("/")[0], lang, title=title, text=text, facets=facets)


SITE = [
    document(
        "practice/vn-hotline-111/vi",
        "Tổng đài điện thoại quốc gia bảo vệ trẻ em 111",
        "Tiếp nhận thông báo, tố giác về bạo lực và xâm hại trẻ em trên mạng. Công an phối hợp.",
        theme=("reporting",),
        country=("VN",),
    ),
    document(
        "practice/vn-hotline-111/en",
        "National child protection hotline 111",
        "Receives reports of violence and abuse of children online. The police take part.",
        theme=("reporting",),
        country=("VN",),
    ),
    document(
        "practice/gb-stopncii/vi",
        "StopNCII, công cụ chặn hình ảnh riêng tư",
        "Hàm băm giúp chặn lạm dụng hình ảnh trước khi phát tán.",
        theme=("design",),
        country=("GB",),
    ),
    document(
        "practice/gb-stopncii/en",
        "StopNCII, blocking intimate images",
        "Hashes help to block image-based abuse before it spreads.",
        theme=("design",),
        country=("GB",),
    ),
    document(
        "session/khai-mac/vi",
        "Khai mạc",
        "Bạo lực mạng là chủ đề của phiên. Bao giờ cũng nói trước về lực lượng và mạng lưới.",
        theme=("reporting", "design"),
    ),
    document("session/khai-mac/en", "Opening", "Violence online is the theme of the session.", theme=("design",)),
    document(
        "page/about/vi", "Về hội thảo", "Bảo tàng bao gồm lực sĩ; mang theo giấy tờ. Hội thảo tổ chức tại Hà Nội."
    ),
]


def built(module: EngineModule, folder: Path, documents: list[Searchable], previous: Path | None = None) -> Engine:
    engine = module.start_index(folder, previous)
    fill(engine, documents)
    return engine


def found(engine: Engine, query: str, lang: str | None = None, **options: object) -> list[str]:
    return [hit.id for hit in engine.search(PLANNER.plan(query, engine, lang), **options).items]  # type: ignore[arg-type]


def scrambled(path: Path, begin: int = 0, until: int = 1_000_000) -> None:
    """Change every seventh byte of a part of a file."""
    data = bytearray(path.read_bytes())
    for at in range(begin, min(len(data), until), 7):
        data[at] ^= 0x5A
    path.write_bytes(bytes(data))


def edited_again_and_again(module: EngineModule, folder: Path, times: int) -> tuple[Engine, Path]:
    """The last of many generations, each with one text changed and the one before it gone, and its folder."""
    previous = folder / "0"
    engine = built(module, previous, SITE)
    for number in range(1, times + 1):
        fresh = folder / str(number)
        engine = module.start_index(fresh, previous)
        engine.add([document("page/about/vi", "Về hội thảo", f"Lần sửa thứ {number}")])
        engine.commit()
        shutil.rmtree(previous)
        previous = fresh
    return engine, previous


def links_to_the_last_generation(module: EngineModule, folder: Path) -> list[str]:
    """The names of the files that a generation with one text more shares with the one before it."""
    built(module, folder / "one", SITE)
    built(module, folder / "two", [*SITE, document("page/new/en", "New", "Something new")], folder / "one")
    return [path.name for path in (folder / "two").iterdir() if path.stat().st_nlink > 1]
