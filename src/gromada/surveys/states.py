"""States of a survey, who may answer it, which way an answer came, and the kinds of questions."""

from django.db import models

from gromada.core.text import _
from gromada.core.workflow import Table, Transition, register


class SurveyState(models.TextChoices):
    DRAFT = "draft", _("being written")
    OPEN = "open", _("open for answers")
    CLOSED = "closed", _("closed")


SURVEY = register(
    Table(
        name="surveys.survey",
        title=_("Survey"),
        states=SurveyState,
        transitions=(
            Transition(SurveyState.DRAFT, SurveyState.OPEN, "surveys.open", _("the survey was opened")),
            Transition(SurveyState.OPEN, SurveyState.CLOSED, "surveys.close", _("the survey was closed")),
        ),
        turn={SurveyState.DRAFT: "coordinator", SurveyState.OPEN: None},
    )
)


class Access(models.TextChoices):
    """Who may answer. `once` keeps a device from answering twice by mistake; only codes keep anybody out."""

    OPEN = "open", _("anybody with the link")
    ONCE = "once", _("anybody with the link, once a device")
    CODE = "code", _("only with a code, each for one answer")


class Channel(models.TextChoices):
    ONLINE = "online", _("online")
    PAPER = "paper", _("on paper")


class Kind(models.TextChoices):
    """What a question asks for; a note asks nothing."""

    ONE = "one", _("one of the answers")
    MANY = "many", _("any number of the answers")
    SCALE = "scale", _("a scale")
    NUMBER = "number", _("a number")
    DATE = "date", _("a day")
    TEXT = "text", _("a few words")
    LONG = "long", _("a longer text")
    NOTE = "note", _("no answer, only words to read")
