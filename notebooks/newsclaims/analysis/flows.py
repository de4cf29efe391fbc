"""Flows: the staff behind moves between two employers, and how much noise a ratio of moves may hold.

*moves* is a ratio: moves from one employer (the origin) to another (the destination) for each move back.
The functions marked with ``accepts_quantities`` take quantities of the ledger too.
"""

import math

from scipy.special import exprel

from ..ledger import accepts_quantities
from .checks import check, check_people, check_span
from .proportions import wilson


@accepts_quantities("people", last="people +", growth="x/year -", span="year ?")
def mean_staff(last: float, growth: float, span: float) -> float:
    """Mean staff over the years before a count, at a constant growth: person-years, divided by the years.

    Parameters
    ----------
    last : float
        People at the later end, at least 1.
    growth : float
        Continuous growth of staff per year.
    span : float
        Years before that count.

    Returns
    -------
    float
        People.

    Raises
    ------
    DataError
        For fewer than one person, growth without end, or a span that is not positive.

    Examples
    --------
    From 500 to 1,000 people, the mean is the logarithmic one, 500 / ln 2:

    >>> round(mean_staff(1000, math.log(2), 1), 1)
    721.3
    """
    check_people(last)
    check_span(span)
    check(math.isfinite(growth), "growth must be a finite number per year")
    return last * float(exprel(-growth * span))


@accepts_quantities("x", moves="x +", people="people ?", level="percent ?")
def flow_interval(moves: float, people: float, level: float = 95) -> tuple[float, float]:
    """Interval of moves per move back: Wilson's interval of their share in all moves, as odds.

    Parameters
    ----------
    moves : float
        Moves for each move back, more than 0.
    people : float
        How many moved in all, either way, at least 1.
    level : float
        Level of the interval, percent.

    Returns
    -------
    tuple of two floats
        Its ends, moves for each move back.

    Raises
    ------
    DataError
        For moves that are not more than 0, fewer than one person, or a level that is not between 0 and
        100.

    Examples
    --------
    >>> [round(end, 1) for end in flow_interval(8, 90)]
    [4.2, 15.3]
    """
    check(moves > 0, f"{moves:g} moves for each move back are no ratio")
    low, high = (end / 100 for end in wilson(100 * moves / (moves + 1), people, level))
    return low / (1 - low), high / (1 - high)
