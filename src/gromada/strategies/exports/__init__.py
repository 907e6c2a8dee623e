"""What this room writes out: the strategy as PDF and DOCX, the assessment card."""

from gromada.strategies.exports.participation import MEDIA_TYPES, attendance_list, consultation_report, report_data
from gromada.strategies.queries.printing import (
    DOCX,
    card_facts,
    card_pdf,
    data_of,
    docx,
    fate_words,
    freshness_words,
    pdf,
)

__all__ = [
    "DOCX",
    "MEDIA_TYPES",
    "attendance_list",
    "card_facts",
    "card_pdf",
    "consultation_report",
    "data_of",
    "docx",
    "fate_words",
    "freshness_words",
    "pdf",
    "report_data",
]
