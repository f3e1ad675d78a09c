"""A kader comes in whole or not at all, and what is wrong is said with line and cell."""

import re
from datetime import date, timedelta
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.builders import World, make_world

from brink.domain.framework.coherence_findings import coherence
from brink.domain.framework.kader_file import read
from brink.domain.framework.models import Framework, InstrumentRule, Phase, RoleText, RuleOfThumb, Scale
from brink.domain.framework.queries import current_framework, versions
from brink.domain.framework.rule_checks import CHECKS
from brink.domain.framework.services import adopt, import_framework, standard_text
from brink.domain.framework.states import Standing
from brink.domain.journal.models import Entry
from brink.domain.journal.services import SYSTEM
from brink.foundation import clock
from brink.foundation.errors import BadInput, NotNow
from brink.foundation.findings import blocking
from brink.foundation.visibility import ANYONE

DESIGNED = {
    "ideas", "dialogue", "survey", "assembly", "petition", "meetings", "tables", "visits", "budget", "consultation",
    "advice", "valuation", "submission",
}  # fmt: skip
SMALL = """[kader]
naam = "klein"
versie = "1"
titel = "Klein"
kort = "Om mee te proberen."

[[fase]]
sleutel = "F3"
naam = "beginspraak"
waarvoor = "Verkennen."
herkomst = "voorstel"

[[cel]]
fase = "F3"
rol = "volksvertegenwoordiging"
tekst = "Luistert."
herkomst = "voorstel"

[[cel]]
fase = "F3"
rol = "bestuur"
tekst = "Vraagt."
herkomst = "voorstel"

[[cel]]
fase = "F3"
rol = "inwoners"
tekst = "Vertellen."
herkomst = "voorstel"

[[instrument]]
fase = "F3"
naam = "ideeën"
begint = "bestuur"
rollen = ["bestuur"]
soort = "meedoen"
niveau = "adviseren"
regel = "geen plan"
uitleg = "Vertel het ons."
brink = "ideas"
herkomst = "voorstel"

[[instrument]]
fase = "F3"
naam = "feiten"
begint = "bestuur"
rollen = ["bestuur"]
soort = "openheid"
niveau = "informeren"
regel = "vooraf"
uitleg = "Lees wat wij weten."
herkomst = "voorstel"

[[schaal]]
sleutel = "dorp"
naam = "dorp"
tafel = "dorpstafel"
gesprek = "visie"
werkwijze = "praten"
resultaat = "afspraken"
herkomst = "voorstel"

[[vuistregel]]
tekst = "Stel één vraag."
controle = "one-question"
herkomst = "voorstel"
"""


@pytest.fixture
def world(db: None) -> World:
    return make_world()


def counts() -> list[int]:
    return [model.objects.count() for model in (Framework, Phase, RoleText, InstrumentRule, Scale, RuleOfThumb, Entry)]


def test_the_standard_holds_together() -> None:
    plan = read(standard_text())
    assert blocking(coherence(plan, DESIGNED)) == []
    assert [finding for finding in coherence(plan, DESIGNED) if finding.key == "instrument-later"] == []
    assert (len(plan.phases), len(plan.cells), len(plan.thumbs), len(plan.scales)) == (8, 24, 23, 5)
    assert plan.proposal
    assert {thumb.check for thumb in plan.thumbs if thumb.check} <= set(CHECKS)


def test_every_check_of_brink_serves_a_rule_of_thumb() -> None:
    """K2: a check that no rule uses helps nobody; a rule that nothing checks says so."""
    plan = read(standard_text())
    assert set(CHECKS) - {thumb.check for thumb in plan.thumbs} == set()
    assert sum(not thumb.check for thumb in plan.thumbs) == 5


def test_no_wish_of_residents_says_more_than_they_wished() -> None:
    """K1: what is ours is not put in their mouths."""
    (tenth,) = [one for one in read(standard_text()).thumbs if one.origin.startswith("wens 10 ")]
    assert tenth.text == "Maak ruimte voor het gesprek."


def test_the_question_to_the_government_itself_is_among_the_leading_ones() -> None:
    """K3: four questions were asked, one of them of council and executive."""
    questions = read(standard_text()).questions
    assert len(questions) == 4
    assert any("Wat vraagt dat van het bestuur" in one for one in questions)
    assert any("verbinding" in one for one in questions)


def test_what_the_law_promises_and_brink_does_not_yet_do_says_so() -> None:
    """K15."""
    told = {one.name: one.explanation for one in read(standard_text()).instruments}
    assert "nog niet via Brink" in told["uitdaagrecht"]
    assert "nog niet via Brink" in told["kennisgeving participatie (bericht hoe u meedoet)"]
    assert "nog zelf" in told["uitleg over de participatie"]


def test_the_widest_scale_is_wider_than_a_province() -> None:
    """K7."""
    assert [one.name for one in read(standard_text()).scales][-1] == "bovenregionaal of landelijk"


def test_saying_whether_an_answer_is_right_is_a_proposal_of_ours() -> None:
    """K8."""
    (cell,) = [one for one in read(standard_text()).cells if "of het antwoord klopt" in one.text]
    assert cell.origin.startswith("voorstel")


def test_the_standard_comes_in_whole_and_once(world: World) -> None:
    before = counts()
    first = import_framework(text=standard_text(), tenant=world.body, actor=SYSTEM)
    added = [now - then for now, then in zip(counts(), before, strict=True)]
    assert added == [1, 8, 24, 54, 5, 23, 1]
    again = import_framework(text=standard_text(), tenant=world.body, actor=SYSTEM)
    assert (again, [now - then for now, then in zip(counts(), before, strict=True)]) == (first, added)
    village = Scale.objects.get(framework=first, key="dorp")
    assert "dialoog met zinnen" in village.fitting
    assert "burgerberaad" not in village.fitting


@pytest.mark.parametrize(
    ("change", "to", "sentence"),
    [
        ('sleutel = "F3"', 'sleutel = "F9"',
         "Regel 7, fase ‘beginspraak’: ‘F9’ bij ‘sleutel’ kennen wij niet. Kies uit: F0, F1, F2, F3, F4, F5, F6, F7."),
        ('fase = "F3"\nrol = "bestuur"', 'fase = "F9"\nrol = "bestuur"',
         "Regel 19, fase F9, rol bestuur: ‘F9’ bij ‘fase’ kennen wij niet. Kies uit: F3."),
        ('tekst = "Vertellen."', 'tekst = "  "',
         "Regel 25, fase F3, rol inwoners: ‘tekst’ is leeg. Vul het in."),
        ('tekst = "Vertellen."\nherkomst = "voorstel"', 'tekst = "Vertellen."',
         "Regel 25, fase F3, rol inwoners: ‘herkomst’ is leeg. Vul het in."),
        ('[[cel]]\nfase = "F3"\nrol = "inwoners"\ntekst = "Vertellen."\nherkomst = "voorstel"\n', "",
         "Regel 7, fase ‘beginspraak’: de cel voor ‘inwoners’ ontbreekt. "
         "Schrijf wat deze rol doet, of waarom zij niets doet."),
        ('niveau = "adviseren"', 'niveau = "meepraten"',
         "Regel 31, fase F3, instrument ‘ideeën’: ‘meepraten’ bij ‘niveau’ kennen wij niet. "
         "Kies uit: informeren, raadplegen, adviseren, coproduceren, meebeslissen, zelf doen."),
        ('soort = "openheid"', 'soort = "meedoen"',
         "Regel 7, fase ‘beginspraak’: hier staat geen instrument van de soort ‘openheid’. Voeg er één toe."),
        ('controle = "one-question"', 'controle = "geen"',
         f"Regel 63, vuistregel ‘1’: controle ‘geen’ kennen wij niet. Kies uit: {', '.join(CHECKS)}."),
        ('brink = "ideas"', 'brink = "idea"',
         "Regel 31, fase F3, instrument ‘ideeën’: instrument ‘idea’ kent Brink niet. Bedoelt u ‘ideas’?"),
        ('rollen = ["bestuur"]\nsoort = "meedoen"', 'rollen = "bestuur"\nsoort = "meedoen"',
         "Regel 31, fase F3, instrument ‘ideeën’: bij ‘rollen’ hoort een lijst, zoals [\"inwoners\"]."),
        ('naam = "feiten"', 'naam = "ideeën"',
         "Regel 43, fase F3, instrument ‘ideeën’: dit staat er twee keer in. Haal er één weg."),
        ('regel = "vooraf"', 'regels = "vooraf"',
         "Regel 43, fase F3, instrument ‘feiten’: ‘regel’ is leeg. Vul het in."),
        ('uitleg = "Lees wat wij weten."', 'uitleg = "Lees."\nkleur = "rood"',
         "Regel 43, fase F3, instrument ‘feiten’: het veld ‘kleur’ kennen wij niet. "
         "Verbeter de naam of haal het weg."),
        ('titel = "Klein"', "titel = 12", "Regel 1, blok [kader]: bij ‘titel’ hoort tekst tussen aanhalingstekens."),
        ('versie = "1"', 'versie = "1', "Regel 3: dit is geen geldige TOML. "
         "Kijk naar haakjes, aanhalingstekens en dubbele velden."),
        ("[[vuistregel]]", "[[vuistregels]]",
         "Regel 63: ‘vuistregels’ hoort niet in een kader. Bedoelt u ‘vuistregel’?"),
        ("[[schaal]]", "[schaal]", "Regel 54: schrijf [[schaal]] met dubbele haken."),
        ("[kader]", "[[kader]]",
         "Regel 1, blok [kader]: hier hoort een blok met velden te staan. Begin het met [[…]]."),
        ('titel = "Klein"', f'titel = "{"x" * 161}"',
         "Regel 1, blok [kader]: de tekst bij ‘titel’ is te lang. Maak hem korter dan 160 tekens."),
        ('versie = "1"', 'versie = "2"\nvoorganger = "1"',
         "Voorganger ‘1’ is niet ingelezen. Lees die eerst in, of haal de regel weg."),
    ],
)  # fmt: skip
def test_a_broken_kader_says_what_to_mend(world: World, change: str, to: str, sentence: str) -> None:
    assert SMALL.count(change) == 1
    before = counts()
    with pytest.raises(BadInput) as refusal:
        import_framework(text=SMALL.replace(change, to), tenant=world.body, actor=SYSTEM, instruments=DESIGNED)
    assert (str(refusal.value), counts()) == (sentence, before)


def test_a_version_never_changes_and_the_next_names_it(world: World) -> None:
    first = import_framework(text=SMALL, tenant=world.body, actor=SYSTEM)
    changed = SMALL.replace("Luistert.", "Kijkt.")
    with pytest.raises(BadInput, match="verandert niet meer"):
        import_framework(text=changed, tenant=world.body, actor=SYSTEM)
    second = changed.replace('versie = "1"', 'versie = "2"')
    with pytest.raises(BadInput, match="Zet erbij welke de voorganger is"):
        import_framework(text=second, tenant=world.body, actor=SYSTEM)
    second = second.replace('versie = "2"', 'versie = "2"\nvoorganger = "1"')
    assert import_framework(text=second, tenant=world.body, actor=SYSTEM).predecessor == first
    elsewhere = make_world("emmen")
    assert import_framework(text=SMALL, tenant=elsewhere.body, actor=SYSTEM).predecessor is None


def test_a_file_is_read_and_a_missing_one_is_said(world: World, tmp_path: Path) -> None:
    path = tmp_path / "kader.toml"
    path.write_bytes(b"\xef\xbb\xbf" + SMALL.replace("\n", "\r\n").encode())
    framework = import_framework(path=path, tenant=world.body, actor=SYSTEM)
    assert framework == import_framework(text=SMALL, tenant=world.body, actor=SYSTEM)
    with pytest.raises(BadInput, match=re.escape("Het bestand weg.toml is er niet.")):
        import_framework(path=tmp_path / "weg.toml", tenant=world.body, actor=SYSTEM)
    path.write_bytes(b"\xff")
    with pytest.raises(BadInput, match="geen UTF-8"):
        import_framework(path=path, tenant=world.body, actor=SYSTEM)


def test_both_organs_adopt(world: World) -> None:
    Framework.objects.all().update(created_at=clock.now() - timedelta(days=9))
    framework = import_framework(text=SMALL, tenant=world.body, actor=SYSTEM)
    today = clock.today()
    adopt(framework=framework, organ=world.council, on=today, reference="PS 2026-12", actor=SYSTEM)
    assert next(one for one in versions(ANYONE) if one.framework == framework).standing is Standing.HALF
    adopt(framework=framework, organ=world.executive, on=today, reference="GS 2026-31", actor=SYSTEM)
    with pytest.raises(NotNow, match="al vastgesteld"):
        adopt(framework=framework, organ=world.council, on=today, reference="PS 2026-12", actor=SYSTEM)
    for organ, day, reference, sentence in (
        (world.office, today, "x", "Kies een van die twee"),
        (world.council, today + timedelta(days=1), "x", "nog niet geweest"),
        (world.council, today, " ", "waar het besluit te vinden is"),
        (make_world("emmen").council, date(2026, 1, 1), "x", "andere organisatie"),
    ):
        with pytest.raises(BadInput, match=sentence):
            adopt(framework=framework, organ=organ, on=day, reference=reference, actor=SYSTEM)
    newer = SMALL.replace('versie = "1"', 'versie = "2"\nvoorganger = "1"')
    proposal = import_framework(text=newer, tenant=world.body, actor=SYSTEM)
    assert current_framework(ANYONE, world.body) == framework
    assert {one.framework.pk: one.standing for one in versions(ANYONE, world.body)}[proposal.pk] is Standing.PROPOSAL


@settings(max_examples=200, deadline=None)
@given(
    st.text(max_size=60)
    | st.builds(
        lambda start, length, put: SMALL[:start] + put + SMALL[start + length :],
        st.integers(0, len(SMALL)),
        st.integers(1, 40),
        st.sampled_from(["", "=", "[[", '"', "\n[[cel]]\n", "1", "[fase]\n", "\x00"]),
    )
)
def test_whatever_is_in_the_text_it_is_a_plan_or_a_sentence(text: str) -> None:
    sentence = "a plan"
    try:
        coherence(read(text), DESIGNED)
    except BadInput as refusal:
        sentence = str(refusal)
    assert len(sentence) > 5
