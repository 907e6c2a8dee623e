"""Reads of this room: the facts of a year, the report made of them, and the reports that were handed over."""

from gromada.reports.queries.annual import AnnualReport, annual_report
from gromada.reports.queries.facts import YearFacts, year_facts
from gromada.reports.queries.pages import pdf_of, report, reports_of, turns, years_to_report

__all__ = [
    "AnnualReport",
    "YearFacts",
    "annual_report",
    "pdf_of",
    "report",
    "reports_of",
    "turns",
    "year_facts",
    "years_to_report",
]
