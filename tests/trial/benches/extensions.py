"""Benches join the house as a register, and whoever asked for one hears that it stands."""

from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from brink.domain.journal.mail_topics import MailTopic, mail_topics
from brink.domain.journal.ways_back import Why, free, register_ways_back
from brink.domain.records.kit import register
from brink.registers.benches.card import CARD

register(CARD)
register_ways_back({"bench.promised": free(Why.ADDS), "bench.placed": free(Why.ADDS)})
stands = _("Het bankje waar u om vroeg, staat er.")
topic = MailTopic(stands, ("bench.placed",), about=lambda one: Q(records__record=one.subject_id))
mail_topics.register("bench-placed", topic, order=90)
