"""Promises join the house as a register; where they are made and read, they are offered and shown."""

from django.utils.translation import gettext_lazy as _

from brink.domain.commitments import promised
from brink.domain.commitments.card import CARD
from brink.domain.commitments.mail_topics import TOPICS
from brink.domain.commitments.models import CommitmentStep, Spending
from brink.domain.commitments.seeding import seed
from brink.domain.commitments.services import erase_objection
from brink.domain.commitments.views import offer_with_answer
from brink.domain.commitments.ways_back import WAYS_BACK
from brink.domain.contributions.answer_acts import answer_acts
from brink.domain.contributions.points import erasures
from brink.domain.contributions.queries.stops import path_stops
from brink.domain.journal.mail_topics import mail_topics
from brink.domain.journal.ways_back import register_ways_back
from brink.domain.people.points import demo_seeds
from brink.domain.records.kit import register
from brink.domain.records.visibility_rules import register_below
from brink.foundation.public_acts import PublicAct, public_acts

register(CARD, order=40)
register_ways_back(WAYS_BACK)
promised.promise_origins.register("answer", promised.by_answer, order=10)
promised.promise_origins.register("event", promised.at_event, order=20)
public_acts.register("commitment.objected", PublicAct(_("bezwaren tegen een toezegging"), 30, 150, 2_000))
answer_acts.register("commitments", offer_with_answer)
path_stops.register("commitments", promised.path_stops)
for place, (name, topic) in enumerate(TOPICS.items()):
    mail_topics.register(name, topic, order=400 + place)
demo_seeds.register("commitments", seed, order=20)
erasures.register("commitment objections", erase_objection)
for model in (CommitmentStep, Spending):
    register_below(model, "commitment__record__")
