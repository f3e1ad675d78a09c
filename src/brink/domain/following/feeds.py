"""The same news for who reads feeds: Atom, of one place, theme or question. Nothing is known of who reads it."""

from django.conf import settings
from django.utils.feedgenerator import Atom1Feed
from django.utils.translation import gettext as _
from django.utils.translation import override

from brink.domain.following.happenings import MOST, happenings, lately
from brink.domain.following.subjects import Subject
from brink.foundation import example

DAYS = 365


def atom(subject: Subject) -> str:
    """Write the news of the last year about this, newest first."""
    base = settings.BASE_URL
    with override("nl"):
        said = _("Wat er gevraagd, besloten en beloofd is.")
        feed = Atom1Feed(
            title=example.titled(_("Nieuws over %(name)s") % {"name": subject.name}), link=base + subject.address,
            description=said, subtitle=example.notice() or said, language="nl",
        )  # fmt: skip
        for one in happenings(subject, lately(DAYS), MOST):
            feed.add_item(
                title=example.titled(f"{one.what}: {one.title}"), link=base + one.address, description=one.title,
                unique_id=f"tag:brink,2026:{one.key}", author_name=one.body, pubdate=one.at, updateddate=one.at,
            )  # fmt: skip
        return feed.writeString("utf-8")
