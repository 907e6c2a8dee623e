"""Documents on paper and for office programs: tagged PDF, editable DOCX, XLSX workbooks. Same data, same bytes.

Rendering keeps some hundred megabytes of caches in the process that does it: call it from jobs and commands, not from
a web process that serves pages (docs/reference/report-data.md).
"""

from gromada.core.render.errors import RenderError
from gromada.core.render.pdf import checksum, pdf
from gromada.core.render.sheets import Sheet, xlsx
from gromada.core.render.text_document import docx

__all__ = ["RenderError", "Sheet", "checksum", "docx", "pdf", "xlsx"]
