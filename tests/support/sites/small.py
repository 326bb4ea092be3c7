"""A small content in both languages that has one of everything: what the tests of serving read, edit and break."""

import json
from pathlib import Path
from typing import Any

from ready import ready

DAY = "2026-11-24"
PICTURE = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {size} 90"><rect width="{size}" height="90" fill="#c97b12"/></svg>\n'
MASKED = "Quả chuông im lặng"  # the title of the masked work: it may stand in no output before the reader chooses
MASKED_WORDS = (
    MASKED,
    "The silent bell",
    "quảchuông-tóm-tắt",
    "bell-summary",
    "quảchuông-alt",
    "bell-alt",
    "quảchuông-mô-tả",
    "bell-description",
)
SECTIONS = "problem approach access partners results evidence limits lessons transferability participation inclusion safeguarding sustainability help"
TERMS = {
    "themes": {"safety-by-design": ("an toàn từ thiết kế", "safety by design")},
    "questions": {"learning": ("học hỏi", "learning")},
    "venue-rooms": {"hoi-truong": ("Hội trường", "Main hall")},
    "session-formats": {"talk": ("phát biểu", "talk"), "break": ("giải lao", "break")},
    "languages": {"vi": ("tiếng Việt", "Vietnamese"), "en": ("tiếng Anh", "English")},
    "statuses": {
        "indicative": ("minh họa", "illustrative"), "confirmed": ("đã xác nhận", "confirmed"), "cancelled": ("đã hủy", "cancelled"),
        "moved": ("đã đổi", "moved"), "quoted": ("trích dẫn", "quoted"), "starter": ("bước đầu", "starter"),
    },
    "organisations": {name: (f"Cơ quan {name}", f"Organisation {name}") for name in ("mps", "dfat", "unicef", "un-women", "unfpa")},
    "consent-bases": {"no-person-depicted": ("không có người", "no person depicted")},
    "countries": {"VN": ("Việt Nam", "Viet Nam"), "AU": ("Úc", "Australia")},
    "levels": {"national": ("quốc gia", "national")},
    "stages": {"operating": ("đang hoạt động", "operating")},
    "sectors": {"health": ("y tế", "health")},
    "audiences": {"children": ("trẻ em", "children")},
    "measures": {"hotline": ("đường dây nóng", "hotline")},
    "evidence": {"unrated": ("chưa đánh giá", "unrated")},
    "evidence-types": {"administrative-data": ("số liệu hành chính", "administrative data")},
    "mnr-2016": {"mnr-01": ("lãnh đạo", "leadership")},
}  # fmt: skip
SOURCE = {
    "id": "report",
    "label": {"vi": "Bản tin", "en": "News report"},
    "publisher": "VWR",
    "date": "2025",
    "url": "https://news.example/report",
}
HARM = {
    "id": "image-abuse",
    "label": {"vi": "lạm dụng hình ảnh", "en": "image-based abuse"},
    "aliases": {"vi": ["phát tán ảnh riêng tư"], "en": []},
    "avoid": {"vi": ["clip nóng"], "en": ["revenge porn"]},
}
FIGURE = {
    "id": "online", "label": {"vi": "trẻ em dùng mạng", "en": "children online"}, "value": {"vi": "89%", "en": "89%"},
    "place": {"vi": "Việt Nam", "en": "Viet Nam"}, "source": "report",
}  # fmt: skip


def document(front: dict[str, Any], body: str = "") -> str:
    """A document's text; every value is written as JSON, which is YAML too."""
    lines = [f"{name}: {json.dumps(value, ensure_ascii=False)}" for name, value in ({"updated": DAY} | front).items()]
    return "\n".join(["---", *lines, "---", "", body.strip(), ""])


def put(path: Path, text: str) -> None:
    """Write a file as an editor does: beside it first, then in its place."""
    path.parent.mkdir(parents=True, exist_ok=True)
    beside = path.with_name(f".{path.name}.new")
    beside.write_text(text, encoding="utf-8")
    beside.replace(path)


def pair(
    root: Path,
    name: str,
    shared: dict[str, Any],
    vi: dict[str, Any],
    en: dict[str, Any],
    bodies: tuple[str, str] = ("", ""),
    index: bool = False,
) -> None:
    """Both files of an entry; the Vietnamese one holds what they share."""
    for lang, front, body in (("vi", shared | vi, bodies[0]), ("en", en, bodies[1])):
        put(root / (f"{name}/index.{lang}.md" if index else f"{name}.{lang}.md"), document(front, body))


def tour(root: Path, *works: str) -> None:
    """Write a tour through the exhibition, in both languages."""
    values = {"minutes": 10, "works": list(works)}
    vi, en = {"title": "Một vòng", "summary": "Đi."}, {"title": "One round", "summary": "Go."}
    pair(root, "content/tours/mot-vong", values, vi, en)


def related_page(root: Path, work: str) -> None:
    """Write a page that leads to a work, by its list and by its text."""
    values = {"related": [f"work/{work}"], "order": 7}
    texts = (f"Xem [tác phẩm](work/{work}).", f"See [the work](work/{work}).")
    pair(root, "content/pages/lien-quan", values, {"title": "Liên quan"}, {"title": "Related"}, texts)


def session(root: Path, slug: str, starts: str, vi: str, en: str, minutes: int = 60, **more: Any) -> None:
    """A session of the illustrative programme."""
    shared = {
        "starts": starts,
        "minutes": minutes,
        "room": "hoi-truong",
        "format": "talk",
        "status": "indicative",
        "languages": ["vi"],
    } | more
    bodies = (
        "## Câu hỏi {#questions}\n\nBạo lực trên mạng là gì? Xem [phần mở đầu](session/khai-mac).",
        "## Questions {#questions}\n\nWhat is violence online?",
    )
    pair(
        root,
        f"content/agenda/{slug}",
        shared,
        {"title": vi, "summary": f"{vi}: tóm tắt."},
        {"title": en, "summary": f"{en}: summary."},
        bodies,
    )


def work(root: Path, number: int, vi: str, en: str, vi_word: str, en_word: str, **more: Any) -> None:
    """A work of the first room, its own picture beside it."""
    slug = f"tp-{number:02}"
    shared = {
        "order": number, "media": f"{slug}.svg", "credit": {"vi": "Nhóm biên soạn", "en": "The editors"}, "rights": "CC-BY-4.0",
        "consent": {"basis": "no-person-depicted"}, "sources": ["report"],
    } | more  # fmt: skip
    texts = [
        {"title": title, "summary": f"{word}-{a}", "medium": medium, "alt": f"{word}-alt", "description": f"{word}-{b}"}
        for title, word, a, b, medium in (
            (vi, vi_word, "tóm-tắt", "mô-tả", "Đồ họa"),
            (en, en_word, "summary", "description", "Vector"),
        )
    ]
    if shared.get("masked"):
        texts[0]["content_note"], texts[1]["content_note"] = "Có nhắc tới bạo lực.", "Speaks of violence."
    pair(root, f"exhibits/phong-1/{slug}", shared, *texts, (f"Chữ của {vi_word}.", f"Words of {en_word}."), index=True)
    put(root / f"exhibits/phong-1/{slug}/{slug}.svg", PICTURE.format(size=100 + number))


def practice(root: Path, slug: str, vi: str, en: str) -> None:
    """An entry of the library with every section."""
    shared = {
        "countries": ["VN"], "level": "national", "stage": "operating", "years": {"from": 2017}, "lead": {"vi": "Cục Trẻ em", "en": "Department of Children"},
        "sectors": ["health"], "themes": ["safety-by-design"], "harms": ["image-abuse"], "measures": ["hotline"], "audiences": ["children"],
        "evidence": "unrated", "evidence_types": ["administrative-data"], "verified_on": DAY, "review_due": "2027-05-24", "status": "starter",
        "sources": [{"id": "own", "title": "Report", "publisher": "UN", "date": "2025", "url": "https://un.example/report", "accessed": DAY}],
    }  # fmt: skip
    bodies = [
        "\n\n".join(f"## {word} {name} {{#{name}}}\n\n{word} {name} [@own]." for name in SECTIONS.split())
        for word in ("Phần", "Part")
    ]
    pair(
        root,
        f"content/library/{slug}",
        shared,
        {"title": vi, "summary": f"{vi}: tóm tắt.", "in_short": "Nói ngắn gọn."},
        {"title": en, "summary": f"{en}: summary.", "in_short": "In short."},
        (bodies[0], bodies[1]),
    )


def vocabularies(root: Path) -> None:
    """Every list of terms that the small content names, and one helpline."""
    lists: dict[str, list[dict[str, Any]]] = {
        name: [{"id": id, "label": {"vi": vi, "en": en}} for id, (vi, en) in terms.items()]
        for name, terms in TERMS.items()
    }
    lists |= {"sources": [SOURCE], "harms": [HARM], "figures": [FIGURE]}
    for name, terms in lists.items():
        put(
            root / f"content/vocabulary/{name}.yaml",
            json.dumps({"title": {"vi": name, "en": name}, "terms": terms}, ensure_ascii=False),
        )
    line = {
        "id": "vn-111", "section": "talk", "name": {"vi": "Tổng đài 111", "en": "Hotline 111"}, "number": "111", "place": "VN",
        "state": "verified", "verified_on": DAY, "sources": ["report"],
    }  # fmt: skip
    put(
        root / "content/helplines/helplines.yaml",
        json.dumps({"title": {"vi": "Nơi giúp", "en": "Help"}, "terms": [line]}, ensure_ascii=False),
    )


def small(root: Path) -> Path:
    """Write all of it into `content` and `exhibits` under a folder; that folder."""
    vocabularies(ready(root))
    session(
        root,
        "khai-mac",
        "2025-10-22 08:30",
        "Khai mạc",
        "Opening",
        90,
        aliases=["mo-dau"],
        speakers=[{"person": "pauline"}],
    )
    session(root, "toan-the", "2025-10-22 10:00", "Phiên toàn thể", "Plenary")
    session(root, "rut-lai", "2025-10-22 11:00", "Phiên đã rút", "Withdrawn session", status="withdrawn")
    put(root / "content/agenda/chi-viet.vi.md", document({
        "title": "Chỉ có tiếng Việt", "summary": "Chưa dịch.", "starts": "2025-10-22 13:00", "minutes": 60, "room": "hoi-truong", "format": "talk",
        "status": "indicative"}, "## Chỉ một thứ tiếng {#one}\n\nVăn bản."))  # fmt: skip
    put(
        root / "content/pages/only-english.en.md",
        document({"title": "Only in English", "summary": "Not translated.", "order": 9}, "Some English words."),
    )
    people = {"sources": ["report"]}
    pair(
        root,
        "content/people/pauline",
        people,
        {"title": "Pauline", "office": "Điều phối viên"},
        {"title": "Pauline", "office": "Coordinator"},
    )
    pair(
        root,
        "content/people/giau-ten",
        people | {"identity": "withheld"},
        {"title": "Tên Giấu Kín", "office": "Cán bộ"},
        {"title": "Hidden Name", "office": "Officer"},
    )
    put(root / "content/statements/loi-noi.en.md", document({
        "original": True, "reference": "HN2025-PB-01", "office": {"vi": "Liên hợp quốc", "en": "United Nations"}, "speaker": "pauline",
        "delivered_on": "2025-10-22", "status": "quoted", "authentic_language": "en", "sources": ["report"], "title": "Words", "summary": "What was said.",
        "in_short": "It was said."},
        "> Safety by design."))  # fmt: skip
    put(
        root / "content/statements/loi-noi.vi.md",
        document(
            {"title": "Lời nói", "summary": "Điều đã nói.", "in_short": "Đã nói."},
            "Bản dịch không chính thức: an toàn từ thiết kế.",
        ),
    )
    practice(root, "duong-day", "Đường dây hỗ trợ", "A hotline")
    pair(
        root,
        "exhibits/phong-1",
        {"order": 1},
        {"title": "Phòng một", "summary": "Phòng đầu."},
        {"title": "Room one", "summary": "The first."},
        index=True,
    )
    work(root, 1, "Sợi sáng", "Thread of light", "sợisáng", "thread")
    work(root, 2, MASKED, "The silent bell", "quảchuông", "bell", masked=True)
    for order, (slug, vi, en, menu) in enumerate([
        ("about", "Giới thiệu", "About", "about"), ("help", "Tìm hỗ trợ", "Get help", "none"), ("home", "Đã trao lại", "Handed on", "none"),
        ("imprint", "Nơi chịu trách nhiệm", "Imprint", "legal"), ("contribute", "Đóng góp", "Contribute", "legal"),
    ]):  # fmt: skip
        pair(
            root,
            f"content/pages/{slug}",
            {"order": order, "menu": menu},
            {"title": vi, "summary": f"{vi}."},
            {"title": en, "summary": f"{en}."},
            (f"Trang {vi}.", f"Page {en}."),
        )
    return root
