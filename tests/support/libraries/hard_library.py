"""A library with hard cases: letters that formats read otherwise, an entry in one language alone, and three that nobody may see."""

from pathlib import Path
from typing import Any

from small import SECTIONS, document, pair, practice, put, small

HARD = "=50% của {mọi} & <b>đường dây</b>: $5 #1 a_b ~ x^2 \\ “Việt” | *sao*"
SECRET = ("Mật của nháp", "Mật đã rút", "Mật chưa công bố")  # titles and words of entries that are in no format
SHARED = {
    "countries": ["AU"], "level": "national", "stage": "operating", "years": {"from": 2019, "to": 2024}, "lead": {"vi": "+Cơ quan", "en": "-Agency"},
    "partners": [{"vi": "@Đối tác", "en": "@Partner"}], "sectors": ["health"], "themes": ["safety-by-design"], "harms": ["image-abuse"], "measures": ["hotline"],
    "audiences": ["children"], "evidence": "unrated", "evidence_types": ["administrative-data"], "verified_on": "2026-11-20", "review_due": "2027-05-24",
    "status": "confirmed", "updated": "2026-11-20",
    "approved_for": [{"on": "2026-11-19", "organisation": {"vi": "Bộ Y", "en": "Ministry Y"}}],
    "indicators": [{"id": "calls", "name": {"vi": "cuộc gọi", "en": "calls"}, "value": {"vi": "1,5 triệu", "en": "1.5 million"}, "source": "report-1"}],
    "sources": [{"id": "report-1", "title": "Báo cáo năm", "publisher": {"vi": "Bộ Y", "en": "Ministry Y"}, "date": "2025-03", "url": "https://y.example/bao-cao", "accessed": "2026-11-20"}],
}  # fmt: skip
TEXTS = {
    "problem": """Chữ **đậm** và *nghiêng* [@report-1], xem [đường dây](practice/duong-day#results) và [dưới đây](#results)[^a].

| Năm | Cuộc gọi |
|---|--:|
| 2024 | 1.200 |""",
    "results": """- một
    - hai
- ba

<!-- chỉ ban biên tập đọc -->""",
}
BODY = "\n\n".join(f"## Phần {name} {{#{name}}}\n\n{TEXTS.get(name, 'Chữ.')}" for name in SECTIONS.split())
BODY += "\n\n[^a]: Chú thích.\n"


def hard_library(root: Path) -> Path:
    """Write the small content with these entries; the root."""
    small(root)
    practice(root, "alo", "Alo", "Hello")
    hard = SHARED | {"title": HARD, "summary": "Tóm\ntắt.", "in_short": "Ngắn.", "content_note": "Có nói tới bạo lực."}
    hard |= {
        "reply": "=Chúng tôi có\ný kiến khác.",
        "reply_by": {"vi": "Hội A", "en": "Society A"},
        "reply_on": "2026-11-21",
    }
    put(root / "content/library/kho.vi.md", document(hard, BODY))
    for slug, title, more in (
        ("nhap", SECRET[0], {"draft": True}),
        ("da-rut", SECRET[1], {"status": "withdrawn"}),
        ("sau-nay", SECRET[2], {"embargo": "2027-01-01 08:00"}),
    ):
        hidden: dict[str, Any] = SHARED | {"status": "starter"} | more
        words = {"title": title, "summary": f"{title}, tóm tắt.", "in_short": title}
        pair(root, f"content/library/{slug}", hidden, words, words, (BODY.replace("một", title), BODY))
    return root
