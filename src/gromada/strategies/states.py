"""States of a strategy (domain.md 2.4, the thin path: existing or draft, adopted, expired)."""

from django.db import models

from gromada.core.text import _
from gromada.core.workflow import Table, Transition, register


class StrategyState(models.TextChoices):
    EXISTING = "existing", _("existing, from before the programme")
    DRAFT = "draft", _("draft")
    ADOPTED = "adopted", _("adopted")
    EXPIRED = "expired", _("expired")


STRATEGY = register(
    Table(
        name="strategies.strategy",
        title=_("Strategy"),
        states=StrategyState,
        transitions=(
            Transition(StrategyState.DRAFT, StrategyState.ADOPTED, "strategies.adopt", _("the council adopted it")),
            Transition(
                StrategyState.EXISTING, StrategyState.EXPIRED, "strategies.adopt", _("a new one took its place")
            ),
            Transition(StrategyState.ADOPTED, StrategyState.EXPIRED, "strategies.adopt", _("a new one took its place")),
        ),
        turn={StrategyState.DRAFT: "coordinator"},
    )
)

IN_FORCE = (StrategyState.ADOPTED,)
BEFORE_ADOPTION = (StrategyState.EXISTING, StrategyState.DRAFT)


class SectionKind(models.TextChoices):
    """The parts of a strategy that are written in words, in the order of the document; art. 16b names most of them."""

    DIAGNOSIS = "diagnosis", _("Diagnosis")
    MATERIAL = "material", _("Material resources")
    PEOPLE = "people", _("People and their skills")
    ORGANISATIONS = "organisations", _("Organisations and institutions")
    STRENGTHS = "strengths", _("Strengths")
    WEAKNESSES = "weaknesses", _("Weaknesses")
    OPPORTUNITIES = "opportunities", _("Opportunities")
    THREATS = "threats", _("Threats")
    FORECAST = "forecast", _("Forecast of changes")
    WAY = "way", _("Way of carrying out")
    FRAME = "frame", _("Financial frame")


RESOURCES = (SectionKind.MATERIAL, SectionKind.PEOPLE, SectionKind.ORGANISATIONS)
SWOT = (SectionKind.STRENGTHS, SectionKind.WEAKNESSES, SectionKind.OPPORTUNITIES, SectionKind.THREATS)


class ProblemSide(models.TextChoices):
    PROBLEM = "problem", _("main problem")
    CAUSE = "cause", _("cause")
    EFFECT = "effect", _("effect")


class Fate(models.TextChoices):
    """What became of a need of an older strategy."""

    CARRIED = "carried", _("carried over")
    MET = "met", _("met")
    DROPPED = "dropped", _("dropped")


class Involvement(models.TextChoices):
    """Whether residents really took part in making a strategy (domain.md 2.3, step 4)."""

    YES = "yes", _("yes")
    PARTLY = "partly", _("partly")
    NO = "no", _("no")


class AssessmentResult(models.TextChoices):
    MISSING = "missing", _("there is no strategy")
    OK = "ok", _("the strategy may stay")
    NEEDS_UPDATE = "needs_update", _("the strategy needs an update")


class AssessmentState(models.TextChoices):
    FILLED = "filled", _("filled in by the gmina")
    CONFIRMED = "confirmed", _("confirmed by the consultant")
    REPLACED = "replaced", _("replaced by a newer card")


ASSESSMENT = register(
    Table(
        name="strategies.assessment",
        title=_("Assessment card of the strategy"),
        states=AssessmentState,
        transitions=(
            Transition(
                AssessmentState.FILLED,
                AssessmentState.CONFIRMED,
                "strategies.confirm_assessment",
                _("the consultant confirmed it"),
            ),
            Transition(
                AssessmentState.CONFIRMED,
                AssessmentState.REPLACED,
                "strategies.assess",
                _("a newer card took its place"),
            ),
        ),
        turn={AssessmentState.FILLED: "consultant"},
    )
)


# Work with residents (R43, R44, R48): what was done together, asked for, said about the draft and voted for -------------


class EventKind(models.TextChoices):
    """How residents met to work on the strategy (R43)."""

    WORKSHOP = "workshop", _("workshop")
    MEETING = "meeting", _("meeting with residents")
    DEBATE = "debate", _("public debate")
    WALK = "walk", _("walk through the village")
    GROUP = "group", _("talk in a small group")


class HelpState(models.TextChoices):
    ASKED = "asked", _("asked for")
    PROMISED = "promised", _("promised")
    GIVEN = "given", _("given")
    DECLINED = "declined", _("declined")


HELP = register(
    Table(
        name="strategies.help",
        title=_("Request for help from the region"),
        states=HelpState,
        transitions=(
            Transition(HelpState.ASKED, HelpState.PROMISED, "strategies.promise_help", _("the region promised help")),
            Transition(HelpState.ASKED, HelpState.DECLINED, "strategies.decline_help", _("the region could not help")),
            Transition(HelpState.PROMISED, HelpState.GIVEN, "strategies.give_help", _("the region helped")),
            Transition(
                HelpState.PROMISED, HelpState.DECLINED, "strategies.decline_help", _("the region could not help")
            ),
        ),
        turn={HelpState.ASKED: "consultant", HelpState.PROMISED: "consultant"},
    )
)


class HelpKind(models.TextChoices):
    WRITING = "writing", _("writing the strategy")
    MODERATING = "moderating", _("moderating a meeting")
    ANALYSING = "analysing", _("reading data and surveys")


class ConsultationState(models.TextChoices):
    PLANNED = "planned", _("planned")
    OPEN = "open", _("open for comments")
    CLOSED = "closed", _("closed, being answered")
    ANSWERED = "answered", _("answered")


CONSULTATION = register(
    Table(
        name="strategies.consultation",
        title=_("Public consultation of the draft"),
        states=ConsultationState,
        transitions=(
            Transition(
                ConsultationState.PLANNED,
                ConsultationState.OPEN,
                "strategies.open_consultation",
                _("the draft was laid open"),
            ),
            Transition(
                ConsultationState.OPEN,
                ConsultationState.CLOSED,
                "strategies.close_consultation",
                _("the consultation ended"),
            ),
            Transition(
                ConsultationState.CLOSED,
                ConsultationState.ANSWERED,
                "strategies.finish_consultation",
                _("every comment was answered"),
            ),
        ),
        turn={ConsultationState.PLANNED: "coordinator", ConsultationState.CLOSED: "coordinator"},
    )
)


class CommentState(models.TextChoices):
    WAITING = "waiting", _("not yet read by the gmina")
    PUBLISHED = "published", _("shown")
    REFUSED = "refused", _("kept back")


COMMENT = register(
    Table(
        name="strategies.comment",
        title=_("Comment on the draft"),
        states=CommentState,
        transitions=(
            Transition(
                CommentState.WAITING, CommentState.PUBLISHED, "strategies.publish_comment", _("the comment is shown")
            ),
            Transition(
                CommentState.WAITING,
                CommentState.REFUSED,
                "strategies.refuse_comment",
                _("the comment is not shown, with a reason"),
            ),
            Transition(
                CommentState.PUBLISHED,
                CommentState.REFUSED,
                "strategies.refuse_comment",
                _("the comment is not shown, with a reason"),
            ),
        ),
        turn={CommentState.WAITING: "coordinator"},
    )
)


class Verdict(models.TextChoices):
    """What the gmina did with a comment or an idea."""

    ACCEPTED = "accepted", _("taken into account")
    PARTLY = "partly", _("taken into account in part")
    DECLINED = "declined", _("not taken into account")


class IdeaState(models.TextChoices):
    WAITING = "waiting", _("not yet read by the gmina")
    PUBLISHED = "published", _("shown")
    TAKEN = "taken", _("taken into the strategy")
    REFUSED = "refused", _("kept back")


IDEA = register(
    Table(
        name="strategies.idea",
        title=_("Idea or need from a resident"),
        states=IdeaState,
        transitions=(
            Transition(IdeaState.WAITING, IdeaState.PUBLISHED, "strategies.publish_idea", _("the idea is shown")),
            Transition(IdeaState.WAITING, IdeaState.REFUSED, "strategies.refuse_idea", _("the idea is not shown")),
            Transition(IdeaState.PUBLISHED, IdeaState.REFUSED, "strategies.refuse_idea", _("the idea is not shown")),
            Transition(IdeaState.WAITING, IdeaState.TAKEN, "strategies.take_idea", _("it became a need")),
            Transition(IdeaState.PUBLISHED, IdeaState.TAKEN, "strategies.take_idea", _("it became a need")),
        ),
        turn={IdeaState.WAITING: "coordinator"},
    )
)


class VoteState(models.TextChoices):
    DRAFT = "draft", _("being prepared")
    OPEN = "open", _("open for votes")
    CLOSED = "closed", _("closed")
    PUBLISHED = "published", _("count published")


VOTE = register(
    Table(
        name="strategies.vote",
        title=_("Vote on priorities"),
        states=VoteState,
        transitions=(
            Transition(VoteState.DRAFT, VoteState.OPEN, "strategies.open_vote", _("the vote was opened")),
            Transition(VoteState.OPEN, VoteState.CLOSED, "strategies.close_vote", _("the vote was closed")),
            Transition(VoteState.CLOSED, VoteState.PUBLISHED, "strategies.publish_vote", _("the count was published")),
        ),
        turn={VoteState.DRAFT: "coordinator", VoteState.CLOSED: "coordinator"},
    )
)
