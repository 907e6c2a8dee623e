"""The assessment card of a strategy, printed: the two criteria, what follows from them, who filled and confirmed it."""

from collections.abc import Sequence
from datetime import date

from django.utils.translation import override

from gromada.core import render
from gromada.core.templatetags.parts import dmy
from gromada.core.text import _


def card_pdf(card, evidence: Sequence, *, as_of: date, language: str = "pl") -> bytes:
    """The card as tagged PDF. `evidence`: how residents took part, in words."""
    with override(language):
        data = _data(card, evidence)
    return render.pdf("strategies/strategy", data, as_of=as_of, language=language, title=data["title"])


def _data(card, evidence: Sequence) -> dict:
    place = card.participation
    title = str(_("Assessment card of the strategy"))
    gmina = str(_("Gmina %(name)s") % {"name": place.unit.name})
    blocks: list[dict] = [
        {"kind": "lead", "text": str(card.get_result_display()).capitalize()},
        {"kind": "facts", "items": [{"label": str(label), "value": str(value)} for label, value in card_facts(card)]},
    ]
    if card.reasons:
        blocks.append({"kind": "text", "title": str(_("How residents took part")), "paragraphs": [card.reasons]})
    if evidence:
        blocks.append({"kind": "asks", "title": str(_("On record")), "items": [str(one) for one in evidence]})
    if card.remarks:
        blocks.append({"kind": "text", "title": str(_("Remarks")), "paragraphs": [card.remarks]})
    people = [
        {"role": str(_("Filled in by the gmina")), "name": card.filled_by_name},
        {"role": str(_("Confirmed by the consultant")), "name": card.confirmed_by_name},
    ]
    blocks.append({"kind": "signatures", "people": people})
    return {
        "title": f"{title}, {place.unit.name}",
        "head": {"left": gmina, "right": place.programme.name_pl},
        "folio": {"left": f"{gmina} · {{checksum}}", "page": str(_("{n} of {total}"))},
        "sections": [{"title": title, "blocks": blocks}],
    }


def card_facts(card) -> list[tuple]:
    """The criteria and their verdicts as (label, value)."""
    rows: list[tuple] = [(_("Strategy"), card.strategy.title if card.strategy else _("none"))]
    if card.data_year is not None:
        rows.append((_("Data of"), card.data_year))
        rows.append((_("1. Fresh data"), freshness_words(card)))
    rows += [
        (_("2. Residents took part"), card.get_involvement_display()),
        (_("Filled in on"), f"{dmy(card.filled_on)}, {card.filled_by_name}"),
    ]
    if card.confirmed_on:
        rows.append((_("Confirmed on"), f"{dmy(card.confirmed_on)}, {card.confirmed_by_name}"))
    return rows


def freshness_words(card):
    """Whether the data passed, with the years it was reckoned from (O31)."""
    told = {"data": card.data_year, "year": card.filled_on.year, "age": card.max_age}
    if card.max_age is None:
        return _("the rules of that day ask no age")
    if card.is_fresh:
        return _("yes: data of %(data)s in %(year)s, at most %(age)s years are allowed") % told
    return _("no: data of %(data)s in %(year)s, at most %(age)s years are allowed") % told
