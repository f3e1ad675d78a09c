"""An instrument of filled sessions: one form, one row a person, told in counts. A poll, a survey, a ballot.

The author writes a table of `FilledSession`, a form whose fields bear the names of its columns, a card, and how its
sessions are counted (`choice_instrument` counts the choices of one question); everything else has a default here, and
can be written otherwise. `tests/trial/poll` is the whole of one.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import datetime
from random import Random
from typing import Any, ClassVar
from uuid import UUID

from django.core.exceptions import ValidationError
from django.db.models import QuerySet
from django.http import HttpResponse
from django.http.response import HttpResponseBase
from django.urls import URLPattern, URLResolver, path, reverse
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods

from brink.domain.contributions.models import Channel, Publicity
from brink.domain.contributions.services.giving import Receipt, Words, give
from brink.domain.participation.counting import answer_with_round, counted, told
from brink.domain.participation.forms import KeyForm
from brink.domain.participation.giving_page import gave, status_of
from brink.domain.participation.round_page import RoundPage, round_page
from brink.domain.participation.sessions import (
    FilledSession,
    SessionSheet,
    cut_ties,
    erase_sessions,
    hold_open,
    session_of,
    signalling,
)
from brink.domain.processes.instrument import BaseInstrument, Erasure, OpenTable, Panel, SignalAnswer
from brink.domain.processes.models import Round
from brink.domain.processes.outcome import Outcome
from brink.domain.processes.paper_form import PaperForm, PaperQuestion
from brink.domain.processes.queries.frozen_outcomes import frozen_outcome
from brink.domain.processes.states import RoundState, round_state
from brink.foundation import clock
from brink.foundation.errors import BadInput
from brink.foundation.visibility import Viewer
from brink.ui.components import Link


class SessionInstrument(BaseInstrument):
    """Defaults for an instrument in which a person fills in one form and may think otherwise until the last day."""

    sessions: ClassVar[type[FilledSession]]
    form: ClassVar[type[KeyForm]]

    @property
    def kind(self) -> str:
        """Return the one kind of contribution of this instrument."""
        (kind,) = self.card.kinds
        return kind

    @property
    def fields(self) -> tuple[str, ...]:
        """Return the columns that the form fills."""
        columns = {field.name for field in self.sessions._meta.concrete_fields}
        return tuple(name for name in self.form.base_fields if name in columns)

    def counted(self, round: Round) -> QuerySet[Any]:
        """Return the sessions that count, in a steady order: of whoever did not withdraw."""
        rows = self.sessions._default_manager.filter(tenant_id=round.tenant_id, round=round)
        return rows.filter(contribution__in=counted(round, self.kind)).order_by("id")

    def fill(self, round: Round, *, token: str, values: dict[str, Any]) -> Receipt:
        """Write the signals of the holder of `token`, or write over them; raises NotNow outside the days."""
        with signalling(round, self.sessions, kind=self.kind, token=token) as signalled:
            for name in self.fields:
                setattr(signalled.session, name, values[name])
            signalled.session.save(update_fields=self.fields)
        return signalled.receipt

    def outcome(self, round: Round) -> Outcome:
        """Return what was frozen at closing; before that, what the sessions say now."""
        return frozen_outcome(round) or self.tally(round)

    def tally(self, round: Round) -> Outcome:
        """Count the sessions as they are now; same sessions, same outcome."""
        raise TypeError(f"{type(self).__name__} has no tally")

    def own(self, session: Any) -> str:
        """Return in words what somebody answered, for the holder of the code alone."""
        field = session._meta.get_field(self.fields[0])
        return str(dict(field.flatchoices).get(getattr(session, field.name), getattr(session, field.name)))

    def panel(self, round: Round, viewer: Viewer) -> Panel:
        """Return the public piece: the way in while it is open, what came of it afterwards."""
        is_open = round_state(round, clock.now()) is RoundState.OPEN
        where = reverse(f"{self.card.key}:start", args=[round.process.slug, round.slug])
        context = {"is_open": is_open, "start_url": where, "outcome": frozen_outcome(round)}
        return Panel("participation/panel.html", context)

    def desk(self, round: Round, viewer: Viewer) -> Panel:
        """Return the staff piece: how many took part, from ten on."""
        return Panel("participation/desk.html", {"people": told(self.counted(round).count())})

    def follow(self, contribution_id: UUID) -> Panel | None:
        """Return the own answer, for whoever holds the code."""
        session = self._kept(contribution_id)
        return Panel("participation/follow.html", {"own": self.own(session)}) if session is not None else None

    def signal_answers(self, contribution_id: UUID) -> Sequence[SignalAnswer]:
        """Return what became of the own answer: it lands with everybody in its round."""
        session = self._kept(contribution_id)
        if session is None:
            return ()
        return (answer_with_round(contribution_id, session.round.prompt or session.round.title, self.own(session)),)

    def _kept(self, contribution_id: UUID) -> Any:
        """Return the session of a contribution that was not withdrawn, or None."""
        rows = self.sessions._default_manager.filter(contribution=contribution_id, contribution__withdrawn_at=None)
        return rows.select_related("round").first()

    def way_on(self, contribution: Any) -> Sequence[Link]:
        """Lead back to the form, where an answer can be changed."""
        slugs = [contribution.process.slug, contribution.round.slug]
        return (Link(str(_("Verander mijn antwoord")), reverse(f"{self.card.key}:start", args=slugs)),)

    def tables(self, round: Round) -> Iterable[OpenTable]:
        """Return what the frozen outcome counts; nothing before closing."""
        outcome = frozen_outcome(round)
        if outcome is None:
            return ()
        rows = tuple((one.text, told(one.count)) for one in outcome.findings)
        return (OpenTable(self.card.key, ("antwoord", "mensen"), rows),)

    def erase(self, contribution_ids: Sequence[UUID]) -> Erasure:
        """Cut the ties with devices; a withdrawn session counts no more, and a frozen outcome rests on no row."""
        return erase_sessions(self.sessions, contribution_ids)

    def tick(self, *, at: datetime) -> None:
        """Cut the ties with devices of rounds that were closed long enough ago."""
        cut_ties(self.sessions, at=at)

    def paper(self, round: Round) -> PaperForm | None:
        """Draw the form on paper from the form of the page: a choice becomes boxes, what is typed becomes lines."""
        questions = []
        for name in self.fields:
            field = self.form.base_fields[name]
            choices = getattr(field, "choices", ())
            boxes = tuple((str(value), label) for value, label in choices if str(value))
            questions.append(
                PaperQuestion(name, field.label or name, boxes, lines=0 if boxes else 3, needed=field.required)
            )
        return PaperForm(tuple(questions))

    def take_paper(self, round: Round, answers: Mapping[str, str], sheet: Any) -> Receipt:
        """Take in a sheet: a session without a device, that counts like any other."""
        values = tuple((name, self._cleaned(name, answers.get(name, ""))) for name in self.fields)
        words = Words(
            kind=self.kind, channel=Channel.PAPER, wordless=True, publicity=Publicity.CLOSED, heard_on=sheet.filled_on
        )
        with hold_open(round):
            return give(
                round=round, words=words, actor=sheet.actor, key=sheet.key, entered_by=sheet.officer,
                printed_code=sheet.code, proof=sheet.proof, detail=SessionSheet(round.pk, self.card.key, values),
            )  # fmt: skip

    def _cleaned(self, name: str, text: str) -> Any:
        try:
            return self.form.base_fields[name].clean(text)
        except ValidationError as error:
            raise BadInput(" ".join(error.messages), field=name) from error

    def paper_answers(self, contribution: Any) -> Mapping[str, str]:
        """Return what was taken in of a sheet."""
        session = self._kept(contribution.pk)
        return {} if session is None else {name: str(getattr(session, name)) for name in self.fields}

    def correct_paper(self, contribution: Any, answers: Mapping[str, str]) -> None:
        """Put these answers in the place of what was typed wrongly."""
        session = self._kept(contribution.pk)
        for name in self.fields:
            setattr(session, name, self._cleaned(name, answers.get(name, "")))
        session.save(update_fields=self.fields)

    def example(self, rng: Random) -> dict[str, Any]:
        """Return one invented answer: a choice of each field."""
        choices = {name: self.form.base_fields[name].choices for name in self.fields}  # type: ignore[attr-defined]
        return {name: rng.choice([value for value, _label in made]) for name, made in choices.items()}

    def seed(self, round: Round, rng: Random, size: int) -> tuple[str, ...]:
        """Fill the round with invented people."""
        made = [
            self.fill(round, token=f"{rng.getrandbits(128):032x}", values=self.example(rng)) for _number in range(size)
        ]
        return tuple(one.code for one in made[:2])

    def urls(self) -> Sequence[URLPattern | URLResolver]:
        """Return the one page: the form."""
        return (path("", self._view(), name="start"),)

    def _view(self) -> Callable[..., HttpResponseBase]:
        @require_http_methods(["GET", "HEAD", "POST"])
        @round_page(self.card.key)
        def start(page: RoundPage) -> HttpResponse:
            return self.respond(page)

        return start

    def respond(self, page: RoundPage) -> HttpResponse:
        """Show the form with the own answer in it, or take it in and go to the receipt."""
        if page.request.method == "POST":
            form = self.form(page.request.POST)
            done = gave(page, form, lambda data: self._take(page, data))
            if done is not None:
                return done
        elif not page.is_open:
            return page.closed()
        else:
            session = session_of(self.sessions, page.round, page.device.value)
            form = self.form(initial={name: getattr(session, name, None) for name in self.fields})
        context = {"form": form, "promise": page.promise(str(self.card.promise))}
        return page.render("participation/start.html", context, status_of(form))

    def _take(self, page: RoundPage, data: dict[str, Any]) -> Receipt:
        return self.fill(page.round, token=page.device.or_from(data["key"]), values=data)
