"""Every write of this room: surveys, their questionnaires and codes, answers and results."""

from gromada.surveys.actions.answering import (
    AnsweredForm,
    give_answers,
    key_paper,
    load_answers,
    note_try,
    take_back_paper,
)
from gromada.surveys.actions.running import (
    close_survey,
    open_survey,
    publish_results,
    renew_survey,
    withdraw_results,
)
from gromada.surveys.actions.writing import FieldRefusal, change_form, change_survey, make_codes, start_survey

__all__ = [
    "AnsweredForm",
    "FieldRefusal",
    "change_form",
    "change_survey",
    "close_survey",
    "give_answers",
    "key_paper",
    "load_answers",
    "make_codes",
    "note_try",
    "open_survey",
    "publish_results",
    "renew_survey",
    "start_survey",
    "take_back_paper",
    "withdraw_results",
]
