"""Dates: what a Chinese date expression denotes, in EDTF, seen from the day of publication.

The steps, each a module:

- ``words`` gives the words of dates and of eras from the lexicon, with what they mean;
- ``parts`` says what years and their parts look like, ``kinds`` what an expression does: a ``Kind`` has a
  core with named groups, by which it is read, and guards around it, which hold in the text only;
- ``patterns`` joins the kinds into the regular expressions by which dates are found in folded text;
- ``arithmetic`` has the calendar: days, spans in EDTF, and steps from one to another;
- ``years``, ``periods`` and ``relative`` hold a reader for each kind: what it denotes, given a ``Context``;
- ``readings`` resolves: it knows a range from a single date and calls the readers.

A new word is a row of ``lexicon/date_words.csv``; a new kind is a ``Kind`` and a reader.
"""

from .arithmetic import Context, Day, Span
from .patterns import NO_DATE, in_full, openings, pattern
from .readings import resolve
from .words import NUMBER_BEGINS

__all__ = ["NO_DATE", "NUMBER_BEGINS", "Context", "Day", "Span", "in_full", "openings", "pattern", "resolve"]
