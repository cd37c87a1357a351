"""Every column of a person is named in the policy, and the check finds one that isn't."""

import re

import pytest
from django.apps import apps
from django.contrib.auth import get_user_model
from django.core import checks
from django.db import models

from whatthetech import retention
from whatthetech.checks import columns_of, every_personal_column_is_named, personal_columns
from whatthetech.people import cards, guesses, merging


def named_in(errors) -> list[tuple[str, str]]:
    """(id, what) of each error."""
    return [(error.id, re.search(r"\b[a-z]+\.[A-Z]\w+\.\w+", error.msg)[0]) for error in errors]


def without(monkeypatch, model: str, column: str) -> None:
    """The policy as it would be, had somebody forgotten this column."""
    parts = [
        retention.Kept(**{**vars(part), "columns": tuple(set(part.columns) - {column})})
        for part in retention.POLICY[model]
    ]
    monkeypatch.setitem(retention.POLICY, model, tuple(parts))


def test_every_personal_column_is_named_today():
    assert every_personal_column_is_named(None) == []


def test_django_makes_the_check():
    assert every_personal_column_is_named in checks.registry.registry.get_checks()


@pytest.mark.parametrize(
    ("model", "column"),
    [
        ("people.User", "telephone"),
        ("people.LearnerProfile", "devices"),  # a table that joins two models
        ("people.WrongGuess", "at"),  # no link to a person at all
        ("lessons.KeptPlace", "step"),  # another room's, whose rows go with the person
        ("wagtailcore.Page", "owner"),  # not ours, with a link to a person
        ("wagtailcore.PageLogEntry", "user"),
    ],
)
def test_a_column_that_nobody_named_is_found(monkeypatch, model, column):
    without(monkeypatch, model, column)

    errors = every_personal_column_is_named(None)

    assert named_in(errors) == [("whatthetech.E001", f"{model}.{column}")]
    assert "whatthetech/retention.py" in errors[0].hint


def test_a_whole_model_that_nobody_named_is_found(monkeypatch):
    monkeypatch.delitem(retention.POLICY, "people.Card")

    found = {what for _, what in named_in(every_personal_column_is_named(None))}

    card = apps.get_model("people.Card")
    assert found == {f"people.Card.{column}" for column in columns_of(card)}


def test_a_column_that_is_no_longer_there_is_found(monkeypatch):
    parts = retention.POLICY["people.Card"]
    gone = retention.Kept(**{**vars(parts[0]), "columns": ("colour",)})
    monkeypatch.setitem(retention.POLICY, "people.Card", (*parts, gone))

    assert named_in(every_personal_column_is_named(None)) == [
        ("whatthetech.E002", "people.Card.colour")
    ]


def test_a_new_model_with_a_link_to_a_person_would_be_found(monkeypatch):
    person = models.ForeignKey(get_user_model(), models.CASCADE, related_name="+")
    fields = {"__module__": "lessons.models", "person": person, "seat": models.IntegerField()}
    Meta = type("Meta", (), {"app_label": "lessons"})
    try:
        booking = type("TriedOutBooking", (models.Model,), {**fields, "Meta": Meta})

        assert personal_columns(booking) == {"person", "seat"}
        assert ("whatthetech.E001", "lessons.TriedOutBooking.seat") in named_in(
            every_personal_column_is_named(None)
        )
    finally:
        del apps.all_models["lessons"]["triedoutbooking"]
        apps.clear_cache()


def test_every_part_says_all_that_a_reader_asks():
    for model, parts in retention.POLICY.items():
        for part in parts:
            assert part.columns and part.why and part.seen_by and part.kept.words, model
            assert part.erased and isinstance(part.basis, retention.Basis), model


def test_a_column_stands_in_one_place_only():
    for model, parts in retention.POLICY.items():
        columns = [column for part in parts for column in part.columns]
        assert len(columns) == len(set(columns)), model
    assert not set(retention.POLICY) & set(retention.NOT_PERSONAL)


def test_the_periods_are_those_that_the_rooms_keep():
    assert retention.CARD_ONLY.lasts == cards.ENDS_AFTER
    assert retention.MERGE.lasts == merging.UNDOABLE_FOR
    assert retention.GUESS.lasts == guesses.KEPT


def test_nobodys_health_is_kept_without_consent():
    bases = {
        part.basis
        for part in retention.POLICY["people.WhatHelps"]
        if {"hearing", "sight"} & set(part.columns)
    }

    assert bases == {retention.Basis.CONSENT}
