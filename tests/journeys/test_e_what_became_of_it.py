"""Journey E: three months later Fatima reads what became of her words, and says that something is missing."""

import re
from dataclasses import dataclass
from datetime import timedelta

import pytest
from django.core import mail

from brink.domain.contributions.models import Answer, Bundle, Contribution, Giver, Objection, OutcomeCode
from brink.domain.contributions.services import bundling, handover, landing, objecting, replying
from brink.domain.contributions.services.answers import AnswerDraft
from brink.domain.contributions.services.giving import Words
from brink.domain.contributions.services.retention import erase_due
from brink.domain.decisions.models import Decision
from brink.domain.decisions.services import Choice
from brink.domain.journal.models import Entry
from brink.domain.journal.services import RESIDENT, Actor
from brink.domain.notifications.mailing import notify
from brink.domain.people.models import Body
from brink.domain.processes.services import processes
from brink.domain.processes.services.rounds import close_round
from brink.foundation import clock
from brink.instruments.ideas.services import give_idea
from brink.site.complete_process import Actors, Closing, Minority, Weighing, decide
from tests.builders import World, make_world
from tests.journeys.conftest import DESK, PHONE, Hand, Someone
from tests.journeys.world import Place, make_place

OTHERS = 23
HERS = "Bouw kleine huizen bij de kern, en laat de bus weer elk uur rijden."
REASON = "Er komen tien kleine huizen bij de kern van het dorp. Daar vroeg u om."
NOT = "De bus komt niet terug. Daar gaat dit besluit niet over."
WRONG = "Mijn punt over de bus is weg."
BUNDLE = "Kleine huizen bij de kern"
TITLE = "Tien woningen aan de rand van het dorp"
CLOSING = Closing(
    title=TITLE,
    text="Elk dorp mag tien woningen bouwen.",
    explanation="Jongeren en ouderen vinden nu geen huis in hun eigen dorp.",
    competence="artikel 105 van de Provinciewet",
    options=(
        Choice("Niets doen", "Dan blijven jongeren weggaan.", nothing=True),
        Choice("Tien woningen per dorp", "Zo groeit het dorp rustig.", chosen=True),
    ),
    votes=(("Fractie A", 29, 0), ("Fractie B", 0, 14)),
    advice="Het advies vroeg om vijf woningen.",
    minority=Minority(method="Iedereen zei hetzelfde: kleine huizen. Niemand was tegen."),
    weighings={
        BUNDLE: Weighing(
            norm="Tien huizen passen binnen de afspraken.",
            value="Wie ouder wordt, wil bij de kern wonen.",
            weight="high",
            done="Er komen tien kleine huizen bij de kern.",
            reason="Daar vroegen de meeste mensen om.",
        ),
        "Jong en oud uit het dorp": Weighing(
            norm="Er staan veertig mensen op de lijst.",
            value="Wie weg moet, raakt de buren kwijt.",
            weight="high",
            done="Wie in het dorp woont, gaat voor.",
            reason="Zo blijven ouders en kinderen bij elkaar.",
        ),
    },
    dilemma=("Snel bouwen of rustig kijken?", "Eerst rustig kijken."),
    promise="Elk jaar tellen hoeveel open land is bebouwd",
)


@dataclass
class Told:
    """A question that went the whole way, and the code of one who spoke."""

    place: Place
    town: World
    code: str


def _gives(place: Place, number: int) -> str:
    """Let one more person give an idea; the first is Fatima, with her name and her address."""
    mine = number == 0
    words = Words(
        kind="idea", text=HERS if mine else f"Kleine huizen voor ouderen, nummer {number}.",
        publicity="named" if mine else "pseudonym", public_name="Fatima" if mine else "",
        email="fatima@voorbeeld.invalid" if mine else "",
    )  # fmt: skip
    return give_idea(round=place.ideas, words=words, actor=RESIDENT, key=None).code


def _bundled_weighed_decided(place: Place) -> None:
    """Close the round, lay all words in one bundle, weigh it, decide."""
    close_round(round=place.ideas, actor=place.clerk, key=None)
    voices = list(Contribution.objects.filter(process=place.process))
    bundling.make(process=place.process, title=BUNDLE, contributions=voices, actor=place.officer)
    place.process.refresh_from_db()
    actors = Actors(place.clerk, place.clerk, place.officer, place.world.council, place.world.contact)
    decide(place.process, actors, CLOSING, clock.today())


def _answered(place: Place) -> None:
    """Land the bundle on the decision and send the answers."""
    draft = AnswerDraft(
        OutcomeCode.PARTLY, REASON, NOT, destination=Decision.objects.get().destination,
        signed_by=place.world.contact,
    )  # fmt: skip
    landing.land(process=place.process, draft=draft, bundle=Bundle.objects.get(), actor=place.officer)
    replying.send(process=place.process, actor=place.officer)
    place.process.refresh_from_db()
    processes.mark_answered(process=place.process, actor=place.clerk, key=None)


@pytest.fixture
def told(device: Hand) -> Told:
    now = clock.now()
    place = make_place(now - timedelta(days=90), dialogue=False)
    with clock.frozen(now - timedelta(days=85)):
        codes = [_gives(place, number) for number in range(OTHERS + 1)]
    with clock.frozen(now - timedelta(days=30)):
        _bundled_weighed_decided(place)
    with clock.frozen(now - timedelta(days=20)):
        _answered(place)
        town = make_world("emmen", "municipality")
        Body.objects.filter(pk=town.body.pk).update(name="Gemeente Emmen")
    with clock.frozen(now - timedelta(days=19)):
        notify()
    mail.outbox.clear()
    return Told(place, town, codes[0])


def opens_her_path(phone: Someone, code: str) -> None:
    """Type the code and come to the path."""
    phone.visit("/volg/")
    phone.write("Uw volgcode", code)
    phone.press("Bekijk het pad van uw woorden")


def reads_the_whole_path(phone: Someone) -> None:
    """Every stop stands there in order: received, bundled, weighed, landed, answered; and then it is her turn."""
    assert phone.pieces("main h2")[:6] == [
        "Ontvangen", f"Gebundeld met {OTHERS} anderen", "Gewogen door Provinciale Staten",
        "Dit is ermee gedaan: deels overgenomen", "Antwoord aan u", "Klopt dit antwoord?",
    ]  # fmt: skip
    assert phone.pieces(".brink-bundle__mine mark") == [f"‘{HERS}’"]
    facts = dict(zip(phone.pieces("main dt"), phone.pieces("main dd"), strict=True))
    assert (facts["Wat en waarom"], facts["Wat niet"], facts["Waar"]) == (REASON, NOT, TITLE)
    assert re.search(r"Provinciale Staten.*29.*14", facts["Wie heeft besloten"])


def goes_back_and_sends_it_again(phone: Someone) -> None:
    """Go back, send once more and reload, as one does on a slow line: it was said once, and she reads that."""
    assert phone.reads("Wij kijken er opnieuw naar.")
    phone.reload()
    phone.back()
    if phone.has("Stuur mijn reactie"):
        phone.choose("Nee, het klopt niet")
        phone.write("Wat missen wij?", WRONG)
        phone.press("Stuur mijn reactie")
    phone.reload()
    assert phone.reads("U zei: het klopt niet")
    assert not phone.has("Stuur mijn reactie")
    phone.look("e-nog-een-keer")
    assert [one.text for one in Objection.objects.all()] == [WRONG]
    assert Entry.objects.filter(kind="objection.made").count() == 1


def test_she_reads_it_objects_and_follows_it_to_the_municipality(device: Hand, told: Told) -> None:
    phone = device(PHONE)
    opens_her_path(phone, told.code)
    phone.look("e-pad")
    reads_the_whole_path(phone)
    phone.follow(TITLE)
    phone.look("e-besluit")
    phone.back()

    phone.choose("Nee, het klopt niet")
    phone.press("Stuur mijn reactie")
    assert phone.reads("Schrijf op wat wij missen.")
    phone.look("e-zonder-woorden")
    phone.choose("Nee, het klopt niet")
    phone.write("Wat missen wij?", WRONG)
    phone.press("Stuur mijn reactie")
    assert phone.reads("Wij kijken er opnieuw naar.")
    phone.look("e-klopt-niet")
    voice = Contribution.objects.get(text=HERS, tenant=told.place.world.body)
    assert (voice.reopened_at is None, voice.objection.text) == (False, WRONG)

    desk = device(DESK)
    desk.login(told.place.world.officer)
    desk.visit(f"/balie/antwoorden/{told.place.process.slug}/")
    assert desk.reads(WRONG)
    desk.look("e-balie")
    desk.visit(f"/balie/antwoorden/{told.place.process.slug}/stem/{voice.pk}/")
    desk.look("e-antwoord")
    desk.unfold("Dit hoort bij een andere overheid")
    desk.select("Naar welke overheid?", "Gemeente Emmen")
    desk.write("Wie pakt het daar op?", "Team Vervoer")
    desk.write("#id_over_reason", "De gemeente gaat over de bus in de buurt.")
    desk.press("Geef door")
    assert desk.reads("Dit gebeurt er als u doorgaat")
    desk.press("Ja, geef door")
    assert desk.reads("De gever volgt ze met dezelfde code.")
    desk.look("e-doorgegeven")

    opens_her_path(phone, told.code)
    assert phone.reads("U zei: het klopt niet")
    assert phone.reads("Doorgegeven aan de gemeente Emmen")
    assert phone.has("Bij de gemeente Emmen", "heading")
    phone.look("e-bij-de-gemeente")
    # She said it once at the province, and the municipality has not answered yet: there is nothing to object to.
    assert not phone.has("Stuur mijn reactie")

    phone.press("Haal mijn naam van de site", first=True)
    assert phone.reads("Uw naam staat niet meer bij uw woorden.")
    assert Contribution.objects.filter(public_name="Fatima", tenant=told.place.world.body).count() == 0
    phone.look("e-zonder-naam")


def test_after_the_last_mail_her_address_goes_and_her_words_when_she_wants(device: Hand, told: Told) -> None:
    phone = device(PHONE)
    opens_her_path(phone, told.code)
    phone.choose("Nee, het klopt niet")
    phone.write("Wat missen wij?", WRONG)
    phone.press("Stuur mijn reactie")
    goes_back_and_sends_it_again(phone)
    voice = Contribution.objects.get(text=HERS)
    draft = AnswerDraft(OutcomeCode.OUTSIDE, "De bus valt buiten de ruimte van deze vraag. U las dat te laat.")
    landing.land(process=told.place.process, draft=draft, contributions=[voice], actor=told.place.officer)
    replying.send(process=told.place.process, actor=told.place.officer)
    with clock.frozen(clock.now() + timedelta(hours=1)):
        assert (notify(), notify(), erase_due()) == (1, 0, 0)
    assert "wissen wij uw adres" in str(mail.outbox[-1].body)
    with clock.frozen(clock.now() + timedelta(days=2)):
        assert (erase_due(), erase_due()) == (1, 0)
    assert Giver.objects.count() == 0
    assert [entry.subject_id for entry in Entry.objects.filter(kind="giver.erased")] == [voice.pk]

    opens_her_path(phone, told.code)
    assert phone.reads("Dit is ermee gedaan: buiten de ruimte")
    assert not phone.has("Stuur mijn reactie")
    phone.look("e-nieuw-antwoord")
    phone.follow("Trek uw woorden in")
    phone.look("e-intrekken")
    phone.press("Ja, trek mijn woorden in")
    assert phone.reads("u heeft uw woorden ingetrokken.")
    phone.look("e-ingetrokken")
    voice.refresh_from_db()
    assert (voice.text, voice.public_name, voice.withdrawn_at is None) == ("", "", False)
    phone.visit(f"/bundels/{Bundle.objects.get().pk}/")
    assert HERS not in phone.text()
    phone.look("e-bundel")
    opens_her_path(device(DESK), told.code)


def test_the_municipality_answers_and_only_then_the_last_mail_goes(device: Hand, told: Told) -> None:
    """Words that were passed on: no mail promises to erase the address while the other body still owes an answer."""
    voice = Contribution.objects.get(text=HERS)
    objecting.object_to(contribution=voice, code=told.code, text=WRONG)
    made = handover.hand_over(
        contribution=voice, to_body=told.town.body, reason="De gemeente gaat over de bus.", receiver="Team Vervoer",
        actor=told.place.officer,
    )  # fmt: skip
    with clock.frozen(clock.now() + timedelta(days=2)):
        assert (notify(), erase_due(), Giver.objects.count()) == (1, 0, 1)
    assert "wissen wij uw adres" not in str(mail.outbox[-1].body)
    copy = Contribution.objects.get(pk=made.copy_id)
    neighbour = Actor(id=told.town.officer.pk, role="officer")
    with clock.frozen(clock.now() + timedelta(days=9)):
        draft = AnswerDraft(OutcomeCode.OUTSIDE, "De bus rijdt volgend jaar weer elk uur.")
        landing.land(process=copy.process, draft=draft, contributions=[copy], actor=neighbour)
        replying.send(process=copy.process, actor=neighbour)
    with clock.frozen(clock.now() + timedelta(days=10)):
        assert (notify(), erase_due(), Giver.objects.count()) == (1, 1, 0)
    assert "wissen wij uw adres" in str(mail.outbox[-1].body)
    phone = device(PHONE)
    opens_her_path(phone, told.code)
    assert phone.reads("De bus rijdt volgend jaar weer elk uur.")
    phone.look("e-antwoord-gemeente")
    assert Answer.objects.filter(sent_at=None).count() == 0
