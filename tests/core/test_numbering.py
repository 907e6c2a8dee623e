"""Numbers of documents."""

import pytest

from gromada.core.numbering import BadPattern, check_pattern, format_number, placeholders

CONTRACT = "{terc}/{year}/{group}.{kind}/{seq:03d}"


def test_the_number_of_a_contract():
    assert format_number(CONTRACT, terc="3202012", year=2008, group="I", kind=1, seq=3) == "3202012/2008/I.1/003"
    assert placeholders(CONTRACT) == ["terc", "year", "group", "kind", "seq"]
    assert format_number("{{{year}}}", year=2008) == "{2008}"


@pytest.mark.parametrize(
    "pattern",
    [
        "{terc}/{city}",
        "{seq",
        "seq}",
        "{}",
        "{0}",
        "{seq.__class__}",
        "{seq[0]}",
        "{seq!r}",
        "{seq:{year}}",
        "{seq:>999999}",
        "fixed",
    ],
)
def test_a_pattern_that_reaches_further_is_refused(pattern):
    with pytest.raises(BadPattern, match=r"\w+ \w+"):
        check_pattern(pattern, {"terc", "year", "seq"})
    with pytest.raises(BadPattern):
        format_number(pattern, terc="3202012", year=2008, seq=3)


def test_what_the_pattern_asks_for_must_be_given():
    with pytest.raises(BadPattern, match="year"):
        format_number("{seq}/{year}", seq=1)
    with pytest.raises(BadPattern):
        format_number("{seq:03d}", seq="one")
    check_pattern(CONTRACT, ["terc", "year", "group", "kind", "seq", "programme"])
