"""The annual report of a gmina to its council: one machine for every programme, its words and sections from the file."""

from dataclasses import dataclass
from datetime import date

from django.utils import translation

from gromada.core import charts, render
from gromada.core.text import _
from gromada.programmes.models import Participation
from gromada.reports import rules
from gromada.reports.queries import money_sections  # noqa: F401 - its sections join the others when it is read
from gromada.reports.queries.facts import YearFacts, year_facts
from gromada.reports.queries.sections import day, key, sections

TEMPLATE = "reports/gmina_report"


@dataclass(frozen=True)
class AnnualReport:
    """A report as data: what paper and screen are made of. The same facts, the same data, the same bytes."""

    participation: Participation
    year: int
    as_of: date
    language: str
    title: str
    data: dict

    @property
    def digest(self) -> str:
        return rules.digest(self.data)

    def pdf(self) -> bytes:
        """The report on paper: tagged PDF, dated as of its facts."""
        return paper(self.data, as_of=self.as_of, language=self.language, title=self.title)


def paper(data: dict, *, as_of: date, language: str, title: str) -> bytes:
    return render.pdf(TEMPLATE, data, as_of=as_of, language=language, title=title)


def annual_report(participation: Participation, *, year: int, as_of: date, language: str = "pl") -> AnnualReport:
    """The report of a year as of a day, from the books of that day. Names no person (R131; domain.md 5, RP-1, RP-4)."""
    facts = year_facts(participation, year=year, as_of=as_of)
    with translation.override(language):
        title = report_title(participation, year, language)
        return AnnualReport(participation, year, as_of, language, title, _data(facts, title, language))


def report_title(participation: Participation, year: int, language: str) -> str:
    words = {
        "report": participation.programme.definition.report.name(language),
        "gmina": participation.unit.name,
        "year": year,
    }
    return str(_("%(report)s: %(gmina)s, %(year)d") % words)


def _data(facts: YearFacts, title: str, language: str) -> dict:
    place, definition = facts.participation.unit, facts.participation.programme.definition
    programme = definition.name(language)
    gmina = str(_("Gmina %(name)s") % {"name": place.name})
    as_of = str(_("as of %(day)s") % {"day": day(facts.as_of)})
    number = {"page": str(_("{n} of {total}")), "left": str(_("Made in Gromada from the books, check sum {checksum}"))}
    return {
        "title": title,
        "head": {"left": gmina, "right": f"{definition.report.name(language)}, {as_of}"},
        "folio": number,
        "cover": {
            "kicker": f"{definition.report.name(language)}. {definition.report.say('addressee', language)}, {as_of}",
            "title": [str(_("What we have done")), str(_("together in %(year)d") % {"year": facts.year})],
            "head": {"left": gmina, "right": programme},
            "mark": {"svg": _mark(facts), "alt": str(_("The sign of the gmina: a stripe for each service of its plan"))},
            "legend": [{"key": key(group.colour), "label": group.name} for group in facts.groups if facts.of_group(group)],
            "note": str(_("A stripe for each service; its width follows from the cost in the plan.")),
            "folio": {"left": f"{place.name}, {day(facts.as_of)}", "right": ""},
        },
        "sections": sections(facts, language),
    }


def _mark(facts: YearFacts) -> str:
    strips = [(row.service.group.colour, row.service.line.cost_pln) for row in facts.services]
    return charts.mark(strips, seed=facts.participation.unit.code, palette="print")
