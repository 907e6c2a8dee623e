"""Writing a survey: the card, its questionnaire, its codes."""

from datetime import date

from django.db import IntegrityError, transaction
from django.utils.text import slugify

from gromada.accounts.models import User
from gromada.core import audit
from gromada.core.permissions import Actor, Refusal, require
from gromada.core.text import _, fold
from gromada.core.workflow import action
from gromada.surveys.models import Survey, SurveyCode
from gromada.surveys.queries.reading import code_index
from gromada.surveys.rules.checking import check
from gromada.surveys.rules.form import Form, data_of, form_of
from gromada.surveys.rules.running import MOST_CODES, check_days, new_code, plain_code
from gromada.surveys.states import Access, SurveyState
from gromada.territory.models import Unit
from gromada.territory.queries import region_of

CARD = ("title_pl", "title_en", "intro_pl", "intro_en", "after_pl", "after_en", "access", "opens_on", "ends_on")
TRIES = 20


class FieldRefusal(Refusal):
    """A refusal that one field of a form can mend."""

    def __init__(self, sentence, *, field: str):
        super().__init__(sentence)
        self.field = field


@action
def start_survey(*, unit: Unit, questionnaire: Form, by: Actor, on: date, **card) -> Survey:
    """Begin a survey of the residents of a gmina with a questionnaire (empty, ready-made or imported); a draft.

    `card`: title, introduction and what happens next in both languages, access, first and last day. Refused: no title,
    days that do not fit, a questionnaire with mistakes (R43, R130).
    """
    survey = Survey(
        unit=unit, region=region_of(unit), state=SurveyState.DRAFT, state_since=on, form=data_of(questionnaire)
    )
    require(by, "surveys.write", survey)
    check(questionnaire)
    for name, value in _card(card).items():
        setattr(survey, name, value)
    survey.made_by = User.objects.filter(pk=by.person_id).first() if by.person_id else None
    _save_with_slug(survey)
    audit.record(by=by, deed="surveys.write", obj=survey, on=on, new=survey.state)
    return survey


def _card(card: dict) -> dict:
    made = {name: value.strip() if isinstance(value, str) else value for name, value in card.items() if name in CARD}
    if not (made.get("title_pl") or made.get("title_en")):
        raise FieldRefusal(_("Give the survey a title, as residents will read it."), field="title_pl")
    if made.get("access", Access.OPEN) not in Access.values:
        raise FieldRefusal(_("Choose who may answer."), field="access")
    check_days(made.get("opens_on"), made.get("ends_on"))
    return made


def _save_with_slug(survey: Survey) -> None:
    """The public address out of title and gmina; a number is added to one that is taken."""
    stem = slugify(fold(f"{survey.title_pl or survey.title_en} {survey.unit.name}"))[:70].strip("-") or "ankieta"
    for turn in range(1, TRIES + 1):
        survey.slug = stem if turn == 1 else f"{stem}-{turn}"
        try:
            with transaction.atomic():
                survey.save(force_insert=True)
        except IntegrityError:
            if turn == TRIES or not Survey.objects.filter(slug=survey.slug).exists():
                raise
            continue
        return


@action
def change_survey(*, survey: Survey, by: Actor, on: date, **card) -> Survey:
    """Correct what stands on the card. Who may answer is fixed once the survey is open; the last day may be moved."""
    require(by, "surveys.write", survey)
    new = _card({name: getattr(survey, name) for name in CARD} | card)
    if survey.state == SurveyState.CLOSED and (new["opens_on"], new["ends_on"]) != (survey.opens_on, survey.ends_on):
        raise Refusal(_("The survey is closed; its days stay as they were."))
    if survey.state != SurveyState.DRAFT and new["access"] != survey.access:
        raise FieldRefusal(
            _("Who may answer cannot be changed once the survey is open: some have answered by the old rule."),
            field="access",
        )
    changed = [name for name in CARD if getattr(survey, name) != new[name]]
    for name in changed:
        setattr(survey, name, new[name])
    if changed:
        survey.save(update_fields=changed)
        audit.record(by=by, deed="surveys.write", obj=survey, on=on, fields=changed)
    return survey


@action
def change_form(*, survey: Survey, questionnaire: Form, by: Actor, on: date) -> Survey:
    """Put another questionnaire in the place of the one being written; people see it after opening or renewing.

    Refused with place and sentence when the change brings in a mistake (a code twice, a condition that fits no question).
    """
    require(by, "surveys.write", survey)
    if survey.state == SurveyState.CLOSED:
        raise Refusal(_("The survey is closed; its questions stay as people answered them."))
    check(questionnaire, before=form_of(survey.form))
    survey.form = data_of(questionnaire)
    survey.save(update_fields=["form"])
    audit.record(by=by, deed="surveys.write", obj=survey, on=on, fields=["form"])
    return survey


@action
def make_codes(*, survey: Survey, count: int, by: Actor, on: date) -> list[str]:
    """New one-time codes, returned once and kept only as blind indexes: print them at once. At most 2000 a survey."""
    require(by, "surveys.write", survey)
    if survey.access != Access.CODE:
        raise Refusal(_("This survey asks for no codes. Choose answering with a code on its card first."))
    if survey.state == SurveyState.CLOSED:
        raise Refusal(_("The survey is closed; a new code would open nothing."))
    left = MOST_CODES - survey.codes.count()
    if not 1 <= count <= left:
        raise FieldRefusal(_("Write how many codes, from 1 to %(most)d.") % {"most": left}, field="count")
    made: dict[str, str] = {}
    while len(made) < count:
        code = new_code()
        made[code_index(plain_code(code))] = code
    SurveyCode.objects.bulk_create(SurveyCode(survey=survey, code_index=index) for index in made)
    audit.record(by=by, deed="surveys.write", obj=survey, on=on, fields=["codes"])
    return list(made.values())
