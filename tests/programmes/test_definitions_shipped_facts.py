"""The demo's files of facts: exchange rates and territorial units, held against known figures and the register."""

import csv
import re
from datetime import date
from decimal import Decimal
from importlib.resources import files
from itertools import pairwise
from pathlib import Path

import pytest

from gromada.programmes.definitions import read

SHARED = Path(__file__).parents[3] / "shared" / "data"


def rows(lines) -> list[dict]:
    return list(csv.DictReader(line for line in lines if not line.startswith("#")))


def shipped(name: str) -> list[dict]:
    return rows(files("gromada.project").joinpath("demo", name).read_text(encoding="utf-8").splitlines())


@pytest.fixture(scope="module")
def rates():
    return shipped("rates.csv")


@pytest.fixture(scope="module")
def units():
    return shipped("units.csv")


@pytest.fixture(scope="module")
def register():
    path = SHARED / "teryt" / "TERC_Urzedowy_2022-01-01.csv"
    if not path.exists():
        pytest.skip("needs the register of units, which is not beside this checkout (../shared/data/teryt)")
    with path.open(encoding="utf-8-sig") as lines:
        return {
            row["WOJ"] + row["POW"] + row["GMI"] + row["RODZ"]: row["NAZWA"]
            for row in csv.DictReader(lines, delimiter=";")
        }


def test_known_rates(rates):
    mids = {row["effective_date"]: Decimal(row["mid"]) for row in rates}
    known = {
        "2007-12-31": "3.5820",
        "2008-07-31": "3.2026",
        "2008-12-31": "4.1724",
        "2009-02-18": "4.8999",
        "2009-12-31": "4.1082",
        "2011-12-30": "4.4168",
    }
    assert {day: mids[day] for day in known} == {day: Decimal(mid) for day, mid in known.items()}


def test_every_rate_has_its_table_and_no_day_is_missed(rates):
    days = [date.fromisoformat(row["effective_date"]) for row in rates]
    assert days == sorted(set(days))
    assert (days[0], days[-1]) == (date(2006, 12, 29), date(2012, 12, 31))
    assert len({row["table_no"] for row in rates}) == len(rates)
    numbers = {}
    for day, row in zip(days, rates, strict=True):
        number, year = re.fullmatch(r"(\d{3})/A/NBP/(\d{4})", row["table_no"]).groups()
        assert int(year) == day.year
        numbers.setdefault(day.year, []).append(int(number))
        assert re.fullmatch(r"\d\.\d{4}", row["mid"])
        assert day.weekday() < 5
    for year in (2007, 2008, 2009, 2012):
        assert numbers[year] == list(range(1, len(numbers[year]) + 1))
    gaps = [(later - earlier).days for earlier, later in pairwise(days)]
    assert sorted(gap for gap in gaps if gap > 7) == [(date(2011, 4, 1) - date(2010, 1, 4)).days]


def test_units_are_those_of_the_programmes(units):
    by_code = {row["code"]: row for row in units}
    for name in ("pis", "pal-jaktorow"):
        for unit in read(name).units:
            assert by_code[unit.code]["name"] == unit.name_pl
            assert int(by_code[unit.code]["population"]) > 0
    assert sorted(row["kind"] for row in units).count("gmina") == 14
    for row in units:
        assert len(row["code"]) == {"voivodeship": 2, "powiat": 4, "gmina": 7}[row["kind"]]
        assert row["parent"] == {"voivodeship": "", "powiat": row["code"][:2], "gmina": row["code"][:4]}[row["kind"]]
        assert not row["parent"] or row["parent"] in by_code


@pytest.mark.shared
def test_units_agree_with_the_register(units, register):
    for row in units:
        assert register[row["code"]].casefold() == row["name"].casefold()


@pytest.mark.shared
def test_rates_agree_with_the_bank(rates):
    path = SHARED / "fx" / "nbp_table_a_eur_pln_2005-2020.csv"
    if not path.exists():
        pytest.skip("needs the bank's tables, which are not beside this checkout (../shared/data/fx)")
    with path.open(encoding="utf-8-sig") as lines:
        official = {row["effective_date"]: (row["table_no"], row["mid_pln"]) for row in csv.DictReader(lines)}
    spans = (("2006-12-29", "2010-01-04"), ("2011-04-01", "2012-12-31"))
    expected = {day: found for day, found in official.items() if any(since <= day <= until for since, until in spans)}
    assert {row["effective_date"]: (row["table_no"], row["mid"]) for row in rates} == expected
