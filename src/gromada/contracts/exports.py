"""The contract as an editable text: parties, subject, days and value in figures and in words, in Polish."""

from decimal import Decimal

from django.utils.translation import override

from gromada.core import render
from gromada.core.money import format_amount
from gromada.core.text import _

DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"

_UNITS = (
    "", "jeden", "dwa", "trzy", "cztery", "pięć", "sześć", "siedem", "osiem", "dziewięć", "dziesięć",
    "jedenaście", "dwanaście", "trzynaście", "czternaście", "piętnaście", "szesnaście", "siedemnaście",
    "osiemnaście", "dziewiętnaście",
)  # fmt: skip
_TENS = (
    "",
    "",
    "dwadzieścia",
    "trzydzieści",
    "czterdzieści",
    "pięćdziesiąt",
    "sześćdziesiąt",
    "siedemdziesiąt",
    "osiemdziesiąt",
    "dziewięćdziesiąt",
)
_HUNDREDS = (
    "",
    "sto",
    "dwieście",
    "trzysta",
    "czterysta",
    "pięćset",
    "sześćset",
    "siedemset",
    "osiemset",
    "dziewięćset",
)
_SCALES = (
    ("", "", ""),
    ("tysiąc", "tysiące", "tysięcy"),
    ("milion", "miliony", "milionów"),
    ("miliard", "miliardy", "miliardów"),
)
_ZLOTYS = ("złoty", "złote", "złotych")


def _form(count: int, forms: tuple[str, str, str]) -> str:
    """The Polish form of a noun after a number: 1 złoty, 2 złote, 5 złotych, 22 złote."""
    if count == 1:
        return forms[0]
    few = count % 10 in {2, 3, 4} and count % 100 not in {12, 13, 14}
    return forms[1] if few else forms[2]


def _below_thousand(number: int) -> list[str]:
    rest = number % 100
    tail = [_UNITS[rest]] if rest < len(_UNITS) else [_TENS[rest // 10], _UNITS[rest % 10]]
    return [word for word in (_HUNDREDS[number // 100], *tail) if word]


def in_words(amount_pln: Decimal) -> str:
    """An amount of złoty as Polish contracts write it: „sześć tysięcy trzysta złotych 00/100” (below a billion
    billions)."""
    whole, grosze = divmod(int(amount_pln * 100), 100)
    groups, rest = [], whole
    while rest:
        rest, part = divmod(rest, 1000)
        groups.append(part)
    words: list[str] = []
    for place, part in reversed(list(enumerate(groups))):
        if not part:
            continue
        if not (place and part == 1):
            words += _below_thousand(part)
        if place:
            words.append(_form(part, _SCALES[place]))
    return f"{' '.join(words) or 'zero'} {_form(whole, _ZLOTYS)} {grosze:02d}/100"


def file_name(contract) -> str:
    return f"umowa-{contract.number.replace('/', '-')}.docx"


def contract_text(contract, service) -> bytes:
    """A DOCX dated as the contract's last deed: the same contract gives the same bytes."""
    with override("pl"):
        title = str(_("Contract no. %(number)s") % {"number": contract.number})
        data = {"title": title, "paragraphs": _paragraphs(contract, service)}
        return render.docx(_build, data, as_of=contract.state_since, language="pl", title=title)


def _register(provider) -> str:
    numbers = (("NIP", provider.nip), ("KRS", provider.krs), ("REGON", provider.regon))
    return ", ".join(f"{name} {value}" for name, value in numbers if value) or provider.other_register or "—"


def _paragraphs(contract, service) -> list[tuple[str, str]]:
    provider, unit = contract.provider, contract.participation.unit
    names = {
        "gmina": unit.name,
        "provider": provider.name,
        "register": _register(provider),
        "service": service.title,
        "recipients": service.line.recipients_text,
        "count": service.line.recipients,
        "quantity": service.line.quantity,
        "unit": service.line.unit,
        "from": f"{contract.starts_on:%d.%m.%Y}",
        "until": f"{contract.ends_on:%d.%m.%Y}",
        "value": format_amount(contract.value_pln, "PLN"),
        "words": in_words(contract.value_pln),
        "programme": contract.participation.programme.name,
    }  # fmt: skip
    parts = (
        (
            _("Parties"),
            _(
                "Gmina %(gmina)s, represented by its mayor with the countersignature of the treasurer, "
                "and %(provider)s (%(register)s), called the provider."
            ),
        ),
        (
            _("Subject"),
            _(
                "The provider renders the service “%(service)s” for: %(recipients)s (%(count)s persons). "
                "Amount: %(quantity)s × %(unit)s."
            ),
        ),
        (_("Days"), _("The service is rendered from %(from)s to %(until)s.")),
        (
            _("Value"),
            _(
                "The gross value is %(value)s (in words: %(words)s). It is paid after invoices that the "
                "gmina has checked."
            ),
        ),
        (
            _("Programme"),
            _(
                "The service is financed under the programme “%(programme)s”. The provider keeps lists "
                "of attendance and shows them on request."
            ),
        ),
        (_("Changes"), _("The contract is changed in writing only.")),
    )
    return [(str(head), str(body % names) if "%(" in str(body) else str(body)) for head, body in parts]


def _build(document, data: dict) -> None:
    document.add_heading(data["title"], level=1)
    for place, (head, body) in enumerate(data["paragraphs"], start=1):
        document.add_heading(f"§ {place}. {head}", level=2)
        document.add_paragraph(body)
    table = document.add_table(rows=1, cols=2)
    for cell, words in zip(table.rows[0].cells, (_("For the gmina"), _("For the provider")), strict=True):
        cell.text = f"\n\n………………………………\n{words}"
