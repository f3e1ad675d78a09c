"""Under whose name an answer goes: who signed it, and who is responsible for the subject and signed along."""

from django.utils.translation import gettext as _

from brink.domain.contributions.models import Answer


def signed(answer: Answer) -> str:
    """Return both names, or one, or "" where nobody signed. No query of an answer with its `cosignature__holder`."""
    name = answer.signed_by.name if answer.signed_by is not None else ""
    along = getattr(answer, "cosignature", None)
    if not name or along is None or not along.agreed:
        return name
    return _("%(name)s, samen met %(holder)s die over dit onderwerp gaat") % {"name": name, "holder": along.holder.name}
