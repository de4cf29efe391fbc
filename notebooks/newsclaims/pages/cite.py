"""Cite: tables in which the name of each entry of the ledger leads to it."""

import re

from . import views
from .listings import href


def table(frame, caption, ledger, here, head=None):
    """``views.table`` of ``frame``, with a link from each cell that holds nothing but ids of ``ledger``, parted by blanks.

    ``here``: name of the notebook that shows it; what the ledger derived there is taken to be listed there.
    """
    shown = views.table(frame, caption, head)

    def linked(found):
        words = found[2].split(" ")
        if not all(word in ledger for word in words):
            return found[0]
        return (
            found[1]
            + " ".join(f'<a href="{href(ledger[word], here)}">{word}</a>' for word in words)
            + found[3]
        )

    return views.Html(re.sub(r"(<t[hd]\b[^>]*>)([^<>]+)(</t[hd]>)", linked, shown.html), shown.plain)
