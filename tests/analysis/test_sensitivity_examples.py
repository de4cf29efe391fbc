"""Sensitivity, worked by hand: indices of a sum, and published ones."""

import math

import numpy as np
import pytest

from newsclaims.analysis import sensitivity


def test_a_sum_of_two_unknowns_hangs_on_each_by_its_variance():
    # variances 3²/12 and 4²/12: 9 and 16 of 25
    found = sensitivity.sobol_indices(
        lambda small, large: small + large, {"small": (1, 4), "large": (-1, 3)}, 1024, 3
    )
    assert found["unknown"].tolist() == ["large", "small"]
    for column in ("first", "total"):
        assert found[column].tolist() == pytest.approx([0.64, 0.36], abs=0.02)
        assert found[f"{column}_error"].between(0.001, 0.2).all()


def test_the_same_seed_draws_the_same_points_and_another_one_others():
    def indices(seed):
        return sensitivity.sobol_indices(lambda a, b: a * b, {"a": (0, 1), "b": (0, 2)}, 64, seed)

    assert indices(1).equals(indices(1))
    assert (indices(1)["total"] != indices(2)["total"]).all()


def test_the_function_of_ishigami_has_its_published_indices():
    # Ishigami & Homma (1990), a = 7, b = 0.1: first 0.3139, 0.4424, 0; total 0.5576, 0.4424, 0.2437
    def model(one, two, three):
        return np.sin(one) + 7 * np.sin(two) ** 2 + 0.1 * three**4 * np.sin(one)

    found = sensitivity.sobol_indices(model, dict.fromkeys(("one", "two", "three"), (-math.pi, math.pi)))
    assert found["unknown"].tolist() == ["one", "two", "three"]
    assert found["first"].tolist() == pytest.approx([0.3139, 0.4424, 0], abs=0.02)
    assert found["total"].tolist() == pytest.approx([0.5576, 0.4424, 0.2437], abs=0.02)
