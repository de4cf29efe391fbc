"""Reading a text: every numeric mention with its value, its sentence and its speaker."""

import warnings
from bisect import bisect_right
from collections.abc import Sequence
from datetime import date
from typing import Any

from . import folding, mending, numbers, speech
from .mention import COLUMNS, Mention, as_row
from .text import sentence_ends


def read_mentions(text: str, published: str | date | None = None, region: str | None = None) -> list[Mention]:
    """Read the numeric mentions of a Chinese text; the arguments are those of ``find_mentions``.

    Needs nothing but the standard library.

    Examples
    --------
    >>> [(one.text, one.lo, one.unit) for one in read_mentions("两家公司裁员3000多人。")]
    [('两家', 2.0, 'companies'), ('3000多人', 3000.0, 'people')]
    """
    if not isinstance(text, str):
        kind = type(text).__name__
        raise TypeError(f"a text is str, not {kind}: decode bytes first, see newsclaims.reading.text.decode")
    region = numbers.known_region(region)
    mended, offsets = mending.mend(text)
    folded = folding.fold(mended)
    reader = numbers.Reader(mended, folded, numbers.published_day(published), region)
    found = reader.read()
    speech.label(mended, folded, found, reader.published)
    ends = reader.ends
    if offsets:
        ends = sentence_ends(text)
        _as_given(found, text, offsets)
    for mention in found:
        mention.sentence = bisect_right(ends, mention.start)
    return found


def _as_given(mentions: Sequence[Mention], text: str, offsets: mending.Offsets) -> None:
    """Change the mentions of a mended text to those of ``text``."""
    given = offsets.given
    for one in mentions:
        length = one.end - one.start
        one.start, one.end = given(one.start, one.end)
        if one.end - one.start != length:
            one.text = text[one.start : one.end]
        if one.speaker_start is not None and one.speaker_end is not None:
            length = one.speaker_end - one.speaker_start
            one.speaker_start, one.speaker_end = given(one.speaker_start, one.speaker_end)
            if one.speaker_end - one.speaker_start != length:
                one.speaker = text[one.speaker_start : one.speaker_end]


def find_mentions(text: str, published: str | date | None = None, region: str | None = None) -> Any:
    """Find every numeric mention of a Chinese text, in text order.

    Parameters
    ----------
    text : str
        Simplified or Traditional, of any length.
    published : str or datetime.date, optional
        Day of publication (``YYYY-MM-DD``), the anchor of relative dates.
    region : {"CN", "TW", "HK"}, optional
        Whose 元 a bare 元 is; told from the text if not given.

    Returns
    -------
    pandas.DataFrame
        A row a mention, with the attributes of ``Mention`` as columns: ``lo`` and ``hi`` are NaN where the
        words leave no value, ``speaker_start`` and ``speaker_end`` NA for the narrator. Where pandas is not
        installed, the list of ``Mention`` that ``read_mentions`` gives, and a warning that says so.

    Raises
    ------
    TypeError
        For a text that is no str.
    DataError
        For a day of publication or a region that is none.

    Examples
    --------
    >>> found = find_mentions("据报道，两家公司去年共裁员3000多人。", published="2025-07-11")
    >>> found.loc[2, ["text", "unit", "bound", "hedge"]].tolist()
    ['3000多人', 'people', 'more_than', 'reported']
    """
    found = read_mentions(text, published, region)
    try:
        import pandas as pd  # the one optional package of this room: reading itself does without
    except ImportError:
        warnings.warn(
            "pandas is not installed, so find_mentions gives a list of Mention: "
            "pip install 'newsclaims[frame]' for a DataFrame",
            stacklevel=2,
        )
        return found
    frame = pd.DataFrame(map(as_row, found), columns=list(COLUMNS))
    types = dict.fromkeys(("sentence", "start", "end"), "int64") | dict.fromkeys(("lo", "hi"), "float64")
    return frame.astype(types | dict.fromkeys(("speaker_start", "speaker_end"), "Int64"))
