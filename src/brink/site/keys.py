"""`brink keys`: new keys for every purpose while the old ones keep working, and what was encrypted under old ones."""

import argparse
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from allauth.mfa.models import Authenticator
from django.apps import apps
from django.conf import settings
from django.db import models
from django.db.models.functions import Cast
from rich.console import Console

from brink.domain.journal.acts import exempt
from brink.foundation.crypto import EncryptedTextField, renewed
from brink.foundation.errors import BadInput
from brink.site.keyring import FILE, rotated, write

out = Console(highlight=False, soft_wrap=True)
BATCH = 500


def run(arguments: argparse.Namespace) -> int:
    """Do what was asked of the keys."""
    return {"rotate": _rotate, "reencrypt": _reencrypt}[arguments.act]()


def _rotate() -> int:
    """Put a new key in front of each purpose. Nothing is forgotten: every older key keeps reading."""
    given = [purpose for purpose, keys in settings.GIVEN_KEYS.items() if keys]
    if given:
        names = ", ".join(f"BRINK_{purpose.upper()}_KEYS" for purpose in given)
        raise BadInput(f"Deze sleutels staan in de omgeving: {names}. Zet daar zelf een nieuwe sleutel vooraan.")
    folder = Path(settings.DATA_DIR)
    write(folder, rotated(settings.KEYS))
    out.print(f"Nieuwe sleutels staan in {folder / FILE}. Oude codes blijven werken. Maak een kopie van dit bestand.")
    # Not at once: the site that runs now would not know the new key of what it has to read.
    out.print("Herstart nu de site. Draai daarna: brink keys reencrypt")
    return 0


def _reencrypt() -> int:
    """Encrypt again what lies under an older key. Stop it any time and start it again."""
    count = sum(_renew_column(model, field) for model, field in _columns())
    count += _renew_second_proofs()
    out.print(f"{count} gegevens staan nu onder de nieuwste sleutel.")
    return 0


def _columns() -> Iterator[tuple[type[models.Model], EncryptedTextField]]:
    """Return every encrypted column of the site."""
    for model in apps.get_models():
        for field in model._meta.local_concrete_fields:
            if isinstance(field, EncryptedTextField):
                yield model, field


def _batches(rows: "models.QuerySet[Any, Any]") -> Iterator[list[Any]]:
    """Return rows in batches, each held in a short transaction of its own while it is worked on."""
    after = None
    while True:
        with exempt("rotation"):
            piece = rows if after is None else rows.filter(pk__gt=after)
            batch = list(piece.select_for_update().order_by("pk")[:BATCH])
            yield batch
        if len(batch) < BATCH:
            return
        after = batch[-1].pk


def _renew_column(model: type[models.Model], field: EncryptedTextField) -> int:
    """Write again what stands in one encrypted column under an older key; return how many."""
    count = 0
    # As it is stored: the field itself would decrypt it.
    stored = Cast(field.name, models.TextField())
    rows = model._default_manager.exclude(**{field.name: ""}).annotate(stored_text=stored)
    for batch in _batches(rows):
        old = [row for row in batch if renewed(row.stored_text) != row.stored_text]
        # Their texts were decrypted when they were read; writing them encrypts with the newest key.
        with exempt("rotation"):
            model._default_manager.bulk_update(old, (field.name,), batch_size=BATCH)
        count += len(old)
    return count


def _renew_second_proofs() -> int:
    """Write again the secrets of one-time passwords and recovery codes, which lie encrypted inside other data."""
    count = 0
    for batch in _batches(Authenticator.objects.all()):
        for row in batch:
            data = {name: _renewed_part(part) for name, part in row.data.items()}
            if data != row.data:
                row.data = data
                with exempt("rotation"):
                    row.save(update_fields=("data",))
                count += 1
    return count


def _renewed_part(part: Any) -> Any:
    """Return a part of a second proof under the newest key; parts that are not encrypted stay as they are."""
    if isinstance(part, list):
        return [_renewed_part(one) for one in part]
    if not isinstance(part, str):
        return part
    try:
        return renewed(part)
    except ValueError:
        return part
