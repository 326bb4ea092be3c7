"""Draw the works of the exhibition and render them: `python3 exhibits/render.py`, or with the slugs of some of them.

Each work's `draw.py` writes its drawing (SVG) beside itself; Debian's Chromium renders that to a picture of 4,800 by 3,600
pixels, kept as WebP in at most 2 MB, from which the hub makes what pages show. The tests' requirements are needed for it.
"""

import io
import subprocess
import sys
from pathlib import Path
from xml.etree import ElementTree

from PIL import Image
from playwright.sync_api import Browser, sync_playwright

HERE = Path(__file__).resolve().parent
LONG = 4800  # pixels of the long side
LARGEST = 2 * 1024 * 1024  # bytes
QUALITIES = range(94, 60, -4)
CHROMIUM = "/usr/bin/chromium"


def works(slugs: list[str]) -> list[Path]:
    """The folders of the works that are drawn in code, all of them or those of these slugs."""
    found = sorted(path.parent for path in HERE.glob("*/*/draw.py"))
    if missing := set(slugs) - {folder.name for folder in found}:
        raise SystemExit(f"no work is drawn in code under {', '.join(sorted(missing))}")
    return [folder for folder in found if not slugs or folder.name in slugs]


def rendered(browser: Browser, drawing: Path) -> Image.Image:
    """The drawing as pixels."""
    width, height = map(round, map(float, ElementTree.parse(drawing).getroot().attrib["viewBox"].split()[2:]))
    page = browser.new_page(viewport={"width": width, "height": height}, device_scale_factor=LONG / max(width, height))
    page.goto(drawing.as_uri())
    data = page.screenshot(animations="disabled")
    page.close()
    return Image.open(io.BytesIO(data)).convert("RGB")


def small_enough(image: Image.Image) -> bytes:
    """The picture as WebP at the best quality that fits."""
    for quality in QUALITIES:
        written = io.BytesIO()
        image.save(written, "WEBP", quality=quality, method=6)
        if written.tell() <= LARGEST:
            return written.getvalue()
    raise SystemExit("the picture does not fit into 2 MB at a decent quality; draw it with less noise")


def main(slugs: list[str]) -> None:
    """Draw and render."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox", "--disable-gpu"])
        for folder in works(slugs):
            subprocess.run([sys.executable, folder / "draw.py"], check=True)
            picture = small_enough(rendered(browser, folder / f"{folder.name}.svg"))
            (folder / f"{folder.name}.webp").write_bytes(picture)
            sys.stdout.write(f"{folder.name} {len(picture) // 1024} KB\n")
        browser.close()


if __name__ == "__main__":
    main(sys.argv[1:])
