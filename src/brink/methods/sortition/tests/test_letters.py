"""Invitations: everyone has the same chance, no address gets two, waves and places have what they should."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from brink.methods.sortition.letters import TooFewAddresses, draw_letters, inclusion, proportional, systematic

SIZES = st.lists(st.integers(1, 50), min_size=1, max_size=25)


def register(seed: int, people: int) -> tuple[list[str], list[str | None]]:
    """Return places of unequal size and addresses of 1 to some 8 people."""
    rng = np.random.default_rng(seed)
    places = [f"g{at}" for at in rng.choice(5, people, p=np.array([1, 2, 3, 4, 10]) / 20)]
    return places, [f"{place} {rng.integers(people // 8)}" if rng.random() < 0.9 else None for place in places]


def test_every_person_has_the_same_chance_whatever_the_address_or_the_place() -> None:
    places, addresses = register(1, 400)
    rounds = 3_000
    for options, chance in (({"letters": 30, "reserve": [10]}, 30 / 400), ({"letters": 20, "only": 2}, 20 / 400)):
        stood = np.zeros(400)
        for seed in range(rounds):
            stood[list(draw_letters(places, addresses, seed=seed, **options).waves[0])] += 1
        error = np.sqrt(chance * (1 - chance) / rounds)
        # 400 people: the furthest of them is within some four standard errors, and their spread is what chance gives.
        assert np.abs(stood / rounds - chance).max() < 4.6 * error
        assert stood.std() / rounds == pytest.approx(error, rel=0.15)
        for place in sorted(set(places)):
            here = [at for at, name in enumerate(places) if name == place]
            assert stood[here].mean() / rounds == pytest.approx(chance, rel=0.15)


@settings(deadline=None, max_examples=150)
@given(sizes=SIZES, count=st.integers(1, 20), seed=st.integers(0, 10**6))
def test_drawing_by_size(sizes: list[int], count: int, seed: int) -> None:
    rng, weights = np.random.default_rng(seed), np.array(sizes, float)
    comb = systematic(weights, count, rng)
    exact = weights * count / weights.sum()
    assert comb.sum() == count
    assert (np.abs(comb - exact) < 1 + 1e-9).all()
    if count > len(sizes):
        with pytest.raises(ValueError, match="fewer units"):
            proportional(weights, count, rng)
        return
    chances, drawn = inclusion(weights, count), proportional(weights, count, rng)
    assert chances.sum() == pytest.approx(count)
    assert chances.max() <= 1
    assert (drawn.sum(), set(drawn.tolist()) <= {0, 1}) == (count, True)
    assert (drawn[chances == 1] == 1).all()
    # Among those who are not drawn for certain the chance is in proportion to size.
    left = chances < 1
    if left.any():
        assert np.ptp(chances[left] / weights[left]) < 1e-9


@settings(deadline=None, max_examples=60)
@given(seed=st.integers(0, 10**6), letters=st.integers(1, 25), reserve=st.lists(st.integers(1, 8), max_size=3),
       only=st.none() | st.integers(1, 6))  # fmt: skip
def test_one_letter_an_address_and_each_wave_its_size(
    seed: int, letters: int, reserve: list[int], only: int | None
) -> None:
    places, addresses = register(seed, 300)
    short = None
    try:
        found = draw_letters(places, addresses, letters=letters, reserve=reserve, only=only, seed=seed)
    except TooFewAddresses as complaint:
        short = complaint
    if short is not None:
        homes_there = {
            home if home is not None else at
            for at, (place, home) in enumerate(zip(places, addresses, strict=True)) if place == short.place
        }  # fmt: skip
        assert short.letters > short.addresses == len(homes_there)
        return
    assert [len(wave) for wave in found.waves] == [letters, *reserve]
    everyone = [person for wave in found.waves for person in wave]
    homes = [addresses[person] for person in everyone if addresses[person] is not None]
    assert (len(set(everyone)), len(set(homes))) == (len(everyone), len(homes))
    counted = {place: sum(places[person] == place for person in everyone) for place in set(places)}
    assert found.per_place == counted
    if only is None:
        exact = {place: places.count(place) / 300 * len(everyone) for place in counted}
        assert all(abs(counted[place] - exact[place]) < 1 + 1e-9 for place in counted)
    else:
        assert sum(count > 0 for count in counted.values()) <= only


def test_nonsense_is_refused_and_the_same_seed_gives_the_same() -> None:
    places, addresses = register(2, 100)
    again = [draw_letters(places, addresses, letters=9, seed=4) for _turn in range(2)]
    assert again[0] == again[1] != draw_letters(places, addresses, letters=9, seed=5)
    for wrong in ({"letters": 0}, {"letters": 3, "reserve": [0]}):
        with pytest.raises(ValueError, match="letters in each wave"):
            draw_letters(places, addresses, **wrong)
    with pytest.raises(ValueError, match="people"):
        draw_letters([], [], letters=1)


def test_a_full_house_is_always_asked_and_then_chances_differ() -> None:
    addresses = ["huis"] * 40 + [None] * 10
    found = draw_letters(["x"] * 50, addresses, letters=5, seed=1)
    assert found.chance is None
    assert sum(person < 40 for person in found.waves[0]) == 1
    assert draw_letters(["x"] * 50, [None] * 50, letters=5, seed=1).chance == pytest.approx(0.1)
