"""Reads for the pages about one's own organisation."""

from django.db.models import Count, Q, QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from brink.domain.people.body_parts import BodyPart
from brink.domain.people.models import Body, CouncilGroup, Membership, Organ, Person
from brink.domain.people.queries import current
from brink.domain.places.models import Area, AreaKind
from brink.foundation import clock
from brink.foundation.addresses import fixed
from brink.foundation.visibility import DESK, ELECTED


def standing(body: Body) -> list[BodyPart]:
    """Say how each part of an organisation stands, in the order in which it is filled in. Five queries."""
    asked, today = f"?organisatie={body.slug}", current(clock.today())
    organs = Organ.objects.filter(tenant=body).count()
    groups = CouncilGroup.objects.filter(today, tenant=body).count()
    people = Membership.objects.filter(today, tenant=body).aggregate(
        elected=Count("person", distinct=True, filter=Q(role__in=ELECTED)),
        desk=Count("person", distinct=True, filter=Q(role__in=DESK)),
    )
    areas = Area.objects.aggregate(
        villages=Count("pk", filter=Q(kind=AreaKind.VILLAGE)), towns=Count("pk", filter=Q(kind=AreaKind.MUNICIPALITY))
    )
    others = Body.objects.exclude(pk=body.pk).count()
    reached = bool(body.email or body.phone)
    filled = bool(reached and body.about)
    says = _("De gegevens zijn ingevuld.") if filled else _("Vul in hoe mensen u bereiken en waarover u gaat.")
    return [
        BodyPart(_("Gegevens en contact"), says, fixed("people:facts") + asked, not filled),
        BodyPart(
            _("Organen en zetels"),
            ngettext("Er is %(count)d orgaan.", "Er zijn %(count)d organen.", organs) % {"count": organs},
            fixed("people:organs") + asked, not organs,
        ),
        BodyPart(
            _("Leden van raad en bestuur"),
            ngettext("Er zit %(count)d lid.", "Er zitten %(count)d leden.", people["elected"])
            % {"count": people["elected"]} if people["elected"] else _("Voeg de leden van raad en bestuur toe."),
            fixed("people:members") + asked, not people["elected"],
        ),
        BodyPart(
            _("Fracties"),
            ngettext("Er is %(count)d fractie.", "Er zijn %(count)d fracties.", groups) % {"count": groups}
            if groups else _("Voeg de fracties van de raad toe, met hun zetels."),
            fixed("people:groups") + asked, not groups,
        ),
        BodyPart(
            _("Mensen aan de balie, rollen en contactpersonen"),
            ngettext("%(count)d mens werkt aan de balie.", "%(count)d mensen werken aan de balie.", people["desk"])
            % {"count": people["desk"]},
            fixed("people:staff") + asked,
        ),
        BodyPart(
            _("Gemeenten en dorpen"),
            _("Er zijn %(towns)d gemeenten en %(villages)d dorpen en steden.") % areas
            if areas["villages"] else _("Voeg de dorpen toe waar mensen wonen."),
            fixed("people:areas"), not areas["villages"],
        ),
        BodyPart(
            _("Andere overheden"),
            ngettext("Er is %(count)d andere overheid.", "Er zijn %(count)d andere overheden.", others)
            % {"count": others} if others else _("Voeg gemeenten en buren toe met wie u samenwerkt."),
            fixed("people:governments") + asked, not others,
        ),
    ]  # fmt: skip


def others_without_desk() -> QuerySet[Body]:
    """Return the bodies in which nobody works at the desk today: others may say how they are called and reached."""
    worked = Membership.objects.filter(current(clock.today()), role__in=DESK).values("tenant")
    return Body.objects.exclude(pk__in=worked)


def has_desk(body: Body) -> bool:
    """Tell whether anybody works at the desk of a body today."""
    return not others_without_desk().filter(pk=body.pk).exists()


def members_of(body: Body) -> QuerySet[Membership]:
    """Return who sits, sat or will sit in council and executive, the newest period first. One query."""
    rows = Membership.objects.filter(tenant=body, role__in=ELECTED).select_related("person", "organ", "group")
    return rows.order_by("organ__name", "group__name", "person__name", "-starts")


def never_came_in(body: Body) -> QuerySet[Person]:
    """Return who may log in and never did: those who can be invited. One query."""
    rows = Person.objects.filter(tenant=body, account__isnull=False, account__is_active=True)
    return rows.filter(account__last_login=None).select_related("account").order_by("name")
