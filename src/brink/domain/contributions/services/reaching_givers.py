"""Telling: when an answer counts as told to its giver, and the calls and letters that bring it to who has no mail.

An answer reaches somebody by mail, by a call in which they were reached, by a letter that was posted, or when they read
it under their code. Whoever left a telephone number or an address and no mail must be called or written: till then they
count nowhere as answered. Whoever left nothing chose the code; whether they read it is noted, and holds nobody up.
"""

import secrets
from collections.abc import Mapping, Sequence
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING, Any

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils.translation import gettext as _

from brink.domain.contributions.models import (
    Answer,
    Contribution,
    Giver,
    Holder,
    Landing,
    LetterRun,
    Reaching,
    ToldBy,
    TrackingCode,
    Unreached,
)
from brink.domain.contributions.services.deadlines import terms_of
from brink.domain.contributions.services.still_there import require_there
from brink.domain.journal.acts import Done, act, exempt
from brink.domain.journal.models import Entry
from brink.domain.journal.services import Actor
from brink.domain.processes.models import Process
from brink.foundation import clock, codes
from brink.foundation.errors import BadInput, NotNow
from brink.foundation.text import clean

if TYPE_CHECKING:
    from uuid import UUID

    from brink.domain.people.models import Account


def must_be_reached(prefix: str = "") -> Q:
    """Return the condition that a giver can only be called or written: a number or an address, and no mail."""
    at = f"{prefix}__" if prefix else ""
    return (
        Q(**{f"{at}giver__isnull": False, f"{at}giver__email": ""})
        & (~Q(**{f"{at}giver__phone": ""}) | ~Q(**{f"{at}giver__address": ""}))
    )  # fmt: skip


def untold_landings(*, must: bool = False, **under: Any) -> QuerySet[Landing]:
    """Return the answers that hold and of which nobody knows whether they reached their giver.

    With `must` only of givers who have to be called or written. This is the one place that says who was not told.
    """
    rows = Landing.objects.filter(holds=True, told_at=None, contribution__withdrawn_at=None, **under)
    return rows.filter(must_be_reached("contribution")) if must else rows


def mailed(landings: QuerySet[Landing], *, at: datetime) -> None:
    """Note that these answers go by mail to whoever left an address for it, inside the transaction of sending."""
    known = Giver.objects.filter(contribution__in=landings.values("contribution_id")).exclude(email="")
    ids = list(known.order_by().values_list("contribution_id", flat=True))
    if not ids:
        return
    landings.filter(contribution_id__in=ids).update(told_at=at, told_by=ToldBy.MAIL)


def _told(landings: Sequence[Landing], how: ToldBy, *, at: datetime) -> None:
    """Note that these answers reached their givers. Their time to object, and the figures, count from now."""
    ids = [one.pk for one in landings if one.told_at is None]
    Landing.objects.filter(pk__in=ids, told_at=None).update(told_at=at, told_by=how)
    # What somebody knows cannot be called back.
    Answer.objects.filter(landings__in=ids, opened_at=None).update(opened_at=at)
    must = [one.contribution_id for one in landings if one.pk in set(ids)]
    voices = Contribution.objects.filter(pk__in=must).filter(must_be_reached())
    reached = list(voices.order_by().values_list("pk", "tenant_id"))
    keys = [pk for pk, _tenant in reached]
    Contribution.objects.filter(pk__in=keys, first_replied_at=None).update(first_replied_at=at)
    Contribution.objects.filter(pk__in=keys).update(replied_at=at)
    for tenant_id in {tenant for _pk, tenant in reached}:
        last_day = clock.today() + timedelta(days=terms_of(tenant_id).objection_days)
        givers = Giver.objects.filter(tenant_id=tenant_id, contribution_id__in=keys)
        givers.update(erase_after=last_day)
        givers.filter(contribution__objection__isnull=False).update(erase_after=clock.today())


def read(rows: QuerySet[TrackingCode]) -> None:
    """Note that the answers under these codes are being read by who holds them."""
    waiting = list(untold_landings(contribution__in=rows.values("contribution")))
    if waiting:
        with exempt("told"):
            _told(waiting, ToldBy.CODE, at=clock.now())


def _holding(contribution: Contribution) -> Landing:
    """Return the answer that a giver has, or refuse: there is nothing to tell yet."""
    rows = Landing.objects.filter(tenant_id=contribution.tenant_id, contribution=contribution, holds=True)
    landing = rows.select_related("answer").first()
    if contribution.withdrawn_at is not None:
        raise NotNow(_("De gever heeft deze woorden ingetrokken. Bellen of schrijven hoeft niet meer."))
    if landing is None:
        raise NotNow(_("Er is nog geen antwoord verstuurd. Verstuur het eerst, en bel of schrijf daarna."))
    return landing


def _day(on: date, landing: Landing, *, field: str = "on") -> date:
    if on > clock.today():
        raise BadInput(_("Deze dag moet nog komen. Kies vandaag of een dag daarvoor."), field=field)
    if landing.sent_at is not None and on < landing.sent_at.astimezone(clock.AMSTERDAM).date():
        raise BadInput(_("Op die dag was er nog geen antwoord. Kies een latere dag."), field=field)
    return on


def _noted(entry: Entry, arguments: Mapping[str, Any]) -> Reaching:
    rows = Reaching.objects.filter(tenant_id=entry.tenant_id, contribution=arguments["contribution"])
    return rows.latest("created_at")


@act("giver.called", Contribution, on="contribution", again=_noted)
def note_call(
    *, contribution: Contribution, on: date, reached: bool, officer: "Account", actor: Actor, key: str | None = None
) -> Done[Reaching]:
    """Note that somebody was called about their answer, and whether they were reached. Not public."""
    landing = _holding(contribution)
    call = Reaching.objects.create(
        tenant_id=contribution.tenant_id, created_at=clock.now(), contribution=contribution, landing=landing,
        how=Reaching.How.CALL, on=_day(on, landing), reached=reached, by=officer,
    )  # fmt: skip
    if reached:
        _told([landing], ToldBy.CALL, at=clock.now())
    return Done(call, {"reached": reached}, row=contribution)


@act("giver.call_undone", Contribution, on="contribution", again=lambda _entry, asked: asked["contribution"])
def undo_call(*, contribution: Contribution, actor: Actor, key: str | None = None) -> Done[Contribution]:
    """Take back the last call that was noted of somebody; who counted as told by it does not any more."""
    voice = require_there(contribution)
    calls = Reaching.objects.filter(tenant_id=voice.tenant_id, contribution=voice, how="call")
    last = calls.select_related("landing").order_by("-created_at").first()
    if last is None:
        raise NotNow(_("Er is geen telefoontje genoteerd."))
    landing, was_reached = last.landing, last.reached
    last.delete()
    others = calls.filter(landing=landing, reached=True).exists()
    if was_reached and landing.told_by == ToldBy.CALL and not others:
        Landing.objects.filter(pk=landing.pk).update(told_at=None, told_by="")
        Giver.objects.filter(tenant_id=contribution.tenant_id, contribution=contribution).update(erase_after=None)
        if not contribution.landings.filter(told_at__isnull=False).exists():
            Contribution.objects.filter(pk=contribution.pk).update(first_replied_at=None)
    return Done(contribution)


def _run(entry: Entry, _arguments: Mapping[str, Any]) -> LetterRun:
    return LetterRun.objects.get(tenant_id=entry.tenant_id, pk=entry.data["run"])


@act("letters.made", Process, on="process", again=_run)
def make_letters(
    *, process: Process, voices: "Sequence[UUID]", officer: "Account", actor: Actor, key: str | None = None
) -> Done[LetterRun]:
    """Make the letters with the answers to these givers, each with a code of its own that follows from the run.

    A letter that was made before and not posted loses its code to the new one. Raises BadInput without anybody who
    can be written.
    """
    rows = untold_landings(must=True, tenant_id=process.tenant_id, contribution__process=process)
    rows = rows.filter(contribution_id__in=list(voices)).exclude(contribution__giver__address="")
    wanted = list(rows.order_by("created_at", "id"))
    if not wanted:
        raise BadInput(_("Kies minstens één gever met een adres die nog niets heeft gehoord."), field="voices")
    now, today = clock.now(), clock.today()
    run = LetterRun.objects.create(
        tenant_id=process.tenant_id, created_at=now, process=process, made_by=officer, seed=secrets.token_hex(16)
    )
    Reaching.objects.bulk_create(
        Reaching(
            tenant_id=process.tenant_id, created_at=now, contribution_id=one.contribution_id, landing=one,
            how=Reaching.How.LETTER, on=today, by=officer, run=run,
        )
        for one in wanted
    )  # fmt: skip
    for one in wanted:
        _give_code(one.contribution_id, letter_code(run, one.contribution_id), at=now)
    return Done(run, {"run": str(run.pk), "letters": len(wanted)}, row=process)


def letter_code(run: LetterRun, contribution_id: "UUID", stored: str = "") -> str:
    """Return the code on one letter, as long as its run was not posted: it follows from the run and is kept nowhere.

    With the hash under which it is stored it is the code that was made, also when keys were rotated since.
    """
    if not run.seed:
        raise NotNow(_("Deze brieven zijn op de post. De codes erop zijn nergens meer terug te vinden."))
    return codes.given_or_new(f"{run.tenant_id} letter {run.seed} {contribution_id}", stored)


def letter_codes(run: LetterRun) -> "dict[UUID, str]":
    """Return the code on each letter of a run that was not posted, by contribution. Two queries."""
    ids = list(run.letters.values_list("contribution_id", flat=True))
    rows = TrackingCode.objects.filter(tenant_id=run.tenant_id, contribution__in=ids, holder=Holder.LETTER)
    stored = dict(rows.order_by().values_list("contribution_id", "code_hash"))
    return {pk: letter_code(run, pk, stored.get(pk, "")) for pk in ids}


def _give_code(contribution_id: "UUID", code: str, *, at: datetime) -> None:
    """Let the code of a letter open everything that the giver's own code opens, at every body, and end an older one."""
    own = TrackingCode.objects.filter(contribution_id=contribution_id, holder=Holder.GIVER)
    rows = TrackingCode.objects.filter(holder=Holder.GIVER, code_hash__in=own.values("code_hash"))
    stored = codes.hash_code(code)
    for row in rows:
        TrackingCode.objects.filter(
            tenant_id=row.tenant_id, contribution_id=row.contribution_id, holder=Holder.LETTER
        ).delete()
        TrackingCode.objects.create(
            tenant_id=row.tenant_id, created_at=at, contribution_id=row.contribution_id, code_hash=stored,
            holder=Holder.LETTER, part=row.part,
        )  # fmt: skip


def answering(run: LetterRun) -> QuerySet[Reaching]:
    """Return the letters of a run that go to somebody, or went: what is printed, counted and posted alike.

    Whoever took their words or their address back before the post has no answer to read and no place to send it to.
    """
    rows = Reaching.objects.filter(tenant_id=run.tenant_id, run=run)
    if run.posted_on is not None:
        return rows.filter(reached=True)
    reachable = Giver.objects.filter(contribution=OuterRef("contribution")).exclude(address="")
    return rows.filter(Exists(reachable), contribution__withdrawn_at=None)


@act("letters.posted", LetterRun, on="run", again=lambda _entry, asked: asked["run"])
def post_letters(*, run: LetterRun, on: date, actor: Actor, key: str | None = None) -> Done[LetterRun]:
    """Say that the letters of a run were posted: their givers count as answered, and the codes are kept no longer."""
    if run.posted_on is not None:
        raise NotNow(_("Deze brieven zijn al op de post."))
    letters = list(answering(run).select_related("landing"))
    for letter in letters:
        _day(on, letter.landing)
    if on < run.created_at.astimezone(clock.AMSTERDAM).date():
        raise BadInput(_("Op die dag waren de brieven er nog niet. Kies een latere dag."), field="on")
    Reaching.objects.filter(pk__in=[one.pk for one in letters]).update(reached=True, on=on)
    run.posted_on, run.seed = on, ""
    run.save(update_fields=("posted_on", "seed"))
    # A newer answer than the one in the letter has still to be told.
    _told([one.landing for one in letters if one.landing.holds], ToldBy.LETTER, at=clock.now())
    return Done(run, {"letters": len(letters)})


@act("letters.dropped", Process, on=("run.process",), again=lambda _entry, asked: asked["run"].process)
def drop_letters(*, run: LetterRun, actor: Actor, key: str | None = None) -> Done[Process]:
    """Throw away letters that were made and not posted; their codes end."""
    fresh = LetterRun.objects.select_for_update().filter(pk=run.pk, posted_on=None).first()
    if fresh is None:
        raise NotNow(_("Deze brieven zijn al op de post of weg."))
    hashes = [form for code in letter_codes(fresh).values() for form in codes.hash_code(code).every]
    TrackingCode.objects.filter(holder=Holder.LETTER, code_hash__in=hashes).delete()
    process = fresh.process
    fresh.delete()
    return Done(process)


def _said(_entry: Entry, arguments: Mapping[str, Any]) -> Unreached:
    return Unreached.objects.get(process=arguments["process"])


@act("process.unreached", Process, on="process", again=_said)
def leave_unreached(*, process: Process, reason: str, actor: Actor, key: str | None = None) -> Done[Unreached]:
    """Say why some givers could not be reached; everybody reads it, and the question may then be called answered.

    For those who wait now: whoever must be reached later holds it up again. Raises NotNow when nobody waits.
    """
    reason = clean(
        reason, limit=2_000, field="reason", empty=_("Schrijf op waarom u deze mensen niet heeft bereikt."),
        too_long=_("Maak de reden korter dan 2.000 tekens."),
    )  # fmt: skip
    waiting = untold_landings(must=True, tenant_id=process.tenant_id, contribution__process=process)
    ids = list(waiting.order_by().values_list("contribution_id", flat=True))
    if not ids:
        raise NotNow(_("Iedereen is bereikt. Een reden is niet nodig."))
    said, _made = Unreached.objects.update_or_create(
        process=process, tenant_id=process.tenant_id,
        defaults={"count": len(ids), "reason": reason}, create_defaults={
            "count": len(ids), "reason": reason, "created_at": clock.now()},
    )  # fmt: skip
    last_day = clock.today() + timedelta(days=terms_of(process.tenant_id).objection_days)
    Giver.objects.filter(tenant_id=process.tenant_id, contribution_id__in=ids).update(erase_after=last_day)
    return Done(said, {"reason": True}, public=True, row=process)


@act("givers.listed", Process, on="process", lock=False, again=lambda _entry, asked: asked["process"])
def list_givers(*, process: Process, actor: Actor, key: str | None = None) -> Done[Process]:
    """Note that somebody looked at names, numbers and addresses of the givers who must be reached."""
    return Done(process)
