"""What people told the bodies of the demo by the open door, and what they heard."""

from random import Random

from brink.domain.contributions.models import Publicity
from brink.domain.contributions.services import landing, replying
from brink.domain.contributions.services.answers import AnswerDraft
from brink.domain.contributions.services.giving import Words, give
from brink.domain.journal.services import RESIDENT
from brink.domain.people.points import Crew
from brink.domain.processes.services.standing_question import StandingFacts, open_standing, standing_round
from brink.foundation import clock

TOLD = (
    (-30, "worry", "Mijn moeder is 84 en durft niet meer over te steken bij de winkel. Kan daar een zebrapad komen?",
     "Een zebrapad kan daar. Wij vragen het de gemeente, die over deze straat gaat, en zeggen u wat zij doet."),
    (-16, "question", "Wie maait de berm bij het fietspad naar Rolde? De borden zijn niet meer te zien.",
     "De provincie maait die berm. Wij deden het vorige week, en zetten het pad nu twee keer per jaar op de lijst."),
    (-6, "idea", "Zet in elk dorp een bankje waar je elkaar tegenkomt, bij de school of bij de brievenbus.", ""),
    (-2, "question", "Blijft de bus op zondag rijden als de nieuwe dienstregeling komt?", ""),
)  # fmt: skip


def seed(crew: Crew, rng: Random) -> tuple[str, ...]:
    """Open the standing question of each body; at the one with the most to show, people came in by it already."""
    with crew.at(-60):
        facts = StandingFacts(crew.contact, crew.executive, crew.executive, clock.today())
        process = open_standing(tenant=crew.body, facts=facts, actor=crew.clerk, key=None)
    round = standing_round(process)
    if not crew.lead or round is None:
        return ()
    codes = []
    for offset, kind, text, reason in TOLD:
        with crew.at(offset, 19):
            words = Words(kind=kind, text=text, publicity=Publicity.CLOSED)
            given = give(round=round, words=words, actor=RESIDENT, key=None)
            codes.append(given.code)
        if reason:
            with crew.at(offset + 5, 19):
                draft = AnswerDraft("outside", reason, signed_by=crew.contact)
                landing.land(process=process, draft=draft, contributions=[given.contribution], actor=crew.officer)
                replying.send(process=process, actor=crew.officer)
    return (codes[0],)
