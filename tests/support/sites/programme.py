"""A programme that has what the published one must not have: sessions confirmed, moved, cancelled, hostile, past midnight."""

import json
import shutil
from pathlib import Path

from built import Built
from shared import shared
from small import pair, put, session, small

WITHHELD = "Tên Giấu Kín"  # of a person of the small content who speaks here: it may stand in no output
WITHHELD_WORDS = (WITHHELD, "Hidden Name")
WITHDRAWN_WORDS = ("Phiên đã rút", "Withdrawn session")  # title and summary of rut-lai
GONE = {"vi": "Phiên đã rút khỏi chương trình", "en": "Session withdrawn from the programme"}  # what is said of it
ROOMS = {"hoi-truong": ("Hội trường", "Main hall"), "phong-a": ("Phòng A; tầng 2, bên trái", "Room A"), "phong-b": ("Phòng B", "Room B")}  # fmt: skip
LONG = (
    "Lắng nghe một cách an toàn: sự tham gia của trẻ em và người từng bị bạo lực, xâm hại trên môi trường mạng; "
    "thẩm quyền, nghiệp vụ, khuyến nghị và những việc cần làm tiếp ở mỗi cơ quan"
)
HOSTILE = 'A;b,c\\n "d" \\ </script><script>alert(1)</script> <!-- & ]]> %0d%0a\r\nEND:VEVENT\nBEGIN:VALARM \u2028 👩‍👧 ế\u0301'
SPEAKERS = [{"person": "pauline", "role": {"vi": "điều phối", "en": "chair"}}, {"person": "giau-ten", "role": {"vi": "Đại diện", "en": "A representative"}}]  # fmt: skip
INTERPRETED = [{"channel": 1, "language": "vi"}, {"channel": 2, "language": "en"}]


def programme(root: Path) -> Path:
    """Write the small content with this programme instead of its own one room and one status; return the folder."""
    small(root)
    terms = [{"id": code, "label": {"vi": vi, "en": en}} for code, (vi, en) in ROOMS.items()]
    rooms = {"title": {"vi": "Phòng", "en": "Rooms"}, "terms": terms}
    put(root / "content/vocabulary/venue-rooms.yaml", json.dumps(rooms, ensure_ascii=False))
    pair(
        root,
        "content/people/giau-ten",
        {"sources": ["report"], "identity": "withheld"},
        {"title": WITHHELD, "office": "Cán bộ"},
        {"title": "Hidden Name", "office": "Officer"},
    )
    vouched = {"status": "confirmed", "track": "safety-by-design", "languages": ["vi", "en"]}
    session(root, "xac-nhan", "2025-10-22 14:00", LONG, "Listening safely", 90, room="phong-a", speakers=SPEAKERS,
            interpretation=INTERPRETED, **vouched)  # fmt: skip
    session(root, "song-song", "2025-10-22 14:00", "Phiên song song", "In parallel", room="phong-b", **vouched)
    session(root, "chen-vao", "2025-10-22 14:30", "Phiên chen vào", "Before the other ends", room="phong-a", **vouched)
    session(root, "doi-gio", "2025-10-22 16:00", "Phiên đổi giờ", "Moved", **(vouched | {"status": "moved"}))
    session(root, "da-huy", "2025-10-22 17:00", "Phiên bị hủy", "Called off", **(vouched | {"status": "cancelled"}))
    session(
        root, "qua-dem", "2025-10-22 23:30", "Qua nửa đêm", "Past midnight", 90, status="confirmed", content_note=""
    )
    session(root, "hom-sau", "2025-10-24 09:00", "Ngày hôm sau", "The day after", 4320, status="confirmed")
    session(root, "le", "2025-10-24T10:30+09:00", HOSTILE, HOSTILE, 25, status="confirmed")
    return root


def programme_site(root: Path) -> Built:
    """The small content with this programme, built; it is built once a run."""
    return Built(
        shutil.copytree(shared("programme", lambda folder: Built(programme(folder))), root, dirs_exist_ok=True)
    )


def called_off(root: Path) -> Path:
    """Write a programme with nothing in it but a cancelled session."""
    session(root, "da-huy", "2025-10-22 17:00", "Phiên bị hủy", "Called off", status="cancelled")
    return root
