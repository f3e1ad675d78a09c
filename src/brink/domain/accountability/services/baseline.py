"""Loading figures of research among residents, with their source. The same file again changes nothing."""

from brink.domain.accountability.baseline_file import Baseline, read
from brink.domain.accountability.models import BaselineFigure
from brink.domain.journal.acts import Done, act
from brink.domain.journal.services import Actor
from brink.domain.people.models import Body
from brink.foundation import clock

_FACTS = ("number", "name", "meaning", "value", "until", "unit", "source")


@act("baseline.loaded", Body, on="tenant")
def keep_baseline(*, tenant: Body, baseline: Baseline, actor: Actor, key: str | None) -> Done[Body]:
    """Store the figures of a file: new ones are added, others follow what the file says now."""
    rows = BaselineFigure.objects.filter(tenant=tenant, research=baseline.research)
    there = {(one.key, one.year): one for one in rows}
    changed = 0
    for number, one in enumerate(baseline.figures, start=1):
        row = there.get((one.key, one.year)) or BaselineFigure(
            tenant=tenant, created_at=clock.now(), research=baseline.research, key=one.key, year=one.year
        )
        said = {"number": number, **{name: getattr(one, name) for name in _FACTS if name != "number"}}
        if row._state.adding or any(getattr(row, name) != value for name, value in said.items()):
            for name, value in said.items():
                setattr(row, name, value)
            row.save()
            changed += 1
    return Done(tenant, {"research": baseline.research, "changed": changed}, public=True)


def load_baseline(*, tenant: Body, text: str, actor: Actor) -> int:
    """Read a file and store its figures; return how many it has. Raises BadInput with one sentence; nothing is kept."""
    baseline = read(text, clock.today())
    if not same(tenant, baseline):
        keep_baseline(tenant=tenant, baseline=baseline, actor=actor, key=None)
    return len(baseline.figures)


def same(tenant: Body, baseline: Baseline) -> bool:
    """Tell whether a file says nothing else than what is stored."""
    rows = BaselineFigure.objects.filter(tenant=tenant, research=baseline.research)
    stored = {(one.key, one.year, *(getattr(one, name) for name in _FACTS)) for one in rows}
    said = {
        (one.key, one.year, number, *(getattr(one, name) for name in _FACTS[1:]))
        for number, one in enumerate(baseline.figures, start=1)
    }
    return said <= stored
