"""Calculator: one offer of pay, its inputs, and what they come to.

In a notebook ``answer(Offer(...))`` shows a table; in the exported page the same output carries a form that
computes the same without a kernel (templates/postmoney/calculator.html and calculator.js).
``tests/pages/test_calculator.py`` holds the two together.
"""

import json
import math
import re
from dataclasses import asdict, dataclass
from typing import Any

import pandas as pd

from .. import figures
from ..analysis.compensation import TIMINGS, Schedule, discounted_service, hourly_pay, vesting, worth
from ..errors import DataError
from ..ledger.wording import shown_value
from . import views


@dataclass(frozen=True)
class Field:
    """An input: ``name`` in Offer, ``label`` and ``group`` that readers see, least and greatest value."""

    name: str
    label: str
    group: str
    low: float = 0
    high: float = 1e12


WEEK = 168
FIELDS = (
    Field("face", "Face value of the whole package, USD", "The offer", 1),
    Field("amounts", "What vests in each year, as proportions, for instance 25 25 25 25", "The offer"),
    Field("timing", "When it vests", "The offer"),
    Field("growth", "Rise of the stock it is paid in, percent a year", "The offer", -99, 1000),
    Field("discount", "Discount rate, percent a year", "What it is up against", -99, 1000),
    Field("retention", "Still there after two years, percent", "What it is up against", 0.01, 100),
    Field(
        "at_risk", "Part of the pay that a missed rating takes away, percent", "What it is up against", 0, 100
    ),
    Field("miss", "Chance of a missed rating in a year, percent", "What it is up against", 0, 100),
    Field("pay_now", "Present pay, USD a year", "What it is compared with", 1),
    Field("hours_now", "Present hours a week", "What it is compared with", 1, WEEK),
    Field("hours", "Hours a week under the offer", "What it is compared with", 1, WEEK),
    Field("weeks", "Weeks worked in a year", "What it is compared with", 1, 53),
)
MOST_YEARS = 40


@dataclass(frozen=True)
class Offer:
    """The inputs that FIELDS describe; ``amounts`` is text such as "4 3 2 1".

    Raises DataError for an input that cannot be computed with.
    """

    face: float
    amounts: str
    timing: str
    growth: float
    discount: float
    retention: float
    at_risk: float
    miss: float
    pay_now: float
    hours_now: float
    hours: float
    weeks: float

    def __post_init__(self) -> None:
        for field in FIELDS:
            value = getattr(self, field.name)
            if field.name not in ("amounts", "timing") and not field.low <= value <= field.high:
                raise DataError(f"{field.label}: {value:g} is outside {field.low:g} to {field.high:g}")
        self.schedule()

    def yearly(self) -> list[float]:
        """The numbers of ``amounts``, one a year; DataError for text that is no such list."""
        parts = re.split(r"[\s,;/]+", self.amounts.strip())
        if not all(re.fullmatch(r"\d+(\.\d+)?", part) for part in parts) or len(parts) > MOST_YEARS:
            raise DataError(
                f"{self.amounts!r} is no list of yearly amounts: "
                f"give up to {MOST_YEARS} numbers, as in 25 25 25 25"
            )
        return [float(part) for part in parts]

    def schedule(self) -> Schedule:
        """When the package vests, as ``compensation.vesting`` has it."""
        return vesting(self.yearly(), self.timing)


ANSWERS = {
    "face": ("Face value", "USD"),
    "stayed": ("Expected to vest before leaving", "USD"),
    "rated": ("... less what missed ratings take away", "USD"),
    "worth": ("... in today's money: the worth of the offer", "USD"),
    "year": ("Level pay a year, while there, that is worth as much", "USD"),
    "hour": ("Pay for an hour under the offer", "USD"),
    "hour_now": ("Pay for an hour now", "USD"),
    "even_hours": ("Hours a week at which an hour pays what it does now", "hour"),
    "even_miss": ("Chance of a missed rating at which a year pays what it does now", "percent"),
    "even_face": ("Face value at which a year pays what it does now", "USD"),
}
STEPS = ("face", "stayed", "rated", "worth")


def compute(offer: Offer) -> dict[str, float]:
    """What ``offer`` comes to, under the names and in the units of ANSWERS.

    ``year`` divides the worth by the expected discounted years of service, so that a level package without
    risk gives face / years. ``even_miss`` may lie outside 0 to 100, or be infinite: then no chance of a
    missed rating makes the two equal.
    """
    schedule, years = offer.schedule(), len(offer.yearly())
    kept = 1 - offer.at_risk * offer.miss / 1e4
    stayed = float(worth(offer.face, schedule, retention=offer.retention))
    unrated = float(worth(offer.face, schedule, offer.growth, offer.discount, offer.retention))
    service = discounted_service(offer.discount, offer.retention, years)
    year = unrated * kept / service
    ahead = 1 - offer.pay_now * service / unrated
    hour_now = hourly_pay(offer.pay_now, offer.hours_now, offer.weeks)
    return {
        "face": offer.face,
        "stayed": stayed,
        "rated": stayed * kept,
        "worth": unrated * kept,
        "year": year,
        "hour": hourly_pay(year, offer.hours, offer.weeks),
        "hour_now": hour_now,
        "even_hours": year / hour_now / offer.weeks,
        "even_miss": 1e4 * ahead / offer.at_risk if offer.at_risk else math.copysign(math.inf, ahead),
        "even_face": offer.face * offer.pay_now / year if year else math.inf,
    }


def worded(name: str, value: float) -> str:
    """``value`` of the answer ``name`` (of ANSWERS) in words, to three digits."""
    if name == "even_miss" and not 0 <= value <= 100:
        return "none: the offer stays ahead" if value > 0 else "none: the offer is behind from the start"
    if name == "even_hours" and value > WEEK:
        return f"more than the {WEEK} of a week"
    if math.isinf(value):
        return "none"
    return shown_value(value, value, ANSWERS[name][1], digits=3)


def steps(offer: Offer) -> pd.DataFrame:
    """From face value to worth: ``step``, ``amount`` (USD) and ``share`` of the face value (percent)."""
    found = compute(offer)
    return pd.DataFrame(
        {
            "step": [ANSWERS[name][0] for name in STEPS],
            "amount": [found[name] for name in STEPS],
            "share": [100 * found[name] / offer.face for name in STEPS],
        }
    )


def _dollars(amount: float) -> str:
    return shown_value(amount, amount, "USD", digits=3)


def picture(offer: Offer, name: str) -> figures.SavedFigure:
    """The way from face value to worth as bars, saved as figures/NAME and returned to show."""
    way = steps(offer)
    fig, ax = figures.figure(rows=len(way))
    figures.bars(ax, way, "step", "amount", color="accent", form=_dollars)
    figures.headline(fig, "From the face value to what the offer is worth", "从面值到实际价值")
    row = "{step} {amount:,.0f}, {share:.0f}% of the face value"
    return figures.save_figure(fig, name, way, "Bars of dollars: {rows}.", row)


class Answer(views.Html):
    """A table of answers; its metadata hold ``form``, what the form of the exported page needs (JSON)."""

    def __init__(self, html: str, plain: str, form: dict[str, Any]) -> None:
        super().__init__(html, plain)
        self.form = form

    def _repr_mimebundle_(self, include: Any = None, exclude: Any = None) -> tuple[dict, dict]:
        return super()._repr_mimebundle_(include, exclude), {"text/html": {"calculator": self.form}}


def answer(offer: Offer) -> Answer:
    """``offer`` and what it comes to, to show in a notebook and, with a form, in its page."""
    found = compute(offer)
    said = {name: worded(name, value) for name, value in found.items()}
    labels = [label for label, _ in ANSWERS.values()]
    frame = pd.DataFrame({"what": labels, "answer": list(said.values())})
    table = views.table(frame, "What the offer comes to")
    form = {
        "groups": _groups(asdict(offer)),
        "timings": TIMINGS,
        "most_years": MOST_YEARS,
        "answers": _answers(found, said),
    }
    return Answer(table.html, table.plain, json.loads(json.dumps(form), parse_float=_number))


def _groups(given: dict[str, Any]) -> list[dict[str, Any]]:
    """FIELDS with the values ``given``, in their groups."""
    groups: dict[str, list[dict[str, Any]]] = {}
    for field in FIELDS:
        groups.setdefault(field.group, []).append(asdict(field) | {"value": given[field.name]})
    return [{"legend": group, "fields": fields} for group, fields in groups.items()]


def _answers(found: dict[str, float], said: dict[str, str]) -> list[dict[str, Any]]:
    """ANSWERS with their words; ``share``: length of the bar of a step, percent of the longest."""
    longest = max(found[step] for step in STEPS)
    share = {name: round(100 * found[name] / longest, 1) for name in STEPS}
    return [
        {
            "name": name,
            "label": label,
            "unit": unit,
            "said": said[name],
            "step": name in STEPS,
            "share": share.get(name, 0),
        }
        for name, (label, unit) in ANSWERS.items()
    ]


def _number(text: str) -> int | float:
    """A number of JSON as JavaScript writes it: JupyterLab saves 5.0 as 5."""
    return int(float(text)) if float(text).is_integer() else float(text)
