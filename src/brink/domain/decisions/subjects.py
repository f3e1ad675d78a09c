"""What a weighing line is about, as a name that a form can carry: by identity, never by a place in a list. Pure."""

from dataclasses import dataclass
from typing import Any
from uuid import UUID

KEY_LENGTH = 60


@dataclass(frozen=True, slots=True)
class Subject:
    """An interest or a bundle by its id, or a dissenting group by its round and key."""

    kind: str
    id: UUID
    key: str = ""

    @classmethod
    def of_interest(cls, id: UUID) -> "Subject":
        """Return the subject of a line about an interest."""
        return cls("interest", id)

    @classmethod
    def of_bundle(cls, id: UUID) -> "Subject":
        """Return the subject of a line about a bundle."""
        return cls("bundle", id)

    @classmethod
    def of_group(cls, round_id: UUID | str | None, key: str) -> "Subject":
        """Return the subject of a line about a dissenting group; half a group is about no round that exists."""
        return cls("group", UUID(str(round_id)) if round_id else UUID(int=0), key)

    @property
    def name(self) -> str:
        """Return the name of its section and form."""
        return f"{self.kind}-{self.id}" + (f"-{self.key}" if self.kind == "group" else "")

    def columns(self) -> dict[str, Any]:
        """Return the columns of a line about this: to make one, and to find it."""
        if self.kind == "group":
            return {"round_id": self.id, "group_key": self.key}
        return {f"{self.kind}_id": self.id}


def row_id(name: str, kind: str) -> UUID | None:
    """Read the id in a name such as `line-<uuid>`, exactly as it was written; None for anything else."""
    try:
        found = UUID(name.removeprefix(f"{kind}-"))
    except ValueError:
        return None
    return found if name == f"{kind}-{found}" else None


def subject_named(name: str) -> Subject | None:
    """Read the name of a section of a missing line back; None for anything that is no such name."""
    for kind in ("interest", "bundle"):
        found = row_id(name, kind)
        if found is not None:
            return Subject(kind, found)
    head, key = name[:42], name[43:]
    round_id = row_id(head, "group")
    if round_id is None or name[42:43] != "-" or not 0 < len(key) <= KEY_LENGTH:
        return None
    return Subject("group", round_id, key)
