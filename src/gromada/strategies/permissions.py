"""Who may do what to a strategy and its needs."""

from gromada.core.permissions import Deed, Refusal, register
from gromada.core.text import _
from gromada.strategies.models import Consultation, Strategy, Vote
from gromada.strategies.rules.voting import LEAST_OPTIONS
from gromada.strategies.states import BEFORE_ADOPTION


def _is_still_written(_actor, obj) -> Refusal | None:
    """An adopted document is the council's: it changes by a new one. A participation has nothing written yet."""
    strategy = getattr(obj, "strategy", obj)
    if isinstance(strategy, Strategy) and strategy.state not in BEFORE_ADOPTION:
        return Refusal(
            _(
                "The council adopted this strategy, so it is not changed. "
                "Begin a new one to write down what has changed."
            ),
            rule="R43",
        )
    return None


register(
    (
        Deed(
            "strategies.write",
            _("Write the strategy"),
            ("coordinator", "gops_manager"),
            check=_is_still_written,
            source="R43-R45",
        ),
        Deed(
            "strategies.adopt",
            _("Record the resolution"),
            ("coordinator", "mayor", "council_member"),
            states=("draft",),
            source="R31, R43",
        ),
        Deed(
            "strategies.assess",
            _("Fill in the assessment card"),
            ("coordinator", "gops_manager", "consultant"),
            source="domain.md 2.3, step 4; O31",
        ),
        Deed(
            "strategies.confirm_assessment",
            _("Confirm the card"),
            ("consultant",),
            states=("filled",),
            source="domain.md 2.3, step 4",
        ),
        Deed(
            "strategies.make_version",
            _("Make a version of the document"),
            ("coordinator", "gops_manager"),
            source="domain.md 2.4",
        ),
    )
)

# Work with residents. What residents do themselves needs no deed: the public routes let it in (R43).
TEAM = ("coordinator", "gops_manager", "social_worker")
LEADS = ("coordinator", "gops_manager")
REGION = ("consultant", "rops")


def _has_text(_actor, obj) -> Refusal | None:
    if isinstance(obj, Consultation) and not obj.paragraphs:
        return Refusal(_("There is no text to comment on yet. Write the strategy, or paste the draft."), rule="R43")
    return None


def _has_two_options(_actor, obj) -> Refusal | None:
    if isinstance(obj, Vote) and obj.options.count() < LEAST_OPTIONS:
        return Refusal(_("A vote needs at least two things to choose from. Add them."))
    return None


register(
    (
        Deed("strategies.involve", _("Record work with residents"), TEAM, source="R43"),
        Deed("strategies.read_names", _("Read who came"), TEAM, source="RODO art. 5"),
        Deed("strategies.keep_registers", _("Keep partnerships and leaders"), TEAM, source="R26, R27, R48"),
        Deed("strategies.ask_help", _("Ask the region for help"), LEADS, source="R44"),
        Deed("strategies.promise_help", _("Promise help"), REGION, states=("asked",), source="R44"),
        Deed("strategies.give_help", _("Note that the help was given"), REGION, states=("promised",), source="R44"),
        Deed("strategies.decline_help", _("Decline"), REGION, states=("asked", "promised"), source="R44"),
        Deed("strategies.plan_consultation", _("Plan a consultation"), LEADS, source="R43"),
        Deed(
            "strategies.open_consultation",
            _("Lay the draft open"),
            LEADS,
            states=("planned",),
            check=_has_text,
            source="R43",
        ),
        Deed("strategies.close_consultation", _("Close the consultation"), LEADS, states=("open",), source="R43"),
        Deed("strategies.finish_consultation", _("Publish the answers"), LEADS, states=("closed",), source="R43"),
        Deed("strategies.moderate", _("Read the comments and answer them"), TEAM, source="R43"),
        Deed("strategies.publish_comment", _("Show the comment"), TEAM, states=("waiting",), source="R43"),
        Deed(
            "strategies.refuse_comment",
            _("Do not show the comment"),
            TEAM,
            states=("waiting", "published"),
            source="R43",
        ),
        Deed("strategies.answer_comment", _("Answer the comment"), TEAM, states=("published",), source="R43"),
        Deed("strategies.moderate_ideas", _("Read the ideas"), TEAM, source="R43"),
        Deed("strategies.publish_idea", _("Show the idea"), TEAM, states=("waiting",), source="R43"),
        Deed("strategies.refuse_idea", _("Do not show the idea"), TEAM, states=("waiting", "published"), source="R43"),
        Deed("strategies.take_idea", _("Make it a need"), LEADS, states=("waiting", "published"), source="R43, R45"),
        Deed("strategies.prepare_vote", _("Prepare a vote"), LEADS, source="R43"),
        Deed(
            "strategies.open_vote", _("Open the vote"), LEADS, states=("draft",), check=_has_two_options, source="R43"
        ),
        Deed("strategies.key_ballot", _("Key paper ballots"), TEAM, states=("open",), source="R43"),
        Deed("strategies.close_vote", _("Close the vote"), LEADS, states=("open",), source="R43"),
        Deed("strategies.publish_vote", _("Publish the count"), LEADS, states=("closed",), source="R43"),
    )
)
