"""Calculator: stay or go, typed as people type it, with one answer, its range and what would flip it.

In a notebook ``answer(stay, go, both)`` shows the answer; in the exported page the same output is a form that
computes the same without a kernel (templates/postmoney/calculator.html and calculator.js). The model is
``analysis.offer``. ``tests/pages/test_calculator.py`` holds page and cell together.
"""

import difflib
import json
import math
import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd

from ..analysis import offer
from ..analysis.offer import TIMINGS, Choice, Job, Setting
from ..errors import DataError
from ..evidence.escaping import escape_html
from ..ledger.wording import shown_value
from . import views

Inputs = Mapping[str, Any]


@dataclass(frozen=True)
class Field:
    """An input: ``name``, ``label`` and ``group`` that readers see, its kind, least and greatest value.

    ``columns``: where it stands. ``flips``: columns in which the value that flips the answer is told.
    """

    name: str
    label: str
    group: str
    kind: str
    low: float
    high: float
    default: str
    columns: tuple[str, ...] = ("stay", "go")
    flips: tuple[str, ...] = ()


MOST = 1e10
BOTH, STAY, GO = ("stay", "go"), ("stay",), ("go",)
COMMON = ("both",)
CASH, STOCK, RISK, SHARED = "Cash", "Stock", "Risk, tax and time", "For both"
FIELDS = (
    Field("base", "Base pay a year", CASH, "money", 0, MOST, "0", flips=BOTH),
    Field("bonus", "Bonus a year", CASH, "money", 0, MOST, "0"),
    Field("sign_on", "Sign-on, on the first day", CASH, "money", 0, MOST, "0", flips=GO),
    Field("clawback", "... is earned evenly over so many months", CASH, "whole", 0, 120, "12"),
    Field("stock", "New grant of stock, the whole of it", STOCK, "money", 0, MOST, "0", flips=GO),
    Field("vests", "... its parts, year by year", STOCK, "parts", 0, 1e6, "25 25 25 25"),
    Field("timing", "... when it vests", STOCK, "timing", 0, 0, "cliff, quarterly"),
    Field("fixed", "... fixed in units or in dollars", STOCK, "fixed", 0, 0, "units"),
    Field("refreshers", "Refreshers, granted each year", STOCK, "money", 0, MOST, "0"),
    Field("unvested", "Unvested stock held now", STOCK, "money", 0, MOST, "0", STAY, STAY),
    Field(
        "unvested_years", "... vests each quarter for so many years", STOCK, "quarters", 0.25, 10, "2", STAY
    ),
    Field("growth", "Yearly rise beyond a fair price (0: fair)", STOCK, "percent", -60, 100, "0", BOTH, BOTH),
    Field("haircut", "Haircut if it cannot be sold (listed: 0)", STOCK, "percent", 0, 100, "0", BOTH, GO),
    Field("leaving", "Chance of leaving within a year", RISK, "percent", 0, 99, "0", BOTH, BOTH),
    Field("miss", "Chance of a missed rating in a year", RISK, "percent", 0, 100, "0", BOTH, GO),
    Field("lost", "... part of bonus and stock that it takes", RISK, "percent", 0, 100, "0"),
    Field("tax", "Tax on all pay", RISK, "percent", 0, 90, "0"),
    Field("hours", "Hours a week", RISK, "number", 1, 168, "40", BOTH, GO),
    Field("years", "Years compared", SHARED, "whole", 1, 10, "4", COMMON),
    Field("discount", "Discount rate of cash a year", SHARED, "percent", 0, 50, "0", COMMON, COMMON),
    Field(
        "elsewhere", "Pay a year in another job after leaving", SHARED, "money", 0, MOST, "0", COMMON, COMMON
    ),
    Field("hour_value", "Worth of an hour of your own", SHARED, "money", 0, 1e6, "0", COMMON, COMMON),
    Field("weeks", "Weeks worked in a year", SHARED, "number", 1, 52, "48", COMMON),
)
# what an input is called in a table and to a screen reader
NAMES = {
    "base": "base pay a year",
    "bonus": "bonus a year",
    "sign_on": "sign-on",
    "clawback": "months until the sign-on is earned",
    "stock": "new grant",
    "vests": "yearly parts of the grant",
    "timing": "when the grant vests",
    "fixed": "grant fixed in units or in dollars",
    "refreshers": "refreshers each year",
    "unvested": "unvested stock",
    "unvested_years": "years until the unvested stock has vested",
    "growth": "rise beyond a fair price",
    "haircut": "haircut",
    "leaving": "chance of leaving",
    "miss": "chance of a missed rating",
    "lost": "part that a missed rating takes",
    "tax": "tax",
    "hours": "hours a week",
    "years": "Years compared",
    "discount": "Discount rate",
    "elsewhere": "Pay after leaving",
    "hour_value": "Worth of an hour of your own",
    "weeks": "Weeks a year",
}
LABELS = {"both": "Both", "stay": "Stay", "go": "Go"}
FIXED = {"units": "units", "dollars": "dollars, at vesting"}
CHOICES = {"timing": TIMINGS, "fixed": FIXED}
KEYS = {f"{column}.{each.name}": each for each in FIELDS for column in each.columns}
PARTS = {
    "base": "Base pay",
    "bonus": "Bonus",
    "sign_on": "Sign-on, less what is paid back",
    "grant": "New grant",
    "refreshers": "Refreshers",
    "unvested": "Unvested stock held now",
    "elsewhere": "Pay elsewhere after leaving",
    "tax": "Tax",
    "hours": "Extra hours",
    "total": "All",
}

# What is told beside a field that cannot be read, and how amounts are read: the form has both from here.
MESSAGES = {
    "money": "no amount of dollars: type it as 5.6m, $300k or 1,200,000, or as a range, $300k-$400k",
    "more": "no amount on top of the one under Stay: type it as +$50k, or as a range, +$50k-$90k",
    "percent": "no percentage: type it as 25%, or as a range, 20%-30%",
    "number": "no number: type it as 45, or as a range, 40-50",
    "whole": "no whole number: type it as 4",
    "quarters": "no number of quarters of a year: type it as 1.75",
    "parts": "no list of yearly parts: type up to ten, as in 25% 25% 25% 25%",
    "timing": "no schedule: choose one of " + "; ".join(TIMINGS),
    "fixed": "neither units nor dollars",
    "falls": "a range that falls: the lower end comes first",
}
SCALES: dict[str, float] = {"": 1, "k": 1e3, "万": 1e4, "亿": 1e8}
SCALES |= dict.fromkeys(("m", "mn", "million"), 1e6) | dict.fromkeys(("b", "bn", "billion"), 1e9)
PIECE = r"(-?)(\d{1,3}(?:,\d{3})+(?:\.\d*)?|\d+\.?\d*|\.\d+)(k|mn|million|m|bn|billion|b|万|亿)?(%?)"
BETWEEN = r"(?<=[\da-z%.万亿])-(?=[-.\d])"
MOST_PARTS = 10


def _ends(text: str, kind: str) -> tuple[float, float] | None:
    """The two ends of what was typed, None where it cannot be read."""
    plain = re.sub(r"\s+to\s+|[–—~至]", "~", text.strip().lower().replace("−", "-"))
    if re.search(r"\d\s+\d", plain) or ("$" in plain or "usd" in plain) and kind != "money":
        return None
    pieces = re.split(f"~|{BETWEEN}", re.sub(r"\s|us\$|usd|\$", "", plain))
    found = [re.fullmatch(PIECE, piece, re.A) for piece in pieces]
    if len(found) > 2 or not all(found):
        return None
    last = found[-1][3] or ""  # type: ignore[index]
    numbers = []
    for one in found:
        sign, digits, scale, percent = one.groups()  # type: ignore[union-attr]
        if percent and kind != "percent" or scale and kind != "money":
            return None
        size = float(digits.replace(",", "")) * SCALES[scale or last]
        numbers.append(-size if sign else size)
    return numbers[0], numbers[-1]


def _limits(field: Field) -> str:
    unit = {"money": "USD", "percent": "percent"}.get(field.kind, "")
    low, high = (shown_value(end, end, unit) for end in (field.low, field.high))
    return f"outside {low} to {high}"


def is_more(column: str, field: Field, typed: Any) -> bool:
    """Whether what was ``typed`` comes on top of what stands under Stay: money under Go after a plus sign."""
    return column == "go" and field.kind == "money" and str(typed).strip().startswith("+")


def read(field: Field, typed: Any, more: bool = False) -> tuple[float, float] | list[float] | str:
    """What was ``typed`` into ``field``: ends, parts of a schedule, or the name of a choice.

    ``more``: as of ``is_more``. Raises DataError with what is wrong, for a reader: "'5.6x' is no amount of
    dollars: type it as ...".
    """
    number = isinstance(typed, (int, float)) and not isinstance(typed, bool)
    if number and math.isfinite(typed):
        typed = f"{typed:.15g}"
    text = str(typed).strip()
    wrong = DataError(f"{text!r} is {MESSAGES['more' if more else field.kind]}")
    if field.kind in CHOICES:
        if text not in CHOICES[field.kind]:
            raise wrong
        return text
    if field.kind == "parts":
        parts = re.split(r"[\s,;/]+", text)
        if not all(re.fullmatch(r"\d+(\.\d+)?%?", part, re.A) for part in parts) or len(parts) > MOST_PARTS:
            raise wrong
        numbers = [float(part.rstrip("%")) for part in parts]
        if not 0 < sum(numbers) <= field.high:
            raise wrong
        return numbers
    ends = _ends(text.removeprefix("+") if more else text, field.kind)
    if ends is None:
        raise wrong
    low, high = ends
    if low > high:
        raise DataError(f"{text!r} is {MESSAGES['falls']}")
    if field.kind in ("whole", "quarters") and (
        low < high or low * {"whole": 1, "quarters": 4}[field.kind] % 1
    ):
        raise wrong
    if low < field.low or high > field.high:
        raise DataError(f"{text!r} is {_limits(field)}")
    return low, high


@dataclass(frozen=True)
class Reading:
    """What was typed, as a choice with each range at its middle, and the ranges themselves."""

    choice: Choice
    ranges: dict[str, tuple[float, float]]
    typed: dict[str, str]


def reading(stay: Inputs, go: Inputs, both: Inputs | None = None) -> Reading:
    """The inputs as typed, text or numbers by the names of FIELDS; what is not given has its default.

    Raises DataError, one line, that names the input and what is wrong with it.
    """
    given = {"stay": stay, "go": go, "both": both or {}}
    for column, values in given.items():
        names = [field.name for field in FIELDS if column in field.columns]
        if not isinstance(values, Mapping):
            raise DataError(f"{column}: give the inputs as dict(name=value, ...)")
        for name in values:
            if name not in names:
                near = difflib.get_close_matches(str(name), names, 1) or [", ".join(names)]
                raise DataError(f"{column} has no input {name!r}: did you mean {near[0]}?")
    found: dict[str, dict[str, Any]] = {"stay": {}, "go": {}, "both": {}}
    ranges, typed, on_top = {}, {}, set()
    for key, field in KEYS.items():
        column = key.partition(".")[0]
        text = given[column].get(field.name, field.default)
        typed[key] = f"{text:.15g}" if isinstance(text, float) else str(text)
        more = is_more(column, field, text)
        if more:
            on_top.add(field.name)
        try:
            value = read(field, text, more)
        except DataError as error:
            raise DataError(f"{LABELS[column]}, {field.name}: {error}") from None
        if isinstance(value, tuple):
            low, high = value
            if low < high:
                ranges[key] = (low, high)
            value = (low + high) / 2 if low < high else low  # type: ignore[assignment]
        found[column][field.name] = value
    for column in BOTH:
        own = found[column]
        own["in_dollars"] = own.pop("fixed") == "dollars"
        own["clawback"] = int(own["clawback"])
    found["both"]["years"] = int(found["both"]["years"])
    jobs = Job(**found["stay"]), Job(**found["go"])
    return Reading(Choice(*jobs, Setting(**found["both"]), frozenset(on_top)), ranges, typed)


@dataclass(frozen=True)
class Found:
    """The answer: the parts of each column with their ``total``, the difference, its range and the rest.

    ``on_top``: inputs that come on top of the other column. ``unpriced``: hours a week more under Go than
    under Stay that the answer does not count.
    """

    stay: dict[str, float]
    go: dict[str, float]
    difference: float
    range: tuple[float, float] | None
    swings: dict[str, tuple[float, float]]
    flips: dict[str, float]
    on_top: frozenset[str] = frozenset()
    unpriced: float = 0.0


def compute(inputs: Reading) -> Found:
    """What ``inputs`` come to, in USD; ``flips`` in the unit of the input, NaN where no value flips it."""
    columns = []
    for column in offer.worths(inputs.choice):
        plain = {name: float(value[0]) for name, value in column.items()}
        columns.append(plain | {"total": float(np.sum([*plain.values()]))})
    told = {key for key, each in KEYS.items() if key.partition(".")[0] in each.flips}
    domains = {
        key: (each.low, each.high) for key, each in KEYS.items() if key in told or key in inputs.ranges
    }
    ranges, choice = inputs.ranges, inputs.choice
    return Found(
        stay=columns[0],
        go=columns[1],
        difference=columns[1]["total"] - columns[0]["total"],
        range=offer.joint_range(choice, ranges) if ranges else None,
        swings=offer.swings(choice, ranges),
        flips=offer.flips(choice, domains),
        on_top=frozenset(f"go.{name}" for name in choice.on_top),
        unpriced=0.0 if choice.both.hour_value else float(choice.go.hours - choice.stay.hours),
    )


def dollars(amount: float) -> str:
    """An amount in words, to three digits; less than a dollar is none."""
    if abs(amount) < 1:
        return "$0"
    return ("−" if amount < 0 else "") + shown_value(abs(amount), abs(amount), "USD", digits=3)


_SHORT = {"b": 1e9, "m": 1e6, "k": 1e3}


def typed(low: float, high: float, unit: str = "USD") -> str:
    """A range as one would type it, for values of the ledger: "$1m-$1.4m", "3%-15%"."""
    before, after = {"USD": ("$", ""), "percent": ("", "%")}.get(unit.partition("/")[0], ("", ""))
    ends = []
    for end in (low, high):
        size, name = next(((size, name) for name, size in _SHORT.items() if before and end >= size), (1, ""))
        ends.append(f"{before}{end / size:.10g}{name}{after}")
    return ends[0] if low == high else "-".join(ends)


def worded(key: str, value: float, found: Found) -> str:
    """``value`` of the input ``key`` in words, to three digits."""
    field = KEYS[key]
    if field.kind == "money":
        return ("+" if key in found.on_top else "") + dollars(value)
    text = shown_value(abs(value), abs(value), "", digits=3) + ("%" if field.kind == "percent" else "")
    return ("−" if value < 0 else "") + text


def _ahead(amount: float) -> str:
    if abs(amount) < 1:
        return "level"
    return f"{'going' if amount > 0 else 'staying'} ahead by {dollars(abs(amount))}"


def _unpriced(found: Found) -> list[str]:
    """That the hours do not count, where they differ and have no price, and which price would flip it."""
    size = math.floor(10 * abs(found.unpriced) + 0.5) / 10
    if not size:
        return []
    told = "1 hour" if size == 1 else f"{size:.10g} hours"
    more = found.unpriced > 0
    said = f"Going takes {told} {'more' if more else 'fewer'} a week, not counted here."
    price = found.flips["both.hour_value"]
    if math.isnan(price):
        return [said]
    worth = "less than $1" if price < 1 else dollars(price)
    does = "use up the gain" if more else "make up for the loss"
    return [f"{said} At {worth} an hour that would {does}."]


def sentences(found: Found) -> list[str]:
    """The answer: the difference, what it leaves out, its range, and what moves it most."""
    gap = found.difference
    if abs(gap) < 1:
        first = "The two are worth the same today."
    else:
        better, worse = ("Going", "staying") if gap > 0 else ("Staying", "going")
        first = f"{better} is worth {dollars(abs(gap))} more today than {worse}."
    unpriced = _unpriced(found)
    if found.range is None:
        sharp = "No input is a range: type one, such as 10%-30%, to see what the doubt does."
        return [first, *unpriced, sharp]
    low, high = map(_ahead, found.range)
    many = len(found.swings)
    drawn = "the doubtful input is drawn" if many == 1 else f"the {many} doubtful inputs are drawn together"
    widest = _by_swing(found)[0]
    flip = found.flips[widest]
    last = (
        "no value of which flips it"
        if math.isnan(flip)
        else f"and flips where that is {worded(widest, flip, found)}"
    )
    return [
        first,
        *unpriced,
        f"When {drawn}, nine draws of ten lie between {low} and {high}.",
        f"It moves most with “{_name(widest)}”, {last}.",
    ]


def _by_swing(found: Found) -> list[str]:
    """The doubtful inputs, the widest swing first."""
    return sorted(found.swings, key=lambda key: -abs(found.swings[key][1] - found.swings[key][0]))


def _name(key: str) -> str:
    column, _, name = key.partition(".")
    return NAMES[name] if column == "both" else f"{LABELS[column]}: {NAMES[name]}"


def moves(inputs: Reading, found: Found) -> pd.DataFrame:
    """What moves the answer and what flips it, the widest swing first: a row for each input that does."""
    order = _by_swing(found) + [key for key in found.flips if key not in found.swings]
    rows = []
    for key in order:
        flip, ends = found.flips[key], found.swings.get(key, (0.0, 0.0))
        if math.isnan(flip) and abs(ends[1] - ends[0]) < 1:
            continue
        row = {"input": _name(key), "given": inputs.typed[key]}
        row["flips"] = "no value does" if math.isnan(flip) else worded(key, flip, found)
        row["low"], row["high"] = map(dollars, ends) if key in found.swings else ("", "")
        rows.append(row)
    return pd.DataFrame(rows, columns=["input", "given", "flips", "low", "high"])


HEADS = {
    "input": "Input",
    "given": "Given",
    "flips": "The answer flips at",
    "low": "Go less stay at the low end",
    "high": "Go less stay at the high end",
}


class Answer(views.Html):
    """The answer; its metadata hold ``form``, what the form of the exported page needs (JSON)."""

    def __init__(self, html: str, plain: str, form: dict[str, Any]) -> None:
        super().__init__(html, plain)
        self.form = form

    def _repr_mimebundle_(self, include: Any = None, exclude: Any = None) -> tuple[dict, dict]:
        return super()._repr_mimebundle_(include, exclude), {"text/html": {"calculator": self.form}}


def answer(
    stay: Inputs, go: Inputs, both: Inputs | None = None, examples: Mapping[str, tuple] | None = None
) -> Answer:
    """Stay or go: the answer, to show in a notebook and, as a form, in its page.

    ``examples``: name to (note, stay, go, both), offered by buttons above the form.
    """
    inputs = reading(stay, go, both)
    found = compute(inputs)
    said = sentences(found)
    sums = pd.DataFrame(
        {
            "Part": list(PARTS.values()),
            "Stay": [dollars(found.stay[name]) for name in PARTS],
            "Go": [dollars(found.go[name]) for name in PARTS],
            "Go less stay": [dollars(found.go[name] - found.stay[name]) for name in PARTS],
        }
    )
    shown = [name == "total" or max(abs(found.stay[name]), abs(found.go[name])) >= 1 for name in PARTS]
    moved = moves(inputs, found)
    tables = [
        views.table(sums[shown], "Worth today, part by part"),
        views.table(moved, "What moves and what flips the answer", HEADS),
    ]
    html = f"<p><strong>{escape_html(said[0])}</strong> {escape_html(' '.join(said[1:]))}</p>"
    html = f'<div class="mathjax_ignore">{html}</div>' + "".join(table.html for table in tables)
    form = {
        "groups": _groups(inputs.typed),
        "choices": CHOICES,
        "said": said,
        "parts": sums.assign(name=list(PARTS), hidden=[not each for each in shown]).to_dict("records"),
        "moves": moved.to_dict("records"),
        "heads": list(HEADS.values()),
        "config": {"messages": MESSAGES, "scales": SCALES, "piece": PIECE, "between": BETWEEN},
        "examples": [
            {"name": name, "note": note, "values": _other(reading(*columns).typed, inputs.typed)}
            for name, (note, *columns) in (examples or {}).items()
        ],
    }
    return Answer(html, " ".join(said), json.loads(json.dumps(form), parse_float=_number))


def _other(typed: dict[str, str], first: dict[str, str]) -> dict[str, str]:
    """What of ``typed`` differs from what the form shows at ``first``."""
    return {key: text for key, text in typed.items() if text != first[key]}


def _groups(typed: dict[str, str]) -> list[dict[str, Any]]:
    """FIELDS with what was ``typed``, in their groups."""
    groups: dict[str, list[dict[str, Any]]] = {}
    for field in FIELDS:
        cells = [
            {
                "key": f"{column}.{field.name}",
                "value": typed[f"{column}.{field.name}"],
                "name": _name(f"{column}.{field.name}"),
                "flips": column in field.flips,
            }
            for column in field.columns
        ]
        about: dict[str, Any] = {"name": field.name, "label": field.label, "kind": field.kind, "cells": cells}
        about |= {"low": field.low, "high": field.high, "limits": _limits(field)}
        groups.setdefault(field.group, []).append(about)
    return [{"legend": group, "fields": fields} for group, fields in groups.items()]


def _number(text: str) -> int | float:
    """A number of JSON as JavaScript writes it: JupyterLab saves 5.0 as 5."""
    return int(float(text)) if float(text).is_integer() else float(text)
