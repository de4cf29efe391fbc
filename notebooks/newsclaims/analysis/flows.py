"""Flows: staff and hires behind moves between two employers, and how much noise a ratio of moves may hold.

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


@accepts_quantities("people", staff="people +", growth="x/year +", hazard="x/year +", middle="year +")
def hired_in_year(staff: float, growth: float, hazard: float, middle: float = 0.0) -> float:
    """People hired within a year by an employer whose staff grows and leaves at constant rates.

    Hires make up for growth and for leaving: staff times (growth + hazard) at each moment of that year.

    Parameters
    ----------
    staff : float
        People at a count, at least 1.
    growth, hazard : float
        Continuous growth of staff and rate of leaving, per year, 0 or more.
    middle : float
        Years from the count to the middle of the year of hiring, below 0 before the count. There the
        result rises with the growth only as long as -`middle` is at most 1 / (growth + hazard).

    Returns
    -------
    float
        People.

    Raises
    ------
    DataError
        For fewer than one person, a rate below 0 or without end, or a year so far before the count that
        faster growth would mean fewer hires.

    Examples
    --------
    A staff that doubles from 500 within the year, and of which nobody leaves, has hired 500:

    >>> round(hired_in_year(500, math.log(2), 0, 0.5), 6)
    500.0
    """
    check_people(staff)
    check(0 <= growth < math.inf and 0 <= hazard < math.inf, "rates must be finite numbers, 0 or more")
    check(growth * (abs(middle) + 1) <= 20, f"a growth of {growth:g} a year over so long a time is none")
    check(
        -middle * (growth + hazard) <= 1, f"{-middle:g} years before a count are too many to tell the hires"
    )
    return mean_staff(staff * math.exp(growth * (middle + 0.5)), growth, 1) * (growth + hazard)


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


@accepts_quantities("people", moves="x -", other="x +", level="percent ?")
def movers_to_exceed(moves: float, other: float, level: float = 95) -> int:
    """Fewest movers, either way together, at which ``flow_interval`` lies above another ratio.

    Parameters
    ----------
    moves, other : float
        Moves for each move back: those counted, and a lower ratio that they are set against, 0 or more.
    level : float
        Level of the interval, percent.

    Returns
    -------
    int
        People.

    Raises
    ------
    DataError
        For a ratio that is not lower than the one counted, which no number of movers exceeds.

    Examples
    --------
    >>> movers_to_exceed(8, 4)
    78
    """
    check(0 <= other < moves * (1 - 1e-9), f"{moves:g} moves for each move back do not exceed {other:g}")
    fewer, top = 0, 1
    while flow_interval(moves, top, level)[0] <= other:
        fewer, top = top, 2 * top
    while top - fewer > 1:  # the lower end rises with the number of movers
        middle = (fewer + top) // 2
        if flow_interval(moves, middle, level)[0] > other:
            top = middle
        else:
            fewer = middle
    return top
