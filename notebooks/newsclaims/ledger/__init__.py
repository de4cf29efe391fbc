"""The ledger: a number with ends, unit, bound, formula and evidence, and every number of the collection under one name."""

from .ledger import Ledger

__all__ = ["Ledger"]
