"""Reading: any Chinese text to its numeric mentions, their values and who says them.

Imports nothing of ours but ``errors``, and nothing of others but, if it is there, pandas.
"""

from .find import find_mentions, read_mentions
from .mention import COLUMNS, Mention, as_row

__all__ = ["COLUMNS", "Mention", "as_row", "find_mentions", "read_mentions"]
