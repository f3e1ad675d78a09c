"""The options at the desk before a round is released, and the freezing of the whole question when it is."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from django.utils.translation import gettext as _

from brink.domain.journal.acts import Done, act
from brink.domain.journal.services import Actor
from brink.domain.processes.models import Round
from brink.domain.processes.services.preconditions import running
from brink.foundation import clock
from brink.foundation.errors import BadInput, NotNow
from brink.foundation.text import Limit, clean_all
from brink.instruments.valuation.models import FrozenTask
from brink.instruments.valuation.queries import planned_task
from brink.instruments.valuation.round_settings import MOST_AMOUNT, MOST_OPTIONS, MOST_STEPS
from brink.instruments.valuation.task import Option, Step, Task

OPTIONS_CHANGED = "valuation.options_changed"
TITLE_LIMIT, WHAT_LIMIT, LABEL_LIMIT, SOURCE_LIMIT, CHECKED_LIMIT = 60, 400, 30, 200, 80


@dataclass(frozen=True, slots=True)
class Edit:
    """One change to the options: `what` is add, change, remove or put (a whole list); `number` is the old option's."""

    what: str
    number: int = 0
    option: Option | None = None
    all: tuple[Option, ...] = ()


def cleaned(option: Option, task: Task) -> Option:
    """Return an option with clean words and sound figures; raises BadInput at the field that must be mended."""
    texts = clean_all(
        {name: getattr(option, name) for name in ("title", "what", "source", "checked")},
        {
            "title": Limit(TITLE_LIMIT, _("Maak de titel korter dan 60 tekens."), empty=_("Geef de optie een titel.")),
            "what": Limit(WHAT_LIMIT, _("Maak de uitleg korter dan 400 tekens.")),
            "source": Limit(SOURCE_LIMIT, _("Maak de bron korter dan 200 tekens.")),
            "checked": Limit(CHECKED_LIMIT, _("Maak dit korter dan 80 tekens.")),
        },
    )
    if not 0 < len(option.steps) <= MOST_STEPS:
        raise BadInput(_("Vul ten minste één stap in, en hooguit drie."), field="amount_1")
    steps = tuple(_step(at, one, len(option.steps), task) for at, one in enumerate(option.steps, start=1))
    others = set(task.by_number) - {option.number}
    if not {*option.not_with, *((option.needs,) if option.needs else ())} <= others:
        raise BadInput(_("Kies een optie die in de lijst staat."), field="not_with")
    if option.needs and option.needs in option.not_with:
        raise BadInput(_("Een optie kan niet nodig zijn en ook niet samen mogen."), field="needs")
    return replace(
        option, title=texts["title"], what=texts["what"], source=texts["source"], checked=texts["checked"], steps=steps
    )


def _step(at: int, step: Step, steps: int, task: Task) -> Step:
    label = clean_all(
        {f"label_{at}": step.label},
        {
            f"label_{at}": Limit(
                LABEL_LIMIT, _("Maak de naam van de stap korter dan 30 tekens."),
                empty=_("Geef elke stap een naam, zoals ‘beetje’ of ‘veel’.") if steps > 1 else "",
            )
        },
    )[f"label_{at}"]  # fmt: skip
    if not 0 < step.amount <= MOST_AMOUNT:
        said = _("Vul in wat dit oplevert: meer dan 0.") if task.is_goal else _("Vul in wat dit kost: meer dan 0.")
        raise BadInput(said, field=f"amount_{at}")
    if any(not abs(low) <= MOST_AMOUNT or low > high for low, high in step.effects):
        raise BadInput(_("Zet het laagste getal eerst, zoals 10-14."), field=f"effects_{at}_1")
    return replace(step, label=label)


def _edited(task: Task, edit: Edit) -> list[Option]:
    options = list(task.options)
    if edit.what == "put":
        return _put(task, edit.all)
    if edit.what == "add" and edit.option is not None:
        if len(options) >= MOST_OPTIONS:
            raise BadInput(_("Er passen hooguit %(n)s opties in de lijst.") % {"n": MOST_OPTIONS})
        number = max((one.number for one in options), default=0) + 1
        return [*options, cleaned(replace(edit.option, number=number), task)]
    if edit.number not in task.by_number:
        raise NotNow(_("Deze optie is al van de lijst."))
    if edit.what == "change" and edit.option is not None:
        fresh = cleaned(replace(edit.option, number=edit.number), task)
        return [fresh if one.number == edit.number else one for one in options]
    if edit.what == "remove":
        left = [one for one in options if one.number != edit.number]
        return [
            replace(
                one, not_with=tuple(number for number in one.not_with if number != edit.number),
                needs=one.needs if one.needs != edit.number else 0,
            )
            for one in left
        ]  # fmt: skip
    raise BadInput(_("Kies wat u met de optie wilt doen."))


def _put(task: Task, options: Sequence[Option]) -> list[Option]:
    if not options:
        raise BadInput(_("Er staat geen optie in deze tabel."))
    if len(options) > MOST_OPTIONS:
        raise BadInput(_("Er passen hooguit %(n)s opties in de lijst.") % {"n": MOST_OPTIONS})
    whole = task.with_options([replace(one, number=at) for at, one in enumerate(options, start=1)])
    return [cleaned(one, whole) for one in whole.options]


@act(OPTIONS_CHANGED, Round, on=("round.process", "round"), part=True)
def change_options(*, round: Round, edit: Edit, actor: Actor, key: str | None, seen: int | None = None) -> Done[Round]:
    """Change the options of a round that is being set up. Raises BadInput, or NotNow once it was released."""
    running(round.process)
    if round.opened_at is not None:
        raise NotNow(_("De opties liggen vast sinds het vrijgeven van de ronde. Begin een nieuwe ronde."))
    task = planned_task(round)
    after = task.with_options(_edited(task, edit))
    round.settings = {**round.settings, "task": after.as_data()}
    round.save(update_fields=("settings",))
    data = {"process": str(round.process_id), "what": edit.what, "options": len(after.options)}
    return Done(round, data, public=False)


def freeze_task(round: Round) -> None:
    """Freeze the question at the moment of release, inside the act that releases."""
    task = planned_task(round)
    FrozenTask.objects.get_or_create(
        tenant_id=round.tenant_id, round=round,
        defaults={"created_at": clock.now(), "content": task.as_data(), "fingerprint": task.fingerprint},
    )  # fmt: skip
