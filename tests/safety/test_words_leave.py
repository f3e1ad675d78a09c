"""Class: a copy of somebody's words outside the path of erasure (review B3-B6).

Members are drawn from registers: every text and data column of every table (read raw from the database), and every
representation: all addresses, follow pages, export, open tables, panels, outcomes frozen and live, journal, mail. The
words stand in the place of a quotation in every column that may quote.
"""

import re
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any

import pytest
from django.apps import apps
from django.core import mail
from django.core.cache import cache
from django.db import DatabaseError, connection, models, transaction
from django.db.models import Q

from brink.domain.contributions.models import Bundle, Contribution, Destination, HandOver
from brink.domain.contributions.services import following, handover, landing, moderating, replying, self_service
from brink.domain.contributions.services.giving import Receipt, Words, give
from brink.domain.decisions import services as deciding
from brink.domain.decisions.models import Decision, MinorityNote, WeighingLine
from brink.domain.journal.services import RESIDENT
from brink.domain.processes.models import Process, Round
from brink.domain.processes.queries.frozen_outcomes import frozen_outcome
from brink.domain.processes.services import rounds
from brink.foundation import clock
from brink.foundation.models import SearchEntry
from brink.foundation.quotations import MARK, quoting
from brink.foundation.visibility import ANYONE, visible
from brink.instruments.ideas.models import Idea, Support
from tests.builders import make_process, make_world
from tests.safety.filled_body import STAFF, FilledBody
from tests.safety.test_drafts import OUTSIDE, draft, files, mails, pages
from tests.sampling import drawn

pytestmark = pytest.mark.django_db
CANARY = "sijsjesdal"
TITLE = f"Wonen in het {CANARY}"
SAID = f"mijn moeder en ik blijven in het {CANARY} wonen zo lang het kan"
TAKEN_OUT = "moeder en ik blijven"
QUOTE = f"Iemand zei: ‘{SAID}’."
# Where words of a giver stand before they are taken back, each emptied by withdrawing.
HOLDS = {
    "contributions.Contribution.text", "contributions.Contribution.title", "contributions.Source.verbatim",
    "contributions.Quotation.words", "foundation.SearchEntry.head", "foundation.SearchEntry.words",
}  # fmt: skip
# Columns that may hold a long text and that nobody can quote a giver in, each with its reason.
NEVER = {
    "the giver's own words and details, emptied by withdrawing": {
        "contributions.Contribution.text", "contributions.Contribution.title", "contributions.Contribution.place",
        "contributions.Source.verbatim", "contributions.Source.summary", "contributions.Source.note_taker",
        "contributions.Revision.before", "contributions.Revision.after", "contributions.EarlierWords.title",
        "contributions.EarlierWords.text", "contributions.EarlierWords.verbatim", "contributions.Objection.text",
        "contributions.Appeal.text", "contributions.Quotation.words", "contributions.Giver.name",
        "contributions.Giver.email", "contributions.Admission.email", "contributions.Admission.name",
        "contributions.Admission.reach", "contributions.Giver.phone", "contributions.Giver.address",
        "contributions.Broker.email", "contributions.CodeMail.to", "contributions.CodeMail.code",
        "contributions.ExactPoint.point",
        "petition.Proposal.why", "petition.Proposal.news",
        "budget.Ballot.choices", "survey.FilledSurvey.answers", "survey.SurveyDraft.answers",
        "valuation.Advice.levels", "valuation.Advice.reasons",
        "commitments.Commitment.objection", "ideas.Idea.photo_alt", "following.Follow.email",
        "dialogue.Statement.text",
    },
    "stems in the index of the search, read again in the act that changes what they are of, without quotations": {
        "foundation.SearchEntry.head", "foundation.SearchEntry.words",
    },
    "written before anybody spoke, or about the house itself": {
        "framework.*", "people.*", "places.*", "processes.Theme.who", "processes.Partner.part",
        "processes.Alignment.other_title", "processes.StatutoryTerm.name", "processes.Stakeholder.name",
        "processes.Process.source", "contributions.HandOver.receiver", "reports.HouseRules.text",
        "accountability.BaselineFigure.name", "accountability.BaselineFigure.meaning",
        "accountability.BaselineFigure.source", "accountability.ParticipationChoice.exception_name",
        "accountability.ParticipationChoice.exception_source", "accountability.InternalRoom.council_reference",
        "accountability.InternalRoom.executive_reference",
        "survey.FrozenQuestions.content", "survey.Weighting.source", "valuation.FrozenTask.content",
        "participation.Hall.name", "declarations.*", "decisions.DecisionKind.name", "decisions.DecisionKind.ground",
    },
    "a text that a body lays before people and makes its own, and the words of it that somebody pointed at": {
        "consultation.TextVersion.title", "consultation.TextVersion.source_name", "consultation.Passage.heading",
        "consultation.Passage.body", "consultation.Passage.summary", "consultation.Remark.quote",
        "budget.Plan.title", "budget.Plan.description", "budget.Plan.place", "budget.PlanVersion.title",
        "budget.PlanVersion.description",
    },
    "who supports a proposal, apart and encrypted, destroyed after the count": {
        "petition.Support.name", "petition.Support.place", "petition.Support.born", "petition.Support.email",
    },
    "who signed up for a draw, apart and encrypted, gone when they withdraw or the term is over": {
        "assembly.VolunteerContact.name", "assembly.VolunteerContact.email", "assembly.VolunteerContact.phone",
        "assembly.VolunteerContact.address", "assembly.VolunteerContact.needs", "assembly.Volunteer.features",
    },
    "who signed a submission and for whom, apart and encrypted, destroyed after the answer": {
        "submission.Signatory.name", "submission.Signatory.address", "submission.Signatory.represented",
        "submission.Signatory.unsigned_reason",
    },
    "who reported something, apart and encrypted": {"reports.Reporter.name", "reports.Reporter.email"},
    "who comes to a gathering, apart and encrypted, gone a week later": {
        "gatherings.SignUp.name", "gatherings.SignUp.email", "gatherings.SignUp.phone", "gatherings.SignUp.needs",
    },
    "an address, made of a title without what that quotes": {"records.Record.slug"},
    "the address of a document elsewhere, which the service takes as an address alone": {
        "gatherings.AgendaItem.address",
    },
    "codes, counts and ids, no texts": {
        "reach.RoundReach.ages", "reach.RoundReach.sexes",
        "budget.Tally.election", "petition.Check.seed", "valuation.FoundGroups.data",
        "assembly.Draw.result", "assembly.Draw.failed", "assembly.RecordFile.content", "assembly.Randomness.words",
        "assembly.Replacement.failed",
        "survey.Weighting.margins", "survey.Weighting.result",
        "journal.Entry.data", "journal.Entry.contents", "dialogue.OpinionResult.data", "dialogue.OpinionResult.routing",
        "processes.Round.settings", "accountability.RoomFit.touched", "accountability.ServedQuestions.numbers",
    },
}  # fmt: skip


def text_columns() -> Iterator[tuple[type[models.Model], Any]]:
    """Return every column of the house that can hold a text of somebody."""
    for model in apps.get_models():
        if model.__module__.startswith("brink."):
            for field in model._meta.local_concrete_fields:
                short = isinstance(field, models.CharField) and ((field.max_length or 0) < 100 or bool(field.choices))
                if isinstance(field, models.TextField | models.CharField | models.JSONField) and not short:
                    yield model, field


def named(model: type[models.Model], field: Any) -> str:
    return f"{model._meta.label}.{field.name}"


def raw_hits() -> set[str]:
    """Return the columns in which the canary stands, as the database keeps them; of Django's own tables too."""
    found = set()
    with connection.cursor() as cursor:
        for model in apps.get_models():
            columns = [one for one in model._meta.local_concrete_fields if not one.is_relation]
            if not columns:  # a table of keys alone, as a page of a dossier is, holds no words
                continue
            names = ", ".join(connection.ops.quote_name(one.column) for one in columns)
            cursor.execute(f"SELECT {names} FROM {connection.ops.quote_name(model._meta.db_table)}")  # noqa: S608
            for row in cursor.fetchall():
                found |= {named(model, one) for one, value in zip(columns, row, strict=True) if CANARY in str(value)}
    return found


def quote_everywhere() -> set[str]:
    """Write a quotation in each column that may hold one, in every row that may change; returns the columns."""
    written = set()
    for model in apps.get_models():
        for field in quoting(model):
            value = [QUOTE] if isinstance(field, models.JSONField) else QUOTE
            if named(model, field) in ("dialogue.Statement.told", "processes.RoundOutcome.data"):
                continue  # of a shape of their own; the first is tied by the test below, the second by closing
            for row in model._default_manager.order_by("pk"):
                try:
                    with transaction.atomic():
                        model._default_manager.filter(pk=row.pk).update(**{field.name: value})
                except DatabaseError:
                    continue  # published or frozen, or unique: the database keeps it as it was
                written.add(named(model, field))
    return written


def decide(filled: FilledBody, bundle: Bundle) -> None:
    """Publish a decision that quotes in each of its parts."""
    process, now = filled.shown.process, clock.now()
    decision = deciding.draft(process=process, organ=filled.world.council, title=QUOTE, on=clock.today(), actor=STAFF)
    common = {"tenant": process.tenant, "created_at": now}
    WeighingLine.objects.create(
        **common, decision=decision, number=1, bundle=bundle, who="De bundel", norm_side=QUOTE, value_side=QUOTE,
        weight="high", done=QUOTE, reason=QUOTE,
        destination=Destination.objects.create(**common, process=process, kind="weighing", title=QUOTE),
    )  # fmt: skip
    MinorityNote.objects.create(
        **common, decision=decision, argument=QUOTE, holders="Tien mensen", adopted=QUOTE, not_further=QUOTE,
        softening=QUOTE,
    )  # fmt: skip
    Decision.objects.filter(pk=decision.pk).update(
        text=QUOTE, explanation=QUOTE, evaluation_on=clock.today(), published_at=now
    )


@pytest.fixture
def quoted(filled: FilledBody) -> Receipt:
    return give_and_quote(filled)


def give_and_quote(filled: FilledBody) -> Receipt:
    """Let somebody give words that everything then quotes, and close the round in which they did."""
    things = filled.shown
    words = Words(kind="idea", title=TITLE, text=f"Ja, {SAID}. Dank u wel.", email="g@voorbeeld.invalid")
    receipt = give(round=things.ideas, words=words, actor=RESIDENT, key=None)
    voice = receipt.contribution
    Idea.objects.get_or_create(
        contribution=voice, defaults={"tenant": voice.tenant, "created_at": clock.now(), "support_shown": 20}
    )
    Idea.objects.filter(contribution=voice).update(support_shown=20)
    Contribution.objects.filter(pk=voice.pk).update(support_count=20)
    Support.objects.bulk_create(
        Support(tenant=voice.tenant, created_at=clock.now(), contribution=voice, supporter=f"{one:064}")
        for one in range(20)
    )
    landing.land(process=things.process, draft=draft(things.process), contributions=[voice], actor=STAFF)
    quote_everywhere()
    replying.send(process=things.process, actor=STAFF)
    decide(filled, Bundle.objects.filter(process=things.process).first())  # type: ignore[arg-type]
    now = clock.now()
    Round.objects.filter(pk=things.ideas.pk).update(closes_at=now)
    things.ideas.refresh_from_db()
    rounds.close_round(round=things.ideas, actor=STAFF, key=None)
    things.ideas.refresh_from_db()
    other = make_world("nabij")
    voice.refresh_from_db()
    # Another body, which asks what everybody may read, has a copy by now; the words go from there too.
    handover.hand_over(
        contribution=voice, to_body=other.body, process=make_process(other, "bij-de-buren"), reason="Dat doen zij.",
        receiver="Wonen", actor=STAFF,
    )  # fmt: skip
    return receipt


def seen(
    filled: FilledBody, receipt: Receipt, folder: Path, *, giver: bool, roles: Sequence[str] = OUTSIDE
) -> dict[str, str]:
    """Return all that anybody outside the desk can get; the giver's own pages too when `giver`."""
    other = {"other": filled.shown.receipt.code}
    codes = {**other, "own": receipt.code} if giver else other
    folder.mkdir(exist_ok=True)
    mail.outbox.clear()
    for row in (filled.shown.ideas, filled.shown.dialogue, filled.shown.process):
        row.refresh_from_db()  # as a request reads them
    found = [*pages(filled, codes, filled, roles), *files(filled, folder / "uit"), *mails()]
    copies = visible(ANYONE, Contribution.objects.exclude(tenant=filled.world.body))
    found += [("words at another body", f"{one.title} {one.text}") for one in copies]
    return {f"{place} {name}": text for place, (name, text) in enumerate(found)}


def hits(found: dict[str, str], words: str = CANARY) -> list[str]:
    return sorted(name for name, text in found.items() if words in text or MARK.search(text))


def figures(filled: FilledBody) -> dict[str, Any]:
    """Return every number of a question that people read."""
    process = Process.objects.get(pk=filled.shown.process.pk)
    outcome = frozen_outcome(Round.objects.select_related("frozen_outcome").get(pk=filled.shown.ideas.pk))
    assert outcome is not None
    return {
        "counts": (process.contribution_count, process.landed_count),
        "outcome": re.findall(r"\d+", outcome.summary),
        "findings": [(one.key, one.count, one.sources) for one in outcome.findings],
        "minority": [(one.key, one.size, one.sources) for one in outcome.minority],
        "support": list(Contribution.objects.order_by("pk").values_list("pk", "support_count")),
        "bundles": list(Bundle.objects.order_by("pk").values_list("pk", "item_count")),
    }


def withdrawn(receipt: Receipt) -> None:
    followed = following.look_up(receipt.code)
    assert followed is not None
    self_service.withdraw_all(followed=followed)


def hidden(receipt: Receipt) -> None:
    moderating.hide(contribution=receipt.contribution, reason="Een naam.", actor=STAFF)


def waiting(receipt: Receipt) -> None:
    moderating.hold_for_moderation(contribution=receipt.contribution, reason="Even kijken.", actor=STAFF)


def closed(receipt: Receipt) -> None:
    self_service.set_publicity(contribution=receipt.contribution, code=receipt.code, publicity="closed")


def revised(receipt: Receipt) -> None:
    """Take something out of the words, which moderators do; what was said in the title stands there."""
    moderating.revise(
        contribution=Contribution.objects.get(pk=receipt.contribution.pk), text="Ja, hier wonen. Dank u wel.",
        reason="Te herkennen.", actor=STAFF,
    )  # fmt: skip


WAYS: dict[str, Callable[[Receipt], None]] = {
    "withdrawn": withdrawn, "hidden": hidden, "waiting": waiting, "closed": closed, "revised": revised,
}  # fmt: skip


def test_every_text_column_may_quote_or_says_why_not() -> None:
    """A new column of text without a line here, or without a field that ties what it quotes, fails."""
    said = set().union(*NEVER.values())
    loose = {
        named(model, field)
        for model, field in text_columns()
        if field not in quoting(model) and f"{model._meta.app_label}.*" not in said
    }
    assert loose == {one for one in said if not one.endswith(".*")}


def test_no_column_of_any_table_holds_a_copy(filled: FilledBody, quoted: Receipt) -> None:
    written = quote_everywhere()
    assert len(written) > 30
    assert raw_hits() == HOLDS
    kept = SearchEntry.objects.filter(Q(words__icontains=CANARY) | Q(head__icontains=CANARY))
    given = {quoted.contribution.pk, HandOver.objects.get().copy_id}
    assert set(kept.values_list("pk", flat=True)) == given, "the index holds what others quote"


@pytest.mark.long
def test_words_leave_every_representation_and_figures_stay(filled: FilledBody, quoted: Receipt, tmp_path: Path) -> None:
    before_all = seen(filled, quoted, tmp_path / "voor", giver=True)
    before = hits(before_all)
    told = " ".join(before)
    assert len(hits(before_all, TAKEN_OUT)) > 10
    assert len(before) > 20, "the words stood on many pages, or this test could not fail"
    for part in ("ronde-1-outcome.json", "ideas.csv", "decisions:", "web:process", "contributions:path own"):
        assert part in told, part
    counted = figures(filled)
    for way, leave in WAYS.items():
        point = transaction.savepoint()
        leave(Receipt(Contribution.objects.get(pk=quoted.contribution.pk), quoted.code))
        # Whoever has a role elsewhere reads what anybody reads: most of them when it is withdrawn.
        others = drawn(f"roles outside the desk: {way}", OUTSIDE[1:], share=0.6 if way == "withdrawn" else 0.0, least=0)
        found = seen(filled, quoted, tmp_path / way, giver=way == "withdrawn", roles=(OUTSIDE[0], *others))
        assert (way, hits(found, TAKEN_OUT if way == "revised" else CANARY)) == (way, [])
        assert len(found) > 80
        assert (way, figures(filled)) == (way, counted)
        if way == "withdrawn":
            assert raw_hits() == set()
            assert any("[ingetrokken]" in text for text in found.values())
        transaction.savepoint_rollback(point)
        cache.clear()
