"""SVG: links that say where they lead, letters that keep their text, ids that hurt nobody else's."""

import re
import xml.etree.ElementTree as ET

import pytest

from newsclaims import figures
from newsclaims.errors import DataError
from newsclaims.figures.svg import SPACE, to_svg


def drawing(address="02-claims.ipynb#openai-stays", label='Evidence for "67%" & more'):
    fig, ax = figures.figure()
    (bar,) = ax.bar(1, 2)
    figures.link(bar, address, label)
    figures.headline(fig, "Meta <keeps> -- the fewest", "Meta 留住的人最少")
    return fig


def test_a_mark_is_one_link_with_a_name():
    (link,) = ET.fromstring(to_svg(drawing(), "03-stay", "alt", "03-retention")).iter(SPACE + "a")
    assert link.attrib == {"href": "02-claims.ipynb#openai-stays", "aria-label": 'Evidence for "67%" & more'}
    assert link.find(f".//{SPACE}path") is not None


def test_an_address_without_a_file_is_one_of_the_notebook_that_draws():
    (link,) = ET.fromstring(to_svg(drawing("#half-life"), "03-stay", "alt", "03-retention")).iter(SPACE + "a")
    assert link.get("href") == "03-retention.ipynb#half-life"


def test_a_figure_without_links_is_one_picture_to_a_screen_reader():
    pictures = [ET.fromstring(to_svg(drawing(to), "03-stay", "alt", "03-retention")) for to in ("", "#x")]
    assert [picture.get("role") for picture in pictures] == ["img", "group"]


def test_a_link_to_nothing_is_refused():
    fig, ax = figures.figure()
    (line,) = ax.plot([], [])
    figures.link(line, "#x", "nothing here")
    with pytest.raises(DataError, match="nothing is drawn for the link 'nothing here'"):
        to_svg(fig, "03-stay", "alt", "03-retention")


def test_letters_keep_their_text():
    texts = {element.get("data-text") for element in ET.fromstring(to_svg(drawing(), "a", "b", "c")).iter()}
    assert {"Meta <keeps> -- the fewest", "Meta 留住的人最少"} <= texts


def test_two_figures_on_a_page_share_no_id_and_all_references_hold():
    pages = [to_svg(drawing(), name, "alt", "03-retention") for name in ("03-stay", "04-pay")]
    ids = [re.findall(r' id="([^"]+)"', page) for page in pages]
    assert len(set(ids[0] + ids[1])) == len(ids[0]) + len(ids[1])
    for page, known in zip(pages, ids, strict=True):
        used = set(re.findall(r'(?:<use[^>]* href="|url\()#([^")]+)', page))
        assert used and used <= set(known)
        assert "<style" not in page


def test_a_path_in_short_relative_steps_leads_where_the_long_one_did():
    fig, ax = figures.figure(width=2, height=1)
    ax.set_axis_off()
    ax.plot([0, 1, 2, 3], [0, 1, -1, 5], color="#abcdef", solid_joinstyle="miter")
    ax.fill([0, 1, 1], [0, 0, 1], color="#fedcba")
    long, short = io_svg(fig), to_svg(fig, "a", "b", "c")
    for colour in ("abcdef", "fedcba"):
        wanted, found = (corners(path_of(text, colour)) for text in (long, short))
        assert len(wanted) == len(found) >= 3
        assert all(
            abs(a - b) <= 0.0051
            for pair in zip(wanted, found, strict=True)
            for a, b in zip(*pair, strict=True)
        )


def test_a_dot_is_a_circle_where_matplotlib_drew_it():
    fig, ax = figures.figure(width=2, height=1)
    dots = ax.scatter([0, 1], [0, 1], s=[16, 64], color="#abcdef")
    svg = ET.fromstring(to_svg(fig, "a", "b", "c"))
    circles = [[float(dot.get(key)) for key in ("cx", "cy", "r")] for dot in svg.iter(SPACE + "circle")]
    points = ax.transData.transform(dots.get_offsets()) * 72 / fig.dpi
    wanted = [[x, 72 - y, radius] for (x, y), radius in zip(points, (2, 4), strict=True)]
    assert circles == [pytest.approx(dot, abs=0.01) for dot in wanted]


def io_svg(fig):
    """``fig`` as matplotlib writes it."""
    import io

    out = io.StringIO()
    fig.savefig(out, format="svg")
    return out.getvalue()


def path_of(text, colour):
    return next(
        path.get("d") for path in ET.fromstring(text).iter(SPACE + "path") if colour in path.get("style", "")
    )


def corners(path):
    """The corners of a path of straight lines, absolute (M, L, z) or relative (m, l, z)."""
    out, here = [], (0.0, 0.0)
    for command, numbers in re.findall(r"([MLmlz])([^MLmlz]*)", path):
        values = [float(number) for number in re.findall(r"-?(?:\d+\.?\d*|\.\d+)", numbers)]
        for x, y in zip(values[::2], values[1::2], strict=True):
            here = (here[0] + x, here[1] + y) if command.islower() else (x, y)
            out.append(here)
    return out
