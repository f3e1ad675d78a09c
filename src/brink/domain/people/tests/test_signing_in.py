"""Coming in: a code by mail, a second proof for staff, the same answer for known and unknown addresses."""

import re
from types import SimpleNamespace

import pytest
from allauth.account import app_settings as account_settings
from allauth.account.views import BaseReauthenticateView, ConfirmLoginCodeView, RequestLoginCodeView
from allauth.mfa import app_settings as mfa_settings
from allauth.mfa.base.views import AuthenticateView
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value, yield_hotp_counters_from_time
from allauth.mfa.webauthn.views import LoginWebAuthnView
from django.core import mail
from django.test import Client, RequestFactory
from tests.builders import World, make_account, make_world

from brink.domain.people.models import Account
from brink.domain.people.signing_in import views
from brink.domain.people.signing_in.urls import urlpatterns
from brink.foundation.errors import TooMany
from brink.foundation.visibility import Role

pytestmark = pytest.mark.django_db
LOGIN = "/account/login/"
CODE = "/account/login/code/confirm/"


@pytest.fixture
def world() -> World:
    return make_world()


def code_of(message: object) -> str:
    match = re.search(r"^([A-Z0-9-]{6,9})$", str(message.body), re.MULTILINE)  # type: ignore[attr-defined]
    assert match is not None
    return match.group(1)


def come_in(client: Client, email: str) -> str:
    """Ask and type the code; return where it leads."""
    assert client.post(LOGIN, {"email": email}).status_code == 302
    answer = client.post(CODE, {"code": code_of(mail.outbox[-1])})
    assert answer.status_code == 302
    return str(answer["Location"])


def app_code(secret: str) -> str:
    return str(format_hotp_value(hotp_value(secret, next(iter(yield_hotp_counters_from_time())))))


def test_a_code_by_mail_lets_staff_in(client: Client, world: World) -> None:
    session = client.session
    session.save()
    before = session.session_key
    assert come_in(client, world.officer.email.upper()) == "/balie/"
    assert client.session["_auth_user_id"] == str(world.officer.pk)
    assert client.session.session_key != before
    assert mail.outbox[-1].subject == "Uw code voor Brink"
    client.post("/account/logout/")
    assert "_auth_user_id" not in client.session


def test_known_and_unknown_addresses_get_the_same_answer(world: World) -> None:
    pages = []
    for email in (world.officer.email, "niemand@voorbeeld.invalid"):
        client = Client()
        first = client.post(LOGIN, {"email": email}, follow=True)
        wrong = client.post(CODE, {"code": "AAAAAA"})
        pages.append(
            [
                (page.status_code, re.sub(r'name="csrfmiddlewaretoken" value="\w+"', "", page.content.decode()))
                for page in (first, wrong)
            ]
        )
    assert pages[0] == pages[1]
    assert "Deze code klopt niet." in pages[0][1][1]
    assert [message.subject for message in mail.outbox] == ["Uw code voor Brink", "Inloggen bij Brink"]


def test_a_code_works_once_and_not_after_three_wrong_ones(client: Client, world: World) -> None:
    client.post(LOGIN, {"email": world.officer.email})
    code = code_of(mail.outbox[-1])
    for _ in range(3):
        client.post(CODE, {"code": "AAAAAA"})
    client.post(CODE, {"code": code})
    assert "_auth_user_id" not in client.session


def test_asking_codes_is_limited_with_a_sentence(world: World) -> None:
    answers = [Client().post(LOGIN, {"email": f"{n}@voorbeeld.invalid"}) for n in range(21)]
    assert [answer.status_code for answer in answers] == [302] * 20 + [429]
    assert "U probeerde dit te vaak. Wacht " in answers[-1].content.decode()
    elsewhere = Client(REMOTE_ADDR="192.0.2.1").post(LOGIN, {"email": world.officer.email})
    assert elsewhere.status_code == 302


def test_nobody_can_be_kept_out_by_strangers_who_ask_for_their_code(world: World) -> None:
    """Class: a limit on a thing that belongs to one and is used up by others."""
    for number in range(4):
        stranger = {"REMOTE_ADDR": f"192.0.2.{number}"}
        asked = [Client(**stranger).post(LOGIN, {"email": world.officer.email}).status_code for _time in range(11)]
        assert asked == [302] * 10 + [429]
    owner = Client(REMOTE_ADDR="198.51.100.1")
    assert owner.post(LOGIN, {"email": world.officer.email.upper()}).status_code == 302
    assert owner.post(CODE, {"code": code_of(mail.outbox[-1])})["Location"] == "/balie/"


def test_no_number_of_asks_tells_which_address_is_known(world: World) -> None:
    """Known, unknown, no longer in use: the same answers and as many mails, up to the limit and over it."""
    former, _person = make_account(world.body, world.office, Role.OFFICER, "Vroeger")
    former.is_active = False
    former.save()
    told = []
    for number, email in enumerate((world.officer.email, "niemand@voorbeeld.invalid", former.email)):
        mail.outbox.clear()
        steps: list[object] = []
        for _time in range(12):
            client = Client(REMOTE_ADDR=f"192.0.2.{number}")
            page = client.post(LOGIN, {"email": email})
            steps.append((page.status_code, page.get("Location", ""), len(mail.outbox)))
            steps += [client.post(CODE, {"code": "AAAAAA"}).status_code for _wrong in range(4)]
        told.append(steps)
    assert told[0] == told[1]
    assert told[0] == told[2]


def test_every_way_to_prove_who_you_are_is_counted_in_the_database(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    """One limiter: allauth's is off, and each of its views that takes a proof stands behind ours."""
    assert (account_settings.RATE_LIMITS, mfa_settings.RATE_LIMITS) == ({}, {})
    takes = (RequestLoginCodeView, ConfirmLoginCodeView, AuthenticateView, LoginWebAuthnView, BaseReauthenticateView)
    shown = [getattr(one.callback, "view_class", None) for one in urlpatterns]
    proving = [one for one in shown if one is not None and issubclass(one, takes)]
    assert len(proving) == 7
    assert [one.__name__ for one in proving if not one.__module__.startswith("brink.")] == []

    def full(*_asked: object) -> None:
        raise TooMany("vol")

    monkeypatch.setattr(views, "check", full)
    request = RequestFactory().post("/", {"code": "000000", "email": "a@voorbeeld.invalid"})
    request.user = world.officer
    for view in (one() for one in proving):
        view.stage = SimpleNamespace(login=SimpleNamespace(user=world.officer))
        act = view.dispatch if type(view).dispatch.__module__ == views.__name__ else view.post
        with pytest.raises(TooMany):
            act(request)


def test_next_stays_inside(client: Client, world: World) -> None:
    for evil in ("//evil.example", "https://evil.example", "\\\\evil.example", "javascript:alert(1)"):
        client.post(f"{LOGIN}?next={evil}", {"email": world.officer.email, "next": evil})
        answer = client.post(CODE, {"code": code_of(mail.outbox[-1]), "next": evil})
        assert answer["Location"] == "/balie/"
        client.post("/account/logout/")


def test_staff_without_a_second_proof_have_no_desk(client: Client, world: World, settings: object) -> None:
    settings.STAFF_MFA = True  # type: ignore[attr-defined]
    come_in(client, world.officer.email)
    answer = client.get("/balie/")
    assert (answer.status_code, answer["Location"]) == (302, "/account/2fa/")
    page = client.get("/account/2fa/")
    assert "Stel eerst een tweede bewijs in." in page.content.decode()
    assert page.wsgi_request.viewer.roles == frozenset()  # type: ignore[attr-defined]


def test_an_app_gives_the_second_proof(client: Client, world: World, settings: object) -> None:
    settings.STAFF_MFA = True  # type: ignore[attr-defined]
    come_in(client, world.officer.email)
    page = client.get("/account/2fa/totp/activate/")
    secret = page.context["form"].secret
    assert secret in page.content.decode()
    answer = client.post("/account/2fa/totp/activate/", {"code": app_code(secret)})
    assert answer["Location"] == "/account/2fa/recovery-codes/"
    stored = Authenticator.objects.get(type="totp")
    assert secret not in str(stored.data)
    # The session that set it up proves it once more; a new one is asked while coming in.
    again = client.get("/balie/")
    assert again["Location"] == "/account/2fa/reauthenticate/?next=%2Fbalie%2F"
    codes = Authenticator.objects.get(type="recovery_codes").wrap().get_unused_codes()
    done = client.post(again["Location"], {"code": codes[0], "next": "/balie/"})
    assert done["Location"] == "/balie/"
    assert client.get("/account/2fa/").wsgi_request.viewer.roles == {(world.body.pk, Role.OFFICER)}  # type: ignore[attr-defined]
    other = Client()
    assert come_in(other, world.officer.email) == "/account/2fa/authenticate/"
    assert "_auth_user_id" not in other.session
    other.post("/account/2fa/authenticate/", {"code": codes[1]})
    assert other.session["_auth_user_id"] == str(world.officer.pk)
    assert Client().post("/account/2fa/authenticate/", {"code": codes[2]})["Location"] == "/account/login/"


def test_guessing_the_second_proof_is_limited(client: Client, world: World, settings: object) -> None:
    come_in(client, world.officer.email)
    secret = client.get("/account/2fa/totp/activate/").context["form"].secret
    client.post("/account/2fa/totp/activate/", {"code": app_code(secret)})
    other = Client()
    come_in(other, world.officer.email)
    answers = [other.post("/account/2fa/authenticate/", {"code": "000000"}).status_code for _ in range(11)]
    assert answers == [200] * 10 + [429]


def test_a_role_that_ends_closes_the_desk_at_once(client: Client, world: World) -> None:
    account, person = make_account(world.body, world.office, Role.OFFICER, "Kort")
    client.force_login(account)
    assert client.get("/account/2fa/").wsgi_request.viewer.roles != frozenset()  # type: ignore[attr-defined]
    person.memberships.update(ends="2020-01-02")
    assert client.get("/account/2fa/").wsgi_request.viewer.roles == frozenset()  # type: ignore[attr-defined]


@pytest.mark.parametrize(
    "address",
    ["login/", "login/code/", "signup/", "inactive/"],
)
def test_pages_before_coming_in(client: Client, address: str) -> None:
    page = client.get(f"/account/{address}", follow=True)
    text = page.content.decode()
    assert page.status_code == 200
    assert text.count("<h1") == 1
    assert 'name="robots" content="noindex"' in text


@pytest.mark.parametrize(
    "address",
    [
        "logout/",
        "2fa/",
        "2fa/totp/activate/",
        "2fa/webauthn/",
        "2fa/webauthn/add/",
        "2fa/totp/deactivate/",
        "2fa/recovery-codes/",
        "2fa/recovery-codes/generate/",
        "2fa/reauthenticate/",
    ],
)
def test_pages_inside_are_ours_and_in_dutch(client: Client, world: World, address: str) -> None:
    come_in(client, world.officer.email)
    if address.split("/")[1] not in ("", "webauthn") and address != "2fa/totp/activate/":
        secret = client.get("/account/2fa/totp/activate/").context["form"].secret
        client.post("/account/2fa/totp/activate/", {"code": app_code(secret)})
        codes = Authenticator.objects.get(type="recovery_codes").wrap().get_unused_codes()
        client.post("/account/2fa/reauthenticate/", {"code": codes[0]})
    page = client.get(f"/account/{address}")
    text = page.content.decode()
    assert page.status_code == 200
    assert 'lang="nl"' in text
    assert text.count("<h1") == 1
    assert not re.search(r"<script(?![^>]*\bsrc=)|\sstyle=|\bAuthenticator\b|Security Key|Recovery", text)


def test_nobody_can_sign_up_or_use_a_password(client: Client) -> None:
    assert "Een account krijgt u van uw beheerder" in client.get("/account/signup/").content.decode()
    client.post("/account/signup/", {"email": "ik@voorbeeld.invalid"})
    assert Account.objects.filter(email="ik@voorbeeld.invalid").count() == 0
    for gone in ("password/reset/", "password/change/", "password/set/", "email/"):
        assert client.get(f"/account/{gone}").status_code == 404
