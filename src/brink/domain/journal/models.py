"""The journal: what happened, in order, for ever. Every service adds one entry in its own transaction.

It lies below all other apps, so it names bodies, people and things by their identifier alone. An entry holds no
personal detail and no words of a giver: it must be fit for publication and never needs erasing.
"""

import secrets
from uuid import UUID

from django.db import models
from django.utils.translation import gettext_lazy as _

from brink.foundation.ids import uuid7


def new_salt() -> bytes:
    """Return 16 random bytes, so that nobody can guess a leaf of the log by trying likely entries."""
    return secrets.token_bytes(16)


class Entry(models.Model):
    """One act. Never changed, never deleted: triggers in the database refuse both."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    tenant_id = models.UUIDField(_("organisatie"))
    kind = models.SlugField(_("soort"), max_length=60)
    subject = models.SlugField(_("onderwerp"), max_length=40)
    subject_id = models.UUIDField()
    actor_id = models.UUIDField(null=True, blank=True)
    actor_role = models.CharField(max_length=20, blank=True)
    at = models.DateTimeField(_("moment"))
    public = models.BooleanField(_("openbaar"), default=True)
    data = models.JSONField(default=dict)
    # Null when the act had no key: the unique constraint below lets many of those pass.
    key = models.CharField(_("sleutel van de handeling"), max_length=80, null=True, blank=True)  # noqa: DJ001
    fingerprint = models.CharField(max_length=64, blank=True)
    salt = models.BinaryField(max_length=16, default=new_salt)
    # Hashes of what the act wrote (`contents`). Null in entries from before contents were committed to.
    contents = models.JSONField(null=True, blank=True)
    # The moment as everybody reads it: the hour, of what a resident did. Null: `at` itself.
    told_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ("tenant_id", "-id")
        constraints = (models.UniqueConstraint(fields=("tenant_id", "key"), name="journal_entry_once"),)
        indexes = (
            models.Index(fields=("tenant_id", "-at"), name="journal_entry_time"),
            models.Index(fields=("tenant_id", "subject_id", "at"), name="journal_entry_subject"),
        )

    def __str__(self) -> str:
        return f"{self.kind} {self.subject} {self.subject_id}"


class Leaf(models.Model):
    """The place of one entry in the Merkle log of its body (RFC 6962). Added by `tick`, in batches."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    tenant_id = models.UUIDField()
    index = models.PositiveBigIntegerField()
    entry = models.OneToOneField(Entry, on_delete=models.PROTECT, related_name="leaf")
    hash = models.BinaryField(max_length=32)

    class Meta:
        ordering = ("tenant_id", "index")
        constraints = (models.UniqueConstraint(fields=("tenant_id", "index"), name="journal_leaf_place"),)

    def __str__(self) -> str:
        return f"{self.index}"


class Checkpoint(models.Model):
    """The root of the log at one size: whoever keeps one can prove later that nothing before it was changed."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    tenant_id = models.UUIDField()
    size = models.PositiveBigIntegerField()
    root = models.BinaryField(max_length=32)
    at = models.DateTimeField()

    class Meta:
        ordering = ("tenant_id", "-size")
        constraints = (models.UniqueConstraint(fields=("tenant_id", "size"), name="journal_checkpoint_size"),)

    def __str__(self) -> str:
        return f"{self.size}"


class Content(models.Model):
    """What the journal committed to last of one part of one row, and the salt with which a stranger recomputes it.

    The words themselves stand in their own table. Overwriting or deleting a salt leaves a hash that tells nothing.
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    tenant_id = models.UUIDField()
    process_id = models.UUIDField(null=True, blank=True)
    table = models.CharField(max_length=60)
    row_id = models.UUIDField()
    part = models.CharField(max_length=10)
    salt = models.BinaryField(max_length=32)
    hash = models.CharField(max_length=64)
    # Whether the newest public entry about it gives this hash.
    shown = models.BooleanField(default=False)

    class Meta:
        ordering = ("tenant_id", "table", "row_id", "part")
        constraints = (
            models.UniqueConstraint(fields=("tenant_id", "table", "row_id", "part"), name="journal_content_once"),
        )
        indexes = (models.Index(fields=("tenant_id", "process_id"), name="journal_content_process"),)

    def __str__(self) -> str:
        return f"{self.table} {self.row_id} {self.part}"


# There is one row, and this is its key.
THE_NUMBER = UUID(int=1)


class PublicNumber(models.Model):
    """One row: the number under which pages are kept (`public_number`). Tells nothing of what was done, or where."""

    id = models.UUIDField(primary_key=True, default=THE_NUMBER, editable=False)
    number = models.PositiveBigIntegerField(default=0)

    def __str__(self) -> str:
        return f"{self.number}"
