"""The house rule on people's data, as a check that `manage.py` makes before its commands."""

from django.apps import apps
from django.contrib.auth import get_user_model
from django.core import checks
from django.db import models

from whatthetech import retention

OURS = ("lessons", "whatthetech")  # the first word of our packages' names
EVERY_MODEL = ("people",)  # rooms in which every model is about people


@checks.register(checks.Tags.models)
def every_personal_column_is_named(app_configs, **kwargs) -> list[checks.Error]:
    """E001: a column of a person that the policy doesn't name. E002: one that is not there."""
    named = named_columns()
    errors = []
    for model in apps.get_models():
        label, names = model._meta.label, named.get(model._meta.label, set())
        errors += [_not_named(label, name) for name in sorted(personal_columns(model) - names)]
        errors += [_not_there(label, name) for name in sorted(names - set(columns_of(model)))]
    return errors


def personal_columns(model: type[models.Model]) -> set[str]:
    """Of a model about people every column; of any other each link to a person.

    A model of ours is about people where it is of such a room, or where its rows go with a
    person. A table that joins two models is named by its column on the first of them.
    """
    columns = columns_of(model)
    links = {name: field for name, field in columns.items() if leads_to_a_person(field)}
    if _is_ours(model) and (
        model._meta.app_label in EVERY_MODEL or any(map(_goes_with_a_person, links.values()))
    ):
        return set(columns)
    return set(links)


def columns_of(model) -> dict[str, models.Field]:
    """Every column of the model's own but the number that the database gives a row."""
    own = [*model._meta.local_fields, *model._meta.local_many_to_many]
    return {field.name: field for field in own if not isinstance(field, models.AutoField)}


def leads_to_a_person(field: models.Field) -> bool:
    return field.is_relation and field.related_model is get_user_model()


def _goes_with_a_person(field) -> bool:
    return getattr(field.remote_field, "on_delete", None) is models.CASCADE


def _is_ours(model) -> bool:
    return apps.get_app_config(model._meta.app_label).name.partition(".")[0] in OURS


def named_columns() -> dict[str, set[str]]:
    """{model: columns} that the policy or the list of what is not personal names."""
    named: dict[str, set[str]] = {
        model: set(columns) for model, columns in retention.NOT_PERSONAL.items()
    }
    for model, parts in retention.POLICY.items():
        for part in parts:
            named.setdefault(model, set()).update(part.columns)
    return named


def _not_named(model: str, column: str) -> checks.Error:
    return checks.Error(
        f"Nobody has said why {model}.{column} is kept, who sees it and when it is erased.",
        hint="Name it in whatthetech/retention.py: in POLICY, or in NOT_PERSONAL.",
        id="whatthetech.E001",
    )


def _not_there(model: str, column: str) -> checks.Error:
    return checks.Error(
        f"whatthetech/retention.py names {model}.{column}, and there is no such column.",
        hint="Take it out there, or give it its new name.",
        id="whatthetech.E002",
    )
