"""Agreement: two codings of the same sentences, and how far they agree.

Codes are a table of bool, a row a sentence, a column a motive. Here one coder is a hand, the other a lexicon
that knows only words.
"""

from collections.abc import Iterable
from typing import Any

import pandas as pd
from scipy.stats import norm
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


@accepts_quantities("x", **_COUNTS, level="percent ?")
def kappa_interval(
    both: float, first: float, second: float, neither: float, level: float
) -> tuple[float, float]:
    """Interval of Cohen's kappa from its large-sample variance.

    Parameters
    ----------
    both, first, second, neither : float
        As for ``kappa``.
    level : float
        Confidence, percent.

    Returns
    -------
    tuple of float
        Low and high, cut at -1 and 1.

    Notes
    -----
    J. L. Fleiss, J. Cohen and B. S. Everitt, Large sample standard errors of kappa and weighted kappa,
    Psychological Bulletin 72 (1969).

    Examples
    --------
    >>> low, high = kappa_interval(20, 5, 10, 15, 95)
    >>> round(low, 3), round(high, 3)
    (0.151, 0.649)
    """
    found = cohens_kappa([[both, first], [second, neither]])
    reach = float(norm.isf((100 - level) / 200) * found.std_kappa)
    middle = float(found.kappa)
    return max(middle - reach, -1.0), min(middle + reach, 1.0)


def lexicon_hits(text: str, lexicon: pd.DataFrame) -> dict[str, list[str]]:
    """The words of a lexicon that stand in a text, by motive.

    Parameters
    ----------
    text : str
        A sentence.
    lexicon : DataFrame
        ``word`` and ``motive``.

    Returns
    -------
    dict
        Motive to its words that stand in ``text``, in the order of the lexicon.

    Examples
    --------
    >>> lexicon_hits("加薪不如使命", pd.DataFrame({"word": ["薪", "使命"], "motive": ["pay", "values"]}))
    {'pay': ['薪'], 'values': ['使命']}
    """
    hits: dict[str, list[str]] = {}
    row: Any
    for row in lexicon.itertuples():
        if row.word in text:
            hits.setdefault(row.motive, []).append(row.word)
    return hits


def _codes(sentences: pd.DataFrame, motives: Iterable[str], rows: list[list[bool]]) -> pd.DataFrame:
    index = pd.Index(list(sentences["sentence"]), name="sentence")
    return pd.DataFrame(rows, index=index, columns=list(motives))


def coded_by_words(sentences: pd.DataFrame, lexicon: pd.DataFrame, motives: Iterable[str]) -> pd.DataFrame:
    """The codes that a lexicon gives: a motive for a sentence in which one of its words stands.

    Parameters
    ----------
    sentences : DataFrame
        ``sentence`` and ``text``.
    lexicon : DataFrame
        ``word`` and ``motive``.
    motives : iterable of str
        The columns, in order.

    Returns
    -------
    DataFrame of bool
        A row a sentence, a column a motive.

    Examples
    --------
    >>> sentences = pd.DataFrame({"sentence": [7], "text": ["加薪不如使命"]})
    >>> lexicon = pd.DataFrame({"word": ["薪"], "motive": ["pay"]})
    >>> coded_by_words(sentences, lexicon, ["pay", "values"]).loc[7].tolist()
    [True, False]
    """
    motives = list(motives)
    hits = [lexicon_hits(text, lexicon) for text in sentences["text"]]
    return _codes(sentences, motives, [[motive in found for motive in motives] for found in hits])


def coded_by_hand(evidence: pd.DataFrame, sentences: pd.DataFrame, motives: Iterable[str]) -> pd.DataFrame:
    """The codes that a coder gave: a motive for a sentence in which a passage begins that is coded with it.

    Parameters
    ----------
    evidence : DataFrame
        A row a code: ``sentence`` in which the passage begins, and ``motive``.
    sentences : DataFrame
        ``sentence``.
    motives : iterable of str
        The columns, in order.

    Returns
    -------
    DataFrame of bool
        A row a sentence, a column a motive.

    Examples
    --------
    >>> evidence = pd.DataFrame({"sentence": [7], "motive": ["values"]})
    >>> coded_by_hand(evidence, pd.DataFrame({"sentence": [7, 8]}), ["pay", "values"]).values.tolist()
    [[False, True], [False, False]]
    """
    motives = list(motives)
    given = set(zip(evidence["sentence"], evidence["motive"], strict=True))
    rows = [[(sentence, motive) in given for motive in motives] for sentence in sentences["sentence"]]
    return _codes(sentences, motives, rows)


def paired_codes(hand: pd.DataFrame, words: pd.DataFrame) -> pd.DataFrame:
    """Two codings side by side, with the motive ``any`` for any motive at all.

    Parameters
    ----------
    hand, words : DataFrame of bool
        A row a sentence, a column a motive, the same in both.

    Returns
    -------
    DataFrame
        A row a sentence and motive: ``sentence``, ``motive``, ``hand``, ``words`` (bool).

    Examples
    --------
    >>> sentences = pd.Index([7], name="sentence")
    >>> hand, words = (pd.DataFrame({"pay": [code]}, index=sentences) for code in (True, False))
    >>> paired_codes(hand, words).values.tolist()
    [[7, 'pay', True, False], [7, 'any', True, False]]
    """
    long = [
        codes.assign(any=codes.any(axis=1)).rename_axis("motive", axis=1).stack() for codes in (hand, words)
    ]
    return pd.concat(long, axis=1, keys=["hand", "words"]).reset_index()


def agreement_by_motive(codes: pd.DataFrame, level: float) -> pd.DataFrame:
    """How far two codings agree on each motive; the units are sentences.

    Parameters
    ----------
    codes : DataFrame
        The result of ``paired_codes``.
    level : float
        Confidence of the interval of kappa, percent.

    Returns
    -------
    DataFrame
        A row a motive, in their order: ``motive``; ``both``, ``hand_only``, ``words_only``, ``neither``
        (sentences); ``agreed`` (percent); ``kappa``; ``lo``, ``hi`` of its interval.

    Examples
    --------
    >>> hand, words = [True, True, False, False], [True, False, False, False]
    >>> found = agreement_by_motive(pd.DataFrame({"motive": "pay", "hand": hand, "words": words}), 95)
    >>> found[["both", "hand_only", "words_only", "neither", "kappa"]].to_dict("records")
    [{'both': 1, 'hand_only': 1, 'words_only': 0, 'neither': 2, 'kappa': 0.5}]
    """
    lines = []
    for motive, group in codes.groupby("motive", sort=False):
        hand, words = group["hand"].astype(bool), group["words"].astype(bool)
        counts = {
            "both": int((hand & words).sum()),
            "hand_only": int((hand & ~words).sum()),
            "words_only": int((words & ~hand).sum()),
            "neither": int((~words & ~hand).sum()),
        }
        agreed = 100 * (counts["both"] + counts["neither"]) / len(group)
        lo, hi = kappa_interval(*counts.values(), level)
        lines.append(
            {
                "motive": motive,
                **counts,
                "agreed": agreed,
                "kappa": kappa(*counts.values()),
                "lo": lo,
                "hi": hi,
            }
        )
    return pd.DataFrame(lines)


def disagreements(codes: pd.DataFrame, sentences: pd.DataFrame, lexicon: pd.DataFrame) -> pd.DataFrame:
    """Where a coder and a lexicon part, to be read.

    Parameters
    ----------
    codes : DataFrame
        The result of ``paired_codes``.
    sentences, lexicon : DataFrame
        As for ``coded_by_words``.

    Returns
    -------
    DataFrame
        A row a motive: ``motive``; ``hand_only``, ``words_only``: numbers of sentences as text, the latter
        with the words found.

    Examples
    --------
    >>> codes = pd.DataFrame({"sentence": [7], "motive": ["pay"], "hand": [False], "words": [True]})
    >>> sentences = pd.DataFrame({"sentence": [7], "text": ["加薪不如使命"]})
    >>> disagreements(codes, sentences, pd.DataFrame({"word": ["薪"], "motive": ["pay"]})).values.tolist()
    [['pay', '', '7 (薪)']]
    """
    text = sentences.set_index("sentence")["text"]
    lines = []
    for motive, group in codes[codes["motive"] != "any"].groupby("motive", sort=False):
        missed = group.loc[group["hand"] & ~group["words"], "sentence"]
        extra = group.loc[group["words"] & ~group["hand"], "sentence"]
        found = {sentence: lexicon_hits(text[sentence], lexicon)[str(motive)] for sentence in extra}
        lines.append(
            {
                "motive": motive,
                "hand_only": ", ".join(map(str, missed)),
                "words_only": ", ".join(
                    f"{sentence} ({' '.join(words)})" for sentence, words in found.items()
                ),
            }
        )
    return pd.DataFrame(lines, columns=["motive", "hand_only", "words_only"])
