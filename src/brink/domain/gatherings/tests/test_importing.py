"""Agendas of elsewhere come in whole or not at all, with one plain sentence for each wrong row."""

from datetime import UTC, datetime

import pytest
from django.test import Client
from hypothesis import given
from hypothesis import strategies as st
from tests.builders import World, make_world

from brink.domain.gatherings.agenda_lists import read_agenda
from brink.domain.gatherings.models import Gathering
from brink.domain.processes.models import Event
from brink.foundation.errors import BadInput

HEAD = "titel;dag;begint;eindigt;waar;plekken\n"
GOOD = (
    HEAD + "Commissie Omgeving;3-12-2026;19.30;22.00;Provinciehuis Assen;80\n"
    "Debat;2027-01-05;20:00;00:30;Zaal Beilen;\n"
)
FILE = """BEGIN:VCALENDAR
VERSION:2.0
PRODID:-//Griffie//NL
BEGIN:VEVENT
UID:1@griffie
SUMMARY:Hoorzitting windpark
LOCATION:Dorpshuis
DTSTART;TZID=Europe/Amsterdam:20261203T193000
DTEND;TZID=Europe/Amsterdam:20261203T213000
END:VEVENT
BEGIN:VEVENT
UID:2@griffie
SUMMARY:Gaat niet door
LOCATION:Dorpshuis
STATUS:CANCELLED
DTSTART:20261204T183000Z
DURATION:PT2H
END:VEVENT
END:VCALENDAR
"""


def test_a_table_and_a_calendar_file_are_read() -> None:
    first, night = read_agenda(GOOD)
    assert (first.title, first.venue, first.capacity) == ("Commissie Omgeving", "Provinciehuis Assen", 80)
    assert first.starts_at.astimezone(UTC) == datetime(2026, 12, 3, 18, 30, tzinfo=UTC)
    # An evening that ends after midnight ends the next day.
    assert night.ends_at.date().isoformat() == "2027-01-06"
    (hearing,) = read_agenda(FILE)
    assert hearing.title == "Hoorzitting windpark"
    assert hearing.starts_at.astimezone(UTC) == datetime(2026, 12, 3, 18, 30, tzinfo=UTC)


@pytest.mark.parametrize(("rows", "said"), [
    ("Debat;31-2-2027;19.30;21.00;Zaal;", "Regel 2: de dag klopt niet. Schrijf hem als 3-12-2026."),
    ("Debat;3-2-2027;half acht;21.00;Zaal;", "Regel 2: de tijd klopt niet."),
    ("Debat;28-3-2027;02.30;04.00;Zaal;", "Regel 2: die tijd bestaat niet"),
    (";3-2-2027;19.30;21.00;Zaal;", "Regel 2: er staat niet wat het is."),
    ("Debat;3-2-2027;19.30;21.00;;", "Regel 2: er staat niet waar het is."),
    ("Debat;3-2-2027;19.30;19.30;Zaal;", "Regel 2: het einde ligt vóór het begin"),
    ("Debat;3-2-2027;19.30;21.00;Zaal;veel", "Regel 2: het aantal plekken klopt niet."),
])  # fmt: skip
def test_a_wrong_row_is_told_in_one_sentence(rows: str, said: str) -> None:
    with pytest.raises(BadInput) as refused:
        read_agenda(HEAD + rows)
    assert said in str(refused.value)


def test_a_night_in_which_the_clock_goes_back_is_measured_as_it_passes() -> None:
    (row,) = read_agenda(HEAD + "Nacht;24-10-2026;22.00;03.30;Zaal;")
    assert (row.ends_at.astimezone(UTC) - row.starts_at.astimezone(UTC)).total_seconds() == 6.5 * 3600


@given(st.text(max_size=200))
def test_whatever_is_pasted_is_read_or_refused_in_words(text: str) -> None:
    for pasted in (text, HEAD + text, "BEGIN:VCALENDAR\n" + text):
        try:
            said = str(len(read_agenda(pasted)))
        except BadInput as refused:
            said = str(refused)
        assert said not in ("", "0")


@pytest.mark.django_db
def test_the_desk_brings_in_an_agenda_once_and_nothing_of_a_wrong_one() -> None:
    world: World = make_world()
    client = Client()
    client.force_login(world.officer)
    form = {"kind": "committee", "organ": str(world.council.pk)}
    wrong = GOOD + "Debat;geen dag;19.30;21.00;Zaal;\n"
    refused = client.post("/balie/bijeenkomsten/inlezen/", {**form, "rows": wrong, "key": "k" * 20})
    assert refused.status_code == 422
    assert "Regel 4: de dag klopt niet." in refused.content.decode()
    assert "Provinciehuis Assen" in refused.content.decode()
    assert not Event.objects.exists()
    assert client.post("/balie/bijeenkomsten/inlezen/", {**form, "rows": GOOD, "key": "l" * 20}).status_code == 302
    assert client.post("/balie/bijeenkomsten/inlezen/", {**form, "rows": GOOD, "key": "m" * 20}).status_code == 302
    assert Event.objects.count() == Gathering.objects.count() == 2
    assert "Commissie Omgeving" in Client().get("/agenda/").content.decode()
