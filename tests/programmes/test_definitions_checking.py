"""Each check finds what it is for: a sound file is spoilt in one place and the finding is named."""

from pathlib import Path

import pytest

from gromada.programmes.definitions import checks, read

TEXT = (Path(__file__).parent / "toy.toml").read_text(encoding="utf-8")
GROUND = 'source = "x"\ncertainty = "seed"\n'
COMPONENTS = "".join(
    f'[[components]]\ncode = "{code}"\nname_pl = "x"\nname_en = "x"\n'
    f'envelope = "{amount}"\npart_of = "{whole}"\n{GROUND}'
    for code, amount, whole in (("A", "100.00", ""), ("A1", "60.00", "A"), ("A2", "40.01", "A"))
)


def spoilt(old: str, new: str):
    assert old in TEXT
    return read(TEXT.replace(old, new, 1))


@pytest.mark.parametrize(
    ("old", "new", "code"),
    [
        (
            '[[kinds]]\ncode = "1"',
            f'[[kinds]]\ncode = "1"\nname_pl = "a"\nname_en = "a"\n{GROUND}[[kinds]]\ncode = "1"',
            "code_twice",
        ),
        ("[plan]", f"{COMPONENTS}[plan]", "parts_above_whole"),
        ("[plan]", COMPONENTS.replace('part_of = "A"', 'part_of = "Z"') + "[plan]", "component_unknown"),
        ('amount = "100000.00"', 'amount = "100000.00"\ncomponent = "B2"', "component_unknown"),
        ("until = 2021-12-31", "until = 2019-12-31", "window_order"),
        ("first_year = 2020", "first_year = 2025", "horizon_order"),
        ('group = "K"\nkind = "1"', 'group = "M"\nkind = "1"', "cell_unknown"),
        ('group = "K"\nkind = "1"', 'group = "K"\nkind = "9"', "cell_unknown"),
        ('group = "K"\nkind = "1"', 'group = "K"', "cell_unknown"),
        ("colour = 1\n", "colour = 1\nhas_kinds = false\n", "cell_unknown"),
        ('group = "K"\nkind = "1"', 'group = "K"\nkind = "1"\nenabled = false', "reason_missing"),
        ('group = "K"\nkind = "1"', 'group = "K"\nkind = "1"\nenabled = false', "group_empty"),
        ("colour = 1\n", "colour = 1\nenabled = false\n", "reason_missing"),
        ("colour = 1\n", "colour = 9\n", "colour_unknown"),
        ('value = "1/2"', 'value = "3/2"', "ratio_outside"),
        ('value = "1/2"', 'value = "-1/2"', "ratio_outside"),
        ('K = "3/4"', 'K = "5/4"', "ratio_outside"),
        ('K = "3/4"', 'Z = "3/4"', "group_unknown"),
        ("value = 1\n", 'value = "1/4"\n', "unlock_order"),
        ('value = "none"', 'value = "nbp_day_before"', "exchange_rule_wrong"),
        ('currency = "PLN"', 'currency = "EUR"', "exchange_rule_wrong"),
        ("valid_until = 2020-12-31", "valid_until = 2021-01-01", "rules_overlap"),
        ("valid_until = 2020-12-31\n", "", "rules_overlap"),
        ("valid_until = 2020-12-31", "valid_until = 2019-12-31", "rules_order"),
        ("valid_from = 2020-01-01", "valid_from = 2020-01-02", "rules_missing"),
        ('[[path]]\ncode = "qualified"', '[[path]]\ncode = "settled"', "code_twice"),
        ("counts_to_allocation = true", "counts_to_allocation = false", "no_source_counts"),
        ('"{terc}/{year}/{cell}/{seq:03d}"', '"{terc}/{colour}/{seq:03d}"', "number_pattern"),
        ('"{terc}/{year}/{cell}/{seq:03d}"', '"{terc}/{year}/{cell}"', "number_not_counting"),
        ('"{terc}/{year}/{cell}/{seq:03d}"', '"{terc"', "number_pattern"),
        ('plan = "{terc}/{year}/{seq}"\n', "", "number_missing"),
        ('need = { pl = "potrzeba", en = "need" }\n', "", "words_missing"),
        ("[plan]", "[plan]\ntask_line_required = true", "task_lines_missing"),
        ("[plan]", f'[[units]]\ncode = "20901"\nname_pl = "x"\nname_en = "x"\n{GROUND}[plan]', "unit_code"),
    ],
)
def test_an_error_is_found(old, new, code):
    found = {finding.code: finding for finding in checks(spoilt(old, new))}
    assert code in found
    assert found[code].severity == "error"
    assert found[code].sentence.endswith(".")
    assert found[code].hint.endswith(".")


@pytest.mark.parametrize(
    ("old", "new", "codes"),
    [
        ("na lata 2020-2021", "na lata 2020–2022", {"years_disagree", "horizon_differs"}),
        ("na lata 2020-2021", "", set()),
        ("last_year = 2021", "last_year = 2023", {"horizon_differs"}),
        ("until = 2021-12-31", "until = 2022-12-31", {"window_outside_horizon"}),
        ("valid_until = 2020-12-31", "valid_until = 2020-12-30", {"rules_gap"}),
        ('{ code = "summary"', '{ code = "task_lines"', {"section_empty"}),
        (
            "[plan]",
            f'[[groups]]\ncode = "L"\nname_pl = "x"\nname_en = "x"\ncolour = 1\n{GROUND}[plan]',
            {"colour_twice"},
        ),
    ],
)
def test_a_warning_is_found(old, new, codes):
    warnings = {finding.code for finding in checks(spoilt(old, new)) if finding.severity == "warning"}
    assert warnings == codes


@pytest.mark.parametrize("key", ["source", "certainty"])
def test_a_statement_without_its_ground_is_an_error(key):
    value = {"source": "invented", "certainty": "interpretation"}[key]
    lines = TEXT.splitlines()
    places = [number for number, line in enumerate(lines) if line == f'{key} = "{value}"']
    assert len(places) > 15
    for place in places:
        text = "\n".join(line for number, line in enumerate(lines) if number != place) + "\n"
        assert "source_missing" in {finding.code for finding in checks(read(text))}, lines[place - 3 : place]


def test_units_are_held_to_what_the_programme_says():
    eligibility = f'[eligibility]\nunit_kinds = ["2", "3"]\ngminas = 1\nvoivodeships = 2\n{GROUND}'
    region = f'[[regions]]\ncode = "32"\nname_pl = "x"\nname_en = "x"\ngminas = 2\namount = "100000.01"\n{GROUND}'
    unit = '[[units]]\ncode = "{}"\nname_pl = "x"\nname_en = "x"\n' + GROUND
    text = TEXT + eligibility + region + unit.format("3202012") + unit.format("3213011") + unit.format("1405052")
    codes = {finding.code for finding in checks(read(text))}
    assert {"unit_kind", "unit_region", "regions_differ", "gminas_above_whole", "parts_above_whole"} <= codes
    only = TEXT + eligibility + region + unit.format("3202012")
    assert "units_differ" in {finding.code for finding in checks(read(only))}


def test_a_label_printed_twice_is_noted():
    entry = '[[promotion]]\ncode = "{}"\nprinted = "a"\ntext_pl = "x"\ntext_en = "x"\n' + GROUND
    findings = checks(read(TEXT + entry.format("a") + entry.format("b")))
    assert [(finding.code, finding.severity) for finding in findings] == [("label_twice", "note")]


def test_the_steps_follow_the_neutral_order():
    swapped = TEXT.replace('code = "qualified"', 'code = "@"').replace('code = "settled"', 'code = "qualified"')
    codes = [finding.code for finding in checks(read(swapped.replace('code = "@"', 'code = "settled"')))]
    assert codes == ["path_order"]
