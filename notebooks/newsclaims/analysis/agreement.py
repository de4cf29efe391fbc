"""Agreement: two codings of the same sentences, and how far they agree.

Codes are a table of bool, a row a sentence, a column a motive.
"""

from collections.abc import Iterable

import numpy as np
import pandas as pd
from statsmodels.stats.inter_rater import cohens_kappa

from ..ledger import accepts_quantities

_COUNTS = {name: "items ?" for name in ("both", "first", "second", "neither")}


@accepts_quantities("x", **_COUNTS)
def kappa(both: float, first: float, second: float, neither: float) -> float:
    """Cohen's kappa of two coders: 0 is what their shares of yes give by chance, 1 is agreement throughout.

    Parameters
    ----------
    both, first, second, neither : float
        Items to which both say yes, only the first does, only the second does, neither does.

    Returns
    -------
    float
        From -1 to 1.

    Notes
    -----
    J. Cohen, A coefficient of agreement for nominal scales, Educational and Psychological Measurement 20
    (1960).

    Examples
    --------
    >>> round(kappa(20, 5, 10, 15), 3)  # 0.7 agreed, 0.5 by chance
    0.4
    """
    return float(cohens_kappa([[both, first], [second, neither]]).kappa)


def coded_sentences(codes: pd.DataFrame, sentences: Iterable[int], motives: Iterable[str]) -> pd.DataFrame:
    """Which motives a coding gives to which sentences.

    Parameters
    ----------
    codes : DataFrame
        A row a code: ``sentence`` and ``motive``.
    sentences : iterable of int
        The rows, in order.
    motives : iterable of str
        The columns, in order.

    Returns
    -------
    DataFrame of bool
        A row a sentence, a column a motive.

    Examples
    --------
    >>> codes = pd.DataFrame({"sentence": [7], "motive": ["values"]})
    >>> coded_sentences(codes, [7, 8], ["pay", "values"]).values.tolist()
    [[False, True], [False, False]]
    """
    given, motives = set(zip(codes["sentence"], codes["motive"], strict=True)), list(motives)
    index = pd.Index(list(sentences), name="sentence")
    rows = [[(sentence, motive) in given for motive in motives] for sentence in index]
    return pd.DataFrame(rows, index=index, columns=motives)


def agreement(first: pd.DataFrame, second: pd.DataFrame, level: float, draws: int, seed: int) -> pd.DataFrame:
    """How far two codings agree, on each motive and on all taken together.

    The interval of kappa is a percentile bootstrap over sentences, which are drawn whole: the codes of one
    sentence are not independent of each other. A redraw without any code of a motive in either coding has no
    kappa and is left out; ``undefined`` counts them, and where they are many the interval says little.

    Parameters
    ----------
    first, second : DataFrame of bool
        A row a sentence, a column a motive, the same in both.
    level : float
        Confidence of the interval, percent.
    draws, seed : int
        Redraws of the bootstrap, and what fixes them.

    Returns
    -------
    DataFrame
        ``all``, then a row a motive, in their order: ``motive``; ``both``, ``first_only``, ``second_only``,
        ``neither`` (pairs of sentence and motive); ``agreed`` (percent); ``kappa``; ``lo``, ``hi``;
        ``undefined`` (redraws).

    Notes
    -----
    B. Efron and R. J. Tibshirani, An Introduction to the Bootstrap (1993), chapter 13.

    Examples
    --------
    >>> first = pd.DataFrame({"pay": [True, True, False, False]})
    >>> second = pd.DataFrame({"pay": [True, False, False, False]})
    >>> found = agreement(first, second, 95, 100, 5)
    >>> found.loc[[1], ["motive", "both", "first_only", "agreed", "kappa"]].values.tolist()
    [['pay', 1, 1, 75.0, 0.5]]
    """
    one, other = first.to_numpy(bool), second.to_numpy(bool)
    cells = np.stack([one & other, one & ~other, ~one & other, ~one & ~other]).astype(float)
    drawn = np.random.default_rng(seed).integers(len(one), size=(draws, len(one)))
    parts = {"all": cells.sum(axis=2)} | {
        str(motive): cells[:, :, at] for at, motive in enumerate(first.columns)
    }
    lines = []
    for motive, by_sentence in parts.items():
        counts, redrawn = by_sentence.sum(axis=1), _kappas(by_sentence[:, drawn].sum(axis=2))
        known = redrawn[~np.isnan(redrawn)]
        lo, hi = np.quantile(known, [(1 - level / 100) / 2, (1 + level / 100) / 2])
        both, first_only, second_only, neither = (int(count) for count in counts)
        lines.append(
            {
                "motive": motive,
                "both": both,
                "first_only": first_only,
                "second_only": second_only,
                "neither": neither,
                "agreed": 100 * (both + neither) / counts.sum(),
                "kappa": float(_kappas(counts[:, None])[0]),
                "lo": float(lo),
                "hi": float(hi),
                "undefined": len(redrawn) - len(known),
            }
        )
    return pd.DataFrame(lines)


def _kappas(counts: np.ndarray) -> np.ndarray:
    """Kappa of each column of both, first, second, neither; NaN where chance agrees throughout."""
    both, first, second, neither = counts
    total = counts.sum(axis=0)
    chance = (both + first) * (both + second) + (neither + first) * (neither + second)
    chance = chance / total**2
    with np.errstate(invalid="ignore", divide="ignore"):
        return np.where(chance < 1, ((both + neither) / total - chance) / (1 - chance), np.nan)
