"""A member, a neighbour and the desk, without script: by reading forms and sending them."""

from django.test import Client
from tests.form_client import read, send

from brink.domain.contributions.models import Contribution
from brink.instruments.dialogue_groups.models import Dissent, GroupProposal
from brink.instruments.dialogue_groups.round_settings import REACTION
from brink.instruments.dialogue_groups.tests.conftest import Village


def test_a_member_writes_for_the_group_and_another_sees_it_otherwise(village: Village) -> None:
    client = Client()
    assert client.get(village.url("lid/groep/"))["Location"] == village.url("lid/")
    wrong = client.post(village.url("lid/"), {"code": "heide lijster brug 4821 0736 K"})
    assert wrong.status_code == 422
    entered = client.post(village.url("lid/"), {"code": village.codes[0].lower()})
    assert entered["Location"] == village.url("lid/groep/")
    assert village.codes[0] not in str(entered.cookies)
    page = client.get(village.url("lid/groep/"))
    assert "U schrijft hier als inwoner 1" in page.content.decode()
    assert page["Cache-Control"] == "private, no-store"
    sent = {
        "key": "sleutel-van-een-voorstel", "title": "Een huiskamer", "what": "Koffie voor iedereen.",
        "effort": "Wij koken.", "line": str(village.line(1).pk), "low_cents": "50.000", "high_cents": "60.000",
    }  # fmt: skip
    kept = client.post(village.url("lid/voorstel/"), {**sent, "low_cents": "", "high_cents": ""})
    assert kept.status_code == 422
    assert "Zonder bedrag is het nog een wens" in kept.content.decode()
    assert "Koffie voor iedereen." in kept.content.decode()
    for _time in range(2):
        assert client.post(village.url("lid/voorstel/"), sent).status_code == 302
    assert GroupProposal.objects.get().high_cents == 6_000_000
    other = Client()
    other.post(village.url("lid/"), {"code": village.codes[2]})
    assert "Een huiskamer" in other.get(village.url("lid/groep/")).content.decode()
    told = {"key": "sleutel-van-wie-anders-ziet", "text": "Liever in het dorpshuis."}
    assert other.post(village.url("lid/voorstel/1/anders/"), told).status_code == 302
    assert Dissent.objects.get().text == "Liever in het dorpshuis."
    stranger = Client()
    stranger.post(village.url("lid/"), {"code": village.codes[3]})
    assert stranger.get(village.url("lid/voorstel/1/anders/")).status_code == 404
    client.post(village.url("lid/klaar/"))
    assert client.get(village.url("lid/groep/"))["Location"] == village.url("lid/")


def test_a_neighbour_reacts_to_a_proposal_and_follows_it(village: Village) -> None:
    village.check(village.propose())
    client = Client()
    page = read(client.get(f"{village.url('reactie/')}?voorstel=1"))
    form = next(one for one in page.forms if one.can_be_sent and "text" in str(one.filled("x")))
    answer = send(client, form, form.filled("Zet er ook een bank bij, dan blijven mensen langer zitten."))
    assert answer.status_code in (200, 302)
    voice = Contribution.objects.get(kind=REACTION)
    assert voice.groups_reaction.proposal.number == 1
    assert "dan blijven mensen langer zitten" in Client().get(village.url("voorstel/1/")).content.decode()
    assert "1 reactie op dit voorstel" in Client().get(village.url()).content.decode()


def test_the_desk_checks_a_proposal_and_prints_the_letter_of_an_invitation(village: Village) -> None:
    village.propose()
    client = Client()
    client.force_login(village.world.officer)
    proposal = GroupProposal.objects.get()
    where = village.url(f"balie/voorstel/{proposal.pk}/toets/")
    sent = {
        "key": "sleutel-van-een-toets", "version": f"{proposal.pk}:1", "fits-3": "ja", "reason-3": "Het is van ons.",
        "fits-4": "nee", "reason-4": "De drempel is te hoog.",
    }  # fmt: skip
    refused = client.post(where, {**sent, "reason-4": ""})
    assert refused.status_code == 422
    assert client.post(where, sent).status_code == 302
    assert GroupProposal.objects.get().fits is False
    assert "De drempel is te hoog." in Client().get(village.url("voorstel/1/")).content.decode()
    letter = client.get(village.url(f"balie/brief/{village.members[0].pk}/")).content.decode()
    assert village.codes[0] in letter
    group = village.members[0].group
    made = client.post(
        village.url(f"balie/groep/{group.pk}/uitnodigen/"),
        {"key": "sleutel-van-een-uitnodiging", "kind": "resident", "name": "Els Wolters"},
    )
    assert "Els Wolters" in client.get(made["Location"]).content.decode()
    assert "Els Wolters" not in Client().get(village.url("groep/1/")).content.decode()
