"""More roles and kinds of organs. Who was griffie of an executive is its secretary; an organ of no kind is an office."""

from django.db import migrations, models

ROLES = [
    (role, role)
    for role in (
        "council", "committee_member", "group_staff", "executive", "chair", "clerk", "secretary", "officer",
        "moderator", "researcher", "admin",
    )
]  # fmt: skip
KINDS = [
    (kind, kind) for kind in ("council", "executive", "committee", "presidium", "working_group", "clerk", "officer")
]


def take_sides(apps, schema_editor):
    """Give every account the role on the side where it works, and every organ a kind that there is."""
    organ = apps.get_model("people", "Organ")
    organ.objects.filter(role__in=("moderator", "admin")).update(role="officer")
    for name in ("Membership", "RoleGrant"):
        rows = apps.get_model("people", name).objects.filter(role="clerk", organ__role="executive")
        # One by one: the same person may be secretary there already.
        for row in rows:
            row.role = "secretary"
            row.save(update_fields=("role",))


def stay(apps, schema_editor):
    """Leave the roles: the version before reads them as roles without rights."""


class Migration(migrations.Migration):
    dependencies = [("people", "0004_body_hours")]
    operations = [
        migrations.AlterField(
            "membership", "role", models.CharField(choices=ROLES, max_length=20, verbose_name="rol")
        ),
        migrations.AlterField("rolegrant", "role", models.CharField(choices=ROLES, max_length=20, verbose_name="rol")),
        migrations.AlterField("organ", "role", models.CharField(choices=KINDS, max_length=20, verbose_name="rol")),
        migrations.RunPython(take_sides, stay),
    ]
