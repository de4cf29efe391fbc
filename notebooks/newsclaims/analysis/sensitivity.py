"""Sensitivity: how far a result moves when its unknowns go through their ranges, one by one or together."""

from collections.abc import Callable, Mapping

import numpy as np
import pandas as pd


def uniform(rng: np.random.Generator, low: float, high: float, draws: int) -> np.ndarray:
    """Draws of an unknown that may lie anywhere in its range; all NaN where an end is not known.

    ``rng.uniform`` gives the same numbers, and refuses an end that is NaN.

    Examples
    --------
    >>> [float(one) for one in uniform(np.random.default_rng(1), 2, 4, 2).round(3)]
    [3.024, 3.901]
    >>> bool(np.isnan(uniform(np.random.default_rng(1), np.nan, 4, 2)).all())
    True
    """
    return low + (high - low) * rng.random(draws)


def one_at_a_time(
    model: Callable[..., float], base: Mapping[str, float], ranges: Mapping[str, tuple[float, float]]
) -> pd.DataFrame:
    """What ``model`` gives at both ends of the range of each unknown, with all the others at their base.

    Parameters
    ----------
    model
        Takes a number for each unknown, by name, and returns a number.
    base
        Name of an unknown to its value where another one moves.
    ranges
        Name to its least and greatest value, of those that are to move.

    Returns
    -------
    pandas.DataFrame
        A row for each of ``ranges``, the greatest swing first: ``unknown``, ``low`` and ``high`` as given,
        ``at_low`` and ``at_high``, what the model gives there, and ``swing``, how far apart these are.

    Examples
    --------
    >>> found = one_at_a_time(lambda a, b: a * b, {"a": 2, "b": 5}, {"a": (1, 3), "b": (4, 10)})
    >>> found[["unknown", "at_low", "at_high", "swing"]].to_numpy().tolist()
    [['b', 8, 20, 12], ['a', 5, 15, 10]]
    """
    rows = []
    for unknown, (low, high) in ranges.items():
        ends = [model(**{**base, unknown: end}) for end in (low, high)]
        rows.append((unknown, low, high, *ends, abs(ends[1] - ends[0])))
    frame = pd.DataFrame(rows, columns=["unknown", "low", "high", "at_low", "at_high", "swing"])
    return frame.sort_values("swing", ascending=False, kind="stable", ignore_index=True)
