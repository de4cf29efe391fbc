"""Compensation: the sums behind pay packages, stakes and unit prices."""

from .quantities import formula


@formula("percent/year", multiple="one +", years="year -")
def yearly_growth(multiple, years):
    """Percent a year that compounds to ``multiple`` (at least one) over ``years``."""
    return 100 * (multiple ** (1 / years) - 1)
