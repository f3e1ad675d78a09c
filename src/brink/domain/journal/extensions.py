"""What the journal adds elsewhere: sealing, by the clock."""

from django.utils.translation import gettext_lazy as _

from brink.domain.journal.covering import cover
from brink.domain.journal.labels import register_labels
from brink.domain.journal.sealing import seal
from brink.foundation.periodic import periodic

register_labels({
    "content.changed": _("Vastgelegd wat er nu staat"),
    "content.covered": _("Vastgelegd wat er stond"),
    "content.hidden": _("Vastgelegd wat niet meer openbaar is"),
})  # fmt: skip
periodic.register("contents", cover, order=89)
# Last, so that what the other parts wrote down is sealed with the rest.
periodic.register("journal", seal, order=90)
