"""Real conversations (Polis open data, CC BY 4.0): groups where there are groups, none in shuffled votes."""

import csv
import gzip
from pathlib import Path

import numpy as np
import pytest

from brink.methods.opinion import Options, Votes, opinion_map
from brink.methods.opinion.compat import polis_map
from brink.methods.opinion.gate import adjusted_rand
from brink.methods.opinion.predict import prediction
from brink.methods.opinion.shuffling import claimed

# Agreement with the published groups that the closest peer reaches (red-dwarf 0.4.0), and participants.
CONVERSATIONS = {"vtaiwan-uberx": (0.83, 1921), "nz-biodiversity": (0.95, 536), "brexit-consensus": (0.64, 204)}

pytestmark = pytest.mark.reference_data


def load(folder: Path) -> tuple[Votes, np.ndarray, list[int]]:
    """Votes and published groups from the wide file, and the places of the statements that moderators refused."""
    with gzip.open(folder / "participants-votes.csv.gz", "rt", encoding="utf-8", newline="") as stream:
        rows = list(csv.reader(stream))
    cells = [
        (person, statement, int(cell))
        for person, row in enumerate(rows[1:])
        for statement, cell in enumerate(row[6:])
        if cell
    ]
    votes = Votes.from_arrays(*zip(*cells, strict=True), participants=len(rows) - 1, statements=len(rows[0]) - 6)
    with (folder / "comments.csv").open(encoding="utf-8", newline="") as stream:
        refused = {row["comment-id"] for row in csv.DictReader(stream) if int(row["moderated"]) < 0}
    published = np.array([int(row[1]) if row[1] else -1 for row in rows[1:]])
    return votes, published, [place for place, number in enumerate(rows[0][6:]) if number in refused]


@pytest.fixture(params=sorted(CONVERSATIONS))
def conversation(request: pytest.FixtureRequest, reference_data: Path) -> tuple[str, Votes]:
    votes, _published, _refused = load(reference_data / "polis" / request.param)
    return request.param, votes


def test_groups_are_found_and_none_when_shuffled(conversation: tuple[str, Votes]) -> None:
    name, votes = conversation
    assert votes.participants == CONVERSATIONS[name][1]
    result = opinion_map(votes, seed=1)
    assert result.groups is not None
    assert all(group.size >= 5 and group.represents for group in result.groups)
    assert result.slate is not None
    assert result.slate.ejr_plus
    assert claimed(votes, runs=3, seed=1) == 0


@pytest.mark.parametrize("name", sorted(CONVERSATIONS))
def test_the_polis_rules_come_as_close_to_the_published_groups_as_the_peer(name: str, reference_data: Path) -> None:
    votes, published, refused = load(reference_data / "polis" / name)
    found = [polis_map(votes, rejected=refused, seed=seed, options=Options(outputs=False)).labels for seed in (1, 2)]
    assert adjusted_rand(published, found[0]) >= CONVERSATIONS[name][0] - 0.05
    assert np.array_equal(*found)


def test_the_polis_rules_come_as_close_as_the_peer_on_average(reference_data: Path) -> None:
    close = []
    for name in CONVERSATIONS:
        votes, published, refused = load(reference_data / "polis" / name)
        found = polis_map(votes, rejected=refused, seed=1, options=Options(outputs=False)).labels
        close.append(adjusted_rand(published, found))
    assert sum(close) >= sum(peer for peer, _people in CONVERSATIONS.values())


def test_prediction_is_at_least_as_good_as_calibrated_axes(conversation: tuple[str, Votes]) -> None:
    _, votes = conversation
    found = prediction(votes, np.random.default_rng(1))
    assert found is not None
    assert found.log_loss <= found.baseline_log_loss < found.statement_log_loss
