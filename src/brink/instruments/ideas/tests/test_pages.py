"""The pages: from an idea on the web to a list where others read it, and what is refused on the way."""

import html
import re
from datetime import timedelta

import pytest
from django.test import Client
from django.utils.formats import date_format
from tests.builders import World, make_area

from brink.domain.contributions.models import Broker, Contribution, Giver, TrackingCode
from brink.domain.contributions.services import moderating, self_service
from brink.domain.contributions.services.giving import Words
from brink.domain.journal.models import Entry
from brink.domain.journal.services import RESIDENT, Actor
from brink.domain.people.models import Body
from brink.domain.processes.models import Round, Theme
from brink.foundation import clock, codes
from brink.instruments.ideas.models import Idea
from brink.instruments.ideas.services import give_idea
from brink.instruments.ideas.tests.conftest import BASE
from brink.instruments.ideas.tests.giving import comment, form, idea, many_ideas

STAFF = Actor(role="officer")


def code_on(page: str, place: int = 0) -> str:
    """Read the tracking code off a receipt."""
    block = re.findall(r'brink-receipt__code"[^>]*>(.*?)</p>', page, re.S)[place]
    return " ".join(re.sub(r"<[^>]+>", " ", block).split())


def test_an_idea_given_on_the_web_stands_in_the_list(client: Client, round: Round) -> None:
    assert client.get(f"{BASE}nieuw/").status_code == 200
    receipt = client.post(f"{BASE}nieuw/", form(), follow=True).content.decode()
    given = Contribution.objects.get()
    assert TrackingCode.objects.get().code_hash == codes.hash_code(code_on(receipt))
    assert "Maak van de oude school kleine huizen." in client.get(BASE).content.decode()
    assert "Maak van de oude school kleine huizen." in client.get(f"{BASE}{given.pk}/").content.decode()


def test_the_form_shows_the_question_the_room_and_the_promise(client: Client, round: Round) -> None:
    page = client.get(f"{BASE}nieuw/").content.decode()
    for said in (
        "Hoe kunnen mensen in kleine dorpen blijven wonen?",
        "voor wie wij bouwen",
        "Wat wij ermee doen",
        "Wie het leest",
        "leest u wat er met uw woorden is gebeurd",
    ):
        assert said in page
    assert len(page.encode()) < 60_000


def test_the_list_names_the_last_day_and_not_the_midnight_after_it(client: Client, round: Round) -> None:
    last = clock.today() + timedelta(days=9)
    Round.objects.filter(pk=round.pk).update(closes_at=clock.end_of_day(last))
    assert f"U kunt meedoen tot en met {date_format(last, 'l j F')}." in client.get(BASE).content.decode()


def test_every_page_of_ideas_wears_the_name_and_colours_of_its_body(client: Client, round: Round) -> None:
    Body.objects.filter(pk=round.tenant_id).update(theme="gemeente", name="Gemeente Voorbeeld")
    given = idea(round)
    for path in ("", "nieuw/", f"{given.pk}/"):
        page = client.get(f"{BASE}{path}").content.decode()
        assert "ui/brink-gemeente.css" in page, path
        assert re.search(r'brink-logo__sub">\s*Gemeente Voorbeeld\s*<', page), path


def test_a_form_sent_twice_gives_the_same_receipt_and_counts_once(client: Client, round: Round) -> None:
    fields = form()
    first, second = (client.post(f"{BASE}nieuw/", fields, follow=True).content.decode() for _ in range(2))
    assert code_on(first) == code_on(second)
    assert (Contribution.objects.count(), Entry.objects.count()) == (1, 1)


@pytest.mark.parametrize(
    ("fields", "said"),
    [
        ({"text": "  "}, "Schrijf eerst op wat u wilt zeggen."),
        ({"text": "a " * 3000}, "Maak hem korter dan 5.000 tekens."),
        ({"email": "geen adres"}, "Dit is geen e-mailadres."),
        ({"publicity": "named"}, "Vul de naam in die bij de woorden mag staan"),
        ({"place": "6,9034 52,8512"}, "Dit punt ligt niet in Nederland."),
        ({"key": "kort"}, "Dit formulier is niet compleet."),
        ({"on_behalf": "on"}, "Vul uw eigen naam in."),
        ({"on_behalf": "on", "broker_name": "Roelie"}, "Vraag eerst of de ander het goed vindt"),
    ],
)
def test_what_is_wrong_is_said_in_one_sentence_and_nothing_is_stored(
    client: Client, round: Round, fields: dict[str, str], said: str
) -> None:
    answer = client.post(f"{BASE}nieuw/", form(**fields))
    assert answer.status_code == 422
    assert said in answer.content.decode()
    assert (Contribution.objects.count(), Entry.objects.count(), Idea.objects.count()) == (0, 0, 0)


def test_a_hint_asks_once_and_loses_nothing(client: Client, round: Round) -> None:
    fields = form(text="Bel mij op 06 12345678 of vraag mevrouw Jansen.", title="Zo kan het", email="a@voorbeeld.nl")
    page = client.post(f"{BASE}nieuw/", fields, follow=True).content.decode()
    assert "06 12345678" in page
    assert "Vindt die persoon dat goed?" in page
    assert all(words in page for words in ("Zo kan het", "a@voorbeeld.nl", "Bel mij op"))
    assert Contribution.objects.count() == 0
    client.post(f"{BASE}nieuw/", {**fields, "seen": "gezien gelijk"})
    assert Contribution.objects.get().title == "Zo kan het"


@pytest.mark.parametrize(("publicity", "readers"), [
    ("pseudonym", "Iedereen kan het lezen."), ("named", "Iedereen kan het lezen."),
    ("closed", "Alleen de ambtenaren lezen het."),
])  # fmt: skip
def test_a_hint_says_who_will_read_it(client: Client, round: Round, publicity: str, readers: str) -> None:
    """Of what stays off the site nobody is told that everybody reads it: of an idea, and of a comment."""
    beside = f"{BASE}{idea(round, 'Een bus naar het station.').pk}/reactie/"
    chosen = {"publicity": publicity, "public_name": "Jo"}
    for place, more in ((f"{BASE}nieuw/", {}), (beside, {"stance": "for"})):
        page = client.post(place, form(text="Bel 06 12345678 of a@voorbeeld.nl.", **chosen, **more)).content.decode()
        told = [one for one in ("Iedereen kan het lezen.", "Alleen de ambtenaren lezen het.") if f". {one}" in page]
        assert (told, page.count(readers)) == ([readers], 2)


def test_a_look_alike_is_offered_to_support_instead(client: Client, round: Round) -> None:
    first = idea(round, "Maak van de oude school kleine huizen voor jongeren.")
    fields = form(text="De oude school kan huizen voor jongeren worden, kleine huizen.")
    page = client.post(f"{BASE}nieuw/", fields, follow=True).content.decode()
    assert "Bedoelt u dit? Steun dan dit idee" in page
    assert f'action="{BASE}{first.pk}/steun/"' in page
    assert Contribution.objects.count() == 1
    client.post(f"{BASE}nieuw/", {**fields, "seen": "gezien gelijk"})
    assert Contribution.objects.count() == 2


def test_what_differs_is_not_held_up(client: Client, round: Round) -> None:
    idea(round, "Laat de bus ook 's avonds rijden naar het station.")
    client.post(f"{BASE}nieuw/", form())
    assert Contribution.objects.count() == 2


def test_while_typing_look_alikes_come_as_a_piece_of_page(client: Client, round: Round) -> None:
    idea(round, "Maak van de oude school kleine huizen voor jongeren.")
    alike = client.post(f"{BASE}gelijk/", {"text": "kleine huizen voor jongeren in de oude school"}).content.decode()
    assert "Maak van de oude school" in alike
    assert "<html" not in alike
    assert client.post(f"{BASE}gelijk/", {"text": "iets heel anders over de bus"}).content.decode().strip() == ""


def test_on_behalf_of_another_gives_two_codes_and_keeps_the_mediator_apart(client: Client, round: Round) -> None:
    fields = form(on_behalf="on", broker_name="Roelie", broker_email="roelie@voorbeeld.nl", consent_broker="on")
    receipt = client.post(f"{BASE}nieuw/", fields, follow=True).content.decode()
    giver, mediator = code_on(receipt), code_on(receipt, 1)
    stored = dict(TrackingCode.objects.values_list("holder", "code_hash"))
    assert stored == {"giver": codes.hash_code(giver), "broker": codes.hash_code(mediator)}
    assert (Broker.objects.get().public_name, Broker.objects.get().email) == ("Roelie", "roelie@voorbeeld.nl")
    given = Contribution.objects.get()
    assert given.source.consent_broker is True
    assert "Roelie" not in client.get(f"{BASE}{given.pk}/").content.decode()


def test_without_the_tick_nobody_is_a_mediator(client: Client, round: Round) -> None:
    client.post(f"{BASE}nieuw/", form(broker_name="Roelie", broker_email="roelie@voorbeeld.nl"))
    assert (Contribution.objects.count(), Broker.objects.count(), TrackingCode.objects.count()) == (1, 0, 1)


def test_name_and_mail_are_shown_only_as_chosen(client: Client, round: Round) -> None:
    client.post(f"{BASE}nieuw/", form(publicity="pseudonym", public_name="Hendrik", email="hendrik@voorbeeld.nl"))
    given = Contribution.objects.get()
    page = client.get(f"{BASE}{given.pk}/").content.decode()
    assert "Hendrik" not in page
    assert "hendrik@voorbeeld.nl" not in page
    assert Giver.objects.get().email == "hendrik@voorbeeld.nl"


def test_extra_fields_in_a_form_are_ignored(client: Client, round: Round) -> None:
    """Reliability N13."""
    extra = {
        "moderation": "hidden",
        "support_count": "99",
        "tenant": "x",
        "created_at": "2001-01-01",
        "channel": "paper",
    }
    client.post(f"{BASE}nieuw/", form(**extra))
    given = Contribution.objects.get()
    assert (given.moderation, given.support_count, given.tenant_id, given.channel) == (
        "shown", 0, round.tenant_id, "web",
    )  # fmt: skip
    assert given.created_at.year > 2020


@pytest.mark.parametrize(
    "payload", ["<img src=x onerror=alert(1)>", "{{7*7}}{% now 'Y' %}", "</textarea><script>alert(1)</script>"]
)
def test_markup_in_every_text_field_is_shown_as_it_was_typed(client: Client, round: Round, payload: str) -> None:
    """Reliability N01."""
    fields = dict.fromkeys(("text", "title", "place", "public_name", "broker_name", "photo_alt"), payload)
    again = client.post(f"{BASE}nieuw/", form(**fields, publicity="named", on_behalf="on")).content.decode()
    client.post(f"{BASE}nieuw/", form(**fields, publicity="named", on_behalf="on", consent_broker="on"))
    given = Contribution.objects.get()
    comment(round, given, text=payload, publicity="named", public_name=payload)
    pages = [
        again,
        *(client.get(url).content.decode() for url in (BASE, f"{BASE}{given.pk}/", f"{BASE}?zoek={payload}")),
    ]
    for page in pages:
        assert html.escape(payload) in page
        assert payload not in page.replace(html.escape(payload), "") or payload == html.escape(payload)


def test_filters_that_are_not_on_offer_are_ignored(client: Client, round: Round) -> None:
    """Reliability N14 and N03: other people's attributes cannot be asked about."""
    idea(round, email="hendrik@voorbeeld.nl")
    plain = client.get(BASE).content.decode()
    for query in (
        "giver__email__startswith=h",
        "volgorde=giver__email",
        "onderwerp=x",
        "plaats=x",
        "pagina=999999999999",
        "pagina=-1",
    ):
        page = client.get(f"{BASE}?{query}")
        assert page.status_code == 200
        assert page.content.decode().count("brink-listing__title") == plain.count("brink-listing__title")
    # The sign NUL is no text; the whole site refuses it in one sentence (N15).
    assert client.get(f"{BASE}?zoek=%00'").status_code == 400


def test_search_filter_and_order(client: Client, world: World, round: Round) -> None:
    other = Theme.objects.create(slug="vervoer", name="Vervoer")
    round.process.themes.add(other)
    far = make_area("Verweg", "village", world.province)
    idea(round, "Een bus naar het station.", theme=other, area=world.village)
    idea(round, "Een huis voor jongeren.", theme=world.theme, area=far)

    def titles(query: str) -> list[str]:
        page = client.get(f"{BASE}?{query}").content.decode()
        return re.findall(r'brink-listing__title">\s*<a[^>]*>\s*([^<]+?)\s*<', page)

    assert titles("zoek=BUS+station") == ["Een bus naar het station."]
    assert titles("zoek=zeppelin") == []
    assert titles("onderwerp=vervoer") == ["Een bus naar het station."]
    assert titles("plaats=verweg") == ["Een huis voor jongeren."]
    assert titles("volgorde=nieuw") == ["Een huis voor jongeren.", "Een bus naar het station."]


def test_the_order_by_support_follows_what_is_shown_and_nothing_more(client: Client, round: Round) -> None:
    """Reliability N28: the live count must not leak through the order."""
    rows = many_ideas(round, 3)
    for row, live, shown in zip(rows, (9, 30, 12), (0, 20, 12), strict=True):
        Contribution.objects.filter(pk=row.pk).update(support_count=live)
        Idea.objects.filter(contribution=row).update(support_shown=shown)
    page = client.get(f"{BASE}?volgorde=steun").content.decode()
    order = [page.index(str(row.pk)) for row in (rows[1], rows[2], rows[0])]
    assert order == sorted(order)
    assert "20 mensen steunen dit" in page
    assert "30" not in re.findall(r"(\d+) mensen steunen", page)
    assert "9" not in re.findall(r"(\d+) mensen steunen", page)


def test_twenty_to_a_page(client: Client, round: Round) -> None:
    many_ideas(round, 45)
    counts = [
        client.get(f"{BASE}?pagina={number}").content.decode().count("brink-listing__title") for number in (1, 2, 3)
    ]
    assert counts == [20, 20, 5]


@pytest.mark.parametrize("gone", ["hidden", "waiting", "withdrawn", "closed"])
def test_what_is_not_public_is_nowhere(client: Client, round: Round, gone: str) -> None:
    words = Words(kind="idea", text="Kanarie fluit zacht in het veen.", title="Kanarie")
    receipt = give_idea(round=round, words=words, actor=RESIDENT, key=None)
    given = receipt.contribution
    if gone == "hidden":
        moderating.hide(contribution=given, reason="Dit is reclame.", actor=STAFF)
    elif gone == "withdrawn":
        self_service.withdraw(contribution=given, code=receipt.code)
    else:
        field = {"waiting": {"moderation": "waiting"}, "closed": {"publicity": "closed"}}[gone]
        Contribution.objects.filter(pk=given.pk).update(**field)
    assert client.get(f"{BASE}{given.pk}/").status_code == 404
    assert client.get(f"{BASE}{given.pk}/foto/640.jpg").status_code == 404
    for url in (BASE, f"{BASE}?zoek=kanarie", "/processen/wonen/"):
        assert "fluit zacht" not in client.get(url).content.decode()
    alike = client.post(f"{BASE}gelijk/", {"text": "Kanarie fluit zacht in het veen."})
    assert "fluit" not in alike.content.decode()


def test_the_list_says_how_many_were_hidden(client: Client, round: Round) -> None:
    moderating.hide(contribution=idea(round), reason="Dit is reclame.", actor=STAFF)
    assert "1 idee is verborgen door een moderator." in client.get(BASE).content.decode()


def test_a_hidden_idea_has_the_same_answer_as_none_at_all(client: Client, round: Round) -> None:
    given = idea(round)
    Contribution.objects.filter(pk=given.pk).update(moderation="hidden")
    pages = []
    for name in (str(given.pk), "01890000-0000-7000-8000-000000000000"):
        page = client.get(f"{BASE}{name}/").content.decode().replace(name, "")
        pages.append(re.sub(r'csrfmiddlewaretoken" value="[^"]+"', "", page))
    assert pages[0] == pages[1]


def test_after_closing_everything_can_be_read_and_nothing_given(client: Client, round: Round) -> None:
    given = idea(round)
    past = clock.now() - timedelta(seconds=1)
    Round.objects.filter(pk=round.pk).update(closes_at=past)
    assert "U kunt geen idee meer geven" in client.get(f"{BASE}nieuw/").content.decode()
    answer = client.post(f"{BASE}nieuw/", form(text="Een heel ander idee over bussen."))
    assert "Deze ronde is niet open." in answer.content.decode()
    page = client.get(f"{BASE}{given.pk}/").content.decode()
    assert '<form method="post" action="/processen' not in page
    refused = client.post(f"{BASE}{given.pk}/reactie/", form(stance="for"))
    assert "Deze ronde is niet open." in refused.content.decode()
    assert Contribution.objects.count() == 1


def test_comments_stand_side_by_side_with_codes_of_their_own(client: Client, round: Round) -> None:
    given = idea(round)
    sent = form(text="Te duur.", stance="against")
    receipt = client.post(f"{BASE}{given.pk}/reactie/", sent, follow=True).content.decode()
    said = Contribution.objects.get(kind="comment")
    assert said.parent_id == given.pk
    assert TrackingCode.objects.get(contribution=said).code_hash == codes.hash_code(code_on(receipt))
    page = client.get(f"{BASE}{given.pk}/").content.decode()
    assert "Voor (0)" in page
    assert "Tegen (1)" in page
    assert "Te duur." in page


def test_a_comment_needs_a_side(client: Client, round: Round) -> None:
    given = idea(round)
    answer = client.post(f"{BASE}{given.pk}/reactie/", form(text="Tja.", stance="maybe"))
    assert answer.status_code == 422
    assert Contribution.objects.filter(kind="comment").count() == 0


def test_nobody_answers_what_is_hidden(client: Client, round: Round) -> None:
    """Reliability N27."""
    given = idea(round)
    moderating.hide(contribution=given, reason="Dit is reclame.", actor=STAFF)
    assert client.post(f"{BASE}{given.pk}/reactie/", form(stance="for")).status_code == 404
    assert client.post(f"{BASE}{given.pk}/steun/", {**form(), "wanted": "ja"}).status_code == 404


def test_moderation_before_holds_words_back(client: Client, round: Round) -> None:
    Round.objects.filter(pk=round.pk).update(settings={"moderation": "before"})
    receipt = client.post(f"{BASE}nieuw/", form(), follow=True).content.decode()
    assert "Eerst kijkt een moderator." in receipt
    assert Contribution.objects.get().moderation == "waiting"
    assert "oude school" not in client.get(BASE).content.decode()


def test_what_a_round_does_not_offer_is_refused(client: Client, round: Round) -> None:
    given = idea(round)
    Round.objects.filter(pk=round.pk).update(settings={"comments": False, "support": False, "photos": False})
    page = client.get(f"{BASE}{given.pk}/").content.decode()
    assert "Ik steun dit idee" not in page
    assert 'id="reacties"' not in page
    assert client.post(f"{BASE}{given.pk}/steun/", {**form(), "wanted": "ja"}).status_code == 409
    client.post(f"{BASE}{given.pk}/reactie/", form(stance="for"))
    assert Contribution.objects.count() == 1
    assert 'name="photo"' not in client.get(f"{BASE}nieuw/").content.decode()


def test_a_round_of_another_instrument_or_one_not_released_is_not_found(
    client: Client, world: World, round: Round
) -> None:
    Round.objects.filter(pk=round.pk).update(opened_at=None)
    assert client.get(BASE).status_code == 404
    Round.objects.filter(pk=round.pk).update(opened_at=clock.now(), instrument="dialogue")
    assert client.get(BASE).status_code == 404


def test_an_idea_hidden_a_moment_ago_is_offered_to_nobody(client: Client, round: Round) -> None:
    given = idea(round, "Maak van de oude school kleine huizen voor jongeren.")
    ask = {"text": "kleine huizen voor jongeren in de oude school"}
    assert "Maak van de oude school" in client.post(f"{BASE}gelijk/", ask).content.decode()
    moderating.hide(contribution=given, reason="Dit is reclame.", actor=STAFF)
    assert client.post(f"{BASE}gelijk/", ask).content.decode().strip() == ""


def test_the_list_is_taken_along_as_the_filter_shows_it_without_names(client: Client, round: Round) -> None:
    for text in ("Een bus naar Sleen.", "Een bank bij de vijver."):
        words = Words(kind="idea", text=text, public_name="Jan de Vries")
        give_idea(round=round, words=words, actor=RESIDENT, key=None)
    hidden = give_idea(round=round, words=Words(kind="idea", text="Een bus, scheldwoord."), actor=RESIDENT, key=None)
    moderating.hide(contribution=hidden.contribution, reason="Scheldwoorden.", actor=STAFF)
    page = client.get(BASE, {"zoek": "bus"}).content.decode()
    for kind in ("csv", "ods", "xlsx"):
        link = re.search(rf'href="(\?[^"]*als={kind}[^"]*)"', page)
        assert link is not None
        answer = client.get(BASE + html.unescape(link[1]))
        assert answer["Content-Disposition"] == f'attachment; filename="ideeen.{kind}"'
    told = client.get(BASE, {"zoek": "bus", "als": "csv"}).content.decode()
    assert "Een bus naar Sleen." in told
    for away in ("bank", "scheldwoord", "Jan de Vries"):
        assert away not in told
    assert client.get(BASE, {"als": "csv"}).content.decode().count("\n") == 3
