"""The draw through the site: frozen, committed to, drawn by two, checked by a stranger, and held once."""

import hashlib
import io
import json
import subprocess
import sys
import zipfile
from datetime import timedelta
from pathlib import Path
from random import Random

import pytest
from django.db import IntegrityError, transaction
from django.test import Client

from brink.domain.journal.models import Entry
from brink.foundation import clock
from brink.foundation.errors import BadInput, NotNow
from brink.instruments.assembly.models import Draw, PanelSeat, PoolPlace, RecordFile, Replacement, Target, Volunteer
from brink.instruments.assembly.person_key import pseudonym
from brink.instruments.assembly.services import commissioning, drawing, freezing, seating
from brink.instruments.assembly.services.commissioning import TargetFacts
from brink.instruments.assembly.services.drawing import contents, split
from brink.instruments.assembly.tests.making import CLERK, OFFICER, WORPEN, Beraad, make_beraad
from brink.methods.files.commitments import RecordInvalid
from brink.methods.files.draw_checking import verify_draw


def record_of(beraad: Beraad, folder: Path) -> Path:
    """Take the record from the site as anybody does, and unpack it."""
    answer = Client().get(beraad.url("loting/dossier.zip"))
    assert answer.status_code == 200
    zipfile.ZipFile(io.BytesIO(answer.content)).extractall(folder)
    return folder / "dossier"


def test_a_stranger_checks_the_record_with_the_one_command_and_no_solver(beraad: Beraad, tmp_path: Path) -> None:
    draw = beraad.held()
    folder = record_of(beraad, tmp_path)
    # No solver and nothing of the site: whatever imports one fails.
    block = "import sys; sys.modules.update(highspy=None, numpy=None, django=None); "
    run = f"{block}from brink.methods.files.verify_command import main; sys.exit(main([{str(folder)!r}]))"
    done = subprocess.run([sys.executable, "-c", run], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    assert draw.commitment in done.stdout
    numbers = [place + 1 for place in verify_panel(draw)]
    assert sorted(PanelSeat.objects.filter(draw=draw).values_list("number", flat=True)) == numbers


def verify_panel(draw: Draw) -> list[int]:
    """Return the places that the transcript names, from the bytes alone."""
    commitment, files, later = split(contents(draw))
    report = verify_draw(commitment, files, later)
    names = [name for name, _features, _home in json.loads(files["pool.json"])["members"]]
    return sorted(names.index(one) for one in report.panel)


def test_every_byte_of_the_record_is_guarded(beraad: Beraad) -> None:
    draw = beraad.held()
    everything, rng = contents(draw), Random(11)
    for name, content in everything.items():
        for place in {0, len(content) - 1, *(rng.randrange(len(content)) for _try in range(25))}:
            altered = bytearray(content)
            altered[place] ^= 1 << rng.randrange(7)
            commitment, files, later = split(everything | {name: bytes(altered)})
            digest = hashlib.sha256(commitment).hexdigest()
            try:
                verify_draw(commitment, files, later)
            except RecordInvalid:
                continue
            assert digest != draw.commitment, f"{name}: byte {place} altered unseen"


def test_the_database_knows_one_draw_of_one_commitment(beraad: Beraad) -> None:
    draw = beraad.held()
    first = PanelSeat.objects.filter(draw=draw).count()
    with pytest.raises(NotNow, match="Er is al geloot"):
        beraad.hear(draw, beraad.world.officer, "iets anders")
    with pytest.raises(IntegrityError), transaction.atomic():
        RecordFile.objects.create(
            tenant=draw.tenant, created_at=clock.now(), draw=draw, name="transcript.json", content="{}"
        )
    for change in ({"ticket": 3}, {"held_at": None, "ticket": None}, {"commitment": "0" * 64}, {"seats": 5}):
        with pytest.raises(IntegrityError), transaction.atomic():
            Draw.objects.filter(pk=draw.pk).update(**change)
    for rows in (RecordFile.objects.filter(draw=draw),):
        with pytest.raises(IntegrityError), transaction.atomic():
            rows.update(content="{}")
        with pytest.raises(IntegrityError), transaction.atomic():
            rows.delete()
    with pytest.raises(IntegrityError), transaction.atomic():
        Draw.objects.create(tenant=draw.tenant, created_at=clock.now(), round=draw.round, number=9, seats=4, people=9)
    with pytest.raises(IntegrityError), transaction.atomic():
        Target.objects.filter(round=draw.round).update(most=9)
    assert PanelSeat.objects.filter(draw=draw).count() == first == 4


def test_two_people_write_the_same_and_only_after_the_commitment(beraad: Beraad) -> None:
    draw, (one, two) = beraad.committed(), beraad.two
    with pytest.raises(BadInput, match="voor het vastleggen"):
        beraad.hear(draw, one, heard_at=draw.committed_at - timedelta(minutes=2))
    beraad.hear(draw, one)
    beraad.hear(beraad.draw(draw), one)
    assert beraad.draw(draw).held_at is None, "one person twice is one person"
    with pytest.raises(BadInput, match="De ander schreef iets anders op"):
        beraad.hear(beraad.draw(draw), two, "4 1 6 3")
    assert beraad.draw(draw).held_at is None
    with pytest.raises(NotNow, match="Het toeval is al opgeschreven"):
        freezing.thaw_pool(draw=draw, reason="Liever anders.", actor=CLERK, key=None)
    beraad.hear(beraad.draw(draw), two, f"  {WORPEN}  \n")
    assert beraad.draw(draw).held_at is not None


def test_a_frozen_list_lets_nobody_in_and_moves_no_quota_until_it_is_taken_back(beraad: Beraad) -> None:
    with pytest.raises(NotNow, match="Aanmelden kan nog"):
        freezing.freeze_pool(round=beraad.round, facts=freezing.FreezeFacts("worpen"), actor=CLERK, key=None)
    draw = beraad.committed()
    rows = [TargetFacts(o.category, o.feature, o.least, o.most) for o in Target.objects.filter(round=beraad.round)]
    with pytest.raises(NotNow, match="De quota staan vast"):
        commissioning.set_targets(round=beraad.round, rows=rows, actor=OFFICER, key=None)
    with pytest.raises(NotNow, match="De lijst ligt al vast"):
        freezing.freeze_pool(round=beraad.round, facts=freezing.FreezeFacts("worpen"), actor=CLERK, key=None)
    freezing.thaw_pool(draw=draw, reason="Een gemeente ontbrak.", actor=CLERK, key=None)
    assert Client().get(beraad.url("loting/dossier.zip")).status_code == 404
    assert "Een gemeente ontbrak." in Client().get(beraad.url("loting/")).content.decode()
    commissioning.set_targets(round=beraad.round, rows=rows, actor=OFFICER, key=None)
    assert beraad.held().number == 2


def test_who_withdraws_after_the_list_was_frozen_is_drawn_and_has_stopped_already(beraad: Beraad) -> None:
    draw = beraad.committed()
    Volunteer.objects.filter(round=beraad.round).update(person_key="", features={}, salt="", home_key="")
    for one in beraad.two:
        beraad.hear(beraad.draw(draw), one)
    assert {one.state for one in PanelSeat.objects.filter(draw=draw)} == {"left"}
    verify_panel(beraad.draw(draw))


def test_a_test_draws_nobody_and_says_what_each_quota_costs(beraad: Beraad) -> None:
    test = freezing.try_out(round=beraad.round, actor=OFFICER, key=None)
    drawing.prepare_waiting()
    found = beraad.draw(test).result
    assert 0 < found["least"] <= found["middle"] <= found["highest"] <= 1
    assert not PoolPlace.objects.exists()
    assert not PanelSeat.objects.exists()
    page = Client().get(beraad.url("loting/")).content.decode()
    assert "Er is nog niets vastgelegd" in page


def test_quotas_that_cannot_be_met_are_named_with_the_smallest_change(db: None) -> None:
    targets = [
        {"category": "Leeftijd", "feature": "jong", "least": 0, "most": 4},
        {"category": "Leeftijd", "feature": "heel oud", "least": 0, "most": 4},
        {"category": "Geslacht", "feature": "vrouw", "least": 0, "most": 4},
        {"category": "Geslacht", "feature": "man", "least": 0, "most": 4},
    ]
    beraad = make_beraad(targets=targets, people=12)
    young = [one for one in Volunteer.objects.filter(round=beraad.round) if one.features["Leeftijd"] == "jong"]
    for one in young:
        one.features = one.features | {"Leeftijd": "heel oud"}
        one.save()
    Target.objects.filter(round=beraad.round, feature="jong").update(least=2)
    test = freezing.try_out(round=beraad.round, actor=OFFICER, key=None)
    drawing.prepare_waiting()
    assert beraad.draw(test).failed.startswith("Met deze aanmeldingen lukt het niet. Van ‘jong’ zijn er 0")


def test_who_falls_out_is_replaced_by_the_rule_with_a_reason_and_a_second_person(
    beraad: Beraad, tmp_path: Path
) -> None:
    draw, (one, two) = beraad.held(), beraad.two
    seats = list(PanelSeat.objects.filter(draw=draw))
    with pytest.raises(NotNow, match="Er is geen plaats vrij"):
        seating.ask_replacement(draw=draw, reason="Kan niet.", by=one, actor=CLERK, key=None)
    seating.call(seat=seats[0], outcome="missed", actor=OFFICER, key=None)
    seating.call(seat=PanelSeat.objects.get(pk=seats[0].pk), outcome="no", actor=OFFICER, key=None)
    asked = seating.ask_replacement(draw=draw, reason="Kan op geen enkele dag.", by=one, actor=CLERK, key=None)
    with pytest.raises(NotNow, match="U heeft dit zelf gevraagd"):
        seating.confirm_replacement(replacement=asked, by=one, actor=CLERK, key=None)
    with pytest.raises(IntegrityError), transaction.atomic():
        Replacement.objects.filter(pk=asked.pk).update(confirmed_by=one)
    seating.confirm_replacement(replacement=Replacement.objects.get(pk=asked.pk), by=two, actor=CLERK, key=None)
    assert seating.replace_waiting() == 1
    assert seating.replace_waiting() == 0
    now = PanelSeat.objects.filter(draw=draw).exclude(state="declined")
    assert now.count() == 4
    assert sorted(one.number - 1 for one in now) == verify_panel(draw)
    folder = record_of(beraad, tmp_path)
    assert (folder / "replacement-1.json").exists()
    assert "Kan op geen enkele dag." in Client().get(beraad.url("loting/")).content.decode()


def test_each_volunteer_finds_the_own_line_in_the_record(beraad: Beraad) -> None:
    draw = beraad.committed()
    place = PoolPlace.objects.filter(draw=draw).select_related("volunteer").first()
    assert place is not None
    assert place.place is not None
    _commitment, files, _later = split(contents(draw))
    name = json.loads(files["pool.json"])["members"][place.place][0]
    assert name == pseudonym(place.volunteer.salt, str(place.volunteer.pk)) == place.pseudonym
    panels = json.loads(files["panels.json"])["panels"]
    assert place.tickets == sum(place.place in panel for panel in panels)


def test_the_public_journal_holds_commitment_before_chance(beraad: Beraad) -> None:
    beraad.held()
    kinds = list(
        Entry.objects.filter(kind__startswith="assembly.", public=True)
        .order_by("at", "id")
        .values_list("kind", flat=True)
    )
    assert [kind for kind in kinds if kind != "assembly.signed_up"] == [
        "assembly.pool_frozen", "assembly.committed", "assembly.chance_heard", "assembly.chance_heard",
    ]  # fmt: skip
