"""Ranking: how far chance alone may change the order of a few shares, and how well it fits a story.

A *share* is in percent (0 to 100), *people* is the base of a share. A redraw gives each share anew, as a
binomial count of its people over the people. The functions marked with ``accepts_quantities`` take
quantities of the ledger too.
"""

from functools import lru_cache
from itertools import combinations, permutations

import numpy as np
import pandas as pd
from numpy.typing import NDArray
from scipy.special import gamma
from scipy.stats import binom, kendalltau, permutation_test, rankdata

from ..ledger import accepts_quantities
from .checks import check, check_people, check_share

# In redraws.


@accepts_quantities(
    "percent", left="percent +", right="percent -", left_people="people ?", right_people="people ?"
)
def stays_ahead(left: float, right: float, left_people: float, right_people: float) -> float:
    """Percent of redraws in which one share is ahead of another, a tie counted as half; exact.

    Parameters
    ----------
    left, right : float
        Percent; `left` is the one that may be ahead.
    left_people, right_people : float
        How many stand behind each, at least 1; rounded to whole people.

    Returns
    -------
    float
        Percent of redraws.

    Raises
    ------
    DataError
        For a share beyond 0 to 100 or a base below 1.

    Examples
    --------
    >>> round(stays_ahead(80, 78, 160, 1000), 1)
    72.4
    """
    check_share(left, right)
    check_people(left_people, right_people)
    left_people, right_people = round(left_people), round(right_people)
    count = np.arange(left_people + 1)
    same = count * right_people  # where both shares are the same: the other's count, times left_people
    behind = [
        binom.cdf(most, right_people, right / 100)
        for most in ((same - 1) // left_people, same // left_people)
    ]
    return 100 * float(binom.pmf(count, left_people, left / 100) @ sum(behind)) / 2


@lru_cache(maxsize=8)
def resampled_ranks(
    shares: tuple[float, ...], bases: tuple[float, ...], draws: int = 20_000, seed: int = 2025
) -> NDArray[np.int_]:
    """Ranks of several shares in redraws, ties broken by lot.

    Parameters
    ----------
    shares : tuple of float, length n
        Percent.
    bases : tuple of float, length n
        How many people stand behind each, at least 1; rounded to whole people.
    draws : int
        How many redraws.
    seed : int
        Starts numpy's Generator, so that the same call gives the same ranks.

    Returns
    -------
    array of int, shape (draws, n)
        Rank of each share in each redraw, 1 the highest.

    Raises
    ------
    DataError
        For a share beyond 0 to 100 or a base below 1.

    Examples
    --------
    >>> resampled_ranks((90, 10, 50), (100, 100, 100), draws=2).tolist()
    [[1, 3, 2], [1, 3, 2]]
    """
    for share, people in zip(shares, bases, strict=True):
        check_share(share)
        check_people(people)
    whole = np.asarray(bases, dtype=float).round()
    lots = np.random.default_rng(seed)
    seen = lots.binomial(whole.astype(int), np.asarray(shares) / 100, size=(draws, len(shares))) / whole
    return rankdata(-(seen + lots.random(seen.shape) * 1e-9), axis=1).astype(int)


_OF_FOUR = {name: "percent ?" for name in ("first", "second", "third", "fourth")}
_OF_FOUR |= {f"{name}_people": "people ?" for name in _OF_FOUR}


@accepts_quantities("percent", **_OF_FOUR)
def order_kept(
    first: float,
    second: float,
    third: float,
    fourth: float,
    first_people: float,
    second_people: float,
    third_people: float,
    fourth_people: float,
) -> float:
    """Percent of redraws (``resampled_ranks``) in which four shares keep the order in which they are given.

    Parameters
    ----------
    first, second, third, fourth : float
        Percent, the highest first.
    first_people, second_people, third_people, fourth_people : float
        How many stand behind each, at least 1.

    Returns
    -------
    float
        Percent of redraws.

    Raises
    ------
    DataError
        For a share beyond 0 to 100 or a base below 1.

    Examples
    --------
    >>> order_kept(100, 67, 33, 0, 50, 900, 900, 50)
    100.0
    """
    ranks = resampled_ranks(
        (first, second, third, fourth), (first_people, second_people, third_people, fourth_people)
    )
    return 100 * float((ranks == (1, 2, 3, 4)).all(axis=1).mean())


@accepts_quantities("percent", place="one ?", rank="one ?", **_OF_FOUR)
def rank_chance(
    place: int,
    rank: int,
    first: float,
    second: float,
    third: float,
    fourth: float,
    first_people: float,
    second_people: float,
    third_people: float,
    fourth_people: float,
) -> float:
    """Percent of redraws (``resampled_ranks``) in which one of four shares has a rank.

    Parameters
    ----------
    place : int
        Which of the shares that follow: 1 to 4.
    rank : int
        1 (the highest) to 4.
    first, second, third, fourth : float
        Percent.
    first_people, second_people, third_people, fourth_people : float
        How many stand behind each, at least 1.

    Returns
    -------
    float
        Percent of redraws.

    Raises
    ------
    DataError
        For a place or a rank that four shares do not have, a share beyond 0 to 100, or a base below 1.

    Examples
    --------
    >>> rank_chance(4, 1, 10, 20, 30, 90, 50, 50, 50, 50)
    100.0
    """
    check(
        {place, rank} <= {1, 2, 3, 4}, f"places and ranks of four go from 1 to 4: not {place:g} and {rank:g}"
    )
    ranks = resampled_ranks(
        (first, second, third, fourth), (first_people, second_people, third_people, fourth_people)
    )
    return 100 * float((ranks[:, int(place) - 1] == rank).mean())


# A few points and a story.


@accepts_quantities("percent", first="percent ?", second="percent ?", third="percent ?", fourth="percent ?")
def permutation_p(first: float, second: float, third: float, fourth: float) -> float:
    """One-sided p-value of four shares given in the order that a story puts them, the best first.

    Percent of all orders that agree with the story (Kendall's tau) at least as well; exact, by scipy's
    ``permutation_test``.

    Parameters
    ----------
    first, second, third, fourth : float
        Percent.

    Returns
    -------
    float
        Percent of orders.

    Raises
    ------
    DataError
        For a share beyond 0 to 100, or four equal shares, which agree with no order.

    Examples
    --------
    One order in 24 is that of the story, and three more differ from it in one pair:

    >>> round(permutation_p(80, 78, 67, 64), 2), round(permutation_p(80, 67, 78, 64), 2)
    (4.17, 16.67)
    """
    shares = np.array([first, second, third, fourth], dtype=float)
    check_share(*shares)
    check(len(set(shares)) > 1, "four equal shares agree with no order")
    story = np.arange(len(shares), 0, -1)
    test = permutation_test(
        (shares,),
        lambda given: kendalltau(given, story).statistic,
        permutation_type="pairings",
        alternative="greater",
        n_resamples=np.inf,
    )
    return 100 * float(test.pvalue)


@accepts_quantities("percent", employers="items -")
def least_p(employers: float) -> float:
    """Least one-sided p-value that an order can have, when every order is as likely: 1 / n!.

    Parameters
    ----------
    employers : float
        How many (n) are put in order, at least 1.

    Returns
    -------
    float
        Percent of orders.

    Raises
    ------
    DataError
        For fewer than one.

    Examples
    --------
    >>> round(least_p(4), 2)
    4.17
    """
    check(employers >= 1, f"{employers:g} employers have no order")
    return 100 / float(gamma(employers + 1))


def kendall_distances(items: int) -> pd.DataFrame:
    """All orders of some items, by Kendall's distance from the order that a story gives them.

    The distance is the number of pairs in which two orders differ.

    Parameters
    ----------
    items : int
        How many are put in order.

    Returns
    -------
    DataFrame
        A row for each distance: ``swaps`` (pairs that differ), ``orders`` (how many orders have it) and
        ``p`` (percent of all orders that differ in as many pairs or fewer, the one-sided p-value of such
        an order).

    Examples
    --------
    >>> kendall_distances(3).round(1)
       swaps  orders      p
    0      0       1   16.7
    1      1       2   50.0
    2      2       2   83.3
    3      3       1  100.0
    """
    swaps = [
        sum(left > right for left, right in combinations(order, 2)) for order in permutations(range(items))
    ]
    orders = pd.Series(swaps).value_counts().sort_index()
    return pd.DataFrame(
        {
            "swaps": orders.index,
            "orders": orders.to_numpy(),
            "p": 100 * orders.cumsum().to_numpy() / orders.sum(),
        }
    )
