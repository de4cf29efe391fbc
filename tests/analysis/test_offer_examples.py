"""Stay or go, worked by hand: each part of a job with all its inputs at work, what flips it, its range."""

import numpy as np
import pytest

from newsclaims.analysis import offer
from newsclaims.analysis.offer import Choice, Job, Setting, vesting_by_month
from newsclaims.errors import DataError

# 36% leave in a year: 0.8 are there after half a year and 0.64 after one. A year keeps 0.8 of a dollar.
LEAVING, DISCOUNT = 36.0, 25.0


def part(name, job, both=None, now=40.0):
    return float(offer.parts(job, both or Setting(years=1), now)[name][0])


def paid(shares):
    """Month to share, where there is any."""
    return {month: share for month, share in enumerate(shares.tolist()) if share}


@pytest.mark.parametrize(
    "timing, expected",
    [
        ("cliff, monthly", {12: 36} | dict.fromkeys(range(13, 25), 1)),
        ("cliff, quarterly", {12: 36, 15: 3, 18: 3, 21: 3, 24: 3}),
        ("monthly", dict.fromkeys(range(1, 13), 3) | dict.fromkeys(range(13, 25), 1)),
        ("quarterly", {3: 9, 6: 9, 9: 9, 12: 9, 15: 3, 18: 3, 21: 3, 24: 3}),
        ("yearly", {12: 36, 24: 12}),
        ("at once", {0: 36, 15: 3, 18: 3, 21: 3, 24: 3}),
    ],
)
def test_three_to_one_over_two_years_in_parts_of_48(timing, expected):
    assert paid(48 * vesting_by_month([3, 1], timing, 24)) == pytest.approx(expected)
    assert paid(48 * vesting_by_month([3, 1], timing, 12)) == pytest.approx(
        {month: share for month, share in expected.items() if month <= 12}
    )


@pytest.mark.parametrize("amounts", [[], [0, 0], [-1, 2], [np.nan]])
def test_what_is_no_schedule_is_refused(amounts):
    with pytest.raises(DataError, match="no schedule"):
        vesting_by_month(amounts, "monthly", 12)
    with pytest.raises(DataError, match="no timing"):
        vesting_by_month([1], "weekly", 12)


def test_cash_is_discounted_and_paid_while_there():
    """After m months 0.64^(m/12) are there and a dollar counts 0.8^(m/12): together 0.512^(m/12)."""
    job, both = Job(base=1200, bonus=1000, leaving=LEAVING, miss=10, lost=30), Setting(1, DISCOUNT)
    assert part("base", job, both) == pytest.approx(
        100 * sum(0.512 ** (month / 12) for month in range(1, 13))
    )
    assert part("bonus", job, both) == pytest.approx(1000 * 0.97 * 0.512)  # one rating in ten takes 30%


def test_units_fixed_at_the_grant_are_not_discounted_and_dollars_are():
    """All of it after a year: 0.64 are there, a haircut leaves 3/4, ratings 0.97."""
    job = Job(stock=1000, vests=[1], timing="yearly", leaving=LEAVING, haircut=25, miss=10, lost=30)
    at_vesting = Job(**(vars(job) | {"in_dollars": True}))
    rising = Job(**(vars(job) | {"growth": 50}))
    both = Setting(1, DISCOUNT)
    assert part("grant", job, both) == pytest.approx(1000 * 0.64 * 0.75 * 0.97)
    assert part("grant", rising, both) == pytest.approx(1000 * 0.64 * 0.75 * 0.97 * 1.5)
    assert part("grant", at_vesting, both) == pytest.approx(1000 * 0.64 * 0.75 * 0.97 * 0.8)


def test_a_fair_price_of_listed_stock_is_worth_its_face_at_any_discount():
    assert part("grant", Job(stock=1000), Setting(4, 40)) == pytest.approx(1000)


def test_what_vests_after_the_years_compared_does_not_count():
    assert part("grant", Job(stock=1000, timing="monthly"), Setting(years=1)) == pytest.approx(250)


def test_a_sign_on_is_earned_month_by_month():
    """Earned over two months: who leaves in the first returns all of it, in the second a half.

    Half leave in a month (1 - 1/4096 in a year), so that a half and then a quarter of all leave.
    """
    job = Job(sign_on=1000, clawback=2, leaving=100 * (1 - 1 / 4096))
    assert part("sign_on", job) == pytest.approx(1000 * (1 - 0.5 * 1 - 0.25 * 0.5))
    back = 0.5 * 0.8 ** (1 / 12) + 0.25 * 0.5 * 0.8 ** (2 / 12)
    assert part("sign_on", job, Setting(1, DISCOUNT)) == pytest.approx(1000 * (1 - back))
    assert part("sign_on", Job(sign_on=1000, clawback=0, leaving=50)) == 1000


def test_refreshers_are_discounted_to_their_grant_alone():
    """Two years: one grant after the first, of which four of sixteen quarters vest in the second."""
    units, both = Job(refreshers=1600), Setting(2, DISCOUNT)
    assert part("refreshers", units, both) == pytest.approx(4 * 100 * 0.8)
    dollars = Job(refreshers=1600, in_dollars=True)
    times = (1.25, 1.5, 1.75, 2)
    assert part("refreshers", dollars, both) == pytest.approx(sum(100 * 0.8**time for time in times))
    left = Job(refreshers=1600, leaving=LEAVING, growth=50, haircut=25, miss=10, lost=30)
    assert part("refreshers", left, both) == pytest.approx(
        sum(100 * 0.75 * 0.97 * 0.8 * 0.64**time * 1.5 ** (time - 1) for time in times)
    )
    # six years: grants after one to five, with 16, 16, 12, 8 and 4 quarters left
    assert part("refreshers", units, Setting(6)) == pytest.approx(100 * (16 + 16 + 12 + 8 + 4))


def test_unvested_stock_vests_in_equal_quarters():
    job = Job(unvested=600, unvested_years=1.5, leaving=LEAVING, growth=50, haircut=25, miss=10, lost=30)
    worth = sum(100 * 0.75 * 0.97 * 0.96**time for time in (0.25, 0.5, 0.75, 1, 1.25, 1.5))  # 0.64 * 1.5
    assert part("unvested", job, Setting(4, DISCOUNT)) == pytest.approx(worth)
    assert part("unvested", Job(unvested=600, unvested_years=1.5)) == pytest.approx(400)  # of one year


def test_leavers_earn_elsewhere_tax_takes_its_part_and_more_hours_cost():
    job, both = Job(base=1200, leaving=LEAVING, tax=25, hours=50), Setting(1, DISCOUNT, 2400, 3, 48)
    today = [0.8 ** (month / 12) for month in range(1, 13)]
    there = [0.64 ** (month / 12) for month in range(1, 13)]
    served = sum(s * d for s, d in zip(there, today)) / 12
    away = 200 * sum((1 - s) * d for s, d in zip(there, today))
    assert part("elsewhere", job, both) == pytest.approx(away)
    assert part("tax", job, both) == pytest.approx(-0.25 * (1200 * served + away))
    assert part("hours", job, both, now=40) == pytest.approx(-10 * 48 * 3 * served)
    assert part("hours", job, both, now=50) == 0


# 100,000 a year more for four years, against 300,000 of units left behind that nobody can take along.
LEFT = Choice(Job(base=200e3, unvested=300e3), Job(base=300e3, hours=50), Setting(years=4))


def test_the_difference_and_what_flips_it():
    assert float(offer.difference(LEFT)[0]) == pytest.approx(400e3 - 300e3)
    domains = {
        "go.base": (0, 1e9),
        "stay.unvested": (0, 1e9),
        "both.hour_value": (0, 1e6),
        "go.leaving": (0, 99),
        "stay.growth": (-60, 100),
        "go.haircut": (0, 100),
    }
    found = offer.flips(LEFT, domains)
    assert found["go.base"] == pytest.approx(275e3)
    assert found["stay.unvested"] == pytest.approx(400e3)
    assert found["both.hour_value"] == pytest.approx(100e3 / (10 * 48 * 4))
    assert np.isnan(found["go.haircut"])  # no stock, so none matters
    for name in ("go.leaving", "stay.growth"):
        assert float(offer.difference(LEFT.having({name: found[name]}))[0]) == pytest.approx(0, abs=0.01)


def test_pay_on_top_moves_with_the_pay_that_one_has():
    """Of 200 and 50 on top, a year of each: what one has now counts on both sides, so that 50 remain."""
    choice = Choice(Job(base=200e3), Job(base=50e3), Setting(years=1), frozenset({"base"}))
    assert float(offer.difference(choice)[0]) == pytest.approx(50e3)
    low, high = offer.swings(choice, {"stay.base": (100e3, 300e3), "go.base": (0, 80e3)}).values()
    assert low == pytest.approx((50e3, 50e3)) and high == pytest.approx((0, 80e3))
    taxed = choice.having({"go.tax": 50.0})
    assert offer.flips(taxed, {"go.base": (0, 1e9)})["go.base"] == pytest.approx(200e3)


def test_a_discount_that_flips_is_found():
    """250 after two years and 200 after one are worth the same at 25%: 250 / 1.25^2 = 200 / 1.25 = 160."""
    late = Job(stock=250e3, vests=[0, 1], timing="yearly", in_dollars=True)
    early = Job(stock=200e3, vests=[1], timing="yearly", in_dollars=True)
    choice = Choice(late, early, Setting(2, 5))
    assert float(offer.difference(choice)[0]) < 0
    assert offer.flips(choice, {"both.discount": (0, 50)})["both.discount"] == pytest.approx(25)
    assert np.isnan(offer.flips(choice, {"both.discount": (0, 20)})["both.discount"])


def test_of_two_flips_the_nearest_is_told():
    """Yearly dollars 100, -250 and 156 (Go less Stay) come to nothing at 20% and at 30%."""
    go = Job(stock=256e3, vests=[100, 0, 156], timing="yearly", in_dollars=True)
    stay = Job(stock=250e3, vests=[0, 250, 0], timing="yearly", in_dollars=True)
    for given, nearest in ((5, 20), (22, 20), (40, 30)):
        found = offer.flips(Choice(stay, go, Setting(3, given)), {"both.discount": (0, 50)})
        assert found["both.discount"] == pytest.approx(nearest)


def test_a_tie_has_no_flip():
    same = Choice(Job(base=100e3, leaving=10), Job(base=100e3, leaving=10), Setting(discount=8))
    assert float(offer.difference(same)[0]) == 0
    assert np.isnan(list(offer.flips(same, {"go.base": (0, 1e9), "go.leaving": (0, 99)}).values())).all()


def test_the_range_is_that_of_independent_even_draws():
    """The sum of two even draws from 0 to 1 is below x with chance x^2 / 2: 5% lie below 0.1^(1/2)."""
    low, high = offer.joint_range(Choice(both=Setting(years=1)), {"go.base": (0, 1e6), "go.bonus": (0, 1e6)})
    assert low / 1e6 == pytest.approx(0.1**0.5, abs=0.025) and high / 1e6 == pytest.approx(
        2 - 0.1**0.5, abs=0.025
    )


def test_draws_are_even_and_independent():
    drawn = offer.even_draws(12)
    for row in drawn:  # each input takes each of its 1,021 values once
        assert sorted(row) == pytest.approx((np.arange(1021) + 0.5) / 1021)
    assert np.abs(np.corrcoef(drawn) - np.eye(12)).max() < 0.06
    assert drawn[1, :3].tolist() == [0.5 / 1021, 814.5 / 1021, (2 * 814 - 1021 + 0.5) / 1021]
