"""What records add elsewhere by themselves; each register adds its own by `kit.register`."""

from django.utils.translation import gettext_lazy as _

from brink.domain.journal.labels import register_labels

register_labels({"record.reminded": _("Eigenaar aan een beloofde dag herinnerd")})
