"""Corpus: the words of the article counted, compared and shown in their place, and a coder that knows nothing but words.

Sentences are a DataFrame with ``sentence``, ``start`` and ``text``; codes are a DataFrame of bool, a row a sentence, a column a motive.
"""

import warnings
from collections import Counter
from functools import cache

import numpy as np
import pandas as pd
from scipy.special import xlogy
from scipy.stats import chi2, norm
from statsmodels.stats.inter_rater import cohens_kappa

from ..ledger import accepts_quantities
from . import words


@cache
def _rarity():
    """(word to inverse document frequency, that of a word not listed), jieba's own."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        from jieba import analyse
    return analyse.default_tfidf.idf_freq, analyse.default_tfidf.median_idf


def content(texts, drop):
    """The words of ``texts`` (str) in order, without those in ``drop``."""
    return [word for text in texts for word in words.cut(text) if word not in drop]


def keywords(found, top):
    """The ``top`` of the words ``found`` (list) by TF-IDF with jieba's inverse frequencies (DataFrame: word, weight).

    Single characters and numbers are passed over.
    """
    rarity, middle = _rarity()
    counts = Counter(word for word in found if len(word) > 1 and not word.isdigit())
    weighed = [(word, count / counts.total() * rarity.get(word, middle)) for word, count in counts.items()]
    return pd.DataFrame(sorted(weighed, key=lambda row: (-row[1], row[0]))[:top], columns=["word", "weight"])


def keyness(target, reference, floor):
    """Words of ``target`` beside ``reference`` (lists of words), the most telling first (DataFrame).

    Only words that occur ``floor`` times in both together are compared. ``g2``: log-likelihood ratio of the two-by-two table;
    ``log_ratio``: log2 of the ratio of the relative frequencies, half an occurrence standing for none (Hardie); ``p``: chance of such
    a g2 or a higher one under equal frequencies, times the number of words compared (Bonferroni), at most 1.
    """
    here, there = Counter(target), Counter(reference)
    compared = sorted(word for word in {*here, *there} if here[word] + there[word] >= floor)
    a, b = (np.array([counts[word] for word in compared], dtype=float) for counts in (here, there))
    n, m = float(len(target)), float(len(reference))
    observed = np.array([a, b, n - a, m - b])
    expected = np.array([n * (a + b), m * (a + b), n * (n + m - a - b), m * (n + m - a - b)]) / (n + m)
    g2 = np.maximum(2 * (xlogy(observed, observed) - xlogy(observed, expected)).sum(axis=0), 0)
    ratio = np.log2((np.where(a == 0, 0.5, a) / n) / (np.where(b == 0, 0.5, b) / m))
    found = pd.DataFrame(
        {
            "word": compared,
            "here": a.astype(int),
            "there": b.astype(int),
            "log_ratio": ratio,
            "g2": g2,
            "p": np.minimum(chi2.sf(g2, 1) * len(compared), 1),
        }
    )
    return found.sort_values(["g2", "word"], ascending=[False, True], ignore_index=True)


def telling(sentences, groups, drop, floor, top=2, keys=6):
    """What sets groups of sentences apart (DataFrame): for each the ``top`` rows of ``keyness`` against all other sentences.

    ``groups``: name to mask over ``sentences`` (bool Series); a group's own name is passed over, as are the words in ``drop`` (set).
    Columns: ``group``, ``keywords`` (its ``keys`` most telling by TF-IDF), and those of ``keyness``.
    """
    found = []
    for name, mask in groups.items():
        here, there = (content(sentences["text"][part], drop | {name}) for part in (mask, ~mask))
        rows = keyness(here, there, floor).head(top)
        rows.insert(0, "group", name)
        rows.insert(1, "keywords", " ".join(keywords(here, keys)["word"]))
        found.append(rows)
    return pd.concat(found, ignore_index=True)


def concordance(sentences, word, width, claims):
    """Each occurrence of ``word`` with up to ``width`` characters of its sentence on either side (DataFrame), in text order.

    Columns: ``sentence``, ``start`` (of the word in the article), ``left``, ``word``, ``right``, and ``claim``: the shortest of the
    ``claims`` (slug, sentence, start, end) around it, else the first of its sentence, "" where it has none.
    """
    lines = []
    for row in sentences.itertuples():
        at = row.text.find(word)
        while at >= 0:
            end = at + len(word)
            near = claims[claims["sentence"] == row.sentence].assign(long=claims["end"] - claims["start"])
            around = near[(near["start"] <= row.start + at) & (row.start + end <= near["end"])].sort_values(
                "long"
            )
            claim = next(iter([*around["slug"], *near["slug"]]), "")
            lines.append(
                (
                    row.sentence,
                    row.start + at,
                    row.text[max(0, at - width) : at],
                    word,
                    row.text[end : end + width],
                    claim,
                )
            )
            at = row.text.find(word, end)
    return pd.DataFrame(lines, columns=["sentence", "start", "left", "word", "right", "claim"])


def found_words(text, lexicon):
    """Motive to its words (list) that stand in ``text``; ``lexicon``: DataFrame of word and motive."""
    hits = {}
    for row in lexicon.itertuples():
        if row.word in text:
            hits.setdefault(row.motive, []).append(row.word)
    return hits


def coded_by_words(sentences, lexicon, motives):
    """The codes that ``lexicon`` gives: a motive for a sentence in which one of its words stands."""
    rows = [
        [motive in hits for motive in motives]
        for hits in (found_words(text, lexicon) for text in sentences["text"])
    ]
    return pd.DataFrame(rows, index=list(sentences["sentence"]), columns=list(motives)).rename_axis(
        "sentence"
    )


def coded_by_hand(evidence, sentences, motives):
    """The codes that the coder gave: a motive for a sentence in which a passage begins that is coded with it."""
    pairs = set(zip(evidence["sentence"], evidence["motive"]))
    rows = [[(sentence, motive) in pairs for motive in motives] for sentence in sentences["sentence"]]
    return pd.DataFrame(rows, index=list(sentences["sentence"]), columns=list(motives)).rename_axis(
        "sentence"
    )


@accepts_quantities("x", both="items ?", first="items ?", second="items ?", neither="items ?")
def kappa(both, first, second, neither):
    """Cohen's kappa of two coders from counts: both say yes, only the first, only the second, neither.

    0 is what their shares of yes give by chance, 1 is agreement throughout.
    """
    return float(cohens_kappa([[both, first], [second, neither]]).kappa)


@accepts_quantities(
    "x", both="items ?", first="items ?", second="items ?", neither="items ?", level="percent ?"
)
def kappa_interval(both, first, second, neither, level):
    """(low, high) of Cohen's kappa at ``level`` percent, with the large-sample variance of Fleiss, Cohen and Everitt (1969)."""
    found = cohens_kappa([[both, first], [second, neither]])
    reach = float(norm.isf((100 - level) / 200) * found.std_kappa)
    return max(found.kappa - reach, -1), min(found.kappa + reach, 1)


def paired(hand, coder):
    """Two codes in one table (DataFrame: sentence, motive, ``hand``, ``words``), with the motive ``any`` for any motive at all."""
    long = [
        codes.assign(any=codes.any(axis=1)).rename_axis("motive", axis=1).stack() for codes in (hand, coder)
    ]
    return pd.concat(long, axis=1, keys=["hand", "words"]).reset_index()


def counts_formula(motive, but=()):
    """The four counts of ``kappa`` for ``motive`` as arguments of a formula of the ledger, over the table ``word-codes`` (str).

    ``but``: sentences (list of int) in which the coder is taken to have found nothing.
    """
    found, missed = "hand", "not hand"
    if but:
        found, missed = f"hand and sentence not in {but}", f"(not hand or sentence in {but})"
    pairs = (f"{found} and words", f"{found} and not words", f"words and {missed}", f"not words and {missed}")
    return ", ".join(f"rows('word-codes', \"motive == '{motive}' and {pair}\")" for pair in pairs)


def derive_agreement(ledger, motives, but):
    """Enter in ``ledger`` kappa and its interval for each of ``motives`` and for ``any``, and for ``any`` without the sentences ``but``."""
    asked = [(motive, motive, ()) for motive in [*motives, "any"]]
    for id, words, left_out in [*asked, ("any-before", "any, without passages added later", but)]:
        counts, label = (
            counts_formula(words.partition(",")[0], left_out),
            f"Agreement of hand and words on {words}",
        )
        ledger.derive(f"kappa-{id}", f"{label}: kappa", f"kappa({counts})")
        ledger.derive(
            f"kappa-{id}-interval", f"{label}: interval", f"kappa_interval({counts}, base(confidence-level))"
        )


def only_in(evidence, slugs):
    """Sentences in which no passage is coded but those in ``slugs`` (list of int, in order)."""
    coded = evidence.groupby("sentence")["slug"].agg(set)
    return [int(sentence) for sentence, here in coded.items() if here <= set(slugs)]


def agreement(codes, level):
    """How two codes agree (``codes``: DataFrame of ``paired``), a row a motive (DataFrame); units are sentences.

    Columns: motive, ``both``, ``hand_only``, ``words_only``, ``neither`` (counts), ``agreed`` (percent), ``kappa``, ``lo``, ``hi``.
    """
    lines = []
    for motive, group in codes.groupby("motive", sort=False):
        one, other = group["hand"].astype(bool), group["words"].astype(bool)
        counts = [int(c.sum()) for c in (one & other, one & ~other, other & ~one, ~one & ~other)]
        agreed = 100 * (counts[0] + counts[3]) / sum(counts)
        lines.append((motive, *counts, agreed, kappa(*counts), *kappa_interval(*counts, level)))
    return pd.DataFrame(
        lines, columns=["motive", "both", "hand_only", "words_only", "neither", "agreed", "kappa", "lo", "hi"]
    )


def disagreements(codes, sentences, lexicon):
    """Where the two codes part, a row a motive (DataFrame): ``hand_only`` and ``words_only`` as text, the latter with its words."""
    text = sentences.set_index("sentence")["text"]
    lines = []
    for motive, group in codes[codes["motive"] != "any"].groupby("motive", sort=False):
        missed = group.loc[group["hand"] & ~group["words"], "sentence"]
        extra = group.loc[group["words"] & ~group["hand"], "sentence"]
        named = [
            f"{sentence} ({' '.join(found_words(text[sentence], lexicon)[motive])})" for sentence in extra
        ]
        lines.append((motive, ", ".join(map(str, missed)), ", ".join(named)))
    return pd.DataFrame(lines, columns=["motive", "hand_only", "words_only"])
