"""The advice on paper: a way of taking part, a row of boxes for each option, and lines for why."""

from collections.abc import Mapping

from django.utils.translation import gettext as _

from brink.domain.contributions.models import Contribution
from brink.domain.processes.models import Round
from brink.domain.processes.paper_form import PaperForm, PaperQuestion
from brink.instruments.valuation.explaining import limit_said
from brink.instruments.valuation.package import Package
from brink.instruments.valuation.queries import kept_advice, task_of
from brink.instruments.valuation.round_settings import Door
from brink.instruments.valuation.services.advising import package_of
from brink.instruments.valuation.task import Option, Task

WAY, WHY = "hoe", "waarom"


def _boxes(task: Task, option: Option) -> tuple[tuple[str, str], ...]:
    """Return the boxes of an option: each step with what it takes, and not at all."""
    if len(option.steps) == 1:
        return (("1", _("ja")), ("0", _("niet")))
    steps = ((str(at), f"{step.label} ({task.said(step.amount)})") for at, step in enumerate(option.steps, start=1))
    return (*steps, ("0", _("niet")))


def _asked(task: Task, option: Option) -> str:
    if len(option.steps) > 1:
        return f"{option.number}. {option.title}"
    return f"{option.number}. {option.title} ({task.said(option.steps[0].amount)})"


def drawn(round: Round) -> PaperForm:
    """Return the form. One query."""
    task = task_of(round)
    rows = [PaperQuestion(str(one.number), _asked(task, one), _boxes(task, one)) for one in task.options]
    ways = tuple((str(door.value), door.label) for door in Door)
    said = [limit_said(task), _("Tel op wat u kiest, en blijf binnen de grens.")]
    if task.is_goal:
        said = [limit_said(task), _("Tel op wat u kiest, tot u bij het doel bent.")]
    if task.experts:
        said.append(_("De deskundigen zijn: %(experts)s.") % {"experts": task.experts})
    said.append(_("Uw keuzes en woorden komen niet op de site. Op de site komt alleen de uitkomst van iedereen samen."))
    return PaperForm(
        (
            PaperQuestion(WAY, _("Hoe wilt u meedoen?"), ways), *rows,
            PaperQuestion(WHY, _("Waarom kiest u zo? Zet bij een reden het nummer van de optie."), lines=4),
        ),
        explanation=" ".join(said), in_order=True,
    )  # fmt: skip


def read(answers: Mapping[str, str]) -> Package:
    """Return what stands on a sheet. A box that was passed over is not a no: it is nothing."""
    levels = {int(key): int(value) for key, value in answers.items() if key.isdecimal() and value.isdecimal()}
    return Package(answers.get(WAY) or Door.COMPOSE.value, levels, {}, answers.get(WHY, ""))


def answers_of(contribution: Contribution) -> dict[str, str]:
    """Return what was taken in of a sheet, by the keys of the questions."""
    row = kept_advice(contribution.pk)
    if row is None:
        return {}
    package = package_of({"door": row.door, "levels": row.levels, "reasons": row.reasons})
    told = {WAY: package.door, **{str(number): str(level) for number, level in package.levels.items()}}
    return told | ({WHY: package.overall} if package.overall else {})
