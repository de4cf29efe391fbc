"""Calculator: one offer of pay, its inputs, and what they come to.

In a notebook ``answer(Offer(...))`` shows a table; in the exported page the same output carries a form that computes the same
without a kernel (templates/postmoney/calculator.html and calculator.js). ``tests/pages/test_calculator.py`` holds the two together.
"""

import json
import math
import re
from dataclasses import asdict, dataclass

import pandas as pd

from .. import figures
from ..analysis.compensation import TIMINGS, vesting, worth, year_there
from ..errors import DataError
from ..ledger.quantities import shown_value
from . import views


@dataclass(frozen=True)
class Field:
    """An input: ``name`` in Offer, the ``label`` that readers see, its ``group``, and what it may be (``low`` to ``high``)."""

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
    """The inputs that FIELDS describe; ``amounts`` is text such as "4 3 2 1". Raises DataError for one that cannot be computed with."""

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

    def __post_init__(self):
        for field in FIELDS:
            value = getattr(self, field.name)
            if field.name not in ("amounts", "timing") and not field.low <= value <= field.high:
                raise DataError(f"{field.label}: {value:g} is outside {field.low:g} to {field.high:g}")
        self.schedule()

    def yearly(self):
        """The numbers of ``amounts`` (list of float)."""
        parts = re.split(r"[\s,;/]+", self.amounts.strip())
        if not all(re.fullmatch(r"\d+(\.\d+)?", part) for part in parts) or len(parts) > MOST_YEARS:
            raise DataError(
                f"{self.amounts!r} is no list of yearly amounts: give up to {MOST_YEARS} numbers, as in 25 25 25 25"
            )
        return [float(part) for part in parts]

    def schedule(self):
        """(times, shares) as ``compensation.vesting`` gives them."""
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


def compute(offer):
    """What ``offer`` (Offer) comes to: dict with the names and units of ANSWERS.

    ``year`` divides the worth by the expected discounted years of service, so that a level package without risk gives face / years.
    ``even_miss`` may lie outside 0 to 100, or be infinite: then no chance of a missed rating makes the two equal.
    """
    schedule, years = offer.schedule(), len(offer.yearly())
    kept = 1 - offer.at_risk * offer.miss / 1e4
    stayed = float(worth(offer.face, schedule, retention=offer.retention))
    unrated = float(worth(offer.face, schedule, offer.growth, offer.discount, offer.retention))
    there = year_there(offer.discount, offer.retention, years)
    year = unrated * kept / there
    ahead = 1 - offer.pay_now * there / unrated
    hour_now = offer.pay_now / offer.hours_now / offer.weeks
    return {
        "face": offer.face,
        "stayed": stayed,
        "rated": stayed * kept,
        "worth": unrated * kept,
        "year": year,
        "hour": year / offer.hours / offer.weeks,
        "hour_now": hour_now,
        "even_hours": year / hour_now / offer.weeks,
        "even_miss": 1e4 * ahead / offer.at_risk if offer.at_risk else math.copysign(math.inf, ahead),
        "even_face": offer.face * offer.pay_now / year if year else math.inf,
    }


def worded(name, value):
    """``value`` of the answer ``name`` in words, to three digits."""
    if name == "even_miss" and not 0 <= value <= 100:
        return "none: the offer stays ahead" if value > 0 else "none: the offer is behind from the start"
    if name == "even_hours" and value > WEEK:
        return f"more than the {WEEK} of a week"
    if math.isinf(value):
        return "none"
    return shown_value(value, value, ANSWERS[name][1], digits=3)


def steps(offer):
    """The way from face value to worth: DataFrame with ``step``, ``amount`` (USD) and ``share`` of the face value (percent)."""
    found = compute(offer)
    return pd.DataFrame(
        {
            "step": [ANSWERS[name][0] for name in STEPS],
            "amount": [found[name] for name in STEPS],
            "share": [100 * found[name] / offer.face for name in STEPS],
        }
    )


def picture(offer, name):
    """The way from face value to worth as bars, saved as figures/NAME and returned to show."""
    way = steps(offer)
    fig, ax = figures.figure(rows=len(way))
    figures.bars(
        ax,
        way,
        "step",
        "amount",
        color="accent",
        form=lambda amount: shown_value(amount, amount, "USD", digits=3),
    )
    figures.headline(fig, "From the face value to what the offer is worth", "从面值到实际价值")
    return figures.save_figure(
        fig, name, way, "Bars of dollars: {rows}.", row="{step} {amount:,.0f}, {share:.0f}% of the face value"
    )


class Answer(views.Html):
    """A table of answers; its metadata hold what the form of the exported page needs."""

    def __init__(self, html, plain, form):
        super().__init__(html, plain)
        self.form = form

    def _repr_mimebundle_(self, include=None, exclude=None):
        return super()._repr_mimebundle_(include, exclude), {"text/html": {"calculator": self.form}}


def answer(offer):
    """``offer`` and what it comes to, to show in a notebook and, with a form, in its page."""
    found, given = compute(offer), asdict(offer)
    said = {name: worded(name, value) for name, value in found.items()}
    table = views.table(
        pd.DataFrame({"what": [label for label, _ in ANSWERS.values()], "answer": list(said.values())}),
        "What the offer comes to",
    )
    groups = dict.fromkeys(field.group for field in FIELDS)
    form = {
        "groups": [
            {
                "legend": group,
                "fields": [
                    asdict(field) | {"value": given[field.name]} for field in FIELDS if field.group == group
                ],
            }
            for group in groups
        ],
        "timings": TIMINGS,
        "most_years": MOST_YEARS,
        "answers": [
            {
                "name": name,
                "label": label,
                "unit": unit,
                "said": said[name],
                "step": name in STEPS,
                "share": round(100 * found[name] / max(found[step] for step in STEPS), 1)
                if name in STEPS
                else 0,
            }
            for name, (label, unit) in ANSWERS.items()
        ],
    }
    return Answer(table.html, table.plain, json.loads(json.dumps(form), parse_float=_number))


def _number(text):
    """A number of JSON as JavaScript writes it: JupyterLab saves 5.0 as 5."""
    return int(float(text)) if float(text).is_integer() else float(text)
