"""Sensitivity: which unknown the result of a model hangs on, when all of them are drawn at once."""

from collections.abc import Callable, Mapping

import numpy as np
import numpy.typing as npt
import pandas as pd
from SALib.analyze import sobol as analysis
from SALib.sample import sobol as sampling


def sobol_indices(
    model: Callable[..., npt.NDArray[np.float64]],
    ranges: Mapping[str, tuple[float, float]],
    samples: int = 4096,
    seed: int = 1,
) -> pd.DataFrame:
    """Sobol' indices of ``model`` for independent unknowns that are spread evenly over ``ranges``.

    Parameters
    ----------
    model
        Takes an array for each unknown, by name, all of one length, and returns an array of that length.
    ranges
        Name of an unknown to its least and greatest value, in the unit that ``model`` takes.
    samples
        Points of the Sobol' sequence, a power of two; ``model`` is computed (unknowns + 2) times as often.
    seed
        Whole number from 1 on (SALib takes 0 for none), so that the same call gives the same indices.

    Returns
    -------
    pandas.DataFrame
        A row for each unknown, the greatest total first: ``unknown``; ``first``, the part of the variance
        (0 to 1) that it explains alone; ``total``, the part that would be left if all the others were known;
        ``first_error`` and ``total_error``, half-widths of their 95% intervals.

    References
    ----------
    Saltelli et al. (2010), Computer Physics Communications 181, 259-270; computed by SALib.

    Examples
    --------
    Of the variance of a + b, with widths of 3 and 4, 9 parts are due to a and 16 to b.

    >>> found = sobol_indices(lambda a, b: a + b, {"a": (0, 3), "b": (0, 4)}, samples=1024)
    >>> found[["unknown", "total"]].round(2).to_numpy().tolist()
    [['b', 0.64], ['a', 0.36]]
    """
    problem = {
        "num_vars": len(ranges),
        "names": list(ranges),
        "bounds": [list(ends) for ends in ranges.values()],
    }
    drawn = sampling.sample(problem, samples, calc_second_order=False, seed=seed)
    results = model(**dict(zip(ranges, drawn.T, strict=True)))
    found = analysis.analyze(problem, results, calc_second_order=False, seed=seed)
    frame = pd.DataFrame(
        {
            "unknown": list(ranges),
            "first": found["S1"],
            "first_error": found["S1_conf"],
            "total": found["ST"],
            "total_error": found["ST_conf"],
        }
    )
    return frame.sort_values("total", ascending=False, ignore_index=True)
