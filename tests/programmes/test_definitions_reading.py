"""A definition file is read whole or refused with file, key and a sentence; a kind lies under its edition."""

import json
from datetime import date
from decimal import Decimal
from fractions import Fraction
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gromada.programmes.definitions import DefinitionError, checks, define, merge, read
from gromada.programmes.definitions.schema import ROLES

TOY = Path(__file__).parent / "toy.toml"


@pytest.fixture(scope="module")
def text():
    return TOY.read_text(encoding="utf-8")


def refusal(text: str) -> DefinitionError:
    with pytest.raises(DefinitionError) as caught:
        read(text)
    return caught.value


def test_a_third_programme_needs_a_file_and_no_code():
    toy = read(TOY)
    assert checks(toy) == []
    assert toy.envelope == Decimal("100000.00")
    assert toy.rule_set_on(date(2020, 5, 1)).unlock_before == Fraction(1, 2)
    assert toy.rule_set_on(date(2021, 5, 1)).unlock_before == Fraction(2, 3)
    assert toy.rule_set_on(date(2021, 5, 1)).unlock_after == 1
    assert toy.rule_set_on(date(2021, 5, 1)).group_limit("K") == Fraction(3, 4)
    assert toy.next_step("qualified").code == "settled"
    assert toy.word("service", "pl") == "klub"
    assert toy.cell("K", "1").examples[0].source == "invented"
    assert date(2020, 1, 1) in toy.window
    assert date(2022, 1, 1) not in toy.window


def test_what_is_stored_makes_the_same_definition():
    for name in ("pis", "pal", "pal-jaktorow"):
        definition = read(name)
        again = define(json.loads(definition.stored))
        assert again == definition
        assert again.fingerprint == definition.fingerprint


def test_the_fingerprint_tells_contents_apart(text):
    assert read(text).fingerprint == read(text + "\n# a remark\n").fingerprint
    assert read(text).fingerprint != read(text.replace("100000.00", "100000.01")).fingerprint


@pytest.mark.parametrize(
    ("old", "new", "key", "said"),
    [
        ('code = "clubs"\n', 'code = "clubs"\ncolour = "red"\n', "colour", "short_name_pl"),
        ("since = 2020-01-01\n", "since = 2020-01-01\nsinec = 2020-01-01\n", "window.sinec", "until"),
        ("colour = 1\n", "colour = 1\ncolor = 1\n", "groups[1].color", "colour"),
        ("[parameters.unlock_after]", "[parameters.unlock_later]", "parameters.unlock_later", "unlock_after"),
        ('"plans.accept"', '"plans.acept"', "deeds.plans.acept", "plans.accept"),
        ("\nreport = {", "\nreprot = {", "words.reprot", "report"),
        ('en = "games evening"', 'en = "games evening", de = "Spieleabend"', "cells[1].examples[1].de", "certainty"),
        ('value = "1/2"\n', 'value = "1/2"\nratio = "1/2"\n', "parameters.unlock_before.ratio", "value"),
    ],
)
def test_an_unknown_key_is_refused_and_the_allowed_ones_are_named(text, old, new, key, said):
    assert old in text
    error = refusal(text.replace(old, new, 1))
    assert error.key == key
    assert said in str(error.sentence)


@pytest.mark.parametrize(
    ("old", "new", "key"),
    [
        ('currency = "PLN"', 'currency = "USD"', "currency"),
        ('currency = "PLN"', "currency = 4", "currency"),
        ("since = 2020-01-01", 'since = "1 January"', "window.since"),
        ("since = 2020-01-01", "since = 2020-01-01T10:00:00", "window.since"),
        ("first_year = 2020", "first_year = true", "horizon.first_year"),
        ('amount = "100000.00"', 'amount = "NaN"', "services_envelope.amount"),
        ('amount = "100000.00"', 'amount = "1 000"', "services_envelope.amount"),
        ('amount = "100000.00"', 'amount = "-1.00"', "services_envelope.amount"),
        ('amount = "100000.00"', 'amount = "1.005"', "services_envelope.amount"),
        ('amount = "100000.00"', 'amount = "1e9"', "services_envelope.amount"),
        ('amount = "100000.00"', "amount = inf", "services_envelope.amount"),
        ('value = "1/2"', 'value = "1e999999999"', "parameters.unlock_before.value"),
        ('amount = "100000.00"\n', "", "services_envelope.amount"),
        ('value = "1/2"', 'value = "1/0"', "parameters.unlock_before.value"),
        ('value = "1/2"\n', "", "parameters.unlock_before.value"),
        ('value = "none"', 'value = "guess"', "parameters.exchange_rule.value"),
        ('["gops_manager"]', '["king"]', "deeds.plans.accept"),
        ('["gops_manager"]', '"gops_manager"', "deeds.plans.accept"),
        ('certainty = "interpretation"', 'certainty = "surely"', "certainty"),
        ('code = "qualified"', 'code = "chosen"', "path[1].code"),
        ('code = "clubs"\n', "", "code"),
        ("[window]", "[[window]]", "window"),
        ("[[groups]]", "[groups]", "groups"),
    ],
)
def test_a_wrong_value_is_refused_with_its_place(text, old, new, key):
    assert old in text
    error = refusal(text.replace(old, new, 1))
    assert error.key == key
    assert str(error).startswith(key)


def test_refusals_name_the_file(tmp_path, text):
    wrong = tmp_path / "wrong.toml"
    wrong.write_text(text + "\n[colours]\nred = 1\n", encoding="utf-8")
    with pytest.raises(DefinitionError) as caught:
        read(wrong)
    assert (caught.value.file, caught.value.key) == ("wrong.toml", "colours")
    wrong.write_text("code = \n", encoding="utf-8")
    with pytest.raises(DefinitionError, match=r"wrong\.toml"):
        read(wrong)
    wrong.write_bytes("nazwa = 'Świdwin'\n".encode("cp1250"))
    with pytest.raises(DefinitionError, match="UTF-8"):
        read(wrong)
    with pytest.raises(DefinitionError, match=r"absent\.toml"):
        read(tmp_path / "absent.toml")


def test_an_edition_stands_on_a_kind_beside_it(tmp_path, text):
    (tmp_path / "clubs.toml").write_text("abstract = true\n" + text, encoding="utf-8")
    edition = tmp_path / "clubs-2022.toml"
    edition.write_text(
        'based_on = "clubs"\ncode = "clubs-2022"\n[horizon]\nlast_year = 2022\n'
        '[[kinds]]\ncode = "2"\nname_pl = "Wycieczki"\nname_en = "Trips"\nsource = "x"\ncertainty = "seed"\n',
        encoding="utf-8",
    )
    read_back = read(edition)
    assert (read_back.code, read_back.kind, read_back.based_on) == ("clubs-2022", "clubs", "clubs")
    assert not read_back.abstract
    assert (read_back.horizon.first_year, read_back.horizon.last_year) == (2020, 2022)
    assert [kind.code for kind in read_back.kinds] == ["2"]


@pytest.mark.parametrize("base", ["nobody", "../clubs", "round"])
def test_a_kind_that_cannot_be_had_is_refused(tmp_path, base):
    path = tmp_path / "round.toml"
    path.write_text(f'based_on = "{base}"\ncode = "x"\n', encoding="utf-8")
    with pytest.raises(DefinitionError):
        read(path)


def test_the_roles_are_neutral_codes():
    assert len(ROLES) == len(set(ROLES)) == 13


values = st.integers() | st.text(max_size=3) | st.lists(st.integers(), max_size=3)
tables = st.recursive(
    st.dictionaries(st.sampled_from("abcd"), values, max_size=4),
    lambda inner: st.dictionaries(st.sampled_from("abcd"), values | inner, max_size=4),
    max_leaves=12,
)


@given(tables, tables)
def test_merge_keeps_what_is_above_and_adds_what_is_below(below, above):
    merged = merge(below, above)
    assert set(merged) == set(below) | set(above)
    for key, value in merged.items():
        if key not in above:
            assert value == below[key]
        elif isinstance(above[key], dict) and isinstance(below.get(key), dict):
            assert value == merge(below[key], above[key])
        else:
            assert value == above[key]


@given(tables, tables, tables)
def test_merge_changes_nothing_it_is_given_and_may_be_repeated(lowest, below, above):
    before = (json.dumps(below), json.dumps(above))
    merged = merge(below, above)
    assert (json.dumps(below), json.dumps(above)) == before
    assert merge(merged, above) == merged
    assert merge(below, {}) == below
    assert merge({}, above) == above
    assert set(merge(merge(lowest, below), above)) == set(merge(lowest, merge(below, above)))


def places(table, path=()):
    """Every place in a table, from the whole of it down to single values."""
    items = table.items() if isinstance(table, dict) else enumerate(table) if isinstance(table, list) else ()
    for key, value in items:
        yield (*path, key)
        yield from places(value, (*path, key))


WHOLE = json.loads(read(TOY).stored)
junk = (
    st.none()
    | st.booleans()
    | st.integers(-(10**20), 10**20)
    | st.text(max_size=8)
    | st.lists(st.text(max_size=2), max_size=2)
    | st.dictionaries(st.sampled_from(["code", "value", "source", "x"]), st.text(max_size=3), max_size=2)
)


@given(st.sampled_from(sorted(places(WHOLE), key=str)), junk)
def test_whatever_is_written_it_is_read_and_checked_or_refused(path, value):
    table = json.loads(json.dumps(WHOLE))
    inner = table
    for key in path[:-1]:
        inner = inner[key]
    inner[path[-1]] = value
    try:
        definition = define(table)
    except DefinitionError as refused:
        said = [str(refused)]
    else:
        said = [finding.sentence for finding in checks(definition)]
    assert all(said)
