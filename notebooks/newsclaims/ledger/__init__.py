"""The ledger: a number with ends, unit, bound, formula and evidence, and every number of the collection under one name."""

from .entry import Entry
from .formulas import accepts_quantities
from .ledger import Ledger
from .quantity import Quantity, Undefined

__all__ = ["Entry", "Ledger", "Quantity", "Undefined", "accepts_quantities"]
