"""Drawings as programs save them: what does not belong there is told by name and line, with a way out."""

from pathlib import Path

import pytest

from hub.content.media.svg import size_of_drawing
from hub.problems import Unreadable

INKSCAPE = """<?xml version="1.0" encoding="UTF-8" standalone="no"?>
<svg
   viewBox="0 0 210 297"
   inkscape:version="1.2.2"
   xmlns:inkscape="http://www.inkscape.org/namespaces/inkscape"
   xmlns:sodipodi="http://sodipodi.sourceforge.net/DTD/sodipodi-0.dtd"
   xmlns="http://www.w3.org/2000/svg">
  <sodipodi:namedview pagecolor="#ffffff"><inkscape:grid/></sodipodi:namedview>
  <metadata><x/></metadata>
  <rect
     id="rect31"
     style="fill:#a02c2c"/>
</svg>"""
PLAIN = """<svg viewBox="0 0 210 297" xmlns="http://www.w3.org/2000/svg" xmlns:svg="http://www.w3.org/2000/svg">
<rect style="fill:#a02c2c"/></svg>"""
ILLUSTRATOR = """<?xml version="1.0" encoding="utf-8"?>
<!-- Generator: Adobe Illustrator 27.0.0, SVG Export Plug-In -->
<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 200 100" xml:space="preserve">
<style type="text/css">.st0{fill:#ED1C24;}</style>
<rect class="st0" width="200" height="100"/></svg>"""
OLD = """<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE svg PUBLIC "-//W3C//DTD SVG 1.1//EN" "http://www.w3.org/Graphics/SVG/1.1/DTD/svg11.dtd">
<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 200 100"/>"""
ALONE = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 200 100">{}</svg>'


def told(drawing: str) -> list[tuple[int, str, str]]:
    """Line, what was found, and the cure of everything told about a drawing."""
    with pytest.raises(Unreadable) as caught:
        size_of_drawing(drawing.encode(), "a.svg")
    found = []
    for problem in caught.value.problems:
        what, _, cure = problem.sentence(str).partition("here it has ")[2].partition("; ")
        found.append((problem.line, what.removesuffix(", which a drawing program added"), cure))
    return found


def found_in(drawing: str) -> list[tuple[int, str]]:
    return [(line, what) for line, what, _ in told(drawing)]


def test_a_drawing_of_inkscape_is_told_all_that_inkscape_added() -> None:
    assert found_in(INKSCAPE) == [
        (4, 'inkscape:version="1.2.2"'),
        (8, "<sodipodi:namedview>"),
        (9, "<metadata>"),
        (12, 'style="…"'),
    ]


def test_the_plain_svg_of_inkscape_is_told_its_styles() -> None:
    assert found_in(PLAIN) == [(2, 'style="…"')]


def test_a_drawing_of_illustrator_is_told_its_style_sheet() -> None:
    assert found_in(ILLUSTRATOR) == [(4, "<style>")]


def test_a_document_type_is_told() -> None:
    assert found_in(OLD) == [(2, "<!DOCTYPE svg>")]


@pytest.mark.parametrize("drawing", [INKSCAPE, PLAIN, ILLUSTRATOR, OLD, ALONE.format("<metadata>x</metadata>")])
def test_each_is_offered_a_way_out(drawing: str) -> None:
    assert all(cure.endswith(("or as PNG or WebP", "or save the picture as PNG or WebP")) for *_, cure in told(drawing))


@pytest.mark.parametrize(
    ("inside", "what"),
    [
        ("<script>1</script>", "<script>"),
        ('<path onclick="go()"/>', 'onclick="go()"'),
        ('<image href="a.png"/>', "<image>"),
        ('<use href="http://evil.example/x.svg#a"/>', 'href="http://evil.example/x.svg#a"'),
        ('<path fill="url(http://evil.example/#' + "a" * 90 + ')"/>', 'fill="url(http://evil.example/#aaaaaaaaaaaaaaa…"'),
        ("<?xml-stylesheet href='x'?>", "<?xml-stylesheet … ?>"),
        ('<path style="fill:red"/>' * 9, 'style="…"'),
    ],
)  # fmt: skip
def test_anything_else_is_told_as_it_is_written_and_once(inside: str, what: str) -> None:
    assert found_in(ALONE.format(f"\n\n{inside}")) == [(3, what)]


def test_of_much_only_the_first_five_are_told() -> None:
    assert len(told(ALONE.format("".join(f'<path on{n}="x"/>' for n in range(50))))) == 5


def test_an_element_of_another_kind_is_told_alone_and_not_what_is_in_it() -> None:
    assert found_in(ALONE.format("<foreignObject><p style='a'>b</p></foreignObject>")) == [(1, "<foreignObject>")]


def test_a_namespace_with_a_space_opens_no_way(tmp_path: Path) -> None:
    with pytest.raises(Unreadable):
        size_of_drawing(ALONE.format('<x:rect xmlns:x="http://www.w3.org/2000/svg rect"/>').encode(), "a.svg")
