"""Words: tables of the reading engine that are made from jieba's dictionary.

Run ``python -m newsclaims.build.words``. The engine itself loads no dictionary; two of its tables are made
here once and kept:

``unit_words.csv``
    Words that begin with a unit but hold none after a number (``人参``). Which they are is kept by hand, in
    the column ``word``; what lifts the block (``unless``) is told by the dictionary.
``words_with_numerals.csv``
    Names and idioms of the dictionary with a numeral in them (``五台山``), and how frequent they are.

A row that changes no reading is left out, so that either table may be run through again at any time.
"""

import csv
import re
import warnings
from collections.abc import Iterable
from multiprocessing import get_context
from pathlib import Path
from typing import NamedTuple

from ..reading import lexicon, read_mentions

LEXICON = Path(__file__).resolve().parents[1] / "reading" / "lexicon"

# Rarer words say little about how a text goes on: many were met once in the corpus behind the dictionary
FREQUENT = 10
# Adverbs that end a noun as well (人才, 成就, 成都), and what they stand before
ADVERBS, BEHIND_ADVERB = "才就都", "会能要可是有被得知到在不没敢肯算够用去来从对为"
# A unit behind a number is likelier than the frequency of its character says
AFTER_NUMBER = 300
# A word within is preferred to a longer one (名|义工 to 名义工资), unless that is much commoner (人民法院)
LONGER = 3
# Words that the dictionary lacks and the table has are taken for common ones
KEPT = 1000
NUMBERS = ("376", "三", "三百", "376个")
# Names of people, places, organisations and other things; idioms and set phrases
NUMERAL = re.compile("[零一二两三四五六七八九十百千万亿兆廿卅几数半第]+")
COMMON = 5  # names that rare are mostly of single persons, or no names at all
NAMES, IDIOMS = ("nr", "nrt", "nrfg", "ns", "nt", "nz"), ("i", "l")
# What the dictionary takes for a name or a phrase, but states a number: counts, ranks, shares, ages, grades
STATED = re.compile(
    "[近这哪每发约超上说算标搞敲前增整今].*|第.*[版课关等系性项发通军师]|.*第[一二]|.*[二三四七]人|.*[日天](?:[游份电]|晚上)"
    "|翻.*番|.*成[新熟]|.*分熟|.*岁时?|.*句话|.*件[事套]|.*会议|.*[一两几]天|.*年[来制]|.*次会议|[二七]级风|.*口之家|.*计数?|万分之"
    "|(?:持续|任何|正反|另|借宿|短短|没过|两只|两次|两棵|几[米只匹碗成分起]|三只|五次|十[瓶片杯成]|千人|百家|百米|万米|万元).*"
    "|一两句话|一年多来|十年规划|千百年来|正月十五|陆万.*|[斯施铭]万|万[军发花]|英语六级|跃居第一|半数以下|五颗星|两大洲|信心百倍|精神百倍|身价[百十]倍|半天没|两步走"
)


class Word(NamedTuple):
    """Frequency and part of speech of a word in jieba's notation."""

    frequency: int
    tag: str


def dictionary() -> dict[str, Word]:
    """Read the words of jieba's dictionary from its file."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        import jieba
    words = {}
    with jieba.dt.get_dict_file() as file:
        for line in file:
            word, frequency, tag = line.decode("utf-8").split()
            words[word] = Word(int(frequency), tag)
    return words


def _read(task: tuple[tuple[str, ...], list[str]]) -> list[list[str]]:
    """Texts of the mentions in each sentence, read without the rows of some tables."""
    tables, sentences = task
    rows = lexicon.rows
    lexicon.rows = lambda name: () if name in tables else rows(name)  # type: ignore[assignment]
    return [[one.text for one in read_mentions(sentence, region="CN")] for sentence in sentences]


def read_without(tables: tuple[str, ...], sentences: list[str]) -> list[list[str]]:
    """Texts of the mentions in each sentence as read by an engine without the rows of ``tables``."""
    with get_context("spawn").Pool(1) as pool:  # an engine makes its grammar once, so it needs a new process
        return pool.map(_read, [(tables, sentences)])[0]


def lifting(word: str, words: dict[str, Word], by_first: dict[str, list[str]]) -> str:
    """Characters behind ``word`` with which a word begins within it that ends later and is likelier.

    ``人|参加`` against ``人参|加``, by the frequencies of both halves; the dictionary lacks what an adverb
    makes with a verb (``才会``, ``就要``).
    """
    unit, rest = word[0], word[1:]
    own, before = frequency(word, words, KEPT), frequency(unit, words)
    later: dict[str, int] = {}
    for longer in by_first.get(rest[0], ()):
        if len(longer) > len(rest) and longer.startswith(rest) and words[longer].frequency >= FREQUENT:
            character = longer[len(rest)]
            later[character] = max(later.get(character, 0), words[longer].frequency)

    def whole(beginning: str) -> int:
        longer = (one for one in by_first.get(unit, ()) if one.startswith(beginning))
        return max((words[one].frequency for one in longer), default=0)

    lifts = {
        character
        for character, common in later.items()
        if LONGER * common > whole(word + character)
        and AFTER_NUMBER * before * common > own * frequency(character, words)
    }
    return "".join(sorted(lifts | set(BEHIND_ADVERB if rest in ADVERBS else "")))


def frequency(word: str, words: dict[str, Word], otherwise: int = FREQUENT) -> int:
    """How often the corpus behind the dictionary holds ``word``."""
    return words[word].frequency if word in words else otherwise


def unit_words(kept: Iterable[str], words: dict[str, Word]) -> list[tuple[str, str]]:
    """Rows (word, unless) of ``unit_words.csv``: words in which a unit would end."""
    kept = list(dict.fromkeys(kept))
    by_first: dict[str, list[str]] = {}
    for word in words:
        by_first.setdefault(word[0], []).append(word)
    sentences = [number + word for word in kept for number in NUMBERS]
    read = read_without(("unit_words",), sentences)
    telling = set()
    for sentence, mentions in zip(sentences, read, strict=True):
        number = next(one for one in sorted(NUMBERS, key=len, reverse=True) if sentence.startswith(one))
        if mentions and len(number) < len(mentions[0]) < len(sentence):
            telling.add(sentence.removeprefix(number))
    return [(word, lifting(word, words, by_first)) for word in kept if word in telling]


def words_with_numerals(words: dict[str, Word]) -> list[tuple[str, str]]:
    """Rows (form, tag) of ``words_with_numerals.csv``: names and idioms in which a number would be read.

    None that is nothing but a number (``一百万``, ``三天``).
    """
    candidates = [
        word
        for word, (common, tag) in words.items()
        if tag in NAMES + IDIOMS
        and (common >= COMMON or tag == "i")
        and NUMERAL.search(word)
        and NUMERAL.sub("", word)
        and not STATED.fullmatch(word)
    ]
    read = read_without(("words_with_numerals", "idioms"), [f"说，{word}，好" for word in candidates])
    return sorted(
        (
            (word, words[word].tag)
            for word, mentions in zip(candidates, read, strict=True)
            if mentions and word not in mentions
        ),
        key=lambda row: (row[1], row[0]),
    )


def write(table: str, columns: tuple[str, ...], rows: Iterable[tuple[str, ...]]) -> None:
    """Write ``rows`` to ``reading/lexicon/TABLE.csv``."""
    with open(LEXICON / f"{table}.csv", "w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(columns)
        writer.writerows(rows)


def kept(table: str, column: str) -> list[str]:
    """The words in one column of a table that is kept by hand."""
    with open(LEXICON / f"{table}.csv", encoding="utf-8", newline="") as file:
        return [row[column] for row in csv.DictReader(file)]


def main() -> None:
    """Make both tables anew."""
    words = dictionary()
    write("unit_words", ("word", "unless"), unit_words(kept("unit_words", "word"), words))
    write("words_with_numerals", ("form", "tag"), words_with_numerals(words))


if __name__ == "__main__":
    main()
