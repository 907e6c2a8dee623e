"""The checks of a definition: does what the file says hold together?"""

from . import allocation_checks, catalogue_checks, document_checks, money_checks, recipe_checks
from .definition import Definition
from .findings import Finding
from .schema import SEVERITIES

CHECKS = (
    document_checks.check_years,
    document_checks.check_codes,
    document_checks.check_sources,
    document_checks.check_numbers,
    document_checks.check_path,
    document_checks.check_words,
    document_checks.check_report,
    money_checks.check_envelopes,
    money_checks.check_money_sources,
    money_checks.check_window,
    money_checks.check_rule_sets,
    allocation_checks.check_allocation,
    catalogue_checks.check_catalogue,
    catalogue_checks.check_units,
    recipe_checks.check_selection,
)


def checks(definition: Definition) -> list[Finding]:
    """Everything that does not fit, errors first. A definition with an error is not to be loaded."""
    findings = [finding for check in CHECKS for finding in check(definition)]
    return sorted(findings, key=lambda finding: SEVERITIES.index(finding.severity))
