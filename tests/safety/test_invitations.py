"""N43: an invitation to work at the desk lets in whoever it is for, once, within a week; nothing revives it."""

import re
import time
from typing import Any

import pytest
from django.core import mail, signing
from django.test import Client

from brink.domain.journal.services import Actor
from brink.domain.people.models import Account
from brink.domain.people.services.inviting import invite
from brink.domain.people.signing_in import invitations
from brink.foundation.errors import NotNow
from tests.builders import World, make_world

pytestmark = pytest.mark.django_db
ADMIN = Actor(role="admin")


@pytest.fixture
def world() -> World:
    return make_world()


@pytest.fixture
def link(world: World) -> str:
    """Return the address in the mail to the officer, who never came in."""
    invite(person=world.contact, actor=ADMIN, key=None)
    invitations.mail_invitation(world.contact)
    found = re.search(r"https?://[^/\s]+(/account/\S+)", str(mail.outbox[-1].body))
    assert found
    assert mail.outbox[-1].to == [world.officer.email]
    return found[1]


def who_is_in(client: Client) -> str | None:
    return client.session.get("_auth_user_id")


def refused(client: Client, link: str, status: int = 410) -> None:
    """See that a link shows no button and lets nobody else in than who is in already."""
    before = who_is_in(client)
    page = client.get(link)
    assert (page.status_code, "Kom binnen" in page.content.decode()) == (status, False)
    assert client.post(link).status_code == status
    assert who_is_in(client) == before


def test_n43_an_invitation_works_once_and_for_who_it_is_for(world: World, link: str) -> None:
    assert "Kom binnen" in Client().get(link).content.decode()
    assert who_is_in(Client()) is None, "opening it is not coming in"
    mine = Client()
    assert mine.post(link).status_code == 302
    assert who_is_in(mine) == str(world.officer.pk)
    refused(Client(), link)


def test_n43_what_is_too_old_or_altered_is_refused(world: World, link: str, monkeypatch: pytest.MonkeyPatch) -> None:
    token = link.rstrip("/").rpartition("/")[2]
    body, rest = token.split(":", 1)
    clerk = str(world.clerk.pk)
    for other in (
        signing.dumps(clerk, salt="another purpose"), signing.dumps(clerk),
        signing.dumps(clerk, key="x" * 50, salt=invitations.SALT), f"{body}x:{rest}", token[:-1], "x",
        # The name of another account before our own signature.
        f"{signing.dumps(clerk, salt='x').split(':', 1)[0]}:{rest}", signing.dumps("zomaar", salt=invitations.SALT),
    ):  # fmt: skip
        refused(Client(), link.replace(token, other))
    later = time.time() + invitations.VALID.total_seconds() + 1
    with monkeypatch.context() as patched:
        patched.setattr(signing.time, "time", lambda: later)  # type: ignore[attr-defined]
        assert invitations.account_of(token) is None
    assert invitations.account_of(token) == world.officer


def test_n43_a_used_invitation_is_not_revived(world: World, link: str) -> None:
    """Neither by asking a code by mail, nor by inviting again, nor by leaving."""
    mine = Client()
    mine.post(link)
    mine.post("/account/logout/")
    Client().post("/account/login/", {"email": world.officer.email})
    refused(Client(), link)
    world.contact.refresh_from_db()
    with pytest.raises(NotNow, match="al eens binnen geweest"):
        invite(person=world.contact, actor=ADMIN, key=None)
    refused(Client(), "/account/" + invitations.link_for(world.officer).partition("/account/")[2])
    Account.objects.filter(pk=world.officer.pk).update(last_login=None, is_active=False)
    refused(Client(), link)


def test_n43_the_invitation_of_another_makes_nobody_somebody_else(world: World, link: str, client: Any) -> None:
    """Who is in on this device would go on under another name: the link asks them to leave first, and stays good."""
    client.force_login(world.clerk)
    refused(client, link, 403)
    assert "Deze uitnodiging is voor iemand anders." in client.get(link).content.decode()
    assert "Kom binnen" in Client().get(link).content.decode()
