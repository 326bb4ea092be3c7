"""Generated photographs: large pictures with detail to compress, the same every time."""

from pathlib import Path

from PIL import Image

SIZE = (6000, 4000)  # 24 million pixels
GRAIN = (750, 500)


def write_photographs(folder: Path, number: int) -> list[Path]:
    """Write that many different JPEGs of 24 million pixels, and return their paths."""
    folder.mkdir(parents=True, exist_ok=True)
    base = Image.radial_gradient("L").resize(GRAIN)
    waves = Image.linear_gradient("L").resize(GRAIN)
    written = []
    for place in range(number):
        turned = base.rotate(7 * place, resample=Image.Resampling.BICUBIC, fillcolor=40)
        mixed = Image.merge("RGB", (turned, Image.blend(waves, turned, 0.3 + 0.4 * (place % 5) / 5), turned.rotate(90)))
        textured = Image.blend(
            mixed, Image.effect_mandelbrot(GRAIN, (-2 + place / 50, -1.3, 1, 1.3), 60).convert("RGB"), 0.35
        )
        path = folder / f"photograph-{place:03d}.jpg"
        textured.resize(SIZE, Image.Resampling.BICUBIC).save(path, "JPEG", quality=90)
        written.append(path)
    return written
