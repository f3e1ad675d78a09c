"""One lookup, `words__matching=wish`, in the full text of either database: FTS5 of SQLite, tsvector of PostgreSQL."""

from typing import Any

from django.db.models import Field, Lookup, TextField

from brink.foundation.search.wording import for_postgresql, for_sqlite

FTS = "foundation_searchtext"


@TextField.register_lookup
class Matching(Lookup):
    """Whether the index of an entry meets a wish of `wording`."""

    lookup_name = "matching"
    prepare_rhs = False

    def as_sqlite(self, compiler: Any, connection: Any) -> tuple[str, list[Any]]:
        """Ask FTS5, which knows entries by the number of their place."""
        column = self._column()
        key = f"{compiler.quote_name_unless_alias(self.lhs.alias)}.{connection.ops.quote_name('place')}"
        text = f"{key} IN (SELECT rowid FROM {FTS} WHERE {FTS} MATCH %s)"  # noqa: S608  # names of our own; what was typed is a parameter
        return text, [for_sqlite(self.rhs, "head" if column == "head" else "")]

    def as_postgresql(self, compiler: Any, connection: Any) -> tuple[str, list[Any]]:
        """Ask the vector that PostgreSQL keeps of the column."""
        vector = connection.ops.quote_name(f"{self._column()}_vector")
        key = f"{compiler.quote_name_unless_alias(self.lhs.alias)}.{vector}"
        return f"{key} @@ %s::tsquery", [for_postgresql(self.rhs)]

    def _column(self) -> str:
        field: Field[Any, Any] = self.lhs.target
        return str(field.column)


@TextField.register_lookup
class MatchingMuch(Matching):
    """The same for a wish that very many entries meet: SQLite is told to walk them, not to fetch each by its number."""

    lookup_name = "matching_much"

    def as_sqlite(self, compiler: Any, connection: Any) -> tuple[str, list[Any]]:
        """Keep the index of the numbers out of it: a column with a sign before it is in no index."""
        text, parameters = super().as_sqlite(compiler, connection)
        return f"+{text}", parameters
