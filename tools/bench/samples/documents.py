"""Generated practices for measuring: the same every time, in both languages, with every field and section."""

import random
from collections.abc import Iterator
from pathlib import Path

from tools.bench.samples.words import FRAMES, INSTITUTIONS, SECTIONS, TOPICS

FOLDER = "library"
EDITED = "## Vấn đề {#problem}\n"
SHARED = """\
countries: [{country}]
level: {level}
stage: {stage}
years: {{from: {year}}}
lead: {{vi: Cơ quan của phép đo, en: An institution of the measurement}}
partners:
  - {{vi: Mạng lưới trường học, en: Network of schools}}
  - {{vi: Đường dây tư vấn, en: Counselling line}}
sectors: [{sector}, police]
themes: [{theme}]
harms: [{harm}, grooming]
measures: [{measure}]
capabilities: [mnr-08, mnr-11]
audiences: [children, parents]
evidence: unrated
evidence_types: [administrative-data, expert-description]
legal_basis:
  - title: {{vi: Một đạo luật, en: A law}}
    url: https://law.example.org/{number}
indicators:
  - id: reports
    name: {{vi: Tin báo nhận được, en: Reports received}}
    value: "{value}"
    unit: {{vi: tin báo, en: reports}}
    period: {{vi: một năm, en: one year}}
    source: s1
sources:
{sources}
verified_on: 2026-11-24
review_due: 2027-05-24
status: starter
related: [practice/{other}]
"""
SOURCE = '  - {{id: s{id}, title: "Source {id} of entry {number}", publisher: The measurement, date: "2025-0{id}", url: "https://example.org/{number}/{id}", accessed: 2026-11-24}}'
CHOICES = {
    "country": ("INT", "ASEAN", "EU"),
    "level": ("national", "regional", "subnational"),
    "stage": ("piloting", "operating", "scaled"),
    "sector": ("health", "education", "social-welfare", "justice"),
    "theme": ("reporting-mechanisms", "safety-by-design", "policy-implementation"),
    "harm": ("csam", "sexual-extortion", "ncii", "cyberbullying"),
    "measure": ("hotline", "law", "training", "takedown-service"),
}


def write_documents(content: Path, documents: int) -> list[Path]:
    """Write that many files (two for each practice) into the folder of practices; return the Vietnamese ones."""
    folder = content / FOLDER
    folder.mkdir(parents=True, exist_ok=True)
    pairs = max(1, documents // 2)
    written = []
    for number in range(pairs):
        for lang in ("vi", "en"):
            path = folder / f"{slug(number)}.{lang}.md"
            path.write_text(document(number, pairs, lang), encoding="utf-8")
            if lang == "vi":
                written.append(path)
    return written


def slug(number: int) -> str:
    """Return the slug of a generated practice."""
    return f"bench-{number:05d}"


def document(number: int, pairs: int, lang: str) -> str:
    """Return one file: front matter, and about 6 KB of body with every section, links, citations, lists and a table."""
    choices = random.Random(f"fields {number}")
    topics = choices.sample(TOPICS, 6)
    shared = SHARED.format(
        number=number,
        year=2005 + number % 20,
        value=100 + number,
        other=slug((number * 7 + 1) % pairs),
        sources="\n".join(SOURCE.format(id=id, number=number) for id in range(1, 6)),
        **{name: choices.choice(values) for name, values in CHOICES.items()},
    )
    text = Text(number, pairs, lang, topics)
    title = topics[0][text.side]
    lines = [
        f'title: "{title[0].upper()}{title[1:]} ({number + 1})"',
        "updated: 2026-11-24",
        "summary: >-",
        f"  {text.paragraph(3, cited=False)}",
    ]
    lines += ["in_short: >-", f"  {text.paragraph(2, cited=False)}"]
    front = "\n".join(lines) + "\n" + (shared if lang == "vi" else "")
    return f"---\n{front}---\n\n{text.body()}"


class Text:
    """Generates the sentences of one document in one language."""

    def __init__(self, number: int, pairs: int, lang: str, topics: list[tuple[str, str]]) -> None:
        self.random = random.Random(f"{lang} {number}")
        self.side = 0 if lang == "vi" else 1
        self.number, self.pairs, self.topics = number, pairs, topics

    def sentence(self, cited: bool) -> str:
        """Return a sentence about one of the document's topics, with a citation if `cited`."""
        topic = self.random.choice(self.topics)[self.side]
        who = self.random.choice(INSTITUTIONS)[self.side]
        frame = self.random.choice(FRAMES)[self.side]
        text = frame.format(who=who if frame.startswith("{who}") else who[0].lower() + who[1:], topic=topic)
        return f"{text} [@s{self.random.randint(1, 5)}]." if cited else f"{text}."

    def paragraph(self, sentences: int, cited: bool = True) -> str:
        """Return that many sentences, two in five of them cited."""
        return " ".join(self.sentence(cited and self.random.random() < 0.4) for _ in range(sentences))

    def body(self) -> str:
        """Return every section of the template."""
        parts = (f"## {heading[self.side]} {{#{id}}}\n\n{self.section(id)}\n" for id, *heading in SECTIONS)
        return "\n".join(parts)

    def section(self, id: str) -> str:
        """Return the text under a heading."""
        if id in ("limits", "lessons"):
            return "\n".join(f"- {self.sentence(self.random.random() < 0.4)}" for _ in range(3))
        if id == "results":
            return f"{self.paragraph(1)}\n\n{self.table()}"
        if id == "approach":
            return f"{self.paragraph(2)}\n\n{self.paragraph(2)}"
        return " ".join([self.paragraph(3), *self.ending(id)])

    def table(self) -> str:
        """Return a table of three rows, with figures aligned to the right."""
        head = ("Năm | Tin báo | Nguồn", "Year | Reports | Source")[self.side]
        rows = "\n".join(f"| {2023 + row} | {self.random.randint(100, 9000)} | [@s{row + 1}] |" for row in range(3))
        return f"| {head} |\n|---|--:|---|\n{rows}"

    def ending(self, id: str) -> Iterator[str]:
        """Yield what some sections have after their sentences: a link, or bold words."""
        other = slug((self.number * 13 + 5) % self.pairs)
        if id == "problem":
            yield (
                "Điều cần nhớ: **không ai phải chịu một mình**.",
                "Worth remembering: **nobody has to bear it alone**.",
            )[self.side]
        if id == "partners":
            yield (
                f"Xem [trang của các bên](https://example.org/{self.number}).",
                f"See [their page](https://example.org/{self.number}).",
            )[self.side]
        if id == "transferability":
            yield (
                f"Một cách khác có ở [mục này](practice/{other}).",
                f"Another way is told in [this entry](practice/{other}).",
            )[self.side]
        if id == "help":
            yield ("Cần giúp ngay? Mở trang [Tìm hỗ trợ](help).", "Do you need help now? Open [Get help](help).")[
                self.side
            ]
