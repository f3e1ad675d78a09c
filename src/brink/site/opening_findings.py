"""What is unsafe or missing before a site opens: its settings, its files, and what its bodies need to work."""

from datetime import UTC, datetime, timedelta
from itertools import groupby
from pathlib import Path
from typing import Any

from allauth.mfa.models import Authenticator
from django.conf import settings
from django.db.models import Exists, OuterRef, Q, Subquery, TextField
from django.db.models.functions import Cast
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from brink.domain.contributions.models import Giver
from brink.domain.declarations.models import Declaration
from brink.domain.framework.models import Framework
from brink.domain.people.models import Body, Membership
from brink.domain.people.queries import current
from brink.domain.processes.models import Process
from brink.domain.processes.queries.readiness_findings import checklist
from brink.domain.processes.states import ProcessState, process_state
from brink.domain.reports.models import HouseRules
from brink.foundation import clock
from brink.foundation.crypto import decrypt
from brink.foundation.findings import Finding, Severity
from brink.foundation.visibility import DESK, Role
from brink.site.keyring import FILE, FORMER_FILE
from brink.site.marks import BACKUP, MAIL, mail_settings, marked

OLDEST_BACKUP = timedelta(days=7)
OTHERS = 0o077
NEAR = ("localhost", "127.0.0.1", "::1")


def _advice(key: str, message: str, where: str = "") -> Finding:
    return Finding(key, message, "admin", Severity.ADVICE, where)


def _block(key: str, message: str, where: str = "") -> Finding:
    return Finding(key, message, "admin", Severity.BLOCKS, where)


def setting_findings() -> list[Finding]:
    """Say which settings are for trying out, or leave a door open."""
    found = []
    if settings.DEBUG:
        found.append(_block("debug", _("Foutpagina's tonen de code. Haal BRINK_DEBUG weg.")))
    if settings.DEMO:
        found.append(_block("demo", _("Elke pagina zegt dat namen verzonnen zijn. Zet BRINK_DEMO=false.")))
    if not settings.SECURE:
        text = _("Het adres is niet beveiligd. Zet BRINK_BASE_URL op https, achter een proxy met TLS.")
        found.append(_block("tls", text))
    if settings.SECURE and settings.TRUSTED_PROXIES < 1:
        found.append(_block("proxy", _("Alle bezoekers lijken één bezoeker. Zet BRINK_TRUSTED_PROXIES (meestal 1).")))
    if not settings.STAFF_MFA:
        found.append(_block("second_proof", _("De balie is open met alleen een mailcode. Zet BRINK_STAFF_MFA=true.")))
    if not settings.HELP_PHONE:
        found.append(_advice("help_phone", _("Onderaan elke pagina staat geen telefoonnummer. Zet BRINK_HELP_PHONE.")))
    return found


def file_findings() -> list[Finding]:
    """Say which files of the site others on the machine can read."""
    folder = Path(settings.DATA_DIR)
    names = [folder, *(folder / one for one in (FILE, FORMER_FILE, "brink.sqlite3", "outbox", "uploads"))]
    open_ones = [one for one in names if one.exists() and one.stat().st_mode & OTHERS]
    return [
        _block("mode", _("%(file)s is leesbaar voor anderen. Doe: chmod go= %(file)s") % {"file": one})
        for one in open_ones
    ]


def key_findings() -> list[Finding]:
    """Say whether the site can read who its givers are: with the keys of another site it cannot. One query."""
    columns = ("name", "email", "phone", "address")
    kept = {f"kept_{name}": Cast(name, TextField()) for name in columns}
    filled = Q(*((f"{name}__gt", "") for name in kept), _connector=Q.OR)
    # The oldest: what was encrypted first is what a missing older key leaves unread.
    row = Giver.objects.annotate(**kept).filter(filled).order_by("pk").values_list(*kept).first()
    try:
        for token in filter(None, row or ()):
            decrypt(token)
    except ValueError:
        text = _(
            "De sleutels van deze site passen niet bij de gegevens van gevers. Zet de goede sleutel in"
            " BRINK_ENCRYPTION_KEYS of zet %(file)s terug."
        )
        return [_block("keys", text % {"file": Path(settings.DATA_DIR, FILE)})]
    return []


def question_findings() -> list[Finding]:
    """Say of each question that is not weighed yet what still stands open there; advice, as a draft may wait.

    A few queries for each question: for `brink check`. The desk says the same where people work on it.
    """
    rows = Process.objects.filter(withdrawn_at=None, template_at=None, standing=False).order_by("tenant_id", "slug")
    found, now = [], clock.now()
    for process in rows.select_related("tenant", "phase", "framework"):
        if process_state(process, now) not in (ProcessState.DRAFT, ProcessState.ROOM, ProcessState.OPEN):
            continue
        count = len(checklist(process, list(process.rounds.select_related("phase").order_by("number"))))
        text = ngettext(
            "Bij de vraag ‘%(title)s’ staat nog %(count)d punt open. Kijk de controle na.",
            "Bij de vraag ‘%(title)s’ staan nog %(count)d punten open. Kijk de controle na.",
            count,
        )
        place = reverse("processes:check", args=[process.slug])
        found += [_advice("question", text % {"title": process.title, "count": count}, place)] if count else []
    return found


def mail_findings() -> list[Finding]:
    """Say whether mail leaves the site, safely, by settings that were tried."""
    if "filebased" in settings.MAIL_CARRIER:
        return [_block("mail", _("Er is geen mailserver: niemand krijgt een code. Zet BRINK_EMAIL_HOST."))]
    found = []
    if settings.DEFAULT_FROM_EMAIL.rstrip(">").endswith(".invalid"):
        found.append(_block("sender", _("Mail heeft geen echte afzender. Zet BRINK_FROM_EMAIL.")))
    tls = settings.EMAIL_USE_TLS or settings.EMAIL_USE_SSL
    if settings.EMAIL_HOST and not tls and settings.EMAIL_HOST not in NEAR:
        found.append(_block("mail_tls", _("Mail gaat onversleuteld weg. Zet BRINK_EMAIL_TLS op starttls of tls.")))
    tried = marked(MAIL)
    if tried is None or tried[1] != mail_settings():
        found.append(_block("mail_tested", _("Deze mailinstellingen zijn niet geprobeerd. Doe: brink mail test ADRES")))
    return found


def backup_findings() -> list[Finding]:
    """Say whether there is a back-up that is young enough."""
    made = marked(BACKUP)
    if made is None:
        text = _("Er is nog geen reservekopie. Doe: brink backup BESTAND (bij PostgreSQL: zie docs/operations.md).")
        return [_block("backup", text)]
    days = (datetime.now(UTC) - made[0]).days
    if days < OLDEST_BACKUP.days:
        return []
    text = _("De jongste reservekopie is %(days)d dagen oud. Maak er elke dag een.")
    return [_block("backup", text % {"days": days})]


def body_findings() -> list[Finding]:
    """Say what the bodies that work here lack. One query."""
    proofs = Authenticator.objects.filter(user=OuterRef("person__account"))
    said = Declaration.objects.filter(tenant=OuterRef("tenant")).order_by("-created_at", "-id")
    desk = Membership.objects.filter(current(clock.today()), role__in=DESK, person__account__isnull=False)
    rows = list(
        desk.select_related("tenant", "person")
        .annotate(
            proven=Exists(proofs.exclude(type=Authenticator.Type.RECOVERY_CODES)),
            rules=Exists(HouseRules.objects.filter(tenant=OuterRef("tenant"))),
            declared=Exists(said),
            officer=Subquery(said.values("officer")[:1]),
            kader=Exists(Framework.objects.filter(tenant=OuterRef("tenant"))),
        )
        .order_by("tenant_id")
    )
    if not rows:
        return [_block("body", _("Er is nog geen organisatie met beheerders. Doe: brink init"))]
    found = []
    for _tenant, held in groupby(rows, key=lambda one: one.tenant_id):
        members = list(held)
        body, place = members[0].tenant, f"{reverse('people:body')}?organisatie={members[0].tenant.slug}"
        name = {"body": body.opening}
        if not body.email and not body.phone:
            text = _("%(body)s heeft geen mailadres of telefoonnummer. Vul dat in.")
            found.append(_block("contact", text % name, place))
        if not body.about:
            found.append(_advice("about", _("%(body)s zegt niet waar zij over gaat. Vul dat in.") % name, place))
        if not members[0].rules:
            text = _("%(body)s heeft geen eigen huisregels; die van Brink gelden. Lees ze na.")
            found.append(_advice("house_rules", text % name, reverse("reports:desk_house_rules")))
        if not members[0].declared:
            text = _("%(body)s heeft geen verklaring over toegankelijkheid. Dat moet van de wet. Vul die in.")
            found.append(_block("declaration", text % name, reverse("declarations:desk")))
        elif not members[0].officer:
            text = _("%(body)s noemt geen functionaris gegevensbescherming. Vul die in.")
            found.append(_advice("privacy_officer", text % name, reverse("declarations:desk")))
        if not members[0].kader:
            found.append(_block("kader", _("%(body)s heeft geen kader. Doe: brink import kader BESTAND") % name))
        found += _people_findings(body, members)
    return found


def _people_findings(body: Body, members: list[Any]) -> list[Finding]:
    """Say which roles nobody has, and which administrators could be imitated by whoever reads their mail."""
    found, name, place = [], {"body": body.opening}, f"{reverse('people:staff')}?organisatie={body.slug}"
    admins = {one.person.account_id: one.proven for one in members if one.role == Role.ADMIN}
    if len(admins) < 2:
        found.append(_block("admins", _("%(body)s heeft geen twee beheerders. Geef iemand die rol.") % name, place))
    bare = sum(not proven for proven in admins.values())
    if bare:
        text = ngettext(
            "%(count)d beheerder heeft nog geen tweede bewijs. Laat die inloggen en het instellen.",
            "%(count)d beheerders hebben nog geen tweede bewijs. Laat hen inloggen en het instellen.",
            bare,
        )
        found.append(_block("admin_proof", text % {"count": bare}, place))
    for role, text in (
        (Role.CLERK, _("%(body)s heeft niemand van de griffie: geen raadsbesluit kan openbaar. Vraag die rol aan.")),
        (
            Role.SECRETARY,
            _("%(body)s heeft geen bestuurssecretaris: geen besluit van het bestuur kan openbaar. Vraag die rol aan."),
        ),
        (Role.OFFICER, _("%(body)s heeft geen ambtenaar aan de balie. Vraag die rol aan.")),
    ):
        if not any(one.role == role for one in members):
            found.append(_block(role.value, text % name, place))
    return found
