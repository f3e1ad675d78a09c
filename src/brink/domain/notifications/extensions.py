"""What mail adds elsewhere: sending, by the clock."""

from brink.domain.notifications.code_mail import mail_codes
from brink.domain.notifications.mailing import notify
from brink.foundation.periodic import periodic

periodic.register("codes", mail_codes, order=25)
periodic.register("mail", notify, order=30)
