"""`brink check`: each thing that is unsafe or missing is said, on a line of its own, and what is mended is not."""

import os
import re
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from allauth.mfa.models import Authenticator
from django.core import mail
from django.db import connection
from django.db.models import TextField
from django.db.models.functions import Cast
from django.test import Client
from django.test.utils import CaptureQueriesContext
from tests.builders import World, make_account, make_process, make_round, make_world

from brink.domain.contributions.models import Giver
from brink.domain.contributions.services.giving import Words, give
from brink.domain.declarations.models import Declaration
from brink.domain.framework.models import Framework
from brink.domain.journal.services import RESIDENT
from brink.domain.people.models import Body, Membership
from brink.domain.people.signing_in.adapters import SecondProofAdapter
from brink.domain.processes.models import Process
from brink.domain.reports.models import HouseRules
from brink.foundation import clock
from brink.foundation.addresses import page_url
from brink.foundation.errors import NotReadable
from brink.foundation.visibility import Role
from brink.site.commands import main

pytestmark = pytest.mark.django_db


@pytest.fixture
def safe(settings: Any, tmp_path: Path, request: pytest.FixtureRequest) -> World:
    """A site on which nothing is unsafe or missing; with `silent`, of a body that says nothing of itself."""
    silent = getattr(request, "param", "") == "silent"
    settings.DEBUG, settings.DEMO, settings.STAFF_MFA = False, False, True
    settings.SECURE, settings.TRUSTED_PROXIES, settings.HELP_PHONE = True, 1, "0592 00 00 00"
    settings.MAIL_CARRIER, settings.EMAIL_HOST = "django.core.mail.backends.locmem.EmailBackend", "mail.drenthe.example"
    settings.EMAIL_USE_TLS, settings.DEFAULT_FROM_EMAIL = True, "Brink <brink@drenthe.example>"
    settings.DATA_DIR = tmp_path
    tmp_path.chmod(0o700)
    world = make_world()
    Body.objects.filter(pk=world.body.pk).update(email="a@drenthe.example", about="De provincie gaat over de bus.")
    for name in ("Bea", "Cor"):
        account, _person = make_account(world.body, world.office, Role.ADMIN, name)
        Authenticator.objects.create(user=account, type=Authenticator.Type.TOTP, data={})
    make_account(world.body, world.executive, Role.SECRETARY, "Hiske")
    if not silent:
        HouseRules.objects.create(tenant=world.body, created_at=clock.now(), text="Blijf netjes.")
        Declaration.objects.create(tenant=world.body, created_at=clock.now(), officer="Gea")
    (tmp_path / "backup.made").write_text("")
    main(["mail", "test", "a@drenthe.example"])
    mail.outbox.clear()
    return world


def check(capsys: pytest.CaptureFixture[str]) -> tuple[int, list[str]]:
    capsys.readouterr()
    code = main(["check"])
    return code, capsys.readouterr().out.strip().splitlines()


def test_a_site_on_which_all_is_well_may_open(safe: World, capsys: pytest.CaptureFixture[str]) -> None:
    assert check(capsys) == (0, ["Deze site kan open."])


def _old(world: World, settings: Any) -> None:
    path = Path(settings.DATA_DIR, "backup.made")
    day = (clock.now() - timedelta(days=9)).timestamp()
    os.utime(path, (day, day))


def _open(world: World, settings: Any) -> None:
    path = Path(settings.DATA_DIR, "keys.json")
    path.write_text("{}")
    path.chmod(0o644)


def _end(*roles: str) -> Any:
    return lambda world, settings: Membership.objects.filter(role__in=roles).delete()


UNSAFE: dict[str, tuple[Any, str]] = {
    "debug": (lambda world, settings: setattr(settings, "DEBUG", True), "Haal BRINK_DEBUG weg."),
    "demo": (lambda world, settings: setattr(settings, "DEMO", True), "Zet BRINK_DEMO=false."),
    "tls": (lambda world, settings: setattr(settings, "SECURE", False), "Zet BRINK_BASE_URL op https"),
    "proxy": (lambda world, settings: setattr(settings, "TRUSTED_PROXIES", 0), "Zet BRINK_TRUSTED_PROXIES"),
    "second proof": (lambda world, settings: setattr(settings, "STAFF_MFA", False), "Zet BRINK_STAFF_MFA=true."),
    "keys": (_open, "keys.json is leesbaar voor anderen. Doe: chmod go= "),
    "no mail": (
        lambda world, settings: setattr(settings, "MAIL_CARRIER", "django.core.mail.backends.filebased.EmailBackend"),
        "Zet BRINK_EMAIL_HOST.",
    ),
    "sender": (lambda world, settings: setattr(settings, "DEFAULT_FROM_EMAIL", "a@b.invalid"), "Zet BRINK_FROM_EMAIL."),
    "mail in the open": (lambda world, settings: setattr(settings, "EMAIL_USE_TLS", False), "Zet BRINK_EMAIL_TLS"),
    "mail by other settings": (
        lambda world, settings: setattr(settings, "EMAIL_HOST", "ander.drenthe.example"), "Doe: brink mail test ADRES"
    ),
    "backup": (lambda world, settings: Path(settings.DATA_DIR, "backup.made").unlink(), "Doe: brink backup BESTAND"),
    "old backup": (_old, "De jongste reservekopie is 9 dagen oud."),
    "contact": (
        lambda world, settings: Body.objects.update(email="", phone=""), "heeft geen mailadres of telefoonnummer."
    ),
    "kader": (lambda world, settings: Framework.objects.all().delete(), "Doe: brink import kader BESTAND"),
    "admin proof": (
        lambda world, settings: Authenticator.objects.all().delete(), "2 beheerders hebben nog geen tweede bewijs."
    ),
    "admins": (_end("admin"), "heeft geen twee beheerders."),
    "clerk": (_end("clerk"), "heeft niemand van de griffie"),
    "secretary": (_end("secretary"), "heeft geen bestuurssecretaris"),
    "officer": (_end("officer"), "heeft geen ambtenaar aan de balie."),
    "nobody": (_end("admin", "clerk", "secretary", "officer", "moderator"), "Doe: brink init"),
}  # fmt: skip


@pytest.mark.parametrize("name", UNSAFE)
def test_what_is_unsafe_or_missing_is_said_with_what_to_do(
    safe: World, settings: Any, capsys: pytest.CaptureFixture[str], name: str
) -> None:
    spoil, said = UNSAFE[name]
    spoil(safe, settings)
    code, lines = check(capsys)
    assert code == 1
    assert [one for one in lines if said in one and one.startswith("MIST: ")], lines


def test_advice_alone_holds_nothing_back(safe: World, settings: Any, capsys: pytest.CaptureFixture[str]) -> None:
    settings.HELP_PHONE = ""
    Body.objects.update(about="")
    Declaration.objects.create(tenant=safe.body, created_at=clock.now() + timedelta(seconds=1))
    code, lines = check(capsys)
    assert (code, [one.partition(":")[0] for one in lines[:-1]]) == (0, ["Advies"] * 3)
    assert any("geen functionaris" in one for one in lines)


def test_what_stands_open_at_a_question_is_said_and_holds_no_site_back(
    safe: World, capsys: pytest.CaptureFixture[str]
) -> None:
    bare = Process.objects.create(
        tenant=safe.body, created_at=clock.now(), slug="het-plein", title="Het plein", framework=safe.framework,
        phase=safe.phase, scale=safe.scale, owner=safe.contact,
    )  # fmt: skip
    code, lines = check(capsys)
    told = [one for one in lines if "‘Het plein’" in one and one.startswith("Advies: ")]
    assert (code, len(told)) == (0, 1), lines
    assert "/balie/processen/het-plein/controle/" in told[0]
    Process.objects.filter(pk=bare.pk).update(template_at=clock.now())
    assert check(capsys) == (0, ["Deze site kan open."])


@pytest.mark.parametrize("safe", ["silent"], indirect=True)
def test_a_body_says_of_itself_what_the_law_asks(safe: World, capsys: pytest.CaptureFixture[str]) -> None:
    code, lines = check(capsys)
    assert code == 1
    assert [one for one in lines if one.startswith("MIST: ") and "verklaring over toegankelijkheid" in one]
    assert [one for one in lines if one.startswith("Advies: ") and "eigen huisregels" in one]


def test_the_desk_says_the_same_to_administrators_alone(safe: World, settings: Any) -> None:
    settings.STAFF_MFA = False
    seen = []
    for role in ("admin", "officer"):
        client = Client()
        member = Membership.objects.filter(role=role).select_related("person__account").first()
        assert member is not None
        assert member.person.account is not None
        client.force_login(member.person.account)
        asked = []
        for demo in (True, False):
            settings.DEMO = demo
            with CaptureQueriesContext(connection) as queries:
                page = client.get("/balie/", secure=True).content.decode()
            asked.append(len(queries))
        seen.append(("Zet BRINK_STAFF_MFA=true." in page, asked[1] - asked[0]))
    # The list costs one query, and whoever cannot mend it is not told.
    assert seen == [(True, 1), (False, 0)]


def test_the_keys_of_another_site_are_found_and_people_read_one_sentence(
    safe: World, settings: Any, capsys: pytest.CaptureFixture[str]
) -> None:
    """Who gave is encrypted: nothing is told of it, nothing is lost, and nobody is left with an error."""
    round = make_round(make_process(safe))
    words = Words(kind="idea", text="Een bus.", name="Fatima", email="fatima@voorbeeld.invalid")
    receipt = give(round=round, words=words, actor=RESIDENT, key=None)
    client, follow = Client(), page_url("follow")
    assert check(capsys)[0] == 0
    own = settings.ENCRYPTION_KEYS
    settings.ENCRYPTION_KEYS = ["van-een-ander-" * 4]
    code, said = check(capsys)
    assert (code, len(said)) == (1, 2)
    assert "BRINK_ENCRYPTION_KEYS" in said[0]
    answer = client.post(follow, {"code": receipt.code}, follow=True)
    page = answer.content.decode()
    assert answer.status_code == 503
    assert "Wij kunnen deze gegevens nu niet lezen." in page
    assert not re.search("Fatima|fatima@|Traceback|ValueError", page)
    kept = Giver.objects.annotate(kept=Cast("name", TextField())).values_list("kept", flat=True).get()
    with pytest.raises(NotReadable):
        SecondProofAdapter().decrypt(kept)
    settings.ENCRYPTION_KEYS = [*settings.ENCRYPTION_KEYS, *own]
    assert check(capsys)[0] == 0
    assert "Een bus." in client.post(follow, {"code": receipt.code}, follow=True).content.decode()
