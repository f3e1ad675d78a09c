"""What mail adds elsewhere: sending, by the clock."""

from brink.domain.notifications.mailing import notify
from brink.foundation.periodic import periodic

periodic.register("mail", notify, order=30)
