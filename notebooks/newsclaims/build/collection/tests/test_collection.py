"""What has to hold in this collection, whatever it says: `make test`."""

import re
import unittest
from pathlib import Path

import newsclaims
from newsclaims import Ledger, tables
from newsclaims.analysis.formulas import FORMULAS
from newsclaims.evidence.article import read_article

ROOT = Path(__file__).resolve().parents[1]


class Collection(unittest.TestCase):
    """The article, its claims and the numbers derived from them."""

    def setUp(self):
        """Read the article and the claims."""
        source = tables.resource("article", ROOT)
        pinned = source["hash"].removeprefix("sha256:")
        self.text = read_article(ROOT / "data" / source["path"], pinned=pinned).text
        self.claims = tables.read("claims", ROOT)

    def test_it_is_run_by_the_version_that_made_it(self):
        pins = (ROOT / "requirements.txt").read_text(encoding="utf-8")
        self.assertIn(f"newsclaims[build]=={newsclaims.__version__}\n", pins)

    def test_each_claim_stands_where_it_says(self):
        for claim in self.claims.itertuples():
            self.assertEqual(self.text[claim.start : claim.end], claim.quote, claim.slug)
            self.assertEqual(self.text.count(claim.prefix + claim.quote + claim.suffix), 1, claim.slug)

    def test_each_table_is_what_its_description_says(self):
        for entry in tables.resources(ROOT):
            if "schema" in entry:
                tables.read(entry["name"], ROOT)

    def test_each_derived_number_is_what_its_formula_gives(self):
        ledger = Ledger.load(made_by=None, formulas=FORMULAS, root=ROOT)
        for entry in ledger.entries.values():
            if entry.formula:
                again = ledger.attempt(entry.formula)
                for one, other in zip(again.row()[:2], entry.row()[:2], strict=True):
                    self.assertTrue(
                        one == other or abs(one - other) <= 1e-9 * abs(one) or one != one, entry.id
                    )

    def test_no_page_asks_for_anything_from_elsewhere(self):
        for page in (ROOT / "html").glob("*.html"):
            text = page.read_text(encoding="utf-8")
            self.assertIsNone(
                re.search(r"<(?:script|link|img|iframe)[^>]*(?:src|href)=\"https?:", text), page
            )


if __name__ == "__main__":
    unittest.main()
