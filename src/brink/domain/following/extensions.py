"""What following adds elsewhere: the form on the pages of places and questions, mail by the clock, and limits."""

from django.utils.translation import gettext_lazy as _

from brink.domain.following import blocks
from brink.domain.following.mailing import mail_follows
from brink.domain.following.services import forget
from brink.domain.following.ways_back import WAYS_BACK
from brink.domain.journal.ways_back import register_ways_back
from brink.domain.places.points import AreaBlock, area_blocks
from brink.domain.processes.points import process_blocks
from brink.foundation.addresses import pages
from brink.foundation.periodic import periodic
from brink.foundation.public_acts import PublicAct, public_acts

register_ways_back(WAYS_BACK)
pages.register("following", "following:ask")
pages.register("feed", "following:feed")
area_blocks.register("following decided", AreaBlock(blocks.decided), order=25)
area_blocks.register("following", AreaBlock(blocks.keep_informed, aside=True, at_home=True), order=5)
process_blocks.register("following", blocks.question, order=900)
# Before mail: what a restored back-up brought back is mailed nothing.
periodic.register("following over", forget, order=22)
periodic.register("following mail", mail_follows, order=33)
public_acts.register("follow.asked", PublicAct(_("verzoeken om mail"), device=10, line=40, round=2_000))
public_acts.register("follow.confirmed", PublicAct(_("bevestigingen"), device=30, line=150, round=2_000))
public_acts.register("follow.stopped", PublicAct(_("afmeldingen"), device=30, line=150, round=2_000))
