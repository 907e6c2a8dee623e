"""Numbers that Poland gives, with the vectors of domain.md 3.1. No number here is a real person's."""

from datetime import date

import pytest
from django.utils.translation import override
from hypothesis import assume, given
from hypothesis import strategies as st

from gromada.core import identifiers as ids
from gromada.core.identifiers import Invalid

GOOD = [
    (ids.normalise_pesel, "44051401359", "44051401359"),
    (ids.normalise_pesel, "02210100015", "02210100015"),
    (ids.normalise_pesel, " 99123199993 ", "99123199993"),
    (ids.normalise_nip, "8567346215", "8567346215"),
    (ids.normalise_nip, "122-078-13-42", "1220781342"),
    (ids.normalise_nip, "PL 1234563218", "1234563218"),
    (ids.normalise_regon, "730295378", "730295378"),
    (ids.normalise_regon, "123456785", "123456785"),
    (ids.normalise_regon, "100000050", "100000050"),
    (ids.normalise_regon, "12345678500010", "12345678500010"),
    (ids.normalise_krs, "0000444333", "0000444333"),
    (ids.normalise_nrb, "61109010140000071219812874", "61109010140000071219812874"),
    (ids.normalise_nrb, "PL 61 1090 1014 0000 0712 1981 2874", "61109010140000071219812874"),
    (ids.normalise_nrb, "65101010100000000000000001", "65101010100000000000000001"),
    (ids.normalise_iban, "pl61 1090 1014 0000 0712 1981 2874", "PL61109010140000071219812874"),
    (ids.normalise_iban, "DE89 3704 0044 0532 0130 00", "DE89370400440532013000"),
    (ids.normalise_terc, "3202012", "3202012"),
    (ids.normalise_terc, "14 05 05 2", "1405052"),
    (ids.normalise_terc, "0264011", "0264011"),
    (ids.normalise_simc, "0918123", "0918123"),
    (ids.normalise_postal_code, "00-513", "00-513"),
    (ids.normalise_postal_code, "00513", "00-513"),
    (ids.normalise_nbp_table, "096/A/NBP/2025", "096/A/NBP/2025"),
    (ids.normalise_nbp_table, " 96/a/nbp/2025", "096/A/NBP/2025"),
]
BAD = [
    (ids.normalise_pesel, "44051401358", "check digit"),
    (ids.normalise_pesel, "81022900019", "date of birth"),
    (ids.normalise_pesel, "00000000000", "date of birth"),
    (ids.normalise_pesel, "4405140135", "11 digits. This one has 10"),
    (ids.normalise_pesel, "44051401359x", "not a digit"),
    (ids.normalise_nip, "0000000000", "check digit"),
    (ids.normalise_nip, "123456321", "10 digits. This one has 9"),
    (ids.normalise_nip, "", "Type the NIP: 10 digits."),
    (ids.normalise_regon, "123456784", "check digit"),
    (ids.normalise_regon, "12345678400010", "check digit"),
    (ids.normalise_regon, "000000000", "check digit"),
    (ids.normalise_regon, "1234567", "9 or 14 digits. This one has 7"),
    (ids.normalise_krs, "0000000000", "all zeros"),
    (ids.normalise_krs, "444333", "10 digits. This one has 6"),
    (ids.normalise_nrb, "61109010140000071219812875", "check digits"),
    (ids.normalise_nrb, "6110901014000007121981287", "26 digits. This one has 25"),
    (ids.normalise_iban, "61109010140000071219812874", "PL61"),
    (ids.normalise_iban, "DE89370400440532013001", "check digits"),
    (ids.normalise_iban, "PL6110901014", "26 digits. This one has 10"),
    (ids.normalise_terc, "264011", "zero in front"),
    (ids.normalise_terc, "3102012", "no voivodeship"),
    (ids.normalise_terc, "3402012", "no voivodeship"),
    (ids.normalise_terc, "0002012", "no voivodeship"),
    (ids.normalise_terc, "3202016", "no gmina"),
    (ids.normalise_terc, "3200012", "no gmina"),
    (ids.normalise_postal_code, "0-513", "5 digits. This one has 4"),
    (ids.normalise_nbp_table, "96/A/2025", "096/A/NBP/2025"),
    (ids.normalise_nbp_table, "000/A/NBP/2025", "096/A/NBP/2025"),
]
TERC_7_2 = (
    "3202012 3202042 3202053 3205012 3212022 3212042 3213052 3213062 3214033 3214042 3216022 3216042 3216062 1405052"
)


@pytest.mark.parametrize(("normalise", "typed", "stored"), GOOD)
def test_accepts_and_writes_one_way(normalise, typed, stored):
    assert normalise(typed) == stored
    assert normalise(stored) == stored


@pytest.mark.parametrize(("normalise", "typed", "why"), BAD)
def test_refuses_with_the_reason(normalise, typed, why):
    with override("en"):
        with pytest.raises(Invalid) as refusal:
            normalise(typed)
        sentence = str(refusal.value)
    assert why in sentence
    assert sentence.endswith((".", ")."))


@pytest.mark.parametrize("code", TERC_7_2.split())
def test_the_gminas_of_the_dossier_have_codes(code):
    assert ids.normalise_terc(code) == code


@pytest.mark.parametrize("last", "0123456789")
def test_a_nip_with_remainder_ten_never_exists(last):
    with pytest.raises(Invalid):
        ids.normalise_nip(f"123456789{last}")


def test_a_pesel_tells_birth_and_sex():
    assert ids.pesel_facts("44051401359") == (date(1944, 5, 14), "M")
    assert ids.pesel_facts("02210100015") == (date(2002, 1, 1), "M")
    assert ids.pesel_facts("99123199993").birth_date == date(1999, 12, 31)


def test_a_sort_code_has_a_check_digit_of_its_own():
    assert ids.sort_code_agrees("10201026")
    assert ids.sort_code_agrees("10101010")
    wrong_bank = "109010150000071219812874"
    checked = f"{98 - int(wrong_bank + '252100') % 97:02d}{wrong_bank}"
    with override("en"), pytest.raises(Invalid, match="sort code"):
        ids.normalise_nrb(checked)


def refused(normalise, number):
    try:
        normalise(number)
    except Invalid:
        return True
    return False


def changed(data, number):
    place = data.draw(st.integers(0, len(number) - 1))
    other = data.draw(st.sampled_from([digit for digit in "0123456789" if digit != number[place]]))
    return number[:place] + other + number[place + 1 :]


@given(st.data(), st.text("0123456789", min_size=9, max_size=9))
def test_any_wrong_digit_in_a_nip_is_seen(data, base):
    """Every weight and every difference of two digits is coprime to 11, so the algorithm sees each single change."""
    check = sum(w * int(d) for w, d in zip((6, 5, 7, 2, 3, 4, 5, 6, 7), base, strict=True)) % 11
    assume(check != 10 and int(base))
    assert ids.normalise_nip(f"{base}{check}")
    assert refused(ids.normalise_nip, changed(data, f"{base}{check}"))


@given(st.data(), st.text("0123456789", min_size=23, max_size=23))
def test_any_wrong_digit_in_an_account_is_seen(data, base):
    """97 is prime and above every difference, so each single change is seen wherever it is."""
    sort = sum(w * int(d) for w, d in zip((3, 9, 7, 1, 3, 9, 7), base, strict=False))
    account = f"{base[:7]}{(10 - sort % 10) % 10}{base[7:]}"
    number = f"{98 - int(account + '252100') % 97:02d}{account}"
    assert ids.normalise_nrb(number)
    assert refused(ids.normalise_nrb, changed(data, number))


@given(st.data(), st.dates(min_value=date(1900, 1, 1), max_value=date(1999, 12, 31)), st.integers(0, 9999))
def test_any_wrong_digit_in_a_pesel_is_seen(data, born, serial):
    """Weights 1, 3, 7 and 9 are coprime to 10, so each single change is seen."""
    base = f"{born:%y%m%d}{serial:04d}"
    total = sum(w * int(d) for w, d in zip((1, 3, 7, 9, 1, 3, 7, 9, 1, 3), base, strict=True))
    number = f"{base}{-total % 10}"
    assert ids.pesel_facts(number).birth_date == born
    assert refused(ids.normalise_pesel, changed(data, number))


def test_a_regon_cannot_see_every_wrong_digit():
    """Remainders 10 and 0 share the check digit 0, so some changes of one digit pass: a valid REGON proves little."""
    assert ids.normalise_regon("100000050") == "100000050"  # remainder 10
    twins = [f"{digit}00000050" for digit in "023456789"]
    twins += [f"1000000{digit}0" for digit in "012346789"]
    assert any(not refused(ids.normalise_regon, twin) for twin in twins)
