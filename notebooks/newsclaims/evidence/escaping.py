"""Escaping: text of the article and of sources is evidence, shown as it is and never read as markup.

Figures and pages both escape by it. It loads nothing, so that what only writes pages need not wait for the
libraries of figures.
"""

import re
from html import escape

# What has no shape of its own: it would turn around the text behind it, our labels too, or break the page.
_UNSEEN = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u206f\ud800-\udfff]")
# A link: its text, where it leads, and the title in quotation marks, if it has one.
LINK = re.compile(
    r"\[(?P<text>(?:[^\[\]\\]|\\.)*)\]"
    r"\((?P<target>[^()\s]*(?:\([^()]*\))?[^()\s]*)(?:\s+\"(?P<title>(?:[^\"\\]|\\.)*)\")?\)"
)
_MARKDOWN = re.compile(r"([`*_\[\]|~])")
_TITLE = re.compile(r"([*~|$]|\b_|_\b)")  # an underscore within a word is none of emphasis


def escape_html(text: str) -> str:
    """Return ``text`` as HTML that shows it and does nothing else.

    Characters that change the direction of writing and other controls are shown by their number.
    """
    return escape(_show_unseen(text))


def escape_markdown(text: str) -> str:
    """Return ``text`` on one line so that Markdown shows it as it is; controls are shown by their number.

    A dollar sign stands in a span of its own: JupyterLab drops the backslash of an escaped one, and then its
    MathJax reads a formula between two signs in one run of text.
    """
    return _MARKDOWN.sub(r"\\\1", _plain(text)).replace("$", r"<span>\$</span>")


def escape_title(text: str) -> str:
    """Return ``text`` as the title of a Markdown link, to stand in double quotation marks."""
    quoted = re.sub(r'"([^"]*)"', r"“\1”", _plain(text)).replace('"', "”").replace("`", "'")
    return _TITLE.sub(r"\\\1", quoted)


def _plain(text: str) -> str:
    plain = escape(_show_unseen(re.sub(r"\s+", " ", text)), quote=False)
    return plain.replace("\\", "&#92;")  # a backslash before a backslash would open a formula


def _show_unseen(text: str) -> str:
    return _UNSEEN.sub(lambda found: f"[U+{ord(found[0]):04X}]", text)
