"""Reading without writing: what was asked is checked for what every import needs, then the room's own reader runs."""

from collections.abc import Callable, Iterable

from gromada.core import documents
from gromada.core.imports.frame import Asked, File, Importer, Plan, Problem, importer, importers
from gromada.core.permissions import NotAllowed, Refusal
from gromada.core.tables import UnreadableTable
from gromada.core.text import _


def known(kind: str) -> Importer:
    """The importer of a kind; Refusal names the kinds there are."""
    row = importer(kind)
    if row is None:
        kinds = ", ".join(item.kind for item in importers())
        raise Refusal(_("There is no import “%(kind)s”. There are: %(kinds)s.") % {"kind": kind, "kinds": kinds})
    return row


def plan_of(row: Importer, asked: Asked) -> Plan:
    """What the import would do. A file or a wish that cannot be read at all is a problem of the plan, never a traceback."""
    plan = Plan(problems=[*_missing(row, asked), *_unknown(row, asked.files)])
    if plan.problems:
        return plan
    try:
        return row.read(asked)
    except UnreadableTable as error:
        plan.problems.append(Problem(error, error.file or _only(asked.files), error.sheet, error.row, error.column))
    except NotAllowed:
        raise
    except Refusal as refusal:
        plan.problems.append(Problem(refusal.sentence, _only(asked.files)))
    return plan


def _only(files: tuple[File, ...]) -> str:
    return files[0].name if len(files) == 1 else ""


def _missing(row: Importer, asked: Asked) -> Iterable[Problem]:
    if not asked.files:
        yield Problem(_("Choose a file."))
    names = {option.name for option in row.options}
    for name in asked.options:
        if name not in names:
            yield Problem(
                _("This import has no option “%(name)s”. It has: %(names)s.")
                % {"name": name, "names": ", ".join(sorted(names)) or "—"}
            )
    for option in row.options:
        given = asked.options.get(option.name, "")
        allowed = [value for value, _words in option.choices]
        if not given and option.required:
            yield Problem(_("Say: %(option)s.") % {"option": option.label}, column=option.name)
        elif given and allowed and given not in allowed:
            yield Problem(
                _("“%(given)s” is none of the choices: %(choices)s.")
                % {"given": given, "choices": ", ".join(value for value in allowed if value)},
                column=option.name,
            )


def _unknown(row: Importer, files: tuple[File, ...]) -> Iterable[Problem]:
    for file in files:
        ending = file.name.rpartition(".")[2].lower() if "." in file.name else ""
        if ending not in row.endings:
            kinds = ", ".join(item.upper() for item in row.endings)
            yield Problem(_("This import reads files of these kinds: %(kinds)s.") % {"kinds": kinds}, file.name)
            continue
        problem = _refused(lambda file=file: documents.accepted(file.content, file.name, "", for_data=True))
        if problem is not None:
            yield Problem(problem.sentence, file.name)


def _refused(ask: Callable) -> Refusal | None:
    try:
        ask()
    except Refusal as refusal:
        return refusal
    return None
