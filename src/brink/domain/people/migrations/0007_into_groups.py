"""Each name of a fractie that stood with a member becomes a fractie of the council, from its first member to its last."""

from django.db import migrations
from django.utils.text import slugify

import brink.foundation.ids


def _home(organ, council):
    """Return where the fractie of somebody in this organ stands: in the council of the body, when it has one."""
    return organ if organ.role == "council" or council is None else council


def into_groups(apps, schema_editor):
    Membership, Organ = apps.get_model("people", "Membership"), apps.get_model("people", "Organ")
    CouncilGroup = apps.get_model("people", "CouncilGroup")
    made, taken = {}, set()
    rows = Membership.objects.exclude(group_name="").select_related("organ").order_by("starts", "id")
    for row in rows:
        council = Organ.objects.filter(tenant=row.tenant_id, role="council").order_by("id").first()
        home, name = _home(row.organ, council), " ".join(row.group_name.split())
        group = made.get((home.pk, name.lower()))
        if group is None:
            base = slugify(name)[:70] or "fractie"
            slug, number = base, 1
            while (row.tenant_id, slug) in taken:
                number += 1
                slug = f"{base}-{number}"
            taken.add((row.tenant_id, slug))
            group = CouncilGroup.objects.create(
                id=brink.foundation.ids.uuid7(), tenant_id=row.tenant_id, created_at=row.created_at, organ=home,
                name=name, slug=slug, starts=row.starts, ends=row.ends,
            )
            made[home.pk, name.lower()] = group
        elif group.ends is not None and (row.ends is None or row.ends > group.ends):
            group.ends = row.ends
            group.save(update_fields=("ends",))
        Membership.objects.filter(pk=row.pk).update(group=group)


def into_names(apps, schema_editor):
    Membership = apps.get_model("people", "Membership")
    for row in Membership.objects.exclude(group=None).select_related("group"):
        Membership.objects.filter(pk=row.pk).update(group_name=row.group.name)


class Migration(migrations.Migration):
    dependencies = [("people", "0006_groups")]
    operations = [migrations.RunPython(into_groups, into_names)]
