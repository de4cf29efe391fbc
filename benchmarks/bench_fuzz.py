"""Texts that nobody wrote, read by the hundred thousand: none may be lost, no part passed over.

    python benchmarks/bench_fuzz.py [--count 200000] [--seed 14]

Sentences of a small grammar over the lexicon and strings of all scripts in turn, made by
`tests/reading/sentences.py`.
Exits with 1 where anything was raised or passed over, and shows the text.
"""

import argparse
import sys
import time
import warnings
from collections import Counter
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
sys.path[:0] = [str(ROOT / "notebooks"), str(ROOT / "tests/reading")]
from sentences import sentences  # noqa: E402

from newsclaims.reading import failures, read_mentions  # noqa: E402


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--count", type=int, default=200_000)
    parser.add_argument("--seed", type=int, default=14)
    options = parser.parse_args()
    warnings.simplefilter("error", failures.ReadingWarning)
    began, mentions, characters, lost = time.perf_counter(), 0, 0, Counter()
    for text in sentences(options.count, options.seed):
        characters += len(text)
        try:
            mentions += len(read_mentions(text, "2025-07-11"))
        except Exception as error:
            fault = f"{type(error).__name__}: {error}"
            if not lost[fault]:
                print(f"{fault}\n  in {text!r}")
            lost[fault] += 1
    print(
        f"{options.count:,} texts, {characters:,} characters, {mentions:,} mentions, "
        f"{sum(lost.values()):,} with a fault, {time.perf_counter() - began:.0f} s (seed {options.seed})"
    )
    return 1 if lost else 0


if __name__ == "__main__":
    sys.exit(main())
