"""A question that begins from an example that ships with Brink: the acts that somebody would do by hand, at once."""

from datetime import date, timedelta

from django.utils.translation import gettext as _

from brink.domain.framework.models import Framework
from brink.domain.journal.acts import Done, act, part_key
from brink.domain.journal.services import Actor
from brink.domain.people.models import Body, Person
from brink.domain.places.models import Area
from brink.domain.processes.dates import FIRST_DAY, LAST_DAY
from brink.domain.processes.example_questions import ExampleQuestion
from brink.domain.processes.instrument import registry
from brink.domain.processes.models import Process, Theme
from brink.domain.processes.proposals import propose_phase, propose_scale
from brink.domain.processes.services.processes import ProcessFacts, create_process
from brink.domain.processes.services.rooms import write_room
from brink.domain.processes.services.rounds import RoundFacts, plan_round
from brink.domain.processes.services.stakeholders import add_interest, add_stakeholder
from brink.foundation.errors import BadInput, NotNow


@act("process.begun", Process, on="tenant", lock=False)
def begin_from_example(
    *, tenant: Body, example: ExampleQuestion, title: str, starts_on: date, framework: Framework, owner: Person,
    theme: Theme, area: Area, actor: Actor, key: str | None,
) -> Done[Process]:  # fmt: skip
    """Begin a draft with the words, room, rounds and interests of an example; the first round opens on `starts_on`.

    Rounds of an instrument that this site does not have are left out. Raises BadInput, and NotNow for a kader without
    phases or scales.
    """
    if not FIRST_DAY <= starts_on <= LAST_DAY:
        raise BadInput(_("Kies een eerste dag die in de buurt ligt."), field="starts_on")
    phase, scale = propose_phase(framework.phases.all()), propose_scale(framework.scales.all(), [area])
    if phase is None or scale is None:
        raise NotNow(_("Het kader van uw organisatie heeft geen fasen of schalen. Lees het opnieuw in."))
    facts = ProcessFacts(
        title=title, phase=phase, scale=scale, owner=owner, themes=(theme,), areas=(area,),
        motivation=example.motivation, lead=Process.Lead.GOVERNMENT if tenant.governs else Process.Lead.SOCIETY,
    )  # fmt: skip
    made: Process = create_process(
        tenant=tenant, framework=framework, facts=facts, actor=actor, key=part_key(key, "question")
    )
    write_room(
        process=made, room=None, boundaries=None, actor=actor, key=part_key(key, "room"),
        changes={
            "question": example.question, "audience": example.audience, "level": example.level,
            "summary": example.summary, "open_points": list(example.open_points),
            "closed_points": list(example.closed_points),
        },
    )  # fmt: skip
    _fill(made, example, starts_on, actor, key)
    return Done(made, {"example": example.key, "framework": str(framework.pk)})


def _fill(made: Process, example: ExampleQuestion, starts_on: date, actor: Actor, key: str | None) -> None:
    for place, one in enumerate(example.rounds):
        if one.instrument not in registry:
            continue
        opens = starts_on + timedelta(days=one.after)
        told = RoundFacts(
            instrument=one.instrument, phase=made.phase, title=one.title, prompt=one.prompt, opens_on=opens,
            closes_on=opens + timedelta(days=one.days - 1),
        )  # fmt: skip
        plan_round(process=made, facts=told, actor=actor, key=part_key(key, f"round {place}"))
    for place, name in enumerate(example.parties):
        add_stakeholder(process=made, name=name, actor=actor, key=part_key(key, f"party {place}"))
    for place, text in enumerate(example.interests):
        add_interest(process=made, title=text, actor=actor, key=part_key(key, f"interest {place}"))
