"""A real conversation travels the whole way, from votes to landed voices."""

from pathlib import Path

import pytest
from django.test import Client

from brink.domain.contributions.models import Contribution
from brink.domain.contributions.services.following import look_up
from brink.domain.processes.models import Process, RoundOutcome
from brink.domain.processes.states import ProcessState, process_state
from brink.foundation import clock
from brink.foundation.errors import BadInput
from brink.site.importing import _body, conversation

pytestmark = pytest.mark.django_db
SETS = {"brexit-consensus": (204, 50), "nz-biodiversity": (536, 314), "vtaiwan-uberx": (1_921, 197)}


@pytest.mark.reference_data
@pytest.mark.parametrize("name", SETS)
def test_a_real_conversation_travels_the_whole_way(name: str, reference_data: Path) -> None:
    people, statements = SETS[name]
    folder = reference_data / "polis" / name
    process, imported = conversation(kind="polis", folder=folder, slug=f"gesprek-{name}", body=_body(""))
    assert 0.95 * people <= imported.people <= people
    assert process_state(process, clock.now()) is ProcessState.ANSWERED
    rows = Contribution.objects.filter(process=process)
    kinds = dict.fromkeys(rows.values_list("kind", flat=True))
    assert set(kinds) == {"session", "statement"}
    assert rows.filter(kind="session").count() == imported.people
    assert rows.filter(kind="statement").count() <= statements
    assert not rows.filter(landed_at=None).exists()
    assert process.landed_count == process.contribution_count == rows.count()
    outcome = RoundOutcome.objects.get(round__process=process).data
    assert outcome["minority"], "every real set has groups"
    assert "Computational Democracy" in Process.objects.get(pk=process.pk).source
    followed = look_up(imported.codes[0])
    assert followed is not None
    client = Client()
    page = client.post("/volg/", {"code": imported.codes[0]}, follow=True)
    assert page.status_code == 200
    assert client.get(f"/processen/{process.slug}/").status_code == 200


def test_a_folder_that_is_not_there_says_so() -> None:
    with pytest.raises(BadInput, match="Noem de map"):
        conversation(kind="polis", folder=Path("/nergens"), slug="x", body=_body(""))


def test_a_broken_row_leaves_nothing_behind(tmp_path: Path) -> None:
    body = _body("")
    (tmp_path / "comments.csv").write_text(
        "timestamp,datetime,comment-id,author-id,agrees,disagrees,moderated,comment-body\n1,x,0,0,1,0,1,Hallo\n"
    )
    (tmp_path / "votes.csv").write_text("timestamp,datetime,comment-id,voter-id,vote\n1,x,0,0,1\n2,x,0,1,ja\n")
    (tmp_path / "summary.csv").write_text("topic,Proef\n")
    with pytest.raises(BadInput, match=r"votes\.csv"):
        conversation(kind="polis", folder=tmp_path, slug="kapot", body=body)
    assert not Process.objects.filter(slug="kapot").exists()
