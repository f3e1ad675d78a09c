"""What mail adds elsewhere: sending, by the clock."""

from brink.domain.journal.ways_back import register_ways_back
from brink.domain.notifications.code_mail import mail_codes
from brink.domain.notifications.desk_mail import tell_desks
from brink.domain.notifications.mailing import notify
from brink.domain.notifications.ways_back import WAYS_BACK
from brink.foundation.periodic import periodic

register_ways_back(WAYS_BACK)
periodic.register("codes", mail_codes, order=25)
periodic.register("mail", notify, order=30)
periodic.register("desk mail", tell_desks, order=31)
