"""Who may write a survey, open and close it, key papers, read what people wrote, and publish the results."""

from gromada.core.permissions import Deed, Refusal, register
from gromada.core.text import _
from gromada.surveys.models import Survey
from gromada.surveys.states import SurveyState

MAKERS = ("coordinator", "gops_manager", "social_worker")


def _is_published(_actor, obj) -> Refusal | None:
    if isinstance(obj, Survey) and obj.is_published:
        return Refusal(_("The results are public already."))
    return None


register(
    (
        Deed("surveys.write", _("Write the survey"), MAKERS, source="R43, R130"),
        Deed("surveys.open", _("Open for answers"), MAKERS, states=(SurveyState.DRAFT,), source="R130"),
        Deed("surveys.close", _("Close the survey"), MAKERS, states=(SurveyState.OPEN,), source="R130"),
        Deed("surveys.key", _("Key paper forms"), MAKERS, states=(SurveyState.OPEN,), source="R130"),
        Deed("surveys.read_texts", _("Read what people wrote"), MAKERS, source="RODO art. 5"),
        Deed(
            "surveys.publish",
            _("Publish the results"),
            MAKERS,
            states=(SurveyState.CLOSED,),
            check=_is_published,
            source="R43",
        ),
        Deed("surveys.withdraw", _("Take the results back"), MAKERS, states=(SurveyState.CLOSED,), source="R43"),
    )
)
