"""Reading a text: every numeric mention with its value, its sentence and its speaker, as a table."""

from bisect import bisect_right

from . import lexicon, mentions, speech

COLUMNS = (
    "sentence",
    "start",
    "end",
    "text",
    "kind",
    "lo",
    "hi",
    "unit",
    "date",
    "bound",
    "hedge",
    "speaker",
    "speaker_start",
    "speaker_end",
)


def read(text, published=None, region=None):
    """The mentions of ``text`` as a list of tuples in the order of COLUMNS.

    ``lo`` and ``hi`` are None where the words leave no value; ``speaker_start`` and ``speaker_end`` are None for the narrator.
    """
    if not isinstance(text, str):
        raise TypeError(
            f"a text is str, not {type(text).__name__}: decode bytes first, see newsclaims.text.decode"
        )
    folded = lexicon.fold(text)
    if region is not None and region not in mentions.REGIONS:
        raise mentions.DataError(f"region {region!r} is unknown: choose one of {', '.join(mentions.REGIONS)}")
    reader = mentions.Reader(text, folded, mentions.published_day(published), region)
    rows = reader.read()
    ends = reader.ends
    return [
        (bisect_right(ends, row[0]), *row, hedge, speaker, None if s < 0 else s, None if s < 0 else e)
        for row, (hedge, speaker, s, e) in zip(rows, speech.label(text, folded, rows, reader.published))
    ]


def find_mentions(text, published=None, region=None):
    """Every numeric mention of a Chinese text, as a DataFrame with one row a mention, in text order.

    ``text`` is Simplified or Traditional; ``published`` (``YYYY-MM-DD`` or a date) anchors relative dates; ``region`` (CN, TW or HK)
    says whose 元 a bare 元 is, and is told from the text where it is None.

    Columns: ``sentence`` (int, from 0), ``start``, ``end`` (code points, half-open: ``text[start:end]`` is ``text``), ``kind``,
    ``lo``, ``hi`` (float in base units, NaN where there is none), ``unit``, ``date`` (EDTF), ``bound``, ``hedge``, ``speaker``,
    ``speaker_start``, ``speaker_end`` (Int64, NA for the narrator).
    """
    import pandas as pd

    frame = pd.DataFrame(read(text, published, region), columns=list(COLUMNS))
    types = dict.fromkeys(("sentence", "start", "end"), "int64") | dict.fromkeys(("lo", "hi"), "float64")
    types |= dict.fromkeys(("speaker_start", "speaker_end"), "Int64")
    return frame.astype(types)
