"""Tables in which the name of each entry of the ledger leads to it."""

from collections.abc import Mapping

import pandas as pd

from ..evidence.escaping import escape_html
from ..ledger import Ledger
from . import views
from .listings import href


def table(
    frame: pd.DataFrame, caption: str, ledger: Ledger, here: str, head: Mapping[str, str] | None = None
) -> views.Html:
    """``views.table`` of ``frame``, in which each cell that holds nothing but ids of ``ledger`` has links.

    ``here``: name of the notebook that shows it; what the ledger derived there is taken to be listed there.
    """

    def linked(text: str) -> str:
        words = text.split(" ")
        if not all(word in ledger for word in words):
            return escape_html(text)
        return " ".join(f'<a href="{href(ledger[word], here)}">{escape_html(word)}</a>' for word in words)

    return views.table(frame, caption, head, linked)
