"""Polish order, folded search, lists in sentences."""

import re

import pytest
from django.db import connection
from django.utils.translation import override
from hypothesis import given
from hypothesis import strategies as st

from gromada.core.text import fold, join_and, polish_key

ALPHABET = "aąbcćdeęfghijklłmnńoópqrsśtuvwxyzźż"
ORDERED = [
    "1 Maja",
    "2 Maja",
    "Aleksandrów",
    "Ąkowo",
    "Bierzwnik",
    "Brzeżno",
    "Cedynia",
    "Ćmielów",
    "Łaba",
    "Łódź",
    "Nowa Wieś",
    "Nowa Wieś Ełcka",
    "Nowa-Wieś",
    "Nowawieś",
    "Ósemka",
    "Rąbino",
    "Sławno",
    "Środa",
    "Zawoja",
    "Źródła",
    "Żabia Wola",
]
words = st.text(st.sampled_from(ALPHABET + ALPHABET.upper() + " -0123456789"), max_size=12)


def in_alphabet(word):
    order = {char: place for place, char in enumerate(" -0123456789" + ALPHABET)}
    return [order[char] for char in " ".join(word.lower().split())]


def test_names_stand_in_polish_order():
    assert sorted(set(ORDERED), key=polish_key) == ORDERED
    assert sorted(ALPHABET, key=polish_key) == list(ALPHABET)


@given(words, words)
def test_keys_compare_as_the_alphabet_does(a, b):
    assert (polish_key(a) < polish_key(b)) == (in_alphabet(a) < in_alphabet(b))


@given(st.text(max_size=20))
def test_a_key_holds_only_what_every_collation_orders_alike(word):
    assert re.fullmatch("([a-z0-9]{2})*", polish_key(word))


@pytest.mark.django_db
def test_the_database_agrees():
    keys = {polish_key(word): word for word in ORDERED}
    union = " UNION ALL ".join(["SELECT %s AS name_key"] * len(keys))
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT name_key FROM ({union}) AS names ORDER BY name_key", sorted(keys, reverse=True))
        assert [keys[key] for (key,) in cursor.fetchall()] == ORDERED


def test_case_and_foreign_marks_do_not_split_a_name():
    assert polish_key("ŁÓDŹ") == polish_key("łódź") == polish_key("L\u0301ódź".replace("L\u0301", "ł"))
    assert polish_key("Rene") == polish_key("René")
    assert polish_key("żyto") < polish_key("Київ")


@pytest.mark.parametrize(
    ("text", "folded"),
    [
        ("Łódź", "lodz"),
        ("  Brzeżno \u00a0Małe ", "brzezno male"),
        ("ZAŻÓŁĆ GĘŚLĄ JAŹŃ", "zazolc gesla jazn"),
        ("Straße", "strasse"),
        ("", ""),
    ],
)
def test_folds(text, folded):
    assert fold(text) == folded


@given(st.text(max_size=30))
def test_folding_twice_changes_nothing(text):
    assert fold(fold(text)) == fold(text)


def test_joins_as_a_sentence_does():
    with override("en"):
        assert join_and(["a", "b", "c"]) == "a, b and c"
        assert join_and(["a", "b"]) == "a and b"
    assert join_and(["a"]) == "a"
    assert join_and([]) == ""
