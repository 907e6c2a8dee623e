"""Writing the sections of a strategy, paragraph by paragraph; two people at one paragraph lose nothing."""

from datetime import date

from django.db.models import F, Max

from gromada.core import audit
from gromada.core.permissions import Actor, Refusal, require
from gromada.core.text import _
from gromada.core.workflow import action
from gromada.strategies import permissions  # noqa: F401 - registers the deeds
from gromada.strategies.models import Paragraph, Strategy
from gromada.strategies.rules import FieldRefusal, checked_paragraphs
from gromada.strategies.states import SectionKind


class Overtaken(Refusal):
    """Somebody else wrote the paragraph since the form was opened: `theirs` and `version` are what stands there now."""

    def __init__(self, theirs: str, version: int):
        super().__init__(
            _(
                "Somebody changed this paragraph while you were writing. Below is what stands there now; your text is still "
                "in the field. Put both together and save again."
            )
        )
        self.theirs, self.version = theirs, version


@action
def add_paragraphs(*, strategy: Strategy, section: str, text: str, by: Actor, on: date) -> list[Paragraph]:
    """Add what was typed at the end of a section: a blank line parts paragraphs. While the strategy is not adopted."""
    require(by, "strategies.write", strategy)
    if section not in SectionKind.values:
        raise FieldRefusal(_("The strategy has no such section. Go back to its contents."), field="text")
    texts = checked_paragraphs(text)
    last = strategy.paragraphs.filter(section=section).aggregate(last=Max("place"))["last"] or 0
    rows = [
        Paragraph.objects.create(strategy=strategy, section=section, place=last + turn, text=one)
        for turn, one in enumerate(texts, 1)
    ]
    for row in rows:
        audit.record(by=by, deed="strategies.write", obj=row, on=on)
    return rows


@action
def change_paragraph(*, paragraph: Paragraph, text: str, version: int, by: Actor, on: date) -> Paragraph:
    """Reword a paragraph that nobody changed since `version`; what follows a blank line becomes a new paragraph after it.

    Raises Overtaken, and nothing is written, when somebody else was quicker.
    """
    require(by, "strategies.write", paragraph)
    first, *more = checked_paragraphs(text)
    _take(paragraph, version, text=first)
    if more:
        later = Paragraph.objects.filter(strategy=paragraph.strategy_id, section=paragraph.section)
        later.filter(place__gt=paragraph.place).update(place=F("place") + len(more))
        for turn, one in enumerate(more, 1):
            row = Paragraph.objects.create(
                strategy=paragraph.strategy, section=paragraph.section, place=paragraph.place + turn, text=one
            )
            audit.record(by=by, deed="strategies.write", obj=row, on=on)
    audit.record(by=by, deed="strategies.write", obj=paragraph, on=on, fields=["text"])
    paragraph.text, paragraph.version = first, version + 1
    return paragraph


def _take(paragraph: Paragraph, version: int, **new) -> None:
    found = Paragraph.objects.filter(pk=paragraph.pk, version=version).update(version=version + 1, **new)
    if found:
        return
    now = Paragraph.objects.filter(pk=paragraph.pk).first()
    if now is None:
        raise Refusal(_("This paragraph was removed in the meantime. Copy your text and add it as a new one."))
    raise Overtaken(now.text, now.version)


@action
def move_paragraph(*, paragraph: Paragraph, up: bool, by: Actor, on: date) -> None:
    """Change places with the paragraph before (or after) it in its section; at the end nothing happens."""
    require(by, "strategies.write", paragraph)
    rows = Paragraph.objects.filter(strategy=paragraph.strategy_id, section=paragraph.section)
    if up:
        other = rows.filter(place__lt=paragraph.place).order_by("-place").first()
    else:
        other = rows.filter(place__gt=paragraph.place).order_by("place").first()
    if other is None:
        return
    Paragraph.objects.filter(pk=paragraph.pk).update(place=other.place)
    Paragraph.objects.filter(pk=other.pk).update(place=paragraph.place)
    audit.record(by=by, deed="strategies.write", obj=paragraph, on=on, fields=["place"])


@action
def remove_paragraph(*, paragraph: Paragraph, version: int, by: Actor, on: date) -> None:
    """Strike a paragraph out, unless somebody changed it since `version` (Overtaken)."""
    require(by, "strategies.write", paragraph)
    _take(paragraph, version)
    audit.record(by=by, deed="strategies.write", obj=paragraph, on=on)
    paragraph.delete()
