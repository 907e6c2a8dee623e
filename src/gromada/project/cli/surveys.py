"""`gromada survey import|export`: questionnaires of residents' surveys as XLSForm workbooks."""

import argparse
from datetime import date

from gromada.accounts import queries as accounts
from gromada.core import clock
from gromada.core.permissions import OPERATOR, Actor, Refusal
from gromada.core.text import _
from gromada.project.cli.speech import Speech
from gromada.surveys import actions, exports, imports, queries
from gromada.surveys.models import Survey
from gromada.territory import queries as territory


def _actor(asked: argparse.Namespace, on: date) -> Actor:
    return accounts.actor_by_login(asked.login, on) if asked.login else OPERATOR


def _survey(slug: str, by: Actor) -> Survey:
    found = queries.survey_by_slug(slug, by)
    if found is None:
        raise Refusal(_("There is no survey “%(slug)s”. The name is the end of its public address.") % {"slug": slug})
    return found


def survey_import(asked: argparse.Namespace, speech: Speech) -> int:
    """Begin a survey of a gmina with the questionnaire of the file, or put it into the survey named. 1: the file has mistakes."""
    on = asked.on or clock.today()
    by = _actor(asked, on)
    try:
        read = imports.read_xlsform(asked.file.read_bytes(), asked.file.name)
    except imports.UnreadableForm as refusal:
        return _mistakes(refusal, asked, speech)
    for note in read.notes:
        speech.say(note)
    if asked.survey:
        survey = actions.change_form(survey=_survey(asked.survey, by), questionnaire=read.form, by=by, on=on)
    else:
        unit = territory.unit_by_code(asked.gmina)
        if unit is None:
            raise Refusal(_("Nothing is registered under the number %(code)s.") % {"code": asked.gmina})
        title = asked.title or read.title.pl or read.title.en or asked.file.stem
        survey = actions.start_survey(unit=unit, questionnaire=read.form, title_pl=title, by=by, on=on)
    facts = {
        "survey": survey.slug,
        "gmina": survey.unit.code,
        "parts": len(read.form.sections),
        "questions": len(read.form.asked()),
        "left_out": read.notes,
    }
    speech.result(facts, _("%(survey)s: %(questions)d questions in %(parts)d parts.") % facts)
    return 0


def _mistakes(refusal: imports.UnreadableForm, asked: argparse.Namespace, speech: Speech) -> int:
    facts = {
        "file": asked.file.name,
        "problems": [
            {"sheet": row.sheet, "row": row.row, "column": row.column, "message": str(row.sentence)}
            for row in refusal.mistakes
        ],
    }
    for row in refusal.mistakes:
        speech.say(f"{asked.file.name}, {row}")
    speech.result(facts, _("Nothing was taken over. Mend the workbook and send it again."))
    return 1


def survey_export(asked: argparse.Namespace, speech: Speech) -> int:
    """Write the questionnaire of a survey as an XLSForm workbook."""
    by = _actor(asked, clock.today())
    survey = _survey(asked.survey, by)
    content = exports.xlsform_of(queries.survey_page(by, survey.pk))
    asked.file.parent.mkdir(parents=True, exist_ok=True)
    asked.file.write_bytes(content)
    facts = {"file": str(asked.file), "bytes": len(content), "survey": survey.slug}
    speech.result(facts, _("Written: %(file)s (%(bytes)d bytes).") % facts)
    return 0
