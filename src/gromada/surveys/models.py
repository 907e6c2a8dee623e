"""Surveys of residents: the questionnaire and its versions, codes, answers, and the counts that results are read from."""

from django.db import models
from django.db.models import Q

from gromada.accounts.models import User
from gromada.core.models.stateful import Stateful
from gromada.core.permissions import Actor, Reach, within
from gromada.core.vault import VaultField, VaultId
from gromada.surveys.states import SURVEY, Access, Channel, SurveyState
from gromada.territory.models import Unit


class SurveyQuerySet(models.QuerySet):
    def visible_to(self, actor: Actor):
        return self.filter(within(actor, unit="unit", region="region"))


class Survey(Stateful):
    """A survey of the residents of a gmina. `form` is the questionnaire being written; answers go to its versions."""

    WORKFLOW = SURVEY

    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+")
    region = models.ForeignKey(Unit, models.PROTECT, related_name="+")
    slug = models.SlugField(max_length=80, unique=True)
    title_pl = models.CharField(max_length=200)
    title_en = models.CharField(max_length=200, blank=True)
    intro_pl = models.TextField(blank=True)
    intro_en = models.TextField(blank=True)
    after_pl = models.TextField(blank=True)
    after_en = models.TextField(blank=True)
    access = models.CharField(max_length=10, choices=Access.choices, default=Access.OPEN)
    opens_on = models.DateField(null=True)
    ends_on = models.DateField(null=True)
    form = models.JSONField(default=dict)
    is_published = models.BooleanField(default=False)
    made_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")

    objects = SurveyQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(state__in=SurveyState.values), name="survey_state"),
            models.CheckConstraint(condition=Q(access__in=Access.values), name="survey_access"),
            models.CheckConstraint(
                condition=Q(opens_on=None) | Q(ends_on=None) | Q(ends_on__gte=models.F("opens_on")),
                name="survey_ends_after_start",
            ),
            models.CheckConstraint(condition=Q(is_published=False) | Q(state="closed"), name="survey_published_closed"),
        ]

    def __str__(self):
        return self.title_pl or self.title_en

    @property
    def reach(self) -> Reach:
        return Reach(self.unit_id, self.region_id)


class SurveyVersion(models.Model):
    """The questionnaire as it was put before people, under a number; sealed. An answer belongs to its version."""

    survey = models.ForeignKey(Survey, models.PROTECT, related_name="versions")
    number = models.PositiveSmallIntegerField()
    form = models.JSONField()
    digest = models.CharField(max_length=64)
    valid_from = models.DateField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["survey", "number"], name="survey_version_number_once")]

    def __str__(self):
        return f"{self.survey_id} v{self.number}"


class SurveyCode(models.Model):
    """A code for one answer, kept as a blind index. Nothing joins it to the answer it was used for."""

    survey = models.ForeignKey(Survey, models.PROTECT, related_name="codes")
    code_index = models.CharField(max_length=64)
    used_on = models.DateField(null=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["survey", "code_index"], name="survey_code_once")]

    def __str__(self):
        return f"{self.pk}"


class Response(models.Model):
    """One person's answers, online or keyed from paper. Open texts may name people, so they lie in the vault."""

    vault_id = VaultId()
    survey = models.ForeignKey(Survey, models.PROTECT, related_name="responses")
    version = models.ForeignKey(SurveyVersion, models.PROTECT, related_name="+")
    channel = models.CharField(max_length=10, choices=Channel.choices)
    given_on = models.DateField()
    key = models.CharField(max_length=32)
    paper_number = models.CharField(max_length=20, blank=True)
    keyed_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    answers = models.JSONField(default=dict)
    texts = VaultField(blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(channel__in=Channel.values), name="response_channel"),
            models.UniqueConstraint(fields=["survey", "key"], name="response_sent_once"),
            models.UniqueConstraint(
                fields=["survey", "paper_number"], condition=~Q(paper_number=""), name="response_paper_once"
            ),
        ]
        indexes = [models.Index(fields=["survey", "keyed_by", "id"], name="response_keyed_by")]

    def __str__(self):
        return f"{self.pk}"


class Tally(models.Model):
    """How many answers fell into a bucket: "" in both columns is everybody, "" as the bucket everybody who answered.

    Kept by the deed that takes an answer, so that results never load answers. `total` is the sum of numbers and points.
    """

    survey = models.ForeignKey(Survey, models.PROTECT, related_name="tallies")
    question = models.CharField(max_length=40, blank=True)
    bucket = models.CharField(max_length=40, blank=True)
    channel = models.CharField(max_length=10, choices=Channel.choices)
    count = models.PositiveIntegerField(default=0)
    total = models.DecimalField(max_digits=18, decimal_places=2, default=0)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["survey", "question", "bucket", "channel"], name="tally_once")]

    def __str__(self):
        return f"{self.question} {self.bucket} {self.count}"


class AnswerTry(models.Model):
    """That an answer or a wrong code came from an address, as a blind index, forgotten after an hour."""

    address_index = models.CharField(max_length=64)
    moment = models.DateTimeField()

    class Meta:
        indexes = [models.Index(fields=["address_index", "moment"], name="answer_try_of_address")]

    def __str__(self):
        return f"{self.moment}"
