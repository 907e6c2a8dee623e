"""The annual report of a gmina to its council: one machine for all programmes, words and sections from the file."""

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
    with translation.override(language):
        facts = year_facts(participation, year=year, as_of=as_of)
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
            "mark": {"svg": _mark(facts), "alt": str(_("The sign of the gmina: a stripe for each thing in its plan"))},
            "legend": [
                {"key": key(group.colour), "label": group.name} for group in facts.groups if facts.of_group(group)
            ],
            "note": str(_("A stripe for each thing in the plan; its area follows from its cost.")),
            "folio": {"left": f"{place.name}, {day(facts.as_of)}", "right": ""},
        },
        "sections": sections(facts, language),
        "strips": [[colour, int(cost * 100)] for colour, cost in _strips(facts)],
        "figures": _figures(facts),
    }


def _strips(facts: YearFacts) -> list[tuple]:
    return [(row.service.group.colour, row.service.line.cost_pln) for row in facts.services]


def _figures(facts: YearFacts) -> list[dict]:
    """What becomes public when the report is presented: people, sessions and hours of the gmina and of each service."""
    held = [row.held for row in facts.services]
    figures = [
        _figure(None, "persons", rules.shown(facts.counts.persons)),
        _figure(None, "sessions", sum(one.sessions for one in held)),
        _figure(None, "hours", sum(one.minutes for one in held) // 60),
    ]
    for row in facts.services:
        key = row.service.pk
        figures += [
            _figure(key, "persons", rules.shown(row.people)),
            _figure(key, "sessions", row.held.sessions),
            _figure(key, "hours", row.held.minutes // 60),
        ]
    return figures


def _figure(service: int | None, code: str, value: int | None) -> dict:
    return {"service": service, "code": code, "value": value}


def _mark(facts: YearFacts) -> str:
    return charts.mark(_strips(facts), seed=facts.participation.unit.code, palette="print")
