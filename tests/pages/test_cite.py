"""Tables in which the names of entries lead to them."""

import pandas as pd

from newsclaims.analysis.formulas import FORMULAS
from newsclaims.ledger import Ledger
from newsclaims.pages import cite


def test_cells_that_are_names_of_entries_lead_to_them():
    frame = pd.DataFrame({"item": ["scale-price", "F008 F010", "scale-price, they say", "<b>"]})
    html = cite.table(frame, "Cells", Ledger.load("06-cross-check", FORMULAS)).html
    assert '><a href="02-claims.ipynb#scale-price">scale-price</a></th>' in html
    assert 'href="07-ledger.ipynb#F008">F008</a> <a href="07-ledger.ipynb#F010">F010</a></th>' in html
    assert html.count("<a ") == 3 and "&lt;b&gt;" in html
