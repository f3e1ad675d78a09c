"""The record of a budget outcome: a folder from which a stranger recomputes the winners.

election.pb   the ballots, sorted and numbered anew, nothing else about voters; other tools read it too
rule.json     the rule, the order at ties with the seed of its lot, the budget lines
result.json   the winners in order, the start amount that counted, what the next step would cost
LEESMIJ.txt   how to recompute
manifest.json the SHA-256 of each; its own SHA-256 is what to publish on paper
"""

from __future__ import annotations

import os
import shutil
import tempfile
from collections.abc import Mapping, Sequence
from gettext import gettext as _
from pathlib import Path
from typing import Any

from brink.methods.budgeting import BudgetLine, Outcome

from .budget_checking import budget_manifest
from .commitments import json_line
from .pabulib import PbFile, pb_of
from .terminal import BadInput

# Facts of META that follow from the record itself, or that say how another tool counted.
_OURS = ("num_projects", "num_votes", "budget", "vote_type", "rule")
_README = """Dit is het dossier van een buurtbudget. Hiermee rekent u de winnaars na.

1. Met Brink, of met het losse narekenprogramma (alleen Python nodig):
       brink verify DEZE-MAP
2. Met de rekenhulp van equalshares (vrije software, JavaScript). Laad election.pb.
   Kies nutsmaat 'cost', dezelfde aanvulling als in rule.json, en bij gelijke stand:
   eerst laagste kosten, dan meeste stemmen. Reken met breuken (fractions).
   Die hulp kent alleen goedkeuringsstemmen, geen punten, geen budgetregels en geen
   gratis projecten. add1-exhaustive heet daar 'exhaustive'.

De stemmen staan op volgorde van hun inhoud. De nummers van kiezers zijn nieuw.
De volgorde bij gelijke stand: laagste kosten, dan meeste stemmen, dan meeste punten,
dan het lot: de laagste SHA-256 van "seed:project_id", met seed uit rule.json.
"""


def record_files(
    poll: PbFile, outcome: Outcome, lines: Sequence[BudgetLine], method: Mapping[str, Any]
) -> dict[str, bytes]:
    """All files of the record, by name."""
    election, rule, names = poll.election, outcome.rule, poll.election.names
    titles = poll.cells("name") if "name" in poll.columns else None
    meta = [(key, value) for key, value in poll.meta.items() if key not in _OURS]
    told = {
        "rule": rule.name,
        "utility": rule.utility,
        "completion": rule.completion,
        "seed": rule.seed,
        "tie_order": [names[project] for project in outcome.order],
        "lines": [
            {
                "name": line.name,
                "floor": line.floor,
                "ceiling": line.ceiling,
                "projects": [names[project] for project in sorted(line.projects)],
            }
            for line in lines
        ],
        "ballots": poll.vote_type,
        "method": {key: method[key] for key in ("name", "version")},
    }
    result = {
        "winners": [names[project] for project in outcome.winners],
        "by_equal_shares": [names[project] for project in outcome.winners[: outcome.by_shares]],
        "steps": outcome.steps,
        "next_step_cost": outcome.overspends,
        "cost": outcome.cost(election),
        "unit": election.unit,
    }
    files = {
        "LEESMIJ.txt": _README.encode(),
        "election.pb": pb_of(election, poll.vote_type, meta, titles).encode(),
        "result.json": json_line(result),
        "rule.json": json_line(told),
    }
    return files | {"manifest.json": budget_manifest(files)}


def check_folder(folder: Path) -> None:
    """Complain early about a folder that cannot be written or holds something."""
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        raise BadInput(folder, None, _("Hier staat al iets. Geef een nieuwe map."))
    if not folder.parent.is_dir():
        raise BadInput(folder, None, _("De map waarin dit moet komen bestaat niet. Maak die eerst."))


def write_folder(folder: Path, files: Mapping[str, bytes]) -> None:
    """Write all files into a new folder, or none."""
    draft = None
    try:
        draft = Path(tempfile.mkdtemp(prefix=f".{folder.name}.", dir=folder.parent))
        for name, content in files.items():
            (draft / name).write_bytes(content)
            (draft / name).chmod(0o644)
        draft.chmod(0o755)
        os.rename(draft, folder)
    except OSError:
        if draft is not None:
            shutil.rmtree(draft, ignore_errors=True)
        raise BadInput(folder, None, _("Wij kunnen hier niet schrijven. Controleer de map en de rechten.")) from None
