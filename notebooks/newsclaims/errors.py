"""Errors that a reader meets: one line that says what is wrong and what to do."""


class DataError(Exception):
    """Bad input: an article, a table or a coding that cannot be used as it is.

    The message is one line. In a notebook it is shown alone, without a traceback, because the reader
    has to mend a file and not our code.
    """

    def _render_traceback_(self) -> list[str]:
        return [f"{type(self).__name__}: {self}"]
