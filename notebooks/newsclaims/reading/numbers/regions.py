"""Regions: where a text was written, and whose money a bare 元, $ or ¥ is."""

from functools import cache

from ...errors import DataError
from .. import folding, lexicon

REGIONS = ("CN", "TW", "HK")

_MONEY = {
    "LOCAL": {"CN": "CNY", "TW": "TWD", "HK": "HKD"},
    "DOLLAR": {"CN": "USD", "TW": "TWD", "HK": "HKD"},
    "YEN": dict.fromkeys(REGIONS, "CNY"),
}
_SAMPLE = 20_000  # characters from the beginning that are looked at
_TRADITIONAL = 50  # one Traditional character in so many makes a Traditional text


def known_region(region: str | None) -> str | None:
    """``region`` itself, one of REGIONS or None; DataError where it is neither."""
    if region is not None and region not in REGIONS:
        raise DataError(f"region {region!r} is unknown: choose one of {', '.join(REGIONS)}")
    return region


def currency(unit: str, region: str) -> str:
    """``unit`` itself, or the currency that LOCAL, DOLLAR and YEN are in ``region``."""
    return _MONEY[unit][region] if unit in _MONEY else unit


@cache
def _words(region: str) -> tuple[str, ...]:
    return lexicon.forms("regions", region=region)


def region_of(text: str, folded: str) -> str:
    """Where ``text`` was written, from its characters and its places, money and speech: CN, TW or HK."""
    sample, simplified = text[:_SAMPLE], folded[:_SAMPLE]
    if folding.traditional(sample) * _TRADITIONAL < len(sample):
        return "CN"
    hong_kong, taiwan = (sum(map(simplified.count, _words(region))) for region in ("HK", "TW"))
    return "HK" if hong_kong > taiwan else "TW"
