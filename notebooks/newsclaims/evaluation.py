"""How well the reading engine agrees with the gold set, by field, kind and genre; and what it loses.

python -m newsclaims.evaluation                 the texts that were open while the engine was written
python -m newsclaims.evaluation --held-out      the four that were not
python -m newsclaims.evaluation --gold FOLDER   a gold set of your own, in the same form

Needs the standard library alone. ``pip install`` brings the gold set along, but for the article itself.
"""

import argparse
import csv
import os
import sys
import warnings
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from hashlib import sha256
from importlib import metadata
from pathlib import Path
from typing import Any

from .errors import DataError
from .reading import evaluation, read_mentions
from .reading.evaluation import ACCURACIES, MEASURES, Agreement, GoldMention, scores
from .reading.failures import ReadingWarning
from .reading.text import decode

__all__ = ["ACCURACIES", "MEASURES", "compare", "robustness", "scores", "scores_by"]

SPEAKERS_DRAWN = 150  # enough to tell one in fifty from one in twenty


@dataclass(frozen=True)
class GoldText:
    """A text of the gold set: its row in texts.csv, its characters and its annotated mentions."""

    name: str
    genre: str
    published: str
    held_out: bool
    content: str
    mentions: tuple[GoldMention, ...]


@dataclass(frozen=True)
class Robustness:
    """What reading the whole gold set loses.

    Attributes
    ----------
    texts, characters : int
        How much was read.
    failures : int
        Parts of texts that were passed over with a warning.
    speakers : int
        Places at which the engine finds a speaker.
    drawn, judged, none : int
        Speakers drawn from them, those that a person has judged (speakers.csv), and those that name nobody.
    """

    texts: int
    characters: int
    failures: int
    speakers: int
    drawn: int
    judged: int
    none: int


def beside(path: str) -> Path | None:
    """The file ``path`` of the collection around this package, or the copy that was installed with it."""
    own = Path(__file__).resolve().parents[2] / path
    if own.is_file():
        return own
    try:
        files = metadata.files("newsclaims") or ()
    except metadata.PackageNotFoundError:
        return None
    tail = "/".join(Path(path).parts[-2:])
    return next((Path(str(file.locate())).resolve() for file in files if file.match(tail)), None)


def gold_folder() -> Path:
    """The folder of the gold set: of the collection around this package, or the one that was installed.

    Raises DataError where there is neither.
    """
    if found := beside("data/curated/gold/texts.csv"):
        return found.parent
    raise DataError("there is no gold set beside this package: name its folder with --gold")


def read_gold(folder: Path | None = None) -> list[GoldText]:
    """The texts of the gold set in ``folder`` (default ``gold_folder()``) with their annotated mentions.

    A text that is not there is left out. Raises DataError where the tables cannot be read.
    """
    folder = folder or gold_folder()
    mentions: dict[str, list[GoldMention]] = {}
    for row in _rows(folder / "mentions.csv"):
        own: dict[str, Any] = {name: row[name] for name in GoldMention.__slots__}
        own |= {name: float(row[name] or "nan") for name in ("lo", "hi")}
        own |= {name: int(row[name]) for name in ("start", "end")}
        mentions.setdefault(row["name"], []).append(GoldMention(**own))
    found = []
    for row in _rows(folder / "texts.csv"):
        places = (folder / "texts" / Path(row["path"]).name, folder.parents[2] / row["path"])
        path = next((place for place in places if place.is_file()), None)
        if path:
            content = decode(path.read_bytes(), path.name)
            held_out, annotated = row["held_out"] == "yes", tuple(mentions.get(row["name"], ()))
            found.append(GoldText(row["name"], row["genre"], row["published"], held_out, content, annotated))
    return found


def _rows(path: Path) -> Iterator[dict[str, str]]:
    try:
        with open(path, encoding="utf-8", newline="") as file:
            yield from csv.DictReader(file)
    except OSError as error:
        raise DataError(f"{path} cannot be read ({error.strerror}): give the folder of a gold set") from None


def compare(held_out: bool = False, folder: Path | None = None) -> list[Agreement]:
    """Compare the engine with the gold texts: an Agreement a mention, with the text's name and genre."""
    return [
        replace(one, name=text.name, genre=text.genre)
        for text in read_gold(folder)
        if text.held_out == held_out
        for one in evaluation.compare(text.content, text.mentions, text.published)
    ]


def scores_by(agreements: Iterable[Agreement], field: str) -> dict[str, dict[str, float]]:
    """F1 and accuracies of each group of ``agreements`` with the same ``field`` (kind, genre or name).

    ``mentions`` counts the gold mentions of a group.
    """
    groups: dict[str, list[Agreement]] = {}
    for one in agreements:
        groups.setdefault(getattr(one, field), []).append(one)
    found = {}
    for group, members in sorted(groups.items()):
        whole = scores(members)
        counted = {"mentions": float(sum(one.gold for one in members))}
        found[group] = counted | {name: whole[name] for name in (*MEASURES, *ACCURACIES)}
    return found


def robustness(folder: Path | None = None) -> Robustness:
    """Read every text of the gold set, the held-out ones as well, and count what is lost.

    Speakers are drawn by a hash of their place, so that a better engine changes little of the sample.
    """
    folder = folder or gold_folder()
    texts, failures, speakers = read_gold(folder), 0, set()
    for text in texts:
        with warnings.catch_warnings(record=True) as told:
            warnings.simplefilter("always", ReadingWarning)
            found = read_mentions(text.content, text.published)
        failures += sum(issubclass(one.category, ReadingWarning) for one in told)
        if not text.held_out:
            speakers |= {(text.name, one.speaker_start, one.speaker) for one in found if one.speaker}
    drawn = sorted(speakers, key=lambda place: sha256(repr(place).encode()).digest())[:SPEAKERS_DRAWN]
    judgements = {
        (row["name"], int(row["start"]), row["speaker"]): row["names"]
        for row in _rows(folder / "speakers.csv")
    }
    judged = [judgements[place] for place in drawn if place in judgements]
    read = len(texts), sum(len(text.content) for text in texts), failures
    return Robustness(*read, len(speakers), len(drawn), len(judged), judged.count("nobody"))


def _table(groups: dict[str, dict[str, float]], head: str) -> str:
    columns = list(next(iter(groups.values())))
    width = max(len(group) for group in (*groups, head))
    lines = [f"{head:{width}}  " + "  ".join(f"{name:>{max(5, len(name))}}" for name in columns)]
    for group, row in groups.items():
        cells = (
            f"{row[name]:{max(5, len(name))}{'.0f' if name == 'mentions' else '.3f'}}" for name in columns
        )
        lines.append(f"{group:{width}}  " + "  ".join(cells))
    return "\n".join(lines)


def report(agreements: Sequence[Agreement], lost: Robustness | None) -> str:
    """The evaluation as text: the measures, by kind, by genre, and what is lost."""
    parts = [f"{name:14} {score:.3f}" for name, score in scores(agreements).items()]
    blocks = ["\n".join(parts)]
    blocks += [_table(scores_by(agreements, field), field) for field in ("kind", "genre")]
    if lost:
        share = f" ({lost.none / lost.judged:.1%})" if lost.judged else ""
        blocks.append(
            f"texts read {lost.texts} ({lost.characters:,} characters), parts passed over {lost.failures}\n"
            f"speakers drawn {lost.drawn} of {lost.speakers}, judged {lost.judged}, "
            f"naming nobody {lost.none}{share}"
        )
    return "\n\n".join(blocks)


def main(arguments: list[str]) -> int:
    """Print the evaluation; returns the exit code."""
    parser = argparse.ArgumentParser(
        prog="python -m newsclaims.evaluation", description="Score the reading engine on the gold set."
    )
    parser.add_argument("--held-out", action="store_true", help="the held-out texts instead of the open ones")
    parser.add_argument("--gold", type=Path, metavar="FOLDER", help="a gold set of the same form")
    options = parser.parse_args(arguments)
    try:
        agreements = compare(options.held_out, options.gold)
        if not agreements:
            raise DataError("the gold set has no such texts: check its texts.csv")
        print(report(agreements, None if options.held_out else robustness(options.gold)))
        sys.stdout.flush()
    except DataError as error:
        print(f"newsclaims: {error}", file=sys.stderr)
        return 1
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), 1)  # so that the flush at exit does not fail again
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
