"""Words: jieba's segmentation with our user dictionary, without its shared cache and without its chatter."""

import logging
import warnings
from collections import Counter
from functools import cache

from .. import tables


@cache
def tokenizer():
    """A jieba Tokenizer of our own, with the words of data/curated/tokenizer_words.csv.

    It is built from jieba's dictionary each time (0.6 s): the cache that jieba shares in the temporary folder
    has a predictable name and is loaded with marshal.
    """
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        import jieba
    jieba.setLogLevel(logging.WARNING)
    own = jieba.Tokenizer()
    own.FREQ, own.total = own.gen_pfdict(own.get_dict_file())
    own.initialized = True
    for row in tables.read("tokenizer-words").itertuples():
        own.add_word(row.word, tag=row.tag)
    return own


def cut(text):
    """The words of ``text`` in order (list of str), blanks and punctuation left out; Latin names with blanks stay whole."""
    held = [word for word in tables.read("tokenizer-words")["word"] if " " in word]
    words, rest = [], [text]
    for name in held:
        rest = [piece for part in rest for piece in _around(part, name)]
    for part in rest:
        words += [part] if part in held else tokenizer().lcut(part, HMM=True)
    return [word for word in words if any(c.isalnum() for c in word)]


def _around(part, name):
    pieces = part.split(name)
    return [piece for piece in pieces[:1]] + [x for piece in pieces[1:] for x in (name, piece)]


def frequencies(text):
    """(word, occurrences) of ``text``, most frequent first, ties in dictionary order of the words."""
    return sorted(Counter(cut(text)).items(), key=lambda item: (-item[1], item[0]))
