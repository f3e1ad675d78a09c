"""What givers hear of what was done with their words."""

from datetime import datetime
from uuid import UUID

from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _

from brink.domain.contributions.models import Landing, Moderation
from brink.domain.contributions.queries.told import landings_sent
from brink.domain.journal.mail_topics import MailTopic
from brink.domain.journal.models import Entry

# An answer that lies ready is no news: it becomes that when it is sent.
ANSWERING = ("answers.sent", "landing.linked")
# Whether words are on the site, hidden or held for a while: of these a mail tells where they are now.
ON_SITE = "on-site"
# What the topic of each standing is.
STANDING = {Moderation.SHOWN: "shown", Moderation.HIDDEN: "hidden", Moderation.WAITING: "held"}


def reached(entry: Entry) -> QuerySet[Landing]:
    """Return the landings that reached their givers by this act: what lies ready still is news for nobody."""
    sent = landings_sent().filter(tenant_id=entry.tenant_id)
    at = entry.data.get("sent_at")
    if entry.kind == "answers.sent":
        sent = sent.filter(answer_id__in=entry.data["answers"])
        # Of answers that were called back and sent anew only the last sending is news; old entries tell no moment.
        return sent.filter(answer__sent_at=datetime.fromisoformat(at)) if at else sent
    return sent.filter(answer_id=entry.subject_id, sent_at=datetime.fromisoformat(at)) if at else sent.none()


def called_back(entry: Entry) -> list[UUID]:
    """Return the contributions whose answers an act called back: nobody is to hear of those any more."""
    laid = Landing.objects.filter(tenant_id=entry.tenant_id, answer_id__in=entry.data["answers"])
    return list(laid.order_by().values_list("contribution_id", flat=True))


def _reached(entry: Entry) -> Q:
    return Q(pk__in=reached(entry).values("contribution_id"))


TOPICS = {
    # These two are what an answer is to who had one before; nothing in the journal tells them apart by its kind.
    "objection": MailTopic(
        _("U zei dat ons antwoord niet klopte. Wij hebben opnieuw gekeken en u heeft een nieuw antwoord."), answer=True
    ),
    "replied": MailTopic(
        _("U heeft antwoord."), ANSWERING, _reached, answer=True, said_by=frozenset({"objection", "changed"})
    ),
    "changed": MailTopic(
        _("Ons antwoord aan u is veranderd. De reden staat erbij."), answer=True, said_by=frozenset({"objection"})
    ),
    "handed_over": MailTopic(
        _("Uw woorden liggen nu bij een andere overheid. Uw code blijft dezelfde."),
        ("contribution.handed_over",),
        answer=True,
    ),
    "moved": MailTopic(
        _("Uw woorden liggen nu bij een vraag die loopt. De reden staat erbij. Uw code blijft dezelfde."),
        ("contribution.moved",),
    ),
    "came_back": MailTopic(
        _("De andere overheid heeft uw woorden aan ons teruggegeven. U krijgt van ons een nieuw antwoord."),
        ("contribution.came_back",),
    ),
    "split": MailTopic(
        _("Uw woorden gaan over twee onderwerpen. Elk onderwerp krijgt een eigen antwoord. Uw code blijft dezelfde."),
        ("contribution.split",),
    ),
    "hidden": MailTopic(
        _("Uw woorden staan niet meer op de site. De reden staat erbij. U kunt om een tweede blik vragen."),
        ("contribution.hidden",),
        state=ON_SITE,
    ),
    "held": MailTopic(
        _("Uw woorden staan even niet op de site. Iemand kijkt ze na."),
        ("contribution.waiting",),
        state=ON_SITE,
    ),
    "shown": MailTopic(_("Uw woorden staan op de site."), ("contribution.shown",), state=ON_SITE),
    "revised": MailTopic(
        _("De tekst van uw woorden op de site is aangepast. De reden staat erbij."), ("contribution.revised",)
    ),
    "appeal": MailTopic(_("U heeft om een tweede blik gevraagd. U heeft antwoord."), ("appeal.answered",)),
}
