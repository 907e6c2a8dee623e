"""The papers of each gmina's path: the agreement, the record of the assessment, the agenda of the workshops; all invented."""

import io
from dataclasses import dataclass
from datetime import date

from gromada.core import render
from gromada.core.permissions import Actor
from gromada.core.workflow import action
from gromada.programmes import actions
from gromada.programmes.models import Participation
from gromada.programmes.states import Step

DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
WITH_FILES = "3202012"  # the gmina whose people are all on the sign-in page


@dataclass
class File:
    """A document as a form would hand it over."""

    name: str
    content: bytes
    content_type: str = DOCX

    def read(self) -> bytes:
        return io.BytesIO(self.content).read()


@action
def join(*, participation: Participation, by: Actor, on: date) -> None:
    """The gmina joins by an agreement with the ministry."""
    number = f"PW/{participation.unit.code}/{on:%Y}"
    text = (
        f"Gmina {participation.unit.name} przystępuje do programu „{participation.programme.name_pl}”.",
        "Wójt wyznacza koordynatora gminnego i otwiera osobny rachunek bankowy oraz osobną ewidencję.",
        "Dokument pokazowy: nikt go nie podpisał.",
    )
    _record(participation, Step.JOINED, "porozumienie", number, text, by=by, on=on)


@action
def assess(*, participation: Participation, by: Actor, on: date) -> None:
    """The consultant and the gmina assess together how things stand."""
    number = f"PO/{participation.unit.code}/{on:%Y}"
    text = (
        f"Konsultant regionalny spotkał się z gminą {participation.unit.name}.",
        "Rozmawiano o problemach mieszkańców, o ich aktywności, o organizacjach, grupach nieformalnych i liderach.",
        "Obecną strategię oceniono według wieku danych i udziału mieszkańców w jej powstaniu.",
        "Dokument pokazowy: spotkania nie było.",
    )
    _record(participation, Step.ASSESSED, "protokół oceny", number, text, by=by, on=on)


@action
def consult(*, participation: Participation, by: Actor, on: date) -> None:
    """Residents begin to work on the strategy; a gmina that is beyond that step stays where it is."""
    step = actions.Paper(kind="projekt strategii", number=f"PS/{participation.unit.code}/{on:%Y}", on=on)
    actions.advance(participation=participation, to=Step.CONSULTING, paper=step, by=by, on=on)


def _record(participation, step, kind, number, text, *, by, on) -> None:
    has_file = participation.unit.code == WITH_FILES
    file = File(f"{kind} {participation.unit.name}.docx", _written(kind, number, text, on)) if has_file else None
    told = participation.programme.definition.step(step)
    actions.record_step(
        participation=participation,
        to=step,
        confirmed=[condition.code for condition in told.conditions],
        paper=actions.Paper(kind=kind, number=number, on=on, file=file),
        by=by,
        on=on,
    )


def _written(kind: str, number: str, text: tuple[str, ...], on: date) -> bytes:
    def build(document, data: dict) -> None:
        document.add_heading(f"{kind.capitalize()} {data['number']}", level=1)
        for paragraph in data["text"]:
            document.add_paragraph(paragraph)

    return render.docx(build, {"number": number, "text": text}, as_of=on, language="pl", title=f"{kind} {number}")
