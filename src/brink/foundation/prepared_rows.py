"""Statements that are made once and used often: for what a thousand people do in the same minute (ADR 26).

Asking the database costs little, and building the question through models costs ten times as much. Here it is built
once, from the models' own fields, so that no column is written down twice: what a row holds is what a model says.
"""

from collections.abc import Callable, Mapping, Sequence
from functools import lru_cache
from typing import Any

from django.db import connection
from django.db.models import Field, Model, QuerySet

# Stands in a question for what is filled in each time; no text of ours or of anybody looks like it.
ASKED = "\x01asked\x01"


@lru_cache(maxsize=200)
def _insert_into(model: type[Model], vendor: str) -> tuple[str, tuple["Field[Any, Any]", ...]]:
    fields = tuple(model._meta.concrete_fields)
    name = connection.ops.quote_name
    columns = ", ".join(name(str(one.column)) for one in fields)
    marks = ", ".join(["%s"] * len(fields))
    return f"INSERT INTO {name(model._meta.db_table)} ({columns}) VALUES ({marks})", fields  # noqa: S608  names of models


def insert(rows: Sequence[Model]) -> None:
    """Insert rows of one table, each with its key. Inside a transaction; raises what saving them would raise.

    The journal commits to nothing of them: only for rows of which it would not (`contents`), or that are its own.
    """
    if not rows:
        return
    sql, fields = _insert_into(type(rows[0]), connection.vendor)
    values = [
        [one.get_db_prep_save(one.pre_save(model_instance, True), connection) for one in fields]
        for model_instance in rows
    ]
    with connection.cursor() as cursor:
        cursor.executemany(sql, values)


def _field(model: type[Model], name: str) -> "Field[Any, Any]":
    """Return a column of a table by its name, or `pk`."""
    found = model._meta.pk if name == "pk" else model._meta.get_field(name)
    assert isinstance(found, Field), f"{name} is no column"
    return found


def update(model: type[Model], columns: Sequence[str], rows: Sequence[tuple[Any, ...]]) -> None:
    """Write columns of rows: each has the new values and then its key."""
    if not rows:
        return
    name, names = connection.ops.quote_name, (*columns, "pk")
    fields = [_field(model, one) for one in names]
    wanted = ", ".join(f"{name(str(one.column))} = %s" for one in fields[:-1])
    sql = f"UPDATE {name(model._meta.db_table)} SET {wanted} WHERE {name(str(fields[-1].column))} = %s"  # noqa: S608
    values = [
        [field.get_db_prep_save(one, connection) for field, one in zip(fields, row, strict=True)] for row in rows
    ]
    with connection.cursor() as cursor:
        cursor.executemany(sql, values)


def add(model: type[Model], column: str, numbers: Mapping[Any, int], *, while_empty: str = "") -> bool:
    """Add to a counter of rows by key, in one order; tell whether all were there, and `while_empty` empty in each."""
    name, done = connection.ops.quote_name, True
    counter, pk = name(str(_field(model, column).column)), _field(model, "pk")
    sql = f"UPDATE {name(model._meta.db_table)} SET {counter} = {counter} + %s WHERE {name(str(pk.column))} = %s"  # noqa: S608
    sql += f" AND {name(while_empty)} IS NULL" if while_empty else ""
    with connection.cursor() as cursor:
        for key in sorted(numbers, key=str):
            cursor.execute(sql, [numbers[key], pk.get_db_prep_value(key, connection)])
            done = done and cursor.rowcount == 1
    return done


class Question:
    """A question that is built the first time that it is asked. In it stands `ASKED` for what differs each time.

    Holds values of one round or the like: keep it no longer than that is of use (`lru_cache` with a bound).
    """

    def __init__(self, rows: Callable[[], "QuerySet[Any, Any]"]) -> None:
        self._rows = rows
        self._built: tuple[str, list[Any], list[Any]] | None = None

    def _build(self) -> tuple[str, list[Any], list[Any]]:
        compiler = self._rows().query.get_compiler(connection=connection)
        sql, params = compiler.as_sql()
        converters = compiler.get_converters([one[0] for one in compiler.select])
        read = [(place, *converters[place]) for place in sorted(converters)]
        return sql, list(params), read

    def ask(self, asked: str = "") -> list[tuple[Any, ...]]:
        """Return the rows, each a tuple of what the question selects (`values_list`)."""
        built = self._built or self._build()
        self._built = built
        sql, params, read = built
        with connection.cursor() as cursor:
            cursor.execute(sql, [asked if one == ASKED else one for one in params])
            rows: list[tuple[Any, ...]] = cursor.fetchall()
        if not read:
            return rows
        return [self._read(list(row), read) for row in rows]

    @staticmethod
    def _read(row: list[Any], read: list[Any]) -> tuple[Any, ...]:
        for place, converters, expression in read:
            for convert in converters:
                row[place] = convert(row[place], expression, connection)
        return tuple(row)
