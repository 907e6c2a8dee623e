"""The definitions that come with us hold the facts of the seeds (O1..O30: the figures they are checked against)."""

from datetime import date
from decimal import Decimal
from fractions import Fraction

import pytest

from gromada.programmes.definitions import checks, definition_files, read
from gromada.programmes.definitions.findings import parts


@pytest.fixture(scope="module")
def loan():
    return read("pis")


@pytest.fixture(scope="module")
def kind():
    return read("pal")


@pytest.fixture(scope="module")
def edition():
    return read("pal-jaktorow")


def test_no_definition_of_ours_has_an_error():
    assert {path.stem for path in definition_files()} == {"pal", "pal-jaktorow", "pis"}
    for path in definition_files():
        assert [f.sentence for f in checks(read(path)) if f.severity == "error"] == []


def test_the_loan_programme_has_nothing_to_warn_about(loan):
    assert checks(loan) == []


def test_regions_and_gminas(loan):
    names = {region.name_pl for region in loan.regions}
    assert loan.eligibility.gminas == 500  # O1
    assert len(names) == loan.eligibility.voivodeships == 13  # O2
    assert not names & {"lubuskie", "opolskie", "śląskie"}  # O4
    assert (loan.region("06").gminas, loan.region("06").amount) == (97, Decimal("8000000.00"))  # O5
    assert loan.region("06").amount_is == "at_least"
    assert (loan.region("32").gminas, loan.region("32").amount) == (13, Decimal("1010300.00"))  # O6
    assert loan.region("32").amount_is == "exact"
    assert loan.region("10").gminas == 37  # O7
    assert loan.region("02").gminas == 5  # O8
    assert sum(region.gminas or 0 for region in loan.regions) == 152  # O9
    assert len(loan.units) == 13
    assert {unit.code[:2] for unit in loan.units} == {"32"}


def test_envelopes(loan):  # O10
    assert loan.envelope == Decimal("40000000.00")
    assert loan.component("B").envelope == Decimal("47210000.00")
    assert loan.lender.amount == Decimal("72200000.00")
    assert loan.lender.loan_number == "7358 POL"
    assert (loan.component("A").envelope, loan.component("A").envelope_only) == (None, True)
    assert loan.component("B1").envelope + loan.component("B2").envelope == loan.component("B").envelope
    assert [source.code for source in loan.money_sources if source.counts_to_allocation] == ["loan"]


def test_catalogue(loan):  # O23
    matrix = [cell for cell in loan.cells if cell.kind]
    assert len(matrix) == 18
    opened = [cell.code for cell in loan.open_cells]
    assert len([code for code in opened if "." in code]) == 17
    per_group = {group: sum(code.startswith(f"{group}.") for code in opened) for group in ("I", "II", "III")}
    assert per_group == {"I": 6, "II": 5, "III": 6}
    assert opened[-1] == "V"
    assert loan.group("IV").reason_en == "not used in this edition"
    assert "not used in this edition" in loan.why_not_cell("IV", "", "en")
    assert "not in the catalogue" in loan.why_not_cell("II", "5", "en")
    assert loan.why_not_cell("V", "1", "en")
    assert loan.why_not_cell("I", "", "en")
    assert loan.why_not_cell("VI", "1", "en")
    assert loan.why_not_cell("I", "7", "en")
    assert loan.why_not_cell("V", "", "en") is None
    assert loan.why_not_cell("III", "5", "en") is None


def test_every_field_has_examples_in_both_languages(loan):
    for cell in loan.open_cells:
        assert cell.examples, cell.code
        for example in cell.examples:
            assert example.pl.strip()
            assert example.en.strip()
            assert example.source
    mapped = [
        e for cell in loan.cells for e in cell.examples if e.source.startswith(("R80", "R81", "R82", "R83", "R84"))
    ]
    assert {e.certainty for e in mapped} == {"interpretation"}
    named = " ".join(e.source for e in mapped)
    assert all(number in named for number in ("R80", "R81", "R82", "R83", "R84"))


def test_every_requirement_of_the_programme_is_cited(loan):
    cited = " ".join(part.source for _place, part in parts(loan))
    for number in (*range(28, 43), *range(61, 85)):
        assert f"R{number}" in cited, number


@pytest.mark.parametrize(
    ("day", "version"),
    [
        (date(2007, 1, 1), "before-first"),
        (date(2008, 1, 17), "before-first"),
        (date(2008, 1, 18), "2008-01-18"),
        (date(2008, 2, 1), "2008-01-18"),
        (date(2008, 6, 1), "2008-04-25"),
        (date(2008, 9, 1), "2008-07-11"),
        (date(2010, 12, 1), "2008-07-11"),
        (date(2011, 1, 1), "2010-12-02"),
    ],
)
def test_editions_of_the_manual(loan, day, version):  # O30
    assert loan.rule_set_on(day).version == version


def test_no_rules_before_the_window(loan):
    assert loan.rule_set_on(date(2006, 12, 31)) is None
    first = loan.rule_set_on(date(2007, 6, 1))
    assert first.certainty == "interpretation"
    assert "the rules of the first edition are applied" in first.label_en


def test_parameters(loan):
    for rules in loan.rule_sets:
        assert (rules.unlock_before, rules.unlock_after) == (Fraction(1, 3), Fraction(1))
        assert rules.legal_review_above == Decimal("2000.00")  # O29
        assert rules.value("legal_review_basis") == "gross"
        assert rules.exchange_rule == "nbp_day_before"
        assert rules.strategy_max_data_age_years == 3
        assert rules.demand_due_days == 14
        assert rules.offer_days_min == 21
        assert rules.group_limit("V") is None
        assert rules.parameters["unlock_before"].source


def test_path_of_the_loan_programme(loan):
    assert len(loan.path) == 11
    assert loan.next_step("adopted").code == "planning_whole"
    assert loan.next_step("settled") is None


def test_what_is_from_memory_says_so(loan):
    assert {loan.step("joined").certainty, loan.step("settled").certainty} == {"memory"}
    for amount in (*loan.components, *loan.regions, loan.services_envelope, loan.lender, loan.umbrella):
        assert amount.certainty != "memory"


def test_local_programme(kind, edition):  # O24
    assert kind.abstract
    assert not edition.abstract
    assert (len(edition.sections), len(edition.goals), len(edition.expected_results)) == (10, 7, 10)
    assert (len(edition.task_lines), len(edition.money_sources), len(edition.data_methods)) == (6, 3, 4)
    assert (len(kind.instruments), len(edition.environmental_actions), len(edition.promotion)) == (4, 3, 3)
    assert len(edition.reference_documents) == 7
    assert [i.code for i in edition.instruments if not i.in_use] == ["occupational"]
    assert [goal.code for goal in edition.goals] == [f"2.{number}" for number in range(1, 8)]
    assert (edition.resolution.number, edition.resolution.on) == ("VI/41/2011", date(2011, 4, 6))
    assert (edition.kind, edition.currency, edition.envelope) == ("pal", "PLN", None)
    assert edition.rule_set_on(date(2012, 5, 15)).exchange_rule == "none"
    assert edition.rule_set_on(date(2012, 5, 15)).legal_review_above is None
    assert edition.plan.sub_programme
    assert edition.plan.task_line_required


def test_local_programme_needs_no_ministry(edition):
    usual = ("programme_office",)
    assert edition.roles_for("programmes.allocate", usual) == ("treasurer",)
    assert edition.roles_for("plans.accept", ("consultant",)) == ("gops_manager",)
    assert edition.roles_for("contracts.sign", ("mayor",)) == ("mayor",)
    away = {"programme_office", "consultant", "rops", "counsel", "lender"}
    assert not {role for roles in edition.deeds.values() for role in roles} & away


def test_title_and_main_goal_disagree(edition):  # O25
    found = [finding for finding in checks(edition) if finding.code == "years_disagree"]
    assert len(found) == 1
    assert found[0].severity == "warning"
    assert "2011-2016" in found[0].sentence
    assert "2011-2015" in found[0].sentence
    assert "R86" in found[0].source
