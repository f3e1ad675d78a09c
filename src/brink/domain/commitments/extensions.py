"""Promises join the house as a register; where they are made and read, they are offered and shown."""

from django.urls import reverse
from django.utils.translation import gettext as _

from brink.domain.commitments import promised
from brink.domain.commitments.card import CARD
from brink.domain.commitments.mail_topics import TOPICS
from brink.domain.commitments.models import CommitmentStep, Spending
from brink.domain.commitments.permissions import COMMITMENT_WRITE
from brink.domain.commitments.seeding import seed
from brink.domain.commitments.services import erase_objection
from brink.domain.contributions.answer_acts import answer_acts
from brink.domain.contributions.models import Answer
from brink.domain.contributions.points import erasures
from brink.domain.contributions.queries.stops import path_stops
from brink.domain.journal.mail_topics import mail_topics
from brink.domain.people.points import demo_seeds
from brink.domain.people.rules import can
from brink.domain.records.kit import register
from brink.domain.records.visibility_rules import register_below
from brink.foundation.visibility import Viewer
from brink.ui.components import Link


def promise_with(viewer: Viewer, answer: Answer) -> Link | None:
    """Offer to promise something to those who have this answer."""
    if not can(viewer, COMMITMENT_WRITE, answer.tenant_id):
        return None
    return Link(_("Doe een toezegging bij dit antwoord"), reverse("commitments:with_answer", args=[answer.pk]))


register(CARD, order=40)
promised.promise_origins.register("answer", promised.by_answer, order=10)
promised.promise_origins.register("event", promised.at_event, order=20)
answer_acts.register("commitments", promise_with)
path_stops.register("commitments", promised.path_stops)
for place, (name, topic) in enumerate(TOPICS.items()):
    mail_topics.register(name, topic, order=400 + place)
demo_seeds.register("commitments", seed, order=20)
erasures.register("commitment objections", erase_objection)
for model in (CommitmentStep, Spending):
    register_below(model, "commitment__record__")
