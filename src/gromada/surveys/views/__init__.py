"""Pages of surveys."""

from gromada.surveys.views.counting import (
    answers_csv,
    answers_xlsx,
    public_results,
    publish,
    results,
    texts,
    withdraw,
)
from gromada.surveys.views.editing import add_question, add_section, arrange, question, section
from gromada.surveys.views.keying import key, take_back
from gromada.surveys.views.public import form, preview, thanks
from gromada.surveys.views.writing import (
    card,
    close,
    codes,
    import_form,
    new,
    open_survey,
    paper,
    renew,
    survey,
    survey_list,
    xlsform,
)

__all__ = [
    "add_question",
    "add_section",
    "answers_csv",
    "answers_xlsx",
    "arrange",
    "card",
    "close",
    "codes",
    "form",
    "import_form",
    "key",
    "new",
    "open_survey",
    "paper",
    "preview",
    "public_results",
    "publish",
    "question",
    "renew",
    "results",
    "section",
    "survey",
    "survey_list",
    "take_back",
    "texts",
    "thanks",
    "withdraw",
    "xlsform",
]
