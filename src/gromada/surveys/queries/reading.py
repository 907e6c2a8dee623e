"""Surveys as they are listed, written, answered and keyed."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.http import Http404

from gromada.core import pages
from gromada.core.permissions import Actor, Refusal
from gromada.core.text import _
from gromada.core.vault import blind_index
from gromada.surveys.models import AnswerTry, Response, Survey, SurveyCode, SurveyVersion, Tally
from gromada.surveys.rules.counting import EVERYBODY
from gromada.surveys.rules.form import Form, form_of
from gromada.surveys.rules.running import MINUTES, check_rate
from gromada.surveys.states import Channel, SurveyState
from gromada.territory.models import Unit

ADDRESS = "survey-address"  # what a blind index of an address is for


def code_index(code: str) -> str:
    """How a code of a survey is kept."""
    return blind_index(code, "survey-code")


def address_index(address: str) -> str:
    """How an address is kept for an hour: nobody reads it back."""
    return blind_index(address, ADDRESS)


def tries_of(index: str, moment: datetime) -> int:
    """Answers (or wrong codes) that came from an address within the last hour."""
    since = moment - timedelta(minutes=MINUTES)
    return AnswerTry.objects.filter(address_index=index, moment__gte=since).count()


@dataclass(frozen=True)
class Listed:
    """A survey on a list, with how many answered it."""

    survey: Survey
    online: int
    paper: int

    @property
    def answered(self) -> int:
        return self.online + self.paper


@dataclass(frozen=True)
class SurveyList:
    page: pages.Page
    rows: list[Listed]


def surveys(actor: Actor, after: str | None = None) -> SurveyList:
    """Surveys in the actor's area, the newest first, with their counts. Two queries."""
    rows = Survey.objects.visible_to(actor).select_related("unit").defer("form", "intro_pl", "intro_en")
    page = pages.page(rows, order=("-state_since", "-pk"), after=after)
    counts = _answered([row.pk for row in page])
    return SurveyList(page, [Listed(row, *counts.get(row.pk, (0, 0))) for row in page])


def _answered(pks: list[int]) -> dict[int, tuple[int, int]]:
    rows = Tally.objects.filter(survey_id__in=pks, question=EVERYBODY, bucket=EVERYBODY)
    found: dict[int, dict[str, int]] = {}
    for pk, channel, count in rows.order_by("pk").values_list("survey_id", "channel", "count"):
        found.setdefault(pk, {})[channel] = count
    return {pk: (row.get(Channel.ONLINE, 0), row.get(Channel.PAPER, 0)) for pk, row in found.items()}


@dataclass(frozen=True)
class SurveyPage:
    """A survey with its questionnaire, what people see of it, and how many have answered."""

    survey: Survey
    form: Form
    version: SurveyVersion | None
    online: int
    paper: int
    codes: int = 0
    codes_used: int = 0

    @property
    def answered(self) -> int:
        return self.online + self.paper

    @property
    def is_changed(self) -> bool:
        """Whether the questionnaire differs from the version that people answer."""
        return self.version is not None and self.version.form != self.survey.form


def survey_to_do(actor: Actor, pk: int) -> Survey:
    """The survey a deed is done to; Http404 outside the actor's area. One query."""
    found = Survey.objects.visible_to(actor).select_related("unit__parent").filter(pk=pk).first()
    if found is None:
        raise Http404
    return found


def survey_page(actor: Actor, pk: int) -> SurveyPage:
    """One survey for those who write it. Four queries."""
    survey = survey_to_do(actor, pk)
    version = SurveyVersion.objects.filter(survey=survey).order_by("-number").first()
    used = list(SurveyCode.objects.filter(survey=survey).order_by("pk").values_list("used_on", flat=True))
    counts = _answered([pk]).get(pk, (0, 0))
    return SurveyPage(
        survey, form_of(survey.form), version, *counts, codes=len(used), codes_used=sum(1 for day in used if day)
    )


def public_version(slug: str) -> SurveyVersion:
    """What the link of a survey leads to: its last version, with survey and gmina. Http404 for a draft. One query.

    It costs the same whether nobody has answered or ten thousand have.
    """
    rows = SurveyVersion.objects.filter(survey__slug=slug).select_related("survey__unit__parent")
    found = rows.order_by("-number").first()
    if found is None or found.survey.state == SurveyState.DRAFT:
        raise Http404
    return found


def version_of(survey: Survey, number: int) -> SurveyVersion | None:
    """The version that somebody began with, while a newer one may be there."""
    return SurveyVersion.objects.filter(survey=survey, number=number).first()


def keyed_last(survey: Survey, actor: Actor) -> Response | None:
    """The paper this person keyed last: what can be taken back."""
    mine = survey.responses.filter(channel=Channel.PAPER, keyed_by_id=actor.person_id).defer("answers", "texts")
    return mine.order_by("-pk").first()


def keyed_count(survey: Survey) -> int:
    """How many papers of the survey are keyed."""
    return _answered([survey.pk]).get(survey.pk, (0, 0))[1]


def own_gmina(actor: Actor) -> Unit:
    """The gmina somebody acts for, with powiat and voivodeship. Refusal for who acts for no gmina."""
    rows = Unit.objects.select_related("parent__parent").filter(pk=actor.unit_id, level="gmina")
    found = rows.first() if actor.scope_kind == "gmina" else None
    if found is None:
        raise Refusal(_("A survey is made for a gmina. Switch to your role in a gmina."))
    return found


def survey_by_slug(slug: str, actor: Actor) -> Survey | None:
    """For the command line: the survey of a public address."""
    return Survey.objects.visible_to(actor).select_related("unit__parent").filter(slug=slug).first()


def code_is_free(survey: Survey, code: str) -> bool:
    """Whether a code (as `rules.running.plain_code` reads it) would open the survey."""
    return SurveyCode.objects.filter(survey=survey, code_index=code_index(code), used_on=None).exists()


def check_address(address: str, moment: datetime, *, has_codes: bool) -> None:
    """TooMany when an address has sent its share within the hour."""
    check_rate(tries_of(address_index(address), moment), has_codes=has_codes)
