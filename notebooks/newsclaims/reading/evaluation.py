"""Evaluation: how well the reading engine agrees with the gold set, by field, kind and genre.

python -m newsclaims.evaluation            the texts that were open while the engine was written
python -m newsclaims.evaluation --held-out the four that were not
"""

import argparse
import sys

import pandas as pd

from .. import tables
from . import find as reading
from . import text

MEASURES = ("span", "span + kind", "span + value", "value + unit", "date")
ACCURACIES = ("bound", "hedge", "speaker")


def compare(held_out=False):
    """One row for each mention that the gold set or the engine finds, as a DataFrame.

    Columns: ``name``, ``genre``, ``kind`` (the gold one where there is one), ``gold`` and ``found`` (bool), then for mentions with
    the same span whether ``kind``, ``value``, ``unit``, ``date``, ``bound``, ``hedge``, ``speaker`` agree (bool).
    """
    gold, rows = tables.read("gold-mentions"), []
    sources = tables.read("gold-texts")
    for source in sources[sources["held_out"] == ("yes" if held_out else "no")].itertuples():
        content = text.decode((tables.ROOT / source.path).read_bytes(), source.path)
        wanted = {(row.start, row.end): row for row in gold[gold["name"] == source.name].itertuples()}
        found = {
            (row[1], row[2]): dict(zip(reading.COLUMNS, row))
            for row in reading.read(content, source.published)
        }
        for span in sorted(wanted.keys() | found.keys()):
            rows.append((source.name, source.genre, *_agreement(wanted.get(span), found.get(span), content)))
    columns = [
        "name",
        "genre",
        "kind",
        "gold",
        "found",
        "same_kind",
        "value",
        "unit",
        "date",
        "bound",
        "hedge",
        "speaker",
    ]
    return pd.DataFrame(rows, columns=columns)


def _agreement(gold, found, content):
    kind = gold.kind if gold else found["kind"]
    if not gold or not found:
        return (kind, bool(gold), bool(found), *[False] * 7)
    return (
        kind,
        True,
        True,
        found["kind"] == gold.kind,
        _same(found["lo"], gold.lo) and _same(found["hi"], gold.hi),
        found["unit"] == gold.unit,
        found["date"] == gold.date,
        found["bound"] == gold.bound,
        found["hedge"] == gold.hedge,
        _overlaps(found, gold.speaker, content),
    )


def _same(one, other):
    if one is None or pd.isna(other):
        return one is None and pd.isna(other)
    return abs(one - other) <= 1e-9 * max(abs(one), abs(other))


def _overlaps(found, speaker, content):
    """Whether the span of the speaker overlaps one of the places where the gold speaker's words stand."""
    if not speaker or not found["speaker"]:
        return not speaker and not found["speaker"]
    start = content.find(speaker)
    while start >= 0:
        if start < found["speaker_end"] and found["speaker_start"] < start + len(speaker):
            return True
        start = content.find(speaker, start + 1)
    return False


def scores(compared):
    """Precision, recall and F1 of MEASURES and the accuracy of ACCURACIES over ``compared`` (Series, values 0 to 1).

    Accuracies are over the mentions with the same span; the F1 of ``date`` is over dates.
    """
    found, gold = compared["found"].sum(), compared["gold"].sum()
    both = compared[compared["gold"] & compared["found"]]
    dated = compared["kind"] == "date"
    right = {
        "span": len(both),
        "span + kind": both["same_kind"].sum(),
        "span + value": both["value"].sum(),
        "value + unit": (both["value"] & both["unit"]).sum(),
    }
    result = {}
    for name, hits in right.items():
        result |= _prf(name, hits, found, gold)
    result |= _prf(
        "date",
        both.loc[both["kind"] == "date", "date"].sum(),
        (compared["found"] & dated).sum(),
        (compared["gold"] & dated).sum(),
    )
    for name in ACCURACIES:
        result[name] = both[name].mean() if len(both) else float("nan")
    return pd.Series(result)


def _prf(name, hits, found, gold):
    precision, recall = hits / found if found else 0.0, hits / gold if gold else 0.0
    total = precision + recall
    return {
        f"{name} P": precision,
        f"{name} R": recall,
        name: 2 * precision * recall / total if total else 0.0,
    }


def report(compared, by=None):
    """``scores`` of the whole, or of each value of column ``by`` (kind, genre or name), as a DataFrame with the number of gold mentions."""
    short = [*MEASURES, *ACCURACIES]
    if by is None:
        return scores(compared).rename("score").to_frame()
    groups = compared.groupby(by, sort=True)
    frame = pd.DataFrame({name: scores(group)[short] for name, group in groups}).T
    frame.insert(0, "mentions", groups["gold"].sum())
    return frame.rename_axis(by)


def main(arguments):
    """Print the evaluation; returns the exit code."""
    parser = argparse.ArgumentParser(
        prog="python -m newsclaims.evaluation", description="Score the reading engine on the gold set."
    )
    parser.add_argument("--held-out", action="store_true", help="the held-out texts instead of the open ones")
    compared = compare(parser.parse_args(arguments).held_out)
    with pd.option_context(
        "display.width", 160, "display.max_rows", 200, "display.float_format", "{:.3f}".format
    ):
        for by in (None, "kind", "genre"):
            print(report(compared, by), end="\n\n")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
