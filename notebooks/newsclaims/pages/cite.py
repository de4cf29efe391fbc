"""Tables in which the name of each entry of the ledger leads to it."""

from collections.abc import Mapping

import pandas as pd

from ..evidence.escaping import escape_html
from ..ledger import Ledger
from . import views


def table(
    frame: pd.DataFrame,
    caption: str,
    ledger: Ledger,
    head: Mapping[str, str] | None = None,
    folded: bool = False,
) -> views.Html:
    """``views.table`` of ``frame``, in which each cell that holds nothing but ids of ``ledger`` has links.

    What was derived in the notebook of ``ledger`` is taken to be listed there.
    """

    def linked(text: str) -> str:
        words = text.split(" ")
        if not all(word in ledger for word in words):
            return escape_html(text)
        return " ".join(f'<a href="{ledger.address(word)}">{escape_html(word)}</a>' for word in words)

    return views.table(frame, caption, head, linked, folded)
