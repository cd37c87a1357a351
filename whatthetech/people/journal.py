"""What a merge changed, row by row, so that it can be taken back to the last column.

Written as JSON into `Merge.moved`. Taking back goes from the last change to the first, and
leaves alone whatever somebody has changed since: nothing that came later is lost.
"""

from collections.abc import Iterable
from datetime import date, datetime

from django.apps import apps
from django.db import IntegrityError, models, transaction


class Journal:
    """Makes changes and writes them down. Rows are changed by query: no signal tells of it."""

    def __init__(self):
        self.changes: list[dict] = []

    def set(self, row: models.Model, **values) -> None:
        """`values` by the column's name in the database (`person_id`)."""
        was = {name: getattr(row, name) for name in values}
        if was == values:
            return
        type(row)._base_manager.filter(pk=row.pk).update(**values)
        for name, value in values.items():
            setattr(row, name, value)
        self._write("set", row, was=_plain(was), now=_plain(values))

    def move(self, rows: Iterable[models.Model], column: str, to: int) -> None:
        """Rows of one model, to another person (or profile)."""
        for row in rows:
            self.set(row, **{column: to})

    def add(self, row: models.Model, name: str, others: Iterable[int]) -> list[int]:
        """Those of `others` that the row's many-to-many didn't have; they are added."""
        field = row._meta.get_field(name)
        through = field.remote_field.through._base_manager
        mine, theirs = field.m2m_column_name(), field.m2m_reverse_name()
        has = set(through.filter(**{mine: row.pk}).values_list(theirs, flat=True))
        added = sorted(set(others) - has)
        through.bulk_create(through.model(**{mine: row.pk, theirs: other}) for other in added)
        if added:
            self._write("add", row, name=name, added=added)
        return added

    def make(self, row: models.Model) -> None:
        row.save(force_insert=True)
        self._write("make", row)

    def _write(self, what: str, row: models.Model, **more) -> None:
        self.changes.append({"what": what, "model": row._meta.label, "pk": row.pk} | more)


@transaction.atomic
def take_back(changes: list[dict]) -> None:
    for change in reversed(changes):
        model = apps.get_model(change["model"])
        row = model._base_manager.filter(pk=change["pk"]).first()
        if row is not None:
            _TAKE_BACK[change["what"]](row, change)


def _unset(row, change: dict) -> None:
    """Each column that still has what the merge gave it."""
    fields = {field.attname: field for field in row._meta.concrete_fields}
    restored = {
        name: fields[name].to_python(was)
        for name, was in change["was"].items()
        if getattr(row, name) == fields[name].to_python(change["now"][name])
    }
    if not restored:
        return
    try:
        with transaction.atomic():
            type(row)._base_manager.filter(pk=row.pk).update(**restored)
    except IntegrityError:
        pass  # since then there is another in its place, such as a new card: that one stays


def _remove_added(row, change: dict) -> None:
    field = row._meta.get_field(change["name"])
    joined = {
        field.m2m_column_name(): row.pk,
        f"{field.m2m_reverse_name()}__in": change["added"],
    }
    field.remote_field.through._base_manager.filter(**joined).delete()


def _unmake(row, change: dict) -> None:
    row.delete()


_TAKE_BACK = {"set": _unset, "add": _remove_added, "make": _unmake}


def _plain(values: dict) -> dict:
    return {
        name: value.isoformat() if isinstance(value, (date, datetime)) else value
        for name, value in values.items()
    }
