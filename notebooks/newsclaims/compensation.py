"""Compensation: the sums behind pay packages, stakes and unit prices, on intervals.

An *interval* is a pair (lo, hi) in base units; a single number has lo == hi. Ends go with ends, so a result holds every
value that the inputs allow.
"""


def quotient(over, under):
    """(lo, hi) of ``over`` / ``under``, both intervals of positive numbers."""
    if min(*over, *under) <= 0:
        raise ValueError("quotient takes positive intervals")
    return over[0] / under[1], over[1] / under[0]


def product(one, other):
    """(lo, hi) of ``one`` * ``other``, both intervals of positive numbers."""
    if min(*one, *other) < 0:
        raise ValueError("product takes intervals of numbers that are not negative")
    return one[0] * other[0], one[1] * other[1]


def yearly_growth(multiple, years):
    """(lo, hi) percent a year that compounds to ``multiple`` over ``years`` (intervals of positive numbers)."""
    rates = [100 * (m ** (1 / y) - 1) for m in multiple for y in years]
    return min(rates), max(rates)
