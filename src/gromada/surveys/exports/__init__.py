"""A survey as files: XLSForm for other tools, answers for spreadsheets, the form on paper."""

from gromada.surveys.exports.answers import answers_csv, answers_xlsx
from gromada.surveys.exports.paper import kind_name, numbers_of, paper_form, when
from gromada.surveys.exports.xlsform import write_xlsform, xlsform_of

CSV, XLSX, PDF = (
    "text/csv; charset=utf-8",
    "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "application/pdf",
)

__all__ = [
    "CSV",
    "PDF",
    "XLSX",
    "answers_csv",
    "answers_xlsx",
    "kind_name",
    "numbers_of",
    "paper_form",
    "when",
    "write_xlsform",
    "xlsform_of",
]
