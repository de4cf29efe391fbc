"""SVG: links of marks, and a figure as compact SVG text that stands on a page without disturbing it."""

import hashlib
import io
import re
import xml.etree.ElementTree as ET
from html import unescape

import numpy as np
from matplotlib.artist import Artist
from matplotlib.figure import Figure
from matplotlib.lines import Line2D

from ..errors import DataError

SPACE = "{http://www.w3.org/2000/svg}"
_HREF = "{http://www.w3.org/1999/xlink}href"
_LINKED = "link:"  # begins the id of a group that is to become a link; its name follows
_LETTER = "scale(0.015625)"  # matplotlib draws letters in sixty-fourths; eighths are fine enough


def link(artist: Artist, address: str, label: str) -> None:
    """Make an artist (bar, line, text) a link in the SVG.

    Parameters
    ----------
    artist : Artist
    address : str
        Where it leads, as seen from notebooks/: "02-claims.ipynb#anthropic-retention", or
        "#anthropic-half-life" for an entry of the notebook that draws the figure. "" makes no link.
    label : str
        Names the link to a screen reader.

    A line of which no point is known makes no link, since nothing is drawn.
    """
    points = np.asarray(artist.get_xydata() if isinstance(artist, Line2D) else [])
    unknown = points.size and np.isnan(points).any(axis=1).all()
    if address and not unknown:
        artist.set_url(address)
        artist.set_gid(_LINKED + label)


def to_svg(fig: Figure, name: str, alt: str, notebook: str) -> str:
    """Return ``fig`` as compact SVG text.

    Its ids are its own on any page, it says its title and alt text, each group of letters holds its text as
    ``data-text``, and each linked artist is one labelled link.

    Parameters
    ----------
    fig : Figure
    name : str
        Of the figure; its ids follow from it.
    alt : str
        Becomes the ``desc``; the label of ``fig`` (else ``alt``) the ``title``.
    notebook : str
        Name of the notebook to which addresses without a file belong.

    Raises
    ------
    DataError
        Where nothing is drawn for a link.
    """
    stem = "f" + hashlib.sha256(name.encode()).hexdigest()[:6]
    root, ids = _drawn(fig, stem)
    _keep_texts(root)
    for element in root.iter():
        element.text, element.tail = None, "\n"
        key = element.attrib.pop("id", "")
        if key.startswith(_LINKED):
            _become_link(element, key.removeprefix(_LINKED), name, notebook)
        elif key in ids:
            element.set("id", ids[key])
        if _HREF in element.attrib:
            element.set("href", element.attrib.pop(_HREF))
        _become_circle(element)
        _shorten_numbers(element)
    _merge_groups(root)
    linked = root.find(f".//{SPACE}a") is not None  # the role img would hide links from screen readers
    root.attrib |= {
        "role": "group" if linked else "img",
        "aria-labelledby": f"{stem}-alt",
        "aria-describedby": f"{stem}-title",
        "stroke-linejoin": "round",
        "style": "max-width:100%;height:auto",
    }
    for tag, key, text in (("desc", "alt", alt), ("title", "title", str(fig.get_label() or alt))):
        element = ET.Element(SPACE + tag, id=f"{stem}-{key}")
        element.text = text
        root.insert(0, element)
    text = re.sub(r"<(?:g|defs) />\n|(?<=[\"\w]) (?=/>)", "", ET.tostring(root, encoding="unicode"))
    for blank in re.findall(r'<path transform="[^"]*" id="([^"]+)"/>', text):  # a letter without a shape
        text = re.sub(rf'<path transform="[^"]*" id="{blank}"/>\n?|<use href="#{blank}"[^>]*/>\n?', "", text)
    return text + "\n"


def _drawn(fig: Figure, stem: str) -> tuple[ET.Element, dict[str, str]]:
    """Return the SVG that matplotlib makes of ``fig``, and a short id for each that it refers to."""
    out = io.BytesIO()
    ids: dict[str, str] = {}
    fig.savefig(out, format="svg", metadata={"Date": None, "Creator": None, "Format": None, "Type": None})
    # its style would apply to the page around the figure too
    text = re.sub("<style.*?</style>", "", out.getvalue().decode())

    def shortened(found: re.Match) -> str:
        return f"{found[1]}#{ids.setdefault(found[2], f'{stem}-{len(ids)}')}"

    text = re.sub(r'(<use xlink:href="|url\()#([^")]+)', shortened, text)
    ET.register_namespace("", SPACE[1:-1])
    return ET.fromstring(text, ET.XMLParser(target=ET.TreeBuilder(insert_comments=True))), ids


def _keep_texts(root: ET.Element) -> None:
    """Give each group of letters its text, which matplotlib writes as a comment before the group."""
    for parent in [*root.iter()]:
        for comment, group in [*zip(parent, parent[1:], strict=False)]:
            if comment.tag is ET.Comment:
                group.set("data-text", unescape((comment.text or "")[1:-1]).replace("- -", "--"))
                parent.remove(comment)


def _become_link(element: ET.Element, label: str, name: str, notebook: str) -> None:
    """Make the group of a linked artist one link instead of one for each of its parts."""
    inner = [*element.iter(SPACE + "a")]
    if not inner:
        raise DataError(
            f"figures/{name}: nothing is drawn for the link {label!r}: link a bar, a line or a text"
        )
    address = inner[0].get(_HREF, "")
    address = f"{notebook}.ipynb{address}" if address.startswith("#") else address
    element.tag, element.attrib = SPACE + "a", {"href": address, "aria-label": label}
    for part in inner:
        part.tag, part.attrib = SPACE + "g", {}


def _become_circle(element: ET.Element) -> None:
    """Make a path of which matplotlib made a circle the circle that it is, in a quarter of the letters."""
    path = element.get("d", "")
    if re.sub(r"[^A-Za-z]", "", path) != "MCCCCCCCCz":
        return
    points = np.array(re.findall(r"[-\d.]+", path), float).reshape(-1, 2)[::3]
    centre = (points.max(axis=0) + points.min(axis=0)) / 2
    radii = np.hypot(*(points - centre).T)
    if np.ptp(radii) < 0.01:
        del element.attrib["d"]
        element.tag = SPACE + "circle"
        element.attrib |= {"cx": f"{centre[0]:.5g}", "cy": f"{centre[1]:.5g}", "r": f"{radii.mean():.3g}"}


def _shorten_numbers(element: ET.Element) -> None:
    """Write the numbers of ``element`` with no more digits than can be seen."""
    letter = element.get("transform") == _LETTER
    for key in [key for key in ("d", "x", "y", "width", "height", "transform") if key in element.attrib]:
        if key == "d":
            element.set(key, _relative(element.get(key, ""), 1 / 8 if letter else 1, 0 if letter else 2))
        else:
            short = re.sub(r"-?\d+\.\d+", lambda number: f"{float(number[0]):.5g}", element.get(key, ""))
            element.set(key, short)
    if letter and "d" in element.attrib:
        element.set("transform", "scale(.125)")
    if element.tag == SPACE + "use":
        moved = re.fullmatch(r"translate\((\S+) (\S+)\)", element.get("transform", ""))
        if moved:  # a letter: x and y say the same in half the space
            del element.attrib["transform"]
            places = zip("xy", moved.groups(), strict=True)
            element.attrib |= {side: f"{float(at):.0f}" for side, at in places if float(at)}


def _relative(path: str, scale: float, places: int) -> str:
    """Return a path (absolute M, L, Q, C, z) in relative steps, scaled, at ``places`` decimals.

    Steps are taken between rounded points, so that rounding does not add up.
    """
    out, here, start = [], (0, 0), (0, 0)
    for command, numbers in re.findall(r"([MLQCz])([^MLQCz]*)", path):
        values = [round(float(number) * scale * 10**places) for number in numbers.split()]
        points = list(zip(values[::2], values[1::2], strict=True))
        steps = [
            _decimal(value - at, places) for point in points for value, at in zip(point, here, strict=True)
        ]
        out.append(command.lower() + re.sub(r" (?=-)", "", " ".join(steps)))
        here = points[-1] if points else start
        start = here if command == "M" else start
    return "".join(out)


def _decimal(number: int, places: int) -> str:
    """Return ``number``, in units of the last of ``places`` decimals, as short as it can be written."""
    if not places:
        return str(number)
    text = f"{number / 10**places:.{places}f}".rstrip("0").rstrip(".")
    return "0" if text == "-0" else re.sub(r"^(-?)0(?=\.)", r"\1", text)


def _merge_groups(element: ET.Element) -> None:
    """Take out groups that say nothing, and say once what all the marks of a group have in common."""
    for child in element:
        _merge_groups(child)
    marks = all(child.tag in (SPACE + "use", SPACE + "circle") for child in element)
    styles = [child.get("style", "").split("; ") if marks else [] for child in element]
    shared = [part for part in styles[0] if part and all(part in style for style in styles)] if styles else []
    if len(element) > 1 and shared and "style" not in element.attrib:
        element.set("style", "; ".join(shared))
        for child, style in zip(element, styles, strict=True):
            child.set("style", "; ".join(part for part in style if part not in shared))
            if not child.get("style"):
                del child.attrib["style"]
    element[:] = [
        part
        for child in element
        for part in (child if child.tag == SPACE + "g" and not child.attrib else [child])
    ]
