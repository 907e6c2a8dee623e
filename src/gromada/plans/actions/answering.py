"""Answer a finding of the plan check with a justification, or take the justification back."""

from datetime import date

from gromada.core import audit
from gromada.core.permissions import Actor
from gromada.core.text import _
from gromada.core.workflow import action
from gromada.plans.actions.writing import in_hand
from gromada.plans.models import FindingAnswer, Plan, PlanLine
from gromada.plans.rules import PlanRefusal, rule_of

SHORTEST = 10


@action
def answer_finding(  # noqa: PLR0913 - what an answer is
    *, plan: Plan, rule: str, line: PlanLine | None = None, text: str, by: Actor, on: date
) -> FindingAnswer | None:
    """Write why a line (or the plan) stays as it is although the rule speaks against it; an empty text takes it back.

    The reviewer reads it beside the finding. Refused: a rule that no justification answers, a text of fewer than 10
    characters, a line of another plan, a plan that is not with the gmina.
    """
    in_hand(plan, by)
    known = rule_of(rule)
    if known is None or not known.may_be_justified:
        raise PlanRefusal(_("This cannot be justified, only mended."), rule=rule)
    if line is not None and line.plan_id != plan.pk:
        raise PlanRefusal(_("That line is of another plan. Reload the page and write it again."))
    text = text.strip()
    held = FindingAnswer.objects.filter(plan=plan, rule=rule, line=line)
    if not text:
        if held.delete()[0]:
            audit.record(by=by, deed="plans.write", obj=line or plan, on=on, fields=["justification"])
        return None
    if len(text) < SHORTEST:
        raise PlanRefusal(_("Write it in a sentence: the reviewer reads it."), field="text", rule=rule)
    row, _made = FindingAnswer.objects.update_or_create(
        plan=plan,
        rule=rule,
        line=line,
        defaults={"text": text[:500], "by_id": by.person_id, "by_name": by.name[:150], "on": on},
    )
    audit.record(by=by, deed="plans.write", obj=line or plan, on=on, fields=["justification"])
    return row
