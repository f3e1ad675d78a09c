"""What mail adds elsewhere: sending, by the clock."""

from django.utils.translation import gettext_lazy as _

from brink.domain.journal.ways_back import register_ways_back
from brink.domain.notifications.code_mail import mail_codes
from brink.domain.notifications.desk_mail import tell_desks
from brink.domain.notifications.digest import send_digests
from brink.domain.notifications.mailing import notify
from brink.domain.notifications.ways_back import WAYS_BACK
from brink.foundation.addresses import pages
from brink.foundation.navigation import Entry, Menu, navigation
from brink.foundation.periodic import periodic
from brink.foundation.public_acts import PublicAct, public_acts

register_ways_back(WAYS_BACK)
periodic.register("codes", mail_codes, order=25)
periodic.register("mail", notify, order=30)
periodic.register("desk mail", tell_desks, order=31)
pages.register("digest", "notifications:digest")
periodic.register("digest", send_digests, order=38)
navigation.register("notifications digest", Entry(Menu.DESK_END, _("Mail aan mij"), "notifications:digest"), order=90)
public_acts.register("mail.stopped", PublicAct(_("afmeldingen"), device=30, line=150, round=2_000))
