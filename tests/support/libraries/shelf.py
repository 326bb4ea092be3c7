"""A library of many entries drawn at random, with what each of them was given; and a site that searches them."""

import json
import random
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from built import Page, settings_for
from running import Answer
from small import SECTIONS, document, put, small

from hub import create_app
from hub.content.edition import Edition
from hub.feature import discover
from hub.search.engine import Engine
from hub.search.indexing import fresh_index
from hub.web.site import site_of

CODES = {
    "countries": ["AU", "KR", "PH", "VN", "EU", "ASEAN"],
    "themes": ["safety-by-design", "learning", "reporting"],
    "harms": ["image-abuse", "grooming", "sextortion", "stalking"],
    "measures": ["hotline", "law", "teaching"],
    "sectors": ["health", "police", "schools"],
    "evidence": ["effective", "promising", "prudent", "unrated"],
}
FACETS = {"country": "countries", "theme": "themes", "harm": "harms", "measure": "measures", "sector": "sectors"}
NAMES = {"AU": "Úc", "KR": "Hàn Quốc", "PH": "Philippines", "VN": "Việt Nam", "EU": "Châu Âu", "ASEAN": "ASEAN"}
WORDS = [
    "trẻ",
    "em",
    "mạng",
    "tổng",
    "đài",
    "cảnh",
    "sát",
    "nhà",
    "trường",
    "ảnh",
    "tin",
    "báo",
    "luật",
    "phòng",
    "ngừa",
    "đào",
    "tạo",
    "hỗ",
    "trợ",
    "số",
    "điện",
    "thoại",
    "chặn",
    "gỡ",
    "lọc",
]
ENGLISH = [
    "children",
    "online",
    "police",
    "school",
    "image",
    "report",
    "law",
    "prevention",
    "training",
    "support",
    "phone",
    "block",
    "remove",
    "filter",
    "hotline",
]


@dataclass(frozen=True)
class Given:
    """What an entry was given: its codes by parameter, its titles by language, and its last day."""

    slug: str
    codes: dict[str, list[str]]
    titles: dict[str, str]
    updated: str


def vocabularies(root: Path) -> None:
    for name, codes in CODES.items():
        terms = [
            {"id": code, "label": {"vi": NAMES.get(code, f"nhãn {code}"), "en": f"label {code}"}} for code in codes
        ]
        if name == "harms":
            old = json.loads((root / "content/vocabulary/harms.yaml").read_text("utf-8"))["terms"]
            terms = old + [term for term in terms if term["id"] not in {one["id"] for one in old}]
        listed = {"title": {"vi": name, "en": name}, "terms": terms}
        put(root / f"content/vocabulary/{name}.yaml", json.dumps(listed, ensure_ascii=False))


def entry(root: Path, number: int, drawn: random.Random) -> Given:
    """Write one entry in one language or in both."""
    some = {name: drawn.sample(codes, drawn.randint(1, 2)) for name, codes in CODES.items() if name != "evidence"}
    evidence = drawn.choice(CODES["evidence"])
    langs = drawn.choice([["vi"], ["en"], ["vi", "en"], ["vi", "en"]])
    updated = f"2026-{drawn.randint(1, 10):02}-{drawn.randint(1, 28):02}"
    shared: dict[str, Any] = some | {
        "evidence": evidence, "level": "national", "stage": "operating", "years": {"from": 2017},
        "lead": {"vi": "Cục Trẻ em", "en": "Department of Children"}, "audiences": ["children"],
        "evidence_types": ["administrative-data"], "verified_on": "2026-01-01", "review_due": "2027-05-24", "status": "starter",
        "sources": [{"id": "own", "title": "Report", "publisher": "UN", "date": "2025", "url": "https://un.example/r", "accessed": "2026-01-01"}],
    }  # fmt: skip
    slug, titles = f"muc-{number}", {}
    for place, lang in enumerate(langs):
        known = WORDS if lang == "vi" else ENGLISH
        titles[lang] = f"{' '.join(drawn.choices(known, k=3)).capitalize()} {number}"
        front = {
            "title": titles[lang],
            "summary": " ".join(drawn.choices(known, k=6)),
            "in_short": "…",
            "updated": updated,
        }
        body = "\n\n".join(
            f"## {name} {{#{name}}}\n\n{' '.join(drawn.choices(known, k=2))} [@own]." for name in SECTIONS.split()
        )
        put(root / f"content/library/{slug}.{lang}.md", document((shared if not place else {}) | front, body))
    codes = {facet: some[name] for facet, name in FACETS.items()} | {"evidence": [evidence], "language": langs}
    return Given(slug, codes, titles, updated)


class Shelf:
    """A site whose library has many entries; `index` may be taken away. It is the source of its own Edition."""

    def __init__(self, root: Path, entries: int, packages: Sequence[str] = ()) -> None:
        small(root)
        for file in (root / "content/library").glob("*.md"):
            file.unlink()
        vocabularies(root)
        drawn = random.Random(22)
        self.root = root
        self.given = {one.slug: one for one in (entry(root, number, drawn) for number in range(entries))}
        self.app = create_app(packages, settings_for(root))
        self.client = self.app.test_client()
        site = site_of(self.app)
        self.read, self.whole = site.source, site.edition
        assert len(self.whole.cards["practice"]) == entries, self.whole.problems[:3]
        self.searched: Engine | None = fresh_index(self.whole, root / "search_index", "whoosh", discover(packages))
        site.source = self

    def read_again(self) -> None:
        """Show the files as they are now; the index stays as it was."""
        self.whole = self.read.edition()

    def edition(self) -> Edition:
        return self.whole

    def index(self) -> Any:
        return self.searched

    def wrong(self) -> list[str]:
        return []

    def damaged(self, error: Exception) -> None:
        raise error

    def ask(self, path: str) -> Answer:
        response = self.client.get(path)
        return Answer(response.status_code, {name.lower(): value for name, value in response.headers}, response.data)

    def page(self, path: str) -> Page:
        """The page at an address, or where it leads to, in one step at most."""
        answer = self.ask(path)
        if answer.status == 302:
            answer = self.ask(answer.headers["location"])
        assert answer.status == 200, f"{path}: {answer.status}"
        return Page(answer.text)
