"""How well the reading engine agrees with the gold set of this collection, by field, kind and genre.

python -m newsclaims.evaluation            the texts that were open while the engine was written
python -m newsclaims.evaluation --held-out the four that were not
"""

import argparse
import os
import sys
from dataclasses import asdict

try:
    import pandas as pd

    from . import tables
except ModuleNotFoundError as error:
    needed = f"the evaluation needs {error.name}: pip install 'newsclaims[frame]'"
    raise (SystemExit if __name__ == "__main__" else ImportError)(needed) from None

from .reading import evaluation
from .reading.evaluation import ACCURACIES, MEASURES, Agreement
from .reading.text import decode

__all__ = ["ACCURACIES", "MEASURES", "compare", "report", "scores"]


def compare(held_out: bool = False) -> pd.DataFrame:
    """Compare the engine with the gold texts.

    ``name``, ``genre`` and the fields of ``Agreement``, a row a mention.
    """
    gold, rows = tables.read("gold-mentions"), []
    texts = tables.read("gold-texts")
    for text in texts[texts["held_out"] == ("yes" if held_out else "no")].itertuples():
        content = decode((tables.ROOT / text.path).read_bytes(), text.path)
        found = evaluation.compare(content, gold[gold["name"] == text.name].itertuples(), text.published)
        rows += [{"name": text.name, "genre": text.genre, **asdict(one)} for one in found]
    return pd.DataFrame(rows)


def report(frame: pd.DataFrame, by: str | None = None) -> pd.DataFrame:
    """Score ``frame`` (of ``compare``): all measures of the whole, or F1 and accuracies by column ``by``.

    ``by`` is kind, genre or name; then the column ``mentions`` counts the gold mentions of each group.
    """
    if by is None:
        return scores(frame).rename("score").to_frame()
    groups = frame.groupby(by, sort=True)
    found = pd.DataFrame({name: scores(group) for name, group in groups}).T[[*MEASURES, *ACCURACIES]]
    found.insert(0, "mentions", groups["gold"].sum())
    return found.rename_axis(by)


def scores(frame: pd.DataFrame) -> pd.Series:
    """Score ``frame`` (of ``compare``): precision, recall, F1 and accuracies as in ``reading.evaluation``."""
    fields = frame.drop(columns=["name", "genre"]).to_dict("records")
    return pd.Series(evaluation.scores([Agreement(**row) for row in fields]))


def main(arguments: list[str]) -> int:
    """Print the evaluation; returns the exit code."""
    parser = argparse.ArgumentParser(
        prog="python -m newsclaims.evaluation", description="Score the reading engine on the gold set."
    )
    parser.add_argument("--held-out", action="store_true", help="the held-out texts instead of the open ones")
    frame = compare(parser.parse_args(arguments).held_out)
    shown = (
        "display.width",
        160,
        "display.max_rows",
        200,
        "display.max_columns",
        None,
        "display.float_format",
        "{:.3f}".format,
    )
    try:
        with pd.option_context(*shown):
            for by in (None, "kind", "genre"):
                print(report(frame, by), end="\n\n")
        sys.stdout.flush()
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), 1)  # so that the flush at exit does not fail again
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
