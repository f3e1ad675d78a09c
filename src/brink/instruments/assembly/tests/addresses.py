"""Who may open which page of an assembly."""

from datetime import timedelta
from typing import Any

from tests.safety.address import KEY, Address, Kwargs, Who, desk, in_round
from tests.safety.filled_body import Things

from brink.domain.contributions.models import Contribution
from brink.domain.contributions.permissions import CONTRIBUTION_ENTER
from brink.domain.people.models import Organ
from brink.domain.processes.models import Event, Process, Round
from brink.foundation import clock
from brink.instruments.assembly.models import (
    Assembly,
    Commission,
    Draw,
    Expert,
    LetterWave,
    PanelSeat,
    Recommendation,
    Sitting,
    Target,
    Volunteer,
)
from brink.instruments.assembly.permissions import ASSEMBLY_DRAW, ASSEMBLY_REPLY, ASSEMBLY_WRITE
from brink.instruments.assembly.round_settings import KEY as ASSEMBLY
from brink.instruments.assembly.round_settings import SIGNUP

_round = in_round(ASSEMBLY)


def make_things(process: Process, rounds: dict[str, Round], mark: str) -> dict[str, Any]:
    """Put a commission, a wave, a draw with one seat, a sitting and a recommendation in the round."""
    if ASSEMBLY not in rounds:
        return {}
    round, now = rounds[ASSEMBLY], clock.now()
    common = {"tenant": process.tenant, "created_at": now}
    council = Organ.objects.filter(tenant=process.tenant, role="council").order_by("created_at", "id").first()
    assert council is not None
    commission, _made = Commission.objects.get_or_create(
        tenant=process.tenant, round=round, position=1,
        defaults={
            "created_at": now, "organ": council, "adopted_on": clock.today(), "promise": f"Wij antwoorden{mark}",
            "reply_by": round.last_day + timedelta(days=30),
        },
    )  # fmt: skip
    Target.objects.get_or_create(
        tenant=process.tenant, round=round, position=1,
        defaults={"created_at": now, "category": "Leeftijd", "feature": "jong", "least": 0, "most": 4},
    )  # fmt: skip
    Assembly.objects.get_or_create(tenant=process.tenant, round=round, defaults={"created_at": now})
    wave = LetterWave.objects.create(
        **common, round=round, number=1, place=f"Proefdorp{mark}", ground="Verordening", letters=2
    )
    voice = Contribution.objects.create(
        **common, process=process, round=round, kind=SIGNUP, channel="web", publicity="closed"
    )
    volunteer = Volunteer.objects.create(
        **common, round=round, contribution=voice, via="open", features={"Leeftijd": "jong"}, salt="a1",
        person_key=f"{mark}{round.pk}"[:64],
    )  # fmt: skip
    draw = Draw.objects.create(
        **common, round=round, number=1, seats=1, people=1, source=f"worpen{mark}", test=True,
    )  # fmt: skip
    seat = PanelSeat.objects.create(**common, draw=draw, volunteer=volunteer, number=1)
    event = Event.objects.create(
        **common, process=process, title=f"Zitting{mark}", starts_at=now, ends_at=now + timedelta(hours=2), venue="Hof"
    )
    sitting = Sitting.objects.create(**common, round=round, number=1, event=event)
    expert = Expert.objects.create(
        **common, sitting=sitting, name=f"Dr. Proef{mark}", about="huizen", interest="geen", asked_by="members"
    )
    advice = Recommendation.objects.create(**common, round=round, number=1, text=f"Bouw meer{mark}")
    return {
        "assembly_commission": commission, "assembly_wave": wave, "assembly_seat": seat, "assembly_sitting": sitting,
        "assembly_expert": expert, "assembly_advice": advice,
    }  # fmt: skip


def _of(name: str) -> Any:
    def kwargs(things: Things) -> Kwargs:
        return {**_round(things), "pk": things.more[name].pk}

    return kwargs


def _organ(things: Things) -> Kwargs:
    return {**_round(things), "pk": things.more["assembly_commission"].organ_id}


def _expert(things: Things) -> Kwargs:
    return {**_of("assembly_sitting")(things), "expert": things.more["assembly_expert"].pk}


def _reply(things: Things) -> Kwargs:
    return {**_of("assembly_advice")(things), "commission": things.more["assembly_commission"].pk}


_SAID = {
    **KEY, "old_enough": "ja", "lives_here": "ja", "no_part": "ja", "name": "Mens C", "address": "9401 AB 1",
    "feature_0": "jong",
}  # fmt: skip
_DAY = "2026-01-05"
ADDRESSES = {
    "assemblies:desk": Address(Who.ANY_DESK, nobody=302),
    "assembly:start": Address(Who.READERS, _round),
    "assembly:signup": Address(Who.READERS, _round, post=True, data=_SAID),
    "assembly:draw": Address(Who.READERS, _round),
    "assembly:record": Address(Who.READERS, _round, shown=404, hidden=404),
    "assembly:categories": Address(Who.READERS, _round),
    "assembly:advice": Address(Who.READERS, _round),
    "assembly:desk": desk(_round),
    "assembly:desk_commission": desk(_round, ASSEMBLY_WRITE, data={**KEY, "promise": "Ja."}),
    "assembly:desk_commission_drop": desk(_organ, ASSEMBLY_WRITE, get=False, data=KEY),
    "assembly:desk_targets": desk(_round, ASSEMBLY_WRITE, data={**KEY, "doe": "quota", "content": "kenmerk,groep\n"}),
    "assembly:desk_letters": desk(
        _round, ASSEMBLY_WRITE, data={**KEY, "place": "Hier", "letters": "2", "ground": "Wet"}
    ),
    "assembly:desk_wave": desk(_of("assembly_wave"), ASSEMBLY_WRITE, data={**KEY, "posted_on": _DAY, "returned": "0"}),
    "assembly:desk_codes": desk(_of("assembly_wave"), ASSEMBLY_WRITE, get=False, data=KEY),
    "assembly:desk_print": desk(_of("assembly_wave")),
    "assembly:phone": desk(
        _round, CONTRIBUTION_ENTER, data={**_SAID, "channel": "phone", "heard_on": _DAY}
    ),
    "assembly:desk_draw": desk(
        _round, ASSEMBLY_DRAW, data={**KEY, "doe": "vast", "vast-key": KEY["key"], "vast-source": "x"}
    ),
    "assembly:desk_panel": desk(
        _round, ASSEMBLY_WRITE, data={**KEY, "doe": "vraag", "vraag-key": KEY["key"], "vraag-reason": "Ziek."}
    ),
    "assembly:desk_seat": desk(_of("assembly_seat"), ASSEMBLY_WRITE, data={**KEY, "outcome": "yes"}),
    "assembly:desk_undrawn": desk(_round, ASSEMBLY_WRITE, data=KEY),
    "assembly:desk_allowance": desk(_round, ASSEMBLY_WRITE, get=False, data=KEY),
    "assembly:desk_sittings": desk(_round, ASSEMBLY_WRITE, data=KEY),
    "assembly:desk_sitting": desk(
        _of("assembly_sitting"), ASSEMBLY_WRITE, data={**KEY, "doe": "wie", "wie-key": KEY["key"]}
    ),
    "assembly:desk_tables": desk(_of("assembly_sitting")),
    "assembly:desk_expert_drop": desk(_expert, ASSEMBLY_WRITE, get=False, data=KEY),
    "assembly:desk_advice": desk(
        _round, ASSEMBLY_WRITE, data={**KEY, "doe": "punt", "punt-key": KEY["key"], "punt-text": "Bouw."}
    ),
    "assembly:desk_recommendation": desk(_of("assembly_advice"), ASSEMBLY_WRITE, data={**KEY, "text": "Bouw."}),
    "assembly:desk_reply": desk(_reply, ASSEMBLY_REPLY, data={**KEY, "doe": "antwoord"}),
}  # fmt: skip

# What each field that sounds personal holds: see `tests/safety/personal.py`.
PERSONAL = {
    "encrypted": frozenset({
        "assembly.VolunteerContact.name", "assembly.VolunteerContact.email", "assembly.VolunteerContact.phone",
        "assembly.VolunteerContact.address", "assembly.VolunteerContact.needs",
    }),
    "hashed": frozenset({"assembly.Volunteer.person_key", "assembly.LetterCode.code_hash"}),
    "staff": frozenset({
        "assembly.Randomness.by", "assembly.Replacement.asked_by", "assembly.Replacement.confirmed_by",
    }),
    "chosen": frozenset({"assembly.Expert.name"}),
    "thing": frozenset({
        "assembly.RecordFile.name", "assembly.VolunteerContact.mailed_at", "assembly.Commission.reply_by",
        "assembly.Draw.source", "assembly.Expert.asked_by", "assembly.OrganReply.ready_by", "assembly.Target.source",
    }),
}  # fmt: skip
