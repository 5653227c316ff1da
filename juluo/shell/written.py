"""Words in the columns of records: as they are kept, and masked once somebody whom they name is erased."""

import re
from collections.abc import Iterable, Mapping

from django.db import models

from juluo.shell.accounts.actions.refusals import RefusedError
from juluo.wording.sentence import told


def line(words: str, longest: int | None) -> str:
    """One line of words. Raises RefusedError where it has more letters than that."""
    return _fitting(" ".join(words.replace("\0", "").split()), longest)


def lines(words: str, longest: int) -> str:
    """Words in several lines, no blanks at their ends. Raises RefusedError where they have more letters than that."""
    return _fitting("\n".join(one.rstrip() for one in words.replace("\0", "").strip().splitlines()), longest)


def said(words: str, model: type, name: str) -> str:
    """One line of words, not longer than its column."""
    return line(words, _longest(model, name))


def mask(
    rows: Iterable[models.Model], written: Mapping[type, tuple[str, ...]], find: re.Pattern[str], instead: str
) -> int:
    """Mask what is found in the words of records, none longer than it may be. Returns in how many it stood.

    `written` are the columns that hold words, by the record.
    """
    return sum(_masked(row, written[type(row)], find, instead) for row in rows)


def _masked(row: models.Model, names: tuple[str, ...], find: re.Pattern[str], instead: str) -> int:
    before: dict[str, str] = {name: getattr(row, name) for name in names}
    after = {name: find.sub(instead, words)[: _longest(type(row), name)] for name, words in before.items()}
    if after == before:
        return 0
    return type(row)._default_manager.filter(pk=row.pk).update(**after)  # noqa: SLF001 - Django's way to ask


def _fitting(words: str, longest: int | None) -> str:
    if longest is not None and len(words) > longest:
        raise RefusedError(told("太长了：一处最多写{n}个字。", n=longest))
    return words


def _longest(model: type, name: str) -> int | None:
    column: models.Field[str, str] = model._meta.get_field(name)  # type: ignore[attr-defined] # noqa: SLF001 - the same
    return column.max_length
