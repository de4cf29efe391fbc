"""Sensitivity: how far a result moves when one of its unknowns goes from end to end of its range."""

from collections.abc import Callable, Mapping

import pandas as pd


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
