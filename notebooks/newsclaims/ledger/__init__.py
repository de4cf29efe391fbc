"""The ledger: every number of the collection under one name, with ends, unit, bound, formula and evidence."""

from .entry import Entry
from .formulas import accepts_quantities
from .ledger import Ledger
from .quantity import Quantity, Undefined

__all__ = ["Entry", "Ledger", "Quantity", "Undefined", "accepts_quantities"]
