"""The strategy of a gmina, what is written in it, and what became of its needs."""

from gromada.strategies.models.assessments import Assessment, AssessmentQuerySet
from gromada.strategies.models.consultation import Consultation, ConsultationComment, Idea
from gromada.strategies.models.contents import (
    Direction,
    FrameLine,
    NeedFate,
    OwnFigure,
    Paragraph,
    PartQuerySet,
    PickedIndicator,
    ProblemNode,
    StrategyGoal,
    StrategyIndicator,
)
from gromada.strategies.models.participation import (
    AttendanceNames,
    HelpRequest,
    Leader,
    ParticipationEvent,
    Partnership,
    StrategySurvey,
)
from gromada.strategies.models.versions import StrategyVersion, VersionQuerySet
from gromada.strategies.models.voting import Ballot, Vote, VoteCode, VoteOption
from gromada.strategies.models.writing import Need, NeedQuerySet, Strategy, StrategyQuerySet

__all__ = [
    "Assessment",
    "AssessmentQuerySet",
    "AttendanceNames",
    "Ballot",
    "Consultation",
    "ConsultationComment",
    "Direction",
    "FrameLine",
    "HelpRequest",
    "Idea",
    "Leader",
    "Need",
    "NeedFate",
    "NeedQuerySet",
    "OwnFigure",
    "Paragraph",
    "PartQuerySet",
    "ParticipationEvent",
    "Partnership",
    "PickedIndicator",
    "ProblemNode",
    "Strategy",
    "StrategyGoal",
    "StrategyIndicator",
    "StrategyQuerySet",
    "StrategySurvey",
    "StrategyVersion",
    "VersionQuerySet",
    "Vote",
    "VoteCode",
    "VoteOption",
]
