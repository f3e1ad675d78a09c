"""What may count as an advice, and what may be asked at all: each refusal is one sentence."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from brink.foundation.errors import BadInput
from brink.instruments.valuation import typed_figures
from brink.instruments.valuation.opening_findings import findings
from brink.instruments.valuation.package import Package, check, chosen, fits, sums, total
from brink.instruments.valuation.reach import reach_of
from brink.instruments.valuation.task import Step, Task
from brink.instruments.valuation.tests.conftest import make_task, option

BUDGET = make_task()
GOAL = make_task(kind="goal", amount=12, unit="GWh", options=tuple(
    replace(one, steps=tuple(replace(step, amount=at + 2) for at, step in enumerate(one.steps)))
    for one in make_task().options
))  # fmt: skip
POINTS = replace(GOAL, kind="points", amount=5, unit="uur")
APART = make_task(options=(option(1, 30_000, not_with=(2,)), *make_task().options[1:]))
LACKS = make_task(options=(option(1, 30_000, needs=4), *make_task().options[1:]))


def said(levels: Mapping[int, int], door: str = "compose", *, nothing: bool = False) -> Package:
    return Package(door, levels, {}, nothing=nothing)


@pytest.mark.parametrize(
    ("task", "package", "sentence"),
    [
        (
            BUDGET, said({2: 2, 5: 1}),
            "U zit € 30.000 boven het budget. Haal iets weg of kies een kleinere stap.",
        ),
        (
            GOAL, said({1: 1, 2: 2, 4: 1}),
            "U haalt nu 7 GWh van de 12 GWh. Kies nog iets, of zeg dat u zo niet wilt kiezen.",
        ),
        (GOAL, said({}), "U haalt nu 0 GWh van de 12 GWh. Kies nog iets, of zeg dat u zo niet wilt kiezen."),
        (POINTS, said({1: 1, 3: 1, 4: 1}), "U zit 1 uur te hoog. Haal iets weg of kies een kleinere stap."),
        (
            APART, said({1: 1, 2: 1}),
            "U heeft gekozen: ‘De bus’ en ‘Het fietspad’. Die twee kunnen niet samen. Haal er een weg.",
        ),
        (
            LACKS, said({1: 1}),
            "‘De bus’ kan alleen samen met ‘De belbus’. Kies die erbij, of haal ‘De bus’ weg.",
        ),
        (
            BUDGET, said({}),
            "U heeft niets gekozen. Bedoelt u dat er niets moet gebeuren, of wilt u zo niet kiezen?",
        ),
        (BUDGET, said({9: 1}), "Deze optie staat niet in de lijst. Open de pagina opnieuw."),
        (BUDGET, said({1: 2}), "Deze optie staat niet in de lijst. Open de pagina opnieuw."),
        (BUDGET, said({1: -1}), "Deze optie staat niet in de lijst. Open de pagina opnieuw."),
        (BUDGET, said({}, "raad"), "Kies hoe u wilt meedoen."),
    ],
)  # fmt: skip
def test_what_cannot_count_is_refused_in_one_sentence(task: Task, package: Package, sentence: str) -> None:
    with pytest.raises(BadInput) as refused:
        check(task, package)
    assert str(refused.value) == sentence


def test_exactly_the_limit_fits_and_who_does_not_choose_needs_no_package() -> None:
    check(BUDGET, said({1: 1, 5: 1}))
    check(LACKS, said({1: 1, 4: 1}))
    check(BUDGET, said({}, nothing=True))
    check(BUDGET, said({2: 2, 5: 1}, "delegate"))
    check(GOAL, said({}, "refuse"))
    assert (total(BUDGET, {1: 1, 5: 1}), sums(BUDGET, {1: 1, 2: 2})) == (10_000_000, [(90, 180)])


@given(st.dictionaries(st.integers(1, 5), st.integers(0, 1)))
def test_the_page_refuses_just_what_the_method_cannot_take(levels: dict[int, int]) -> None:
    for task in (BUDGET, APART, LACKS, GOAL):
        try:
            check(task, said(levels, nothing=True))
            allowed = True
        except BadInput:
            allowed = False
        assert allowed == fits(task, levels)
    assert set(chosen(levels).values()) <= {1}


@pytest.mark.parametrize(
    ("task", "sentence"),
    [
        (make_task(amount=0), "Vul in hoeveel er te verdelen of te halen is."),
        (make_task(options=make_task().options[:4]), "Zet ten minste 5 opties in de lijst."),
        (
            make_task(options=(replace(option(1, 30_000), source=""), *make_task().options[1:])),
            "Bij ‘De bus’: waar komen deze getallen vandaan? Zonder bron kan de vraag niet open.",
        ),
        (
            make_task(options=(*make_task().options[:4], option(5, 100_001))),
            "‘De trein’ kost meer dan het hele budget. Niemand kan het kiezen.",
        ),
        (replace(GOAL, amount=14), "Ook met alle opties samen haalt niemand het doel."),
        (replace(GOAL, amount=11), "Zonder ‘Het fietspad’ haalt niemand het doel. Dan valt er niets te kiezen."),
        (make_task(amount=90_000_000), "Alle opties passen samen. Dan hoeft niemand te kiezen. Verlaag de grens."),
        (
            make_task(options=(replace(option(1, 30_000), what="Kort."), *make_task().options[1:])),
            "Bij 1 optie is de uitleg veel langer of korter dan bij de andere.",
        ),
        (make_task(tried=False), "Laat vijf inwoners de vraag proberen, van wie twee op papier."),
    ],
)  # fmt: skip
def test_what_is_missing_before_opening_is_said_in_one_sentence(task: Task, sentence: str) -> None:
    assert [one for one in findings(task) if str(one.message).startswith(sentence)]


def test_a_sound_question_has_nothing_to_mend_and_its_reach_is_counted() -> None:
    assert findings(BUDGET) == []
    reach = reach_of(BUDGET)
    assert reach is not None
    every = [
        (a, b, c, d, e) for a in (0, 1) for b in (0, 1, 2) for c in (0, 1) for d in (0, 1) for e in (0, 1)
        if a * 30 + (0, 20, 60)[b] + c * 50 + d * 20 + e * 70 <= 100
    ]  # fmt: skip
    assert (reach.packages, reach.never, reach.always) == (len(every), (), ())
    assert (reach.least, reach.most) == (0, 10_000_000)
    assert reach.different is True


@pytest.mark.parametrize(
    ("content", "fault"),
    [
        ("optie,hoeveel\n,100\n", "Geef de optie een titel."),
        ("optie,hoeveel\nBus,veel\n", "Vul een bedrag in zoals 150.000 of 12,50."),
        ("optie,hoeveel,reizigers\nBus,100,14-10\n", "Zet het laagste getal eerst, zoals 10-14."),
        ("optie,hoeveel,kleur\nBus,100,rood\n", "De kolom ‘kleur’ kennen wij niet. Haal hem weg."),
        ("optie,hoeveel\n" + "Bus,100\n" * 4, "‘Bus’ heeft meer dan drie stappen. Voeg stappen samen."),
        ("optie,hoeveel\n", "Er staat geen optie in deze tabel."),
    ],
)
def test_each_fault_in_a_table_is_said_and_nothing_of_it_comes_in(content: str, fault: str) -> None:
    seen = typed_figures.preview(BUDGET, content)
    assert seen.options == ()
    assert any(fault in one for one in seen.faults), seen.faults


def test_a_table_is_read_with_its_steps_and_what_is_typed_reads_back() -> None:
    rows = "optie;uitleg;stap;hoeveel;reizigers;bron\nBus;Elk uur;beetje;1.000;10-14;raming\nBus;;veel;2.500,50;30;\n"
    (found,) = typed_figures.preview(BUDGET, rows).options
    assert found.steps == (Step("beetje", 100_000, ((10, 14),)), Step("veel", 250_050, ((30, 30),)))
    assert (found.title, found.what, found.source) == ("Bus", "Elk uur", "raming")
    typed: dict[str, Any] = typed_figures.typed(BUDGET, found)
    assert (typed["amount_1"], typed["amount_2"], typed["effects_1_1"]) == ("1.000", "2.500,50", "10-14")
    assert Task.from_data(BUDGET.as_data()) == BUDGET
