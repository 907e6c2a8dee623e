"""Encrypted columns: only their own row opens them, and no plain text leaves by a side door."""

import pickle
import uuid

import pytest
from django.core import serializers
from django.core.exceptions import FieldDoesNotExist
from django.db import connection, models, transaction
from django.forms.models import modelform_factory
from hypothesis import given
from hypothesis import strategies as st

from gromada.core.vault import Sealed, Unopenable, VaultField, VaultId, blind_index, seal, unseal

SECRET = "Wymyślona notatka: żółty śnieg"
OLD, NEW = "11" * 32, "22" * 32


@pytest.fixture
def people(isolated, temporary, settings):
    settings.VAULT_KEYS = {"k1": OLD}

    class Person(models.Model):
        vault_id = VaultId()
        name = VaultField()
        note = VaultField(blank=True, default="")
        phone = VaultField(null=True)

        class Meta:
            app_label = "contenttypes"

    return temporary(Person).objects.order_by("pk")


def stored(people, column="note"):
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {column} FROM {people.model._meta.db_table} ORDER BY id")
        return [row[0] for row in cursor.fetchall()]


def test_the_database_holds_ciphertext_and_the_row_speaks_plainly(people):
    row = people.create(name="Jan Próbny", note=SECRET)
    assert row.note == SECRET
    found = people.get()
    assert (found.name, found.note, found.phone) == ("Jan Próbny", SECRET, None)
    assert stored(people)[0].startswith("k1:")
    assert "notatka" not in stored(people)[0]
    assert stored(people, "phone") == [None]


def test_the_same_text_never_looks_the_same_twice(people):
    for _turn in range(2):
        people.create(name="Jan Próbny", note=SECRET)
    assert len({*stored(people), *stored(people, "name")}) == 4


def test_a_row_is_opened_only_when_it_is_read(people, settings):
    people.create(name="Jan Próbny", note=SECRET)
    settings.VAULT_KEYS = {"k2": NEW}
    found = people.get()
    with pytest.raises(Unopenable, match="VAULT_KEYS"):
        _ = found.note
    settings.VAULT_KEYS = {"k1": OLD, "k2": NEW}
    assert found.note == SECRET


def test_values_and_only_give_ciphertext_until_the_row_is_asked(people, django_assert_num_queries):
    people.create(name="Jan Próbny", note=SECRET)
    assert people.values_list("note", flat=True)[0].startswith("k1:")
    assert people.values("note")[0]["note"].startswith("k1:")
    found = people.only("vault_id", "note").get()
    with django_assert_num_queries(0):
        assert found.note == SECRET
    with django_assert_num_queries(1):
        assert found.name == "Jan Próbny"
    deferred = people.defer("note").get()
    assert deferred.note == SECRET


def test_a_ciphertext_moved_to_another_row_does_not_open(people):
    mine = people.create(name="Jan Próbny", note=SECRET)
    other = people.create(name="Ewa Próbna", note="x")
    sealed = people.filter(pk=mine.pk).values_list("note", flat=True).get()
    people.filter(pk=other.pk).update(note=sealed)
    with pytest.raises(Unopenable, match="moved"):
        _ = people.get(pk=other.pk).note
    assert people.get(pk=mine.pk).note == SECRET


def test_a_ciphertext_moved_to_another_column_does_not_open(people):
    row = people.create(name="Jan Próbny", note=SECRET)
    people.filter(pk=row.pk).update(name=models.F("note"))
    with pytest.raises(Unopenable, match="column"):
        _ = people.get().name


@pytest.mark.parametrize(
    "damage", [lambda c: c[:-4] + "AAAA", lambda c: c[:9], lambda c: "k1:!", lambda c: "plain", lambda c: "k9" + c[2:]]
)
def test_a_damaged_ciphertext_does_not_open(people, damage):
    people.create(name="Jan Próbny", note=SECRET)
    sealed = stored(people)[0]
    with connection.cursor() as cursor:
        cursor.execute(f"UPDATE {people.model._meta.db_table} SET note = %s", [damage(sealed)])
    with pytest.raises(Unopenable) as refusal:
        _ = people.get().note
    assert SECRET not in str(refusal.value)


def test_a_copied_row_does_not_carry_a_text_it_could_not_open(people):
    people.create(name="Jan Próbny", note=SECRET)
    twin = people.get()
    twin.pk, twin.vault_id = None, uuid.uuid4()
    twin._state.adding = True
    with pytest.raises(Unopenable), transaction.atomic():
        twin.save()
    twin.name, twin.note = "Jan Próbny", SECRET
    twin.save()
    assert people.get(pk=twin.pk).note == SECRET


def test_saving_keeps_changes_and_leaves_the_rest_as_it_was(people):
    row = people.create(name="Jan Próbny", note=SECRET)
    before = stored(people, "name")
    row = people.get()
    row.note = "inna"
    row.save()
    assert stored(people, "name") == before
    assert people.get().note == "inna"
    row.note = ""
    row.save(update_fields=["note"])
    assert stored(people) == [""]
    row.refresh_from_db()
    assert (row.note, row.name) == ("", "Jan Próbny")


def test_keys_turn_over(people, settings):
    people.create(name="Jan Próbny", note=SECRET)
    settings.VAULT_KEYS = {"k1": OLD, "k2": NEW}
    row = people.get()
    row.note = row.note
    row.save()
    assert stored(people)[0].startswith("k2:")
    assert stored(people, "name")[0].startswith("k1:")
    assert (people.get().note, people.get().name) == (SECRET, "Jan Próbny")


def test_rows_in_bulk_are_sealed_too(people):
    model = people.model
    model.objects.bulk_create([model(name=f"Jan {number}", note=SECRET) for number in range(3)])
    assert all(value.startswith("k1:") for value in stored(people))
    assert [row.note for row in people] == [SECRET] * 3


def test_plain_text_cannot_reach_sql_by_a_side_door(people):
    row = people.create(name="Jan Próbny", note=SECRET)
    for side_door in (
        lambda: people.update(note="plain"),
        lambda: people.filter(note=SECRET).exists(),
        lambda: people.filter(note__icontains="śnieg").exists(),
        lambda: people.model.objects.bulk_update([row], ["note"]),
    ):
        with pytest.raises(TypeError, match="blind_index"), transaction.atomic():
            side_door()
    with pytest.raises(TypeError, match="backup"):
        serializers.serialize("json", [row])
    assert people.filter(note="").count() == 0
    assert people.filter(phone__isnull=True).count() == 1


def test_no_text_shows_in_a_dump_of_the_instance(people):
    unsaved = people.model(name="Jan Próbny", note=SECRET)
    for row in (unsaved, people.create(name="Jan Próbny", note=SECRET), people.get()):
        assert "Próbny" not in repr(row) + str(row) + repr(vars(row)) + str(vars(row))
    assert pickle.loads(pickle.dumps(unsaved.__dict__["note"])).text == SECRET


def test_forms_show_and_take_plain_text(people):
    row = people.create(name="Jan Próbny", note=SECRET)
    form_class = modelform_factory(people.model, fields=["name", "note"])
    assert form_class(instance=people.get()).initial["note"] == SECRET
    form = form_class({"name": "Ewa Próbna", "note": SECRET}, instance=people.get())
    assert form.is_valid(), form.errors
    form.save()
    assert (people.get().name, people.get().note) == ("Ewa Próbna", SECRET)
    assert people.get().vault_id == row.vault_id


def test_the_column_needs_a_vault_id(isolated):
    class Bare(models.Model):
        note = VaultField()

        class Meta:
            app_label = "contenttypes"

    assert [problem.id for problem in Bare._meta.get_field("note").check()] == ["gromada.E002"]
    with pytest.raises(FieldDoesNotExist):
        Bare._meta.get_field("vault_id")
    assert Bare._meta.get_field("note").deconstruct()[1:] == ("gromada.core.vault.VaultField", [], {})
    _name, path, args, kwargs = VaultId().deconstruct()
    assert (path, args, kwargs) == ("gromada.core.vault.VaultId", [], {})


@given(st.text(st.characters(codec="utf-8")), st.text(st.characters(codec="utf-8")))
def test_what_is_sealed_opens_only_with_its_binding(text, binding):
    sealed = seal(text, binding)
    assert isinstance(sealed, Sealed)
    assert unseal(sealed, binding) == text
    with pytest.raises(Unopenable):
        unseal(sealed, binding + "x")


def test_a_blind_index_finds_and_tells_nothing(settings):
    settings.VAULT_KEYS = {"k1": OLD}
    index = blind_index("Łucja  Próbna", "name")
    assert len(index) == 64
    assert index == blind_index("lucja probna ", "name")
    assert index != blind_index("Łucja Próbna", "note")
    assert index != blind_index("Łucja Próbny", "name")
    settings.VAULT_KEYS = {"k1": OLD, "k2": NEW}
    assert blind_index("Łucja Próbna", "name") == index
    settings.VAULT_KEYS = {"k2": NEW}
    assert blind_index("Łucja Próbna", "name") != index
