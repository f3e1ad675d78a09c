"""The index of the search: what was written, as stems. Never shown by itself; see `foundation.search`."""

from django.db import models


class SearchEntry(models.Model):
    """The words of one thing that can be found; its key is that of the thing itself.

    A hit is only ever a key: what a viewer may see of it the visibility function says of the thing. `head` holds the
    stems of its title, `words` those of everything, each with the mark of `foundation.search.wording`. `place` is the
    row number by which SQLite's full text knows it.
    """

    id = models.UUIDField(primary_key=True, editable=False)
    tenant_id = models.UUIDField(null=True)
    kind = models.SlugField(max_length=30)
    moment = models.DateTimeField()
    place = models.BigIntegerField()
    head = models.TextField(blank=True)
    words = models.TextField(blank=True)

    class Meta:
        ordering = ("tenant_id", "-moment")

    def __str__(self) -> str:
        return f"{self.kind} {self.id}"


class SearchKey(models.Model):
    """One keyed hash by which somebody who may know them finds whom they speak to: of a name, a number, an address."""

    id = models.UUIDField(primary_key=True, editable=False)
    tenant_id = models.UUIDField()
    thing_id = models.UUIDField(db_index=True)
    key_hash = models.CharField(max_length=64)

    class Meta:
        ordering = ("tenant_id", "thing_id")
        constraints = (
            models.UniqueConstraint(fields=("tenant_id", "key_hash", "thing_id"), name="foundation_key_once"),
        )

    def __str__(self) -> str:
        return f"{self.thing_id}"


class SearchStale(models.Model):
    """A thing whose words changed, to be read again. Written by triggers, emptied at the end of the act."""

    id = models.UUIDField(primary_key=True, editable=False)

    def __str__(self) -> str:
        return f"{self.id}"
