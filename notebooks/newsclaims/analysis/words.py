"""Words of a Chinese text: cut, counted, compared between parts of it, and shown in their place.

Sentences are a table with ``sentence`` (number), ``start`` (offset in the text) and ``text``. What cuts them
into words is handed in: ``Segmenter(own_words).cut``, or any function of a str that gives a list of str.
"""

import logging
import warnings
from collections import Counter
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from types import MappingProxyType
from typing import Any

import numpy as np
import pandas as pd
from scipy.special import xlogy
from scipy.stats import chi2

with warnings.catch_warnings():  # jieba's source has escapes that newer Pythons warn of
    warnings.simplefilter("ignore")
    import jieba
    from jieba import analyse

jieba.setLogLevel(logging.WARNING)

Cut = Callable[[str], list[str]]


class Segmenter:
    """jieba's segmentation with words of one's own, without its shared cache.

    It is built from jieba's dictionary each time (0.6 s): the cache that jieba shares in the temporary folder
    has a predictable name and is loaded with marshal.

    Parameters
    ----------
    words : mapping
        Word that jieba's dictionary lacks or cuts to its part of speech in jieba's notation. One with a blank
        in it, such as a Latin name, stays whole too.

    Examples
    --------
    >>> Segmenter({"后金钱": "n", "Scale AI": "nt"}).cut("“后金钱”的 Scale AI")
    ['后金钱', '的', 'Scale AI']
    """

    def __init__(self, words: Mapping[str, str] = MappingProxyType({})):
        self._jieba = jieba.Tokenizer()
        self._jieba.FREQ, self._jieba.total = self._jieba.gen_pfdict(self._jieba.get_dict_file())
        self._jieba.initialized = True
        for word, tag in words.items():
            self._jieba.add_word(word, tag=tag)
        self._whole = [word for word in words if " " in word]

    def cut(self, text: str) -> list[str]:
        """The words of ``text`` in order, blanks and punctuation left out."""
        parts = [text]
        for name in self._whole:
            parts = [piece for part in parts for piece in _around(part, name)]
        words: list[str] = []
        for part in parts:
            words += [part] if part in self._whole else self._jieba.lcut(part, HMM=True)
        return [word for word in words if any(c.isalnum() for c in word)]


def _around(text: str, name: str) -> list[str]:
    """``text`` in pieces: what stands before, between and after each ``name``, and the names."""
    first, *rest = text.split(name)
    return [first, *(piece for after in rest for piece in (name, after))]


def frequencies(words: Iterable[str]) -> list[tuple[str, int]]:
    """How often each word occurs.

    Parameters
    ----------
    words : iterable of str
        In any order.

    Returns
    -------
    list of (str, int)
        Word and occurrences, most frequent first, ties in the order of their characters.

    Examples
    --------
    >>> frequencies(["使命", "公司", "使命", "员工"])
    [('使命', 2), ('公司', 1), ('员工', 1)]
    """
    return sorted(Counter(words).items(), key=lambda item: (-item[1], item[0]))


def content_words(texts: Iterable[str], cut: Cut, drop: Collection[str]) -> list[str]:
    """The words of texts in order, without function words.

    Parameters
    ----------
    texts : iterable of str
        Sentences.
    cut : callable
        Gives the words of a text.
    drop : collection of str
        Words to leave out.

    Returns
    -------
    list of str

    Examples
    --------
    >>> content_words(["we hire", "we pay"], str.split, {"we"})
    ['hire', 'pay']
    """
    return [word for text in texts for word in cut(text) if word not in drop]


def keywords(words: Iterable[str], top: int) -> pd.DataFrame:
    """The most telling words by TF-IDF, with jieba's inverse document frequencies.

    Parameters
    ----------
    words : iterable of str
        Of one text or group of texts. Single characters and numbers are passed over.
    top : int
        How many to give.

    Returns
    -------
    DataFrame
        ``word`` and ``weight``: its share of the words times its inverse document frequency, the median one
        for a word that jieba's table lacks. Heaviest first, ties in the order of their characters.

    Examples
    --------
    >>> keywords(["公司", "公司", "使命", "的"], 1)["word"].tolist()  # rarer, though less frequent
    ['使命']
    """
    rarity, middle = analyse.default_tfidf.idf_freq, analyse.default_tfidf.median_idf
    counts = Counter(word for word in words if len(word) > 1 and not word.isdigit())
    weighed = [(word, count / counts.total() * rarity.get(word, middle)) for word, count in counts.items()]
    return pd.DataFrame(sorted(weighed, key=lambda row: (-row[1], row[0]))[:top], columns=["word", "weight"])


def keyness(target: Sequence[str], reference: Sequence[str], floor: int) -> pd.DataFrame:
    """Words of one group of texts beside those of another, the most telling first.

    Parameters
    ----------
    target, reference : sequence of str
        The words of each, as often as they occur; neither is empty.
    floor : int
        Only words that occur this often in both together are compared.

    Returns
    -------
    DataFrame
        ``word``; ``here``, ``there``: occurrences; ``log_ratio``: log2 of the ratio of the relative
        frequencies, half an occurrence standing for none; ``g2``: log-likelihood ratio of the two-by-two
        table; ``p``: chance of such a g2 or a higher one under equal frequencies, times the number of words
        compared (Bonferroni), at most 1.

    Notes
    -----
    T. Dunning, Accurate methods for the statistics of surprise and coincidence, Computational Linguistics 19
    (1993); A. Hardie, Log ratio: an informal introduction (2014).

    Examples
    --------
    >>> keyness(["pay"] * 4, ["pay"] + ["fit"] * 3, 4).round(2).to_dict("records")
    [{'word': 'pay', 'here': 4, 'there': 1, 'log_ratio': 2.0, 'g2': 6.09, 'p': 0.01}]
    """
    here, there = Counter(target), Counter(reference)
    compared = sorted(word for word in {*here, *there} if here[word] + there[word] >= floor)
    a, b = (np.array([counts[word] for word in compared], dtype=float) for counts in (here, there))
    n, m = float(len(target)), float(len(reference))
    observed = np.array([a, b, n - a, m - b])
    expected = np.array([n * (a + b), m * (a + b), n * (n + m - a - b), m * (n + m - a - b)]) / (n + m)
    g2 = np.maximum(2 * (xlogy(observed, observed) - xlogy(observed, expected)).sum(axis=0), 0)
    found = pd.DataFrame({"word": compared, "here": a.astype(int), "there": b.astype(int)})
    found["log_ratio"] = np.log2((np.where(a == 0, 0.5, a) / n) / (np.where(b == 0, 0.5, b) / m))
    found["g2"], found["p"] = g2, np.minimum(chi2.sf(g2, 1) * len(compared), 1)
    return found.sort_values(["g2", "word"], ascending=[False, True], ignore_index=True)


def keyness_by_group(
    sentences: pd.DataFrame,
    groups: Mapping[str, pd.Series],
    cut: Cut,
    drop: Collection[str],
    floor: int,
    top: int = 2,
    keys: int = 6,
) -> pd.DataFrame:
    """What sets groups of sentences apart from all others.

    Parameters
    ----------
    sentences : DataFrame
        ``text`` of each.
    groups : mapping
        Name of a group to its sentences, a bool Series over ``sentences``. A group's own name is passed over.
    cut, drop
        As for ``content_words``.
    floor : int
        As for ``keyness``.
    top, keys : int
        How many words of ``keyness`` and of ``keywords`` to give for a group.

    Returns
    -------
    DataFrame
        ``top`` rows a group: ``group``, ``keywords`` (parted by blanks), and the columns of ``keyness``.

    Examples
    --------
    >>> sentences = pd.DataFrame({"text": ["they pay", "they pay", "they move on"]})
    >>> groups = {"first": pd.Series([True, True, False])}
    >>> found = keyness_by_group(sentences, groups, str.split, {"they"}, 2)
    >>> found[["group", "word", "here", "there"]].values.tolist()
    [['first', 'pay', 2, 0]]
    """
    found = []
    for name, mask in groups.items():
        here, there = (content_words(sentences["text"][part], cut, {*drop, name}) for part in (mask, ~mask))
        rows = keyness(here, there, floor).head(top)
        rows.insert(0, "group", name)
        rows.insert(1, "keywords", " ".join(keywords(here, keys)["word"]))
        found.append(rows)
    return pd.concat(found, ignore_index=True)


def concordance(sentences: pd.DataFrame, word: str, width: int, claims: pd.DataFrame) -> pd.DataFrame:
    """Each occurrence of a word with what stands around it in its sentence.

    Parameters
    ----------
    sentences : DataFrame
        ``sentence``, ``start`` and ``text``.
    word : str
        What to look for, character for character.
    width : int
        Characters to show on either side.
    claims : DataFrame
        ``slug``, ``sentence``, ``start``, ``end`` (offsets in the text) of marked passages.

    Returns
    -------
    DataFrame
        In text order: ``sentence``; ``start`` of the word in the text; ``left``, ``word``, ``right``;
        ``claim``: the shortest of the claims around it, else the first of its sentence, "" where it has none.

    Examples
    --------
    >>> sentences = pd.DataFrame({"sentence": [0], "start": [10], "text": ["公司有使命。"]})
    >>> claims = pd.DataFrame({"slug": ["mission"], "sentence": [0], "start": [12], "end": [15]})
    >>> concordance(sentences, "使命", 2, claims).values.tolist()
    [[0, 13, '司有', '使命', '。', 'mission']]
    """
    lines = []
    row: Any
    claims = claims.assign(length=claims["end"] - claims["start"])
    for row in sentences.itertuples():
        near = claims[claims["sentence"] == row.sentence]
        at = row.text.find(word)
        while at >= 0:
            end = at + len(word)
            around = near[(near["start"] <= row.start + at) & (row.start + end <= near["end"])]
            slugs = [*around.sort_values("length")["slug"], *near["slug"]]
            lines.append(
                {
                    "sentence": row.sentence,
                    "start": row.start + at,
                    "left": row.text[max(0, at - width) : at],
                    "word": word,
                    "right": row.text[end : end + width],
                    "claim": slugs[0] if slugs else "",
                }
            )
            at = row.text.find(word, end)
    return pd.DataFrame(lines, columns=["sentence", "start", "left", "word", "right", "claim"])
