"""`brink init [FILE]`: found the site, and say how each administrator comes in."""

import argparse
import sys
from collections.abc import Iterable

from django.conf import settings
from django.urls import reverse
from rich.console import Console

from brink.domain.people.models import Body, Membership, Person
from brink.domain.people.queries import current
from brink.domain.people.signing_in.invitations import link_for, mail_invitation
from brink.foundation import clock
from brink.foundation.errors import BadInput, Refusal
from brink.foundation.visibility import Role
from brink.site.founding.found import Founded, found
from brink.site.founding.plan import Plan, read_plan
from brink.site.founding.questions import ask_plan

out = Console(highlight=False, soft_wrap=True, markup=False)


def run(arguments: argparse.Namespace) -> int:
    """Found the site by a file, or by asking on a terminal. Run again it changes nothing."""
    from brink.site.serving import migrate

    plan = _plan(arguments)
    migrate(arguments)
    sys.stdout.reconfigure(encoding="utf-8")  # type: ignore[union-attr]
    founded = found(plan, another=arguments.another)
    for line in _told(founded):
        out.print(line)
    _let_in(founded.body, mailed=not founded.before)
    out.print("")
    out.print("Daarna: brink check zegt wat nog onveilig is of ontbreekt.")
    return 0


def _plan(arguments: argparse.Namespace) -> Plan:
    if arguments.file is not None:
        return read_plan(arguments.file)
    if not sys.stdin.isatty():
        raise BadInput("Hier is geen toetsenbord om te vragen. Geef een bestand mee: brink init BESTAND.toml")
    try:
        return ask_plan(input, lambda line: print(line))
    except EOFError as error:
        raise BadInput("U bent gestopt. Er is niets bewaard.") from error


def _told(founded: Founded) -> Iterable[str]:
    if founded.before:
        yield f"{founded.body.name} stond er al. Er is niets veranderd."
        if founded.missing:
            yield f"Wel in uw bestand, niet op de site: {', '.join(founded.missing)}. Doe dat op /balie/organisatie/."
        return
    yield f"{founded.body.name} staat klaar, met organen, thema's, beheerders en het standaardkader."


def _let_in(body: Body, *, mailed: bool) -> None:
    """Say how each administrator comes in; who never did gets the first way in by mail, or printed here."""
    posts = "filebased" not in settings.MAIL_CARRIER
    login = f"{settings.BASE_URL}{reverse('account_login')}"
    # The day on the clock here: just after midnight the database, which counts in UTC, is a day behind.
    rows = Membership.objects.filter(current(clock.today()), tenant=body, role=Role.ADMIN)
    for one in rows.order_by("person__name", "id").select_related("person__account", "person__tenant"):
        person, account = one.person, one.person.account
        if account is None:
            continue
        if account.last_login is not None:
            out.print(f"{person.name} logt in op {login} met {account.email}.")
            continue
        gone = _mailed(person) if posts and mailed else None
        if gone:
            out.print(f"{person.name}: uitnodiging gemaild aan {account.email}.")
            continue
        if gone is False:
            out.print(f"{person.name}: de mail aan {account.email} ging niet weg (zie brink mail test).")
        else:
            out.print(f"{person.name} logt in op {login} met {account.email}.")
        out.print(f"  De eerste keer kan het met deze link, één keer en een week lang: {link_for(account)}")


def _mailed(person: Person) -> bool:
    """Mail the first way in, and tell whether it went out."""
    try:
        mail_invitation(person)
    except Refusal:
        return False
    return True
