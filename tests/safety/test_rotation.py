"""Rotation makes nothing unknown: whatever was written, found, signed or encrypted under an old key still is.

Class: a keyed hash, a ciphertext, a signature or a signed text that only the newest key reads. The members are drawn
from registers: each purpose that a keyed hash was declared for (`crypto.HASHED`), each encrypted column.
"""

import json
import re
from collections.abc import Callable, Iterator
from dataclasses import replace
from importlib import import_module
from pathlib import Path
from pkgutil import walk_packages
from typing import Any
from unittest.mock import patch

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import TOTP
from allauth.mfa.utils import decrypt
from django.apps import apps
from django.core import signing
from django.db import connection
from django.test import Client

import brink
from brink.domain.contributions.models import Contribution, Giver, TrackingCode
from brink.domain.contributions.services import (
    admitting,
    code_recovery,
    following,
    landing,
    reaching_givers,
    replying,
    self_service,
)
from brink.domain.contributions.services.admitting import Proof
from brink.domain.contributions.services.answers import AnswerDraft
from brink.domain.contributions.services.giving import Words, give
from brink.domain.following.services import ask_to_follow
from brink.domain.gatherings.services import Comer, sign_up
from brink.domain.gatherings.tests.gathering_facts import make_gathering
from brink.domain.journal.models import Entry
from brink.domain.journal.queries import export_lines, export_manifest, receipt_of
from brink.domain.journal.sealing import seal
from brink.domain.journal.services import RESIDENT, Actor, fingerprint
from brink.domain.notifications.code_mail import mail_codes
from brink.domain.notifications.unsubscribing import SALT, stop_address
from brink.domain.participation.sessions import FilledSession
from brink.domain.people.models import Account
from brink.domain.places.coordinates import Coordinates
from brink.domain.reports.services import Notice, report
from brink.foundation import clock, codes
from brink.foundation.crypto import FOUND, HASHED, EncryptedTextField, keyed_hash
from brink.foundation.errors import BadInput, KeyReused, NotNow
from brink.foundation.ids import uuid7
from brink.foundation.search.finding import personal_matches
from brink.instruments.dialogue.models import Session, Vote
from brink.instruments.dialogue.tests.conftest import make_village
from brink.instruments.ideas.models import Support
from brink.instruments.ideas.services import set_support
from brink.instruments.petition.services.supporting import declare
from brink.instruments.petition.tests import making as petitions
from brink.methods.files import verify_command
from brink.site.commands import main
from brink.site.keyring import keys_of
from tests.builders import make_process, make_round, make_world
from tests.safety.folders import modules

pytestmark = pytest.mark.django_db
KEY = "k" * 22
STAFF = Actor(role="officer")
Rotate = Callable[[], None]
MAIL = "fatima@voorbeeld.invalid"


@pytest.fixture
def rotate(settings: Any, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Rotate:
    """Rotate the keys by the command, and read them anew as a site does that starts again."""
    settings.DATA_DIR, settings.GIVEN_KEYS = tmp_path, {}

    def run() -> None:
        assert main(["keys", "rotate"]) == 0
        settings.KEYS = keys_of(tmp_path, given={})
        settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS = settings.KEYS["session"]
        settings.LOOKUP_KEYS = settings.KEYS["lookup"]
        settings.ENCRYPTION_KEYS = settings.KEYS["encryption"]
        settings.SIGNING_KEYS = settings.KEYS["signing"]

    return run


def words(text: str = "Een bus.", **fields: Any) -> Words:
    return Words(kind="idea", text=text, email=MAIL, **fields)


# One scenario for each purpose that is to be found again: what was done before the rotation is there after it.


def a_code_leads_to_its_words(rotate: Rotate) -> None:
    round = make_round(make_process(make_world()), "ideas")
    given = give(round=round, words=words(), actor=RESIDENT, key=None)
    rotate()
    followed = following.look_up(given.code)
    assert followed is not None
    assert [one.pk for one in followed.contributions] == [given.contribution.pk]
    client = Client()
    assert client.post("/volg/", {"code": given.code}).status_code == 302
    assert "Een bus." in client.get("/volg/pad/").content.decode()
    with pytest.raises(BadInput, match="al gebruikt"):
        give(round=round, words=Words(kind="idea", channel="paper", text="Weer."), actor=RESIDENT, key=None,
             printed_code=given.code)  # fmt: skip
    self_service.withdraw(contribution=given.contribution, code=given.code)


def a_form_sent_again_shows_the_same_codes(rotate: Rotate) -> None:
    round = make_round(make_process(make_world()), "ideas")
    said = words(broker_name="Jan", broker_email="jan@voorbeeld.invalid", consent_broker=True)
    first = give(round=round, words=said, actor=RESIDENT, key=KEY)
    rotate()
    again = give(round=round, words=said, actor=RESIDENT, key=KEY)
    assert (again.code, again.broker_code, again.repeated) == (first.code, first.broker_code, True)
    assert TrackingCode.objects.count() == 2


def a_form_sent_again_is_a_repetition(rotate: Rotate) -> None:
    round = make_round(make_process(make_world()), "ideas")
    first = give(round=round, words=words(), actor=RESIDENT, key=KEY)
    hashed = keyed_hash("idea support", "toestel")
    set_support(idea=first.contribution, supporter=hashed, wanted=True, actor=RESIDENT, key="s" * 22)
    rotate()
    assert give(round=round, words=words(), actor=RESIDENT, key=KEY).repeated
    with pytest.raises(KeyReused):
        give(round=round, words=words("Iets anders."), actor=RESIDENT, key=KEY)
    # A request that itself holds a hash.
    hashed = keyed_hash("idea support", "toestel")
    assert not set_support(idea=first.contribution, supporter=hashed, wanted=True, actor=RESIDENT, key="s" * 22)
    assert Support.objects.count() == Entry.objects.filter(kind="idea.supported").count() == 1


def hidden(client: Client, url: str) -> dict[str, str]:
    page = client.get(url).content.decode()
    return dict(re.findall(r'<input type="hidden" name="(key|stelling)" value="([^"]+)">', page))


def a_device_goes_on_with_its_session(rotate: Rotate) -> None:
    village, client = make_village(), Client()
    for _answer in range(2):
        assert client.post(village.url(), {**hidden(client, village.url()), "stem": "agree"}).status_code == 302
    rotate()
    assert "3 van 6" in client.get(village.url()).content.decode()
    assert client.post(village.url(), {**hidden(client, village.url()), "stem": "agree"}).status_code == 302
    assert (Session.objects.count(), Contribution.objects.count(), Vote.objects.count()) == (1, 1, 3)
    assert following.look_up(" ".join(code_on(client.get(village.url("klaar/")).content.decode()))) is not None


def code_on(html: str) -> tuple[str, ...]:
    span = r"<span>([a-z]+) </span><span>([a-z]+) </span><span>([a-z]+) </span><span>(\d{4}) (\d{4}) ([A-Z])</span>"
    found = re.search(span, html)
    assert found is not None
    return found.groups()


def a_first_answer_sent_again_makes_no_second_participant(rotate: Rotate) -> None:
    village = make_village()
    fields = {**hidden(Client(), village.url()), "stem": "agree"}
    assert Client().post(village.url(), fields).status_code == 302
    rotate()
    # The first answer of the server was lost: no cookie came.
    assert Client().post(village.url(), fields).status_code == 302
    assert (Session.objects.count(), Vote.objects.count()) == (1, 1)


def a_device_still_stops_its_support(rotate: Rotate) -> None:
    process = make_process(make_world())
    round = make_round(process, "ideas")
    first, second = (give(round=round, words=words(f"Bus {n}."), actor=RESIDENT, key=None) for n in range(2))
    client, page = Client(), f"/processen/{process.slug}/{round.slug}/ideeen/"
    client.post(f"{page}{first.contribution.pk}/steun/", {"key": KEY, "wanted": "ja"})
    rotate()
    assert "U steunt dit idee." in client.get(f"{page}{first.contribution.pk}/").content.decode()
    # The tally counts devices: this one stays one.
    client.post(f"{page}{second.contribution.pk}/steun/", {"key": "l" * 22, "wanted": "ja"})
    assert Support.objects.values("supporter").distinct().count() == 1
    client.post(f"{page}{first.contribution.pk}/steun/", {"key": "m" * 22, "wanted": "nee"})
    assert [one.contribution_id for one in Support.objects.all()] == [second.contribution.pk]


@pytest.mark.django_db
def test_a_support_sent_again_counts_once(rotate: Rotate) -> None:
    process = make_process(make_world())
    round = make_round(process, "ideas")
    idea = give(round=round, words=words(), actor=RESIDENT, key=None).contribution
    page = f"/processen/{process.slug}/{round.slug}/ideeen/{idea.pk}/"
    Client().post(f"{page}steun/", {"key": KEY, "wanted": "ja"})
    rotate()
    late = Client()
    assert late.post(f"{page}steun/", {"key": KEY, "wanted": "ja"}).status_code == 302
    assert Support.objects.count() == 1
    assert "U steunt dit idee." in late.get(page).content.decode()


def a_session_of_any_instrument_goes_on(rotate: Rotate) -> None:
    """As of an instrument that names no purposes of its own."""
    own = {"PURPOSE": FilledSession.PURPOSE, "ACT": FilledSession.ACT}
    with patch.multiple(Session, **own):
        a_device_goes_on_with_its_session(rotate)


def a_device_is_known_by_any_thing(rotate: Rotate) -> None:
    with patch("brink.instruments.ideas.views.SUPPORT", "device of"):
        a_device_still_stops_its_support(rotate)


def a_wish_for_a_new_code_is_answered(rotate: Rotate) -> None:
    round = make_round(make_process(make_world()), "ideas")
    given = give(round=round, words=words(), actor=RESIDENT, key=None)
    code_recovery.ask_new(email=MAIL, language="nl", source="1")
    rotate()
    assert mail_codes() == 1
    assert following.look_up(given.code) is None


def a_giver_is_found_by_their_address(rotate: Rotate) -> None:
    round = make_round(make_process(make_world()), "ideas")
    given = give(round=round, words=words(), actor=RESIDENT, key=None)
    rotate()
    assert Contribution.objects.filter(personal_matches(MAIL)).get() == given.contribution
    assert not Contribution.objects.filter(personal_matches(f"x{MAIL}")).exists()


def a_way_in_goes_on_and_counts_once(rotate: Rotate) -> None:
    round = make_round(make_process(make_world()), "ideas", assurance="confirmed")
    first = admitting.join(round=round, token="t" * 32, proof=Proof(MAIL))
    admitting.confirm(admission=first)
    rotate()
    assert admitting.admission_of(round, "t" * 32) == first
    again = admitting.join(round=round, token="u" * 32, proof=Proof(MAIL))
    with pytest.raises(NotNow, match="doet al iemand mee"):
        admitting.confirm(admission=again)


SCENARIOS: dict[str, Callable[[Rotate], None]] = {
    "tracking code": a_code_leads_to_its_words,
    "brink tracking code": a_form_sent_again_shows_the_same_codes,
    "fingerprint": a_form_sent_again_is_a_repetition,
    "dialogue participant": a_device_goes_on_with_its_session,
    "dialogue session": a_device_goes_on_with_its_session,
    "participant": a_session_of_any_instrument_goes_on,
    "session of participant": a_session_of_any_instrument_goes_on,
    "device of": a_device_is_known_by_any_thing,
    "device token": a_first_answer_sent_again_makes_no_second_participant,
    "address of a lost code": a_wish_for_a_new_code_is_answered,
    "admission of device": a_way_in_goes_on_and_counts_once,
    "admission of mail": a_way_in_goes_on_and_counts_once,
    "search for a giver": a_giver_is_found_by_their_address,
    "idea support": a_device_still_stops_its_support,
}
# A folder with purposes of its own brings their scenarios.
for _app in modules("rotation"):
    SCENARIOS |= _app.SCENARIOS


def test_every_purpose_of_a_hash_has_its_scenario_or_its_reason() -> None:
    """A new use of a keyed hash stands in no scenario and fails here: decide how it is found after a rotation."""
    for _module in walk_packages(brink.__path__, "brink."):
        if ".tests" not in _module.name and ".methods" not in _module.name and "migrations" not in _module.name:
            import_module(_module.name)
    assert {name for name, after in HASHED.items() if after == FOUND} == set(SCENARIOS)
    assert all(len(after.split()) > 5 for after in HASHED.values() if after != FOUND)
    with pytest.raises(LookupError):
        keyed_hash("something nobody thought of", "x")


@pytest.mark.parametrize("times", [1, 3])
@pytest.mark.parametrize("purpose", SCENARIOS)
def test_what_was_written_under_an_old_key_is_found(purpose: str, times: int, rotate: Rotate) -> None:
    def several() -> None:
        for _time in range(times):
            rotate()

    SCENARIOS[purpose](several)


def test_codes_that_wait_to_be_printed_stay_what_was_made(rotate: Rotate) -> None:
    """Invitations and letters: what is printed after a rotation opens what was made before it."""
    world = make_world()
    process = make_process(world)
    round = make_round(process, "ideas", assurance="invited")
    run = admitting.invite(round=round, count=2, actor=STAFF)
    open_round = make_round(process, "ideas", number=2)
    written = words(name="Roelfien", address="Brink 1")
    voice = give(round=open_round, words=replace(written, email=""), actor=RESIDENT, key=None).contribution
    landing.land(process=process, draft=AnswerDraft("outside", "Dat mag niet."), contributions=[voice], actor=STAFF)
    replying.send(process=process, actor=STAFF)
    letters = reaching_givers.make_letters(process=process, voices=[voice.pk], officer=world.officer, actor=STAFF)
    rotate()
    (_first, code), _second = admitting.codes_of(run)
    assert admitting.join(round=round, token="t" * 32, proof=Proof(code)).claimed_at is not None
    followed = following.look_up(reaching_givers.letter_codes(letters)[voice.pk])
    assert followed is not None
    assert [one.pk for one in followed.contributions] == [voice.pk]


def test_nothing_takes_the_secret_of_sessions_for_something_else() -> None:
    """Or it would be rotated by nobody: keys are asked of `crypto`, and settings name them in one place."""
    source = Path(__file__).parents[2] / "src" / "brink"
    names = re.compile(r"\b(SECRET_KEY|(LOOKUP|ENCRYPTION|SIGNING)_KEYS)\b")
    files = [path for path in source.rglob("*.py") if "tests" not in path.parts]
    asking = {str(path.relative_to(source)) for path in files if names.search(path.read_text("utf-8"))}
    assert asking == {"site/settings.py", "foundation/crypto.py"}


def stored(model: Any, field: str) -> list[str]:
    """Return a column as it lies in the database."""
    with connection.cursor() as cursor:
        cursor.execute(f'SELECT "{field}" FROM "{model._meta.db_table}"')  # noqa: S608  names of our own tables
        return [row[0] for row in cursor.fetchall()]


def test_a_giver_is_read_before_and_after_encrypting_again(rotate: Rotate, settings: Any) -> None:
    world = make_world()
    round = make_round(make_process(world), "ideas")
    said = words(name="Fatima", phone="0592 123456", address="Dorpsstraat 1", broker_name="Jan", consent_broker=True,
                 broker_email="jan@voorbeeld.invalid")  # fmt: skip
    given = give(round=round, words=said, actor=RESIDENT, key=None)
    pointed = words(point=Coordinates(52.9, 6.6))
    give(round=round, words=pointed, actor=RESIDENT, key=None)
    own = {"contribution": given.contribution, "code": given.code, "email": MAIL}
    code_recovery.mail_code(**own, language="nl", key=None)
    notice = Notice("hurts", "Niet aardig.", name="Klaas", email="klaas@voorbeeld.invalid")
    report(contribution=given.contribution, notice=notice, actor=RESIDENT, key=None)
    process = given.contribution.process
    mailed = make_round(process, "ideas", number=2, assurance="confirmed")
    admitting.join(round=mailed, token="t" * 32, proof=Proof(MAIL))
    checked = make_round(process, "ideas", number=3, assurance="checked")
    admitting.join(round=checked, token="t" * 32, proof=Proof("Fatima", "0592 123456"))
    ask_to_follow(tenant=process.tenant, process=process, email=MAIL, language="nl", key=None)
    comer = Comer(2, "Fatima", MAIL, "0592 123456", "Een ringleiding")
    sign_up(gathering=make_gathering(process), comer=comer)
    signed = make_round(process, "petition", number=4, settings={"mail": True})
    declare(round=signed, said=petitions.person(1, email=MAIL), key=None)
    for app in modules("rotation"):
        if hasattr(app, "write_encrypted"):
            app.write_encrypted(world)
    TOTP.activate(Account.objects.create_user("chef@voorbeeld.invalid"), "JBSWY3DPEHPK3PXP")
    rotate()
    row = Giver.objects.get(contribution=given.contribution)
    assert (row.name, row.email, row.phone, row.address) == ("Fatima", MAIL, "0592 123456", "Dorpsstraat 1")
    assert main(["keys", "reencrypt"]) == 0
    # Only now may the old key go.
    settings.ENCRYPTION_KEYS = settings.ENCRYPTION_KEYS[:1]
    columns = [
        (model, field.name)
        for model in apps.get_models()
        for field in model._meta.local_concrete_fields
        if isinstance(field, EncryptedTextField)
    ]
    assert len(columns) >= 5
    for model, name in columns:
        read = list(model._default_manager.values_list(name, flat=True))
        assert any(read), f"{model.__name__}.{name} has nothing to encrypt again: add it to this test"
        assert not set(filter(None, read)) & set(stored(model, name))
    assert decrypt(Authenticator.objects.get().data["secret"]) == "JBSWY3DPEHPK3PXP"


def test_an_old_export_receipt_and_key_still_verify(rotate: Rotate, tmp_path: Path, capsys: Any) -> None:
    round = make_round(make_process(make_world()), "ideas")
    give(round=round, words=words(), actor=RESIDENT, key=None)
    seal()
    before, after, tenant = tmp_path / "before", tmp_path / "after", round.tenant_id
    entry = Entry.objects.filter(tenant_id=tenant).first()
    assert entry is not None
    (tmp_path / "receipt").write_text(receipt_of(entry))
    old = export(before, tenant)
    rotate()
    give(round=round, words=words("Een brug."), actor=RESIDENT, key=None)
    seal()
    new = export(after, tenant)
    assert (len(new), new[1:]) == (len(old) + 1, old)
    for arguments in (
        [str(before)],
        [str(tmp_path / "receipt"), "--against", str(after)],
        [str(after), "--against", str(before)],
        # Whoever wrote down the old key checks with it, and whoever comes new with the new one.
        [str(after), "--key", old[0], "--key", new[0]],
    ):
        assert verify_command.main(arguments) == 0, arguments
        assert "Geldig" in capsys.readouterr().out
    assert verify_command.main([str(before), "--key", new[0]]) == 1


def export(folder: Path, tenant: Any) -> list[str]:
    """Write an export and return its public keys."""
    folder.mkdir()
    (folder / "manifest.json").write_text(export_manifest(tenant))
    (folder / "journal.jsonl").write_text("".join(export_lines(tenant)))
    return list(json.loads(export_manifest(tenant))["keys"])


def test_who_is_inside_stays_inside_and_signed_links_stay_good(rotate: Rotate) -> None:
    account = make_world().officer
    client = Client()
    client.force_login(account)
    assert client.get("/balie/").status_code == 200
    batch = uuid7()
    token = stop_address(batch).rstrip("/").rsplit("/", 1)[1]
    rotate()
    assert client.get("/balie/").status_code == 200
    # Once more: Django renews the session's own proof at the first look.
    rotate()
    assert client.get("/balie/").status_code == 200
    assert signing.loads(token, salt=SALT) == str(batch)


def test_a_held_code_and_a_receipt_survive_the_rotation(rotate: Rotate) -> None:
    round = make_round(make_process(make_world()), "ideas")
    given = give(round=round, words=words(), actor=RESIDENT, key=None)
    client = Client()
    client.post("/volg/", {"code": given.code})
    rotate()
    assert "Een bus." in client.get("/volg/pad/").content.decode()


def test_without_the_old_key_a_code_is_unknown(rotate: Rotate, settings: Any) -> None:
    """That the tests above can fail: it is the older keys that make them pass."""
    round = make_round(make_process(make_world()), "ideas")
    given = give(round=round, words=words(), actor=RESIDENT, key=None)
    rotate()
    settings.LOOKUP_KEYS = settings.LOOKUP_KEYS[:1]
    assert following.look_up(given.code) is None
    assert codes.hash_code(given.code) != TrackingCode.objects.get().code_hash
    assert fingerprint({"a": 1}) not in keyed_hash("fingerprint", "x").every


@pytest.fixture(autouse=True)
def _still() -> Iterator[None]:
    with clock.frozen(clock.now()):
        yield
