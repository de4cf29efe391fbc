"""Progress: what a run has read so far, and how long it will go on."""

import sys
import time
from collections import Counter
from collections.abc import Mapping

_SCREEN, _LOG = 0.5, 60.0  # seconds between two lines, on a screen and in a log


def nothing_yet() -> Counter[str]:
    """What is counted, all of it 0."""
    return Counter(dict.fromkeys(("documents", "characters", "mentions", "failures"), 0))


class Progress:
    """Counts what was read, and says so on standard error, now and then."""

    def __init__(self, total: int | None) -> None:
        """Begin; ``total`` documents are to come (None: not known)."""
        self.counts = nothing_yet()
        self._total = total
        self._read = 0
        self._began = self._told = time.monotonic()
        self._screen = sys.stderr.isatty() if sys.stderr else False

    def add(self, counts: Mapping[str, int], read: bool = True) -> None:
        """Count a part; not ``read`` is one that was there."""
        self.counts.update(counts)
        self._read += counts["documents"] if read else 0
        if time.monotonic() - self._told > (_SCREEN if self._screen else _LOG):
            self._tell("\r" if self._screen else "newsclaims: ", "" if self._screen else "\n")

    def end(self) -> None:
        """Say what was read in all."""
        if self._screen:
            print("\r\033[K", end="", file=sys.stderr)

    def _tell(self, start: str, end: str) -> None:
        self._told = time.monotonic()
        speed = self._read / (self._told - self._began)
        words = f"{self.counts['documents']:,} documents"
        if self._total is not None:
            words = f"{self.counts['documents']:,} of {self._total:,} documents"
            if speed:
                words += f", {_length((self._total - self.counts['documents']) / speed)} to go"
        words += f", {speed:,.0f} a second, {self.counts['failures']:,} failures"
        print(f"{start}{words:70}", end=end, file=sys.stderr, flush=True)


def _length(seconds: float) -> str:
    minutes = round(seconds / 60)
    return f"{round(seconds)} s" if seconds < 60 else f"{minutes // 60} h {minutes % 60:02} min"
