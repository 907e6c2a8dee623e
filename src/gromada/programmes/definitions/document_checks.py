"""Checks of a programme's document: its years, its codes and labels, its sources, its numbers and its path."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator

from gromada.core.numbering import BadPattern, check_pattern, format_number
from gromada.core.text import _

from . import schema as s
from .definition import Definition
from .findings import Finding, error, note, parts, warning

YEARS = re.compile(r"\b((?:19|20)\d\d)\s*[-–—]\s*((?:19|20)\d\d)\b")
CODED = (
    "components", "regions", "units", "legal_basis", "reference_documents", "money_sources", "goals",
    "expected_results", "task_lines", "sections", "instruments", "environmental_actions", "promotion",
    "data_methods", "partners", "places", "groups", "kinds", "cells", "provider_kinds", "path",
)  # fmt: skip
SAMPLE = {"terc": "3202012", "year": 2009, "cell": "I.1", "group": "I", "kind": "1", "seq": 7}
SAMPLE |= {"strategy": "GSRPS", "contract": "3202012/2009/I.1/007"}


def check_years(d: Definition) -> Iterator[Finding]:
    """The years in the title, the horizon and the main goal agree. (R86, O25)"""
    said = [(what, span, source) for what, text, source in _texts_with_years(d) for span in _spans(text)]
    if not said:
        return
    first_what, first_span, _first_source = said[0]
    for what, span, source in said[1:]:
        if span != first_span:
            yield warning(
                "years_disagree",
                _("%(first)s says %(first_years)s and %(other)s %(other_years)s.")
                % {"first": _capital(first_what), "first_years": first_span, "other": what, "other_years": span},
                _("Ask the body that adopted the document which years hold; the text is kept as it was printed."),
                source,
            )
    if d.horizon and f"{d.horizon.first_year}-{d.horizon.last_year}" != first_span:
        yield warning(
            "horizon_differs",
            _("%(first)s says %(first_years)s, but the horizon is set to %(since)s-%(until)s.")
            % {"first": _capital(first_what), "first_years": first_span, "since": d.horizon.first_year,
               "until": d.horizon.last_year},
            _("Set first_year and last_year of [horizon] to the years of the document."),
            d.horizon.source,
        )  # fmt: skip


def _capital(words: str) -> str:
    return words[:1].upper() + words[1:]


def _texts_with_years(d: Definition) -> Iterator[tuple[str, str, str]]:
    yield str(_("The title")), d.name_pl, d.source
    if d.horizon:
        yield str(_("the horizon")), d.horizon.title_pl, d.horizon.source
    if d.main_goal:
        yield str(_("the main goal")), d.main_goal.text_pl, d.main_goal.source


def _spans(text: str) -> list[str]:
    return [f"{since}-{until}" for since, until in YEARS.findall(text)]


def check_codes(d: Definition) -> Iterator[Finding]:
    """No code is used twice in one list, and a label printed twice in the original is said."""
    for name in CODED:
        for code in _twice(part.code for part in getattr(d, name)):
            yield error(
                "code_twice",
                _("The code %(code)s stands twice in “%(list)s”.") % {"code": code, "list": name},
                _("Give each entry a code of its own."),
            )
    for name in ("environmental_actions", "promotion", "goals", "expected_results"):
        listed = [part for part in getattr(d, name) if part.printed]
        for label in _twice(part.printed for part in listed):
            last = [part for part in listed if part.printed == label][-1]
            yield note(
                "label_twice",
                _("The original prints the label %(label)s twice in “%(list)s”.") % {"label": label, "list": name},
                _("Nothing has to be done: here the entries have codes of their own."),
                last.source,
            )


def _twice(codes: Iterable[str]) -> list[str]:
    return [code for code, times in Counter(codes).items() if times > 1]


def check_sources(d: Definition) -> Iterator[Finding]:
    """Every statement names where it was read and how certain it is."""
    for place, part in parts(d):
        lacking = [name for name in ("source", "certainty") if not getattr(part, name)]
        if lacking:
            yield error(
                "source_missing",
                _("%(place)s does not say its %(lacking)s.")
                % {"place": place or str(_("The programme")), "lacking": ", ".join(lacking)},
                _("Add “source” (law, manual, document) and “certainty” (%(values)s).")
                % {"values": ", ".join(s.CERTAINTIES)},
            )


def check_numbers(d: Definition) -> Iterator[Finding]:
    """Every numbered thing has a pattern that can be filled in and counts."""
    for thing, allowed in s.NUMBER_PARTS.items():
        pattern = d.numbering.get(thing)
        if pattern is None:
            if not d.abstract:
                yield error(
                    "number_missing",
                    _("[numbering] has no pattern for “%(thing)s”.") % {"thing": thing},
                    _("Add one, for instance “{terc}/{year}/{seq:03d}”; it may use: %(parts)s.")
                    % {"parts": ", ".join(allowed)},
                )
            continue
        try:
            check_pattern(pattern, allowed)
            numbers = {format_number(pattern, **{**SAMPLE, "seq": seq}) for seq in (7, 8)}
        except BadPattern as bad:
            yield error("number_pattern", str(bad), _("It may use: %(parts)s.") % {"parts": ", ".join(allowed)})
            continue
        if len(numbers) == 1:
            yield error(
                "number_not_counting",
                _("The pattern “%(pattern)s” gives two documents the same number.") % {"pattern": pattern},
                _("Add the counter {seq}."),
            )


def check_path(d: Definition) -> Iterator[Finding]:
    """The steps follow the neutral order, and a programme that can be loaded has some."""
    order = [s.STEPS.index(step.code) for step in d.path]
    if order != sorted(order):
        yield error(
            "path_order",
            _("The steps of the path are not in their order."),
            _("Write them in this order, leaving out what is not used: %(steps)s.") % {"steps": ", ".join(s.STEPS)},
        )
    if not d.path and not d.abstract:
        yield error("path_missing", _("The programme has no path."), _("Add the steps that it uses as [[path]]."))


def check_words(d: Definition) -> Iterator[Finding]:
    """Every noun that the screens take from the programme is there."""
    missing = [word for word in s.WORDS if word not in d.words]
    if missing and not d.abstract:
        yield error(
            "words_missing",
            _("[words] lacks: %(missing)s.") % {"missing": ", ".join(missing)},
            _("Add each as a Polish and an English noun: { pl = …, en = … }."),
        )


def check_report(d: Definition) -> Iterator[Finding]:
    """The report's sections are different ones, and each has something to show."""
    codes = [section.code for section in d.report.sections]
    for code in _twice(codes):
        yield error(
            "section_twice",
            _("The report has the section %(code)s twice.") % {"code": code},
            _("Leave one of them out."),
        )
    needed = {
        "task_lines": d.task_lines, "expected_results": d.expected_results, "methods": d.data_methods,
        "partners": d.partners,
    }  # fmt: skip
    for code, listed in needed.items():
        if code in codes and not listed and not d.abstract:
            yield warning(
                "section_empty",
                _("The report has the section %(code)s, but the programme lists nothing for it.") % {"code": code},
                _("List them, or leave the section out."),
                d.report.source,
            )
    if d.plan.task_line_required and not d.task_lines:
        yield error(
            "task_lines_missing",
            _("A plan needs a task line, but the programme lists none."),
            _("List them as [[task_lines]], or set task_line_required = false."),
            d.plan.source,
        )
