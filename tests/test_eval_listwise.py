"""The fit of the ranker: weights that learn the wrong way would sink every search."""

from __future__ import annotations

import numpy as np
import pytest

from eval.listwise import Group, first_right, fit


def groups(seed: int) -> list[Group]:
    """Questions of which the first feature tells the right place, the second is noise."""
    draw = np.random.default_rng(seed)
    made = []
    for _ in range(40):
        rows = draw.random((6, 2)).astype(np.float32)
        right = np.zeros(6, np.bool_)
        right[int(rows[:, 0].argmax())] = True
        made.append(Group(rows, right))
    return made


def test_the_feature_that_tells_the_right_place_gets_the_weight() -> None:
    known = groups(1)
    weights = fit([(known, 1.0)])
    assert weights[0] > 5 * weights[1] >= 0
    assert first_right(groups(2), weights, 1) > 0.9
    assert fit([(known, 1.0)]) == pytest.approx(weights)


def test_groups_without_a_right_place_count_as_wrong_and_teach_nothing() -> None:
    empty = Group(np.zeros((3, 2), np.float32), np.zeros(3, np.bool_))
    known = groups(3)
    assert fit([([*known, empty], 1.0)]) == pytest.approx(fit([(known, 1.0)]))
    assert first_right([empty], np.ones(2), 3) == 0.0


def test_the_share_of_right_firsts_by_hand() -> None:
    rows = np.array([[1.0], [3.0], [2.0]], np.float32)
    group = Group(rows, np.array([False, False, True]))
    assert first_right([group], np.ones(1), 1) == 0.0
    assert first_right([group], np.ones(1), 2) == 1.0
