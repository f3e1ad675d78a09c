"""Who may see which rows: a published version of a round that may be seen, with all that hangs on it; and the desk."""

from django.db.models import Q

from brink.domain.contributions.models import Contribution
from brink.domain.processes.models import Round
from brink.foundation.visibility import ANYONE, DESK, Rule, register, visible
from brink.instruments.consultation.models import Agreed, Credit, Origin, Passage, Remark, Section, TextVersion


def public_version() -> Q:
    """Return the condition under which a version is public: it is published, and its round may be seen."""
    return Q(published_at__isnull=False, round__in=visible(ANYONE, Round.objects.all()))


def _versions() -> Q:
    return Q(version__in=visible(ANYONE, TextVersion.objects.all()))


def _sections() -> Q:
    return Q(pk__in=visible(ANYONE, Passage.objects.all()).order_by().values("section"))


def _credits() -> Q:
    """Return the condition under which a credit is public: the piece and the remark both are."""
    return Q(
        passage__in=visible(ANYONE, Passage.objects.all()), contribution__in=visible(ANYONE, Contribution.objects.all())
    )


def _remarks() -> Q:
    return Q(contribution__in=visible(ANYONE, Contribution.objects.all()))


def register_rules() -> None:
    """Register the rule of each model, once."""
    register(TextVersion, Rule(public=public_version, roles=DESK))
    register(Section, Rule(public=_sections, roles=DESK))
    register(Passage, Rule(public=_versions, roles=DESK))
    register(Origin, Rule(public=_versions, roles=DESK))
    register(Credit, Rule(public=_credits, roles=DESK))
    register(Remark, Rule(public=_remarks, roles=DESK, under_code="contribution_id"))
    # Who agreed with what is nobody's business: counted, never shown.
    register(Agreed, Rule())
