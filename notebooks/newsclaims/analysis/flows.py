"""Flows: how fast a staff grows, and what moves between two employers say when their sizes differ.

*moves* is a ratio: moves from one employer (the origin) to another (the destination) for each move back.
The functions marked with ``accepts_quantities`` take quantities of the ledger too.
"""

import math

import numpy as np
from numpy.typing import NDArray

from ..ledger import accepts_quantities
from .checks import check, check_people, check_span
from .proportions import wilson


@accepts_quantities("x/year", first="people -", last="people +", span="year -")
def staff_growth(first: float, last: float, span: float) -> float:
    """Continuous growth of a staff per year between two counts: ln(last / first) / span.

    Parameters
    ----------
    first, last : float
        People at the earlier and at the later count, at least 1.
    span : float
        Years between the counts.

    Returns
    -------
    float
        Rate per year.

    Raises
    ------
    DataError
        For a count below 1, a later count that is the smaller one, or a span that is not positive.

    Examples
    --------
    >>> round(staff_growth(100, 200, 1), 3)
    0.693
    """
    check_people(first, last)
    check_span(span)
    check(last >= first, f"from {first:g} to {last:g} people there is no growth")
    return math.log(last / first) / span


def _check_moves(moves: float) -> None:
    check(moves > 0, f"{moves:g} moves for each move back are no ratio")


@accepts_quantities("x", moves="x +", origin="people -", destination="people +")
def per_head(
    moves: float, origin: float | NDArray[np.float64], destination: float
) -> float | NDArray[np.float64]:
    """Moves per move back, each divided by the people at the employer left.

    It is the chance of a person to go, against the chance of one there to come back.

    Parameters
    ----------
    moves : float
        Moves for each move back, more than 0.
    origin : float or array of float
        People at the origin, at least 1.
    destination : float
        People at the destination, at least 1.

    Returns
    -------
    float or array of float
        Times, of the shape of `origin`.

    Raises
    ------
    DataError
        For moves that are not more than 0 or fewer than one person.

    Examples
    --------
    >>> per_head(8, 400, 100)
    2.0
    """
    _check_moves(moves)
    check_people(origin, destination)
    return moves * destination / origin


@accepts_quantities("people", moves="x +", destination="people +")
def parity_staff(moves: float, destination: float) -> float:
    """People at the origin with whom ``per_head`` is one.

    With more, the way back is the likelier one for a person.

    Parameters
    ----------
    moves : float
        Moves for each move back, more than 0.
    destination : float
        People at the destination, at least 1.

    Returns
    -------
    float
        People.

    Raises
    ------
    DataError
        For moves that are not more than 0 or fewer than one person.

    Examples
    --------
    >>> parity_staff(8, 100)
    800
    """
    _check_moves(moves)
    check_people(destination)
    return moves * destination


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
    _check_moves(moves)
    low, high = (end / 100 for end in wilson(100 * moves / (moves + 1), people, level))
    return low / (1 - low), high / (1 - high)
