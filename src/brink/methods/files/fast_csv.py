"""Whole numbers out of clean separated bytes, in vectors. The unusual raises NotPlainTable: it is read the slow way."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from brink.methods.opinion.votes import Ints

Bytes = npt.NDArray[np.uint8]
NEWLINE, MINUS, ZERO = (ord(c) for c in "\n-0")
MOST_DIGITS = 15


class NotPlainTable(Exception):
    """The bytes are not the plain table that the vector reader knows."""


@dataclass(frozen=True, eq=False)
class WidePart:
    """Rows of a wide vote table: people (rows,), groups (rows,) with -1 for none, and the filled cells as parallel
    arrays: row, column counted from the first statement, value."""

    people: Ints
    groups: Ints
    owner: Ints
    column: Ints
    value: Ints


def event_columns(chunk: bytes, width: int, wanted: list[int], separator: str) -> list[Ints]:
    """The wanted columns of a table of `width` columns as numbers."""
    data, starts, ends = _cells(chunk, width, separator)
    return [_numbers(data, starts[:, at], ends[:, at]) for at in wanted]


def wide_cells(chunk: bytes, width: int, person: int, group: int, statements: list[int], separator: str) -> WidePart:
    """Participants, their published group and their votes, each from the columns at the places given."""
    data, starts, ends = _cells(chunk, width, separator)
    people = _numbers(data, starts[:, person], ends[:, person])
    groups = np.full(len(people), -1, dtype=np.int64)
    grouped = np.flatnonzero(ends[:, group] > starts[:, group])
    groups[grouped] = _numbers(data, starts[grouped, group], ends[grouped, group])
    begin, end = starts[:, statements], ends[:, statements]
    owner, column = np.nonzero(end > begin)
    value = _numbers(data, begin[owner, column], end[owner, column])
    if len(value) and (value.min() < -1 or value.max() > 1):
        raise NotPlainTable
    return WidePart(people, groups, owner, column, value)


def _cells(chunk: bytes, width: int, separator: str) -> tuple[Bytes, Ints, Ints]:
    """Begin and end of every cell, (rows, width). NotPlainTable on quotes, spaces or rows of other widths."""
    if chunk.endswith(b"\n"):
        chunk = chunk[:-1]
    if not chunk:
        return np.zeros(0, np.uint8), np.zeros((0, width), np.int64), np.zeros((0, width), np.int64)
    if b"\r" in chunk:
        chunk = chunk.replace(b"\r\n", b"\n").removesuffix(b"\r")
    if b'"' in chunk or b"\r" in chunk:
        raise NotPlainTable
    data = np.frombuffer(chunk, dtype=np.uint8)
    ends = np.append(np.flatnonzero((data == ord(separator)) | (data == NEWLINE)), len(data))
    if len(ends) % width:
        raise NotPlainTable
    starts = np.empty_like(ends)
    starts[0], starts[1:] = 0, ends[:-1] + 1
    table = ends.reshape(-1, width)
    breaks = data[table[:-1, -1]] == NEWLINE
    if not bool(breaks.all()) or np.count_nonzero(data == NEWLINE) != len(table) - 1:
        raise NotPlainTable
    return data, starts.reshape(-1, width), table


def _numbers(data: Bytes, starts: Ints, ends: Ints) -> Ints:
    """Decimal numbers at the given places; NotPlainTable on anything but digits with a minus, or a leading zero."""
    if len(starts) == 0:
        return np.zeros(0, dtype=np.int64)
    if (ends <= starts).any():
        raise NotPlainTable
    negative = data[starts] == MINUS
    starts = starts + negative
    length = ends - starts
    if length.min() < 1 or length.max() > MOST_DIGITS or ((data[starts] == ZERO) & (length > 1)).any():
        raise NotPlainTable
    total = np.zeros(len(starts), dtype=np.int64)
    shortest = int(length.min())
    for place in range(int(length.max())):
        # Until the shortest number ends no number needs to be told apart.
        has = None if place < shortest else length > place
        digit = data[starts + place if has is None else np.where(has, starts + place, starts)] - np.uint8(ZERO)
        # Unsigned, so that what lies before "0" wraps round to far above 9.
        if (digit > 9).any():
            raise NotPlainTable
        longer = total * 10 + digit
        total = longer if has is None else np.where(has, longer, total)
    return np.where(negative, -total, total)
