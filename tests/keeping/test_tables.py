"""Every model is named once, as own work, a copy, passing or the house's."""

from django.apps import apps

from accounts.models import FlickrConnection, User
from galleries.keeping import fields
from galleries.keeping.tables import TABLES, Whose, bare_columns, columns, models_of, whose
from galleries.models import Group, Person, Photo, Stream
from tests.keeping.house import OF_MACHINES, WITH_COPIES


def test_every_model_is_named_whose_it_is() -> None:
    models = {model._meta.label for model in apps.get_models(include_auto_created=True)}
    assert set(TABLES) == models, "say in galleries/keeping/tables.py whose its rows are"


def test_every_column_that_is_kept_can_travel() -> None:
    for model in models_of(Whose.OWN, Whose.COPY):
        for field in model._meta.concrete_fields:
            fields.way(field)  # raises NoWayForColumn


def test_nothing_of_a_table_is_left_out_but_what_belongs_to_machines() -> None:
    for model in models_of(Whose.OWN):
        everything = {field.name for field in model._meta.concrete_fields}
        for out, with_copies in ((OF_MACHINES, False), (WITH_COPIES, True)):
            kept = {field.name for field in columns(model, with_copies=with_copies)}
            assert everything - kept == out.get(model._meta.label, set())


def test_own_work_leans_on_nothing_that_is_never_kept() -> None:
    for model in models_of(Whose.OWN, Whose.COPY):
        for field in model._meta.concrete_fields:
            if field.related_model is not None:
                assert whose(field.related_model) in (Whose.OWN, Whose.COPY), str(field)


def test_a_bare_row_is_its_key_and_whose_it_is() -> None:
    names = {
        model: {field.name for field in bare_columns(model)} for model in (Photo, Person, Group)
    }
    assert names == {
        Photo: {"id", "owner", "uploaded_at", "told_at"},
        Person: {"id", "nsid"},
        Group: {"id", "nsid", "told_at"},
    }


def test_people_and_their_permissions_are_own_work() -> None:
    assert {whose(model) for model in (User, FlickrConnection, Stream)} == {Whose.OWN}
