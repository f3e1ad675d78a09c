"""What reports add elsewhere: the menus, the queue, their limits, and mail to who reported."""

from django.utils.translation import gettext_lazy as _

from brink.domain.contributions.reportable import WordsOf, public_words
from brink.domain.journal.ways_back import register_ways_back
from brink.domain.reports.mailing import forget_reporters, tell_reporters
from brink.domain.reports.permissions import HOUSE_RULES_WRITE
from brink.domain.reports.queries import waiting_kinds, waiting_line
from brink.domain.reports.ways_back import WAYS_BACK
from brink.foundation.addresses import pages
from brink.foundation.navigation import Entry, Menu, navigation
from brink.foundation.periodic import periodic
from brink.foundation.public_acts import PublicAct, public_acts
from brink.foundation.waiting_counts import CountedQueue, counted_queues

register_ways_back(WAYS_BACK)
pages.register("report", "reports:make")
pages.register("house rules", "reports:house_rules")
navigation.register("reports house rules", Entry(Menu.ABOUT, _("Huisregels"), "reports:house_rules"), order=20)
navigation.register("reports desk", Entry(Menu.DESK, _("Meldingen"), "reports:desk"), order=35)
navigation.register(
    "reports house rules desk",
    Entry(Menu.DESK_END, _("Huisregels"), "reports:desk_house_rules", action=HOUSE_RULES_WRITE), order=14,
)  # fmt: skip
counted_queues.register("reports", CountedQueue(waiting_kinds, waiting_line), order=15)
public_acts.register("report.made", PublicAct(_("meldingen"), device=10, line=30, round=300))
periodic.register("report mail", tell_reporters, order=35)
periodic.register("reporters", forget_reporters, order=56)
for label, lookup in (
    ("contributions.Contribution", ""),
    ("contributions.BundleItem", "contribution"),
    # What somebody said before: it stands on the page of what they say now, and goes alone as a part of that.
    ("contributions.EarlierWords", "contribution"),
):
    public_words.register(label, WordsOf(lookup))
