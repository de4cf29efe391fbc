"""Numbers: the mentions of a text, their values, units, dates and bounds. Who says them is ``speech``'s work.

``scanning`` walks through the folded text from left to right. At each character with which a mention can
begin it tries the patterns of the modules below, in a fixed order, and hands the match to the module that
the name of its group stands for. That module puts a ``Mention`` down in the ``Reading`` (``state``), or
nothing, and may say where to read on. At the end ``merging`` joins what belongs together.

``skips``      what is passed over: codes, clock times, list markers, addresses; idioms are in ``grammar``
``anchors``    dates: which day a relative date is seen from, and whether it looks ahead
``shares``     百分之五, 三分之一, 七成五, 八折, 一半: pattern and value
``ranks``      第三, TOP 10, 前五名
``amount``     the pattern of a number with currency, unit, range and rate, and its groups
``amounts``    the steps from these groups to a mention; they ask ``splitting`` (is it 16万 and 3年?),
               ``letters`` (is W watts?), ``counts`` (is 一家 a number?), ``durations`` (is 2024年 a year?),
               ``senses`` (is 度 of a fever?) and ``tails`` (四块八)
``bare``       a number without a unit: whether it is an amount, and of what; it asks ``labels`` (is it a
               name or a code?), ``nouns`` (年包280万), ``carried`` (money as before), and ``columns`` and
               ``headings`` (the unit of a cell)
``bounds``     the cues around any of them
``merging``    七年六个月 is one mention; ``lists`` lend one unit to all their members
``regions``    where a text is from, and its currency

``grammar`` makes the parts that the patterns share from the lexicon. Words are in its tables, above all in
``context_words`` (by role) and ``unit_senses``; the code holds order, distances and contexts.
"""

from .anchors import published_day
from .regions import REGIONS, known_region
from .scanning import Reader

__all__ = ["REGIONS", "Reader", "known_region", "published_day"]
