"""Borders of units from GeoJSON, with codes or with names: checked, simplified and drawn once for every map."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import ROUND_HALF_UP, Decimal

from gromada.core.imports import Asked, Change, File, Importer, Option, Plan, Problem, Question, register
from gromada.core.text import _, fold
from gromada.territory import actions, queries, rules
from gromada.territory.rules import OWN, Directory, Feature, KnownUnit
from gromada.territory.states import Level

LEAVE_OUT = "-"
DISTANCE = "distance_to_capital"
SOURCE = "PRG"
TOLD = 10


@dataclass
class Payload:
    """Borders to write, the day they are of, and the figures that follow from them."""

    vintage: date
    boundaries: list[actions.NewBoundary] = field(default_factory=list)
    figures: list[actions.NewFigure] = field(default_factory=list)


def read(asked: Asked) -> Plan:
    """Every border of the wish joined to its unit and compared with what is stored; nothing is written."""
    plan = Plan()
    directory = queries.directory()
    if not directory.units:
        plan.problems.append(Problem(_("The register of units is empty. Load the register first.")))
        return plan
    vintage = _vintage(plan, asked)
    found: dict[int, tuple[Feature, KnownUnit, str]] = {}
    for file in asked.files:
        borders = rules.read_borders(file.content, file.name)
        plan.problems += borders.problems
        if borders.features:
            _Joined(plan, asked, directory, file).join(borders.features, found)
    if plan.problems or vintage is None:
        return plan
    plan.payload = Payload(vintage)
    _compare(plan, found)
    _measure(plan, found)
    counts = defaultdict(int)
    for _feature, unit, _file in found.values():
        counts[unit.level] += 1
    plan.facts = {"boundaries": dict(sorted(counts.items())), "vintage": vintage.isoformat()}
    return plan


def _vintage(plan: Plan, asked: Asked) -> date | None:
    """The day the borders are of: as asked, else 1 January of the year in the file's name, else the day of the import."""
    given = asked.options.get("year", "")
    try:
        if given:
            return date(int(given), 1, 1) if len(given) == 4 else date.fromisoformat(given)
    except ValueError:
        plan.problems.append(
            Problem(_("“%(text)s” is neither a year nor a day such as 2021-01-01.") % {"text": given}, column="year")
        )
        return None
    years = {rules.year_in(file.name.rpartition(".")[0]) for file in asked.files} - {None}
    if len(years) > 1:
        plan.problems.append(Problem(_("The files are of different years. Load them year by year."), column="year"))
        return None
    if years:
        words = {"year": min(years)}
        plan.remarks.append(Problem(_("The file's name says that the year is %(year)d.") % words, asked.files[0].name))
        return date(min(years), 1, 1)
    return asked.on


@dataclass
class _Joined:
    """The features of one file, each to its unit: by code, else by name where exactly one unit is called so."""

    plan: Plan
    asked: Asked
    directory: Directory
    file: File
    kinds: list[str] = field(default_factory=list)

    def join(self, features: Sequence[Feature], found: dict) -> None:
        for feature in features:
            unit = self._by_code(feature) if feature.code else self._by_name(feature)
            if unit is None:
                continue
            if unit.key in found:
                self._problem(feature, _("%(unit)s has a border already, that of no. %(number)d.")
                              % {"unit": unit.name, "number": found[unit.key][0].number})  # fmt: skip
                continue
            found[unit.key] = feature, unit, self.file.name
        if self.kinds:
            words = {"count": len(self.kinds), "codes": ", ".join(self.kinds[:TOLD])}
            self._remark(
                None, _("Codes of another year, when the gmina was of another kind: %(count)d (%(codes)s).") % words
            )

    def _by_code(self, feature: Feature) -> KnownUnit | None:
        if feature.code in {"00", "0", "616"}:
            self._remark(feature, _("The border of the country is left aside; it is drawn from its voivodeships."))
            return None
        join = self.directory.by_code(feature.code)
        if join.unit is None or join.how == "district":
            self._unknown(feature, _("The register has no unit %(what)s.") % {"what": feature.code})
            return None
        if join.how == "kind" and len(feature.code) == 7:
            self.kinds.append(f"{feature.code} → {join.unit.code}")
        if join.how == "recoded":
            self._remark(feature, _("%(code)s is now %(name)s (%(now)s).")
                         % {"code": feature.code, "name": join.unit.name, "now": join.unit.code})  # fmt: skip
        return join.unit

    def _by_name(self, feature: Feature) -> KnownUnit | None:
        level = self.asked.options.get("level") or Level.GMINA.value
        fitting = self.directory.by_name(feature.name, powiat=feature.powiat, region=feature.region, level=level)
        if len(fitting) == 1 and self.directory.fits(fitting[0], powiat=feature.powiat, region=feature.region):
            return fitting[0]
        if not fitting:
            self._unknown(feature, _("No unit of the register is called “%(name)s”.") % {"name": feature.name})
            return None
        key = f"boundary:{self.file.name}:{feature.number}:{fold(feature.name)}"
        answer = self.asked.answers.get(key)
        if answer is not None:
            return next((unit for unit in fitting if unit.code == answer), None)
        if self._leaves_out:
            self._remark(feature, _("Which unit “%(name)s” is, cannot be told; its border is left out.")
                         % {"name": feature.name})  # fmt: skip
            return None
        choices = [(unit.code, f"{unit.name}, {unit.code}, {unit.powiat}, {unit.region}") for unit in fitting]
        self.plan.questions.append(
            Question(key, _("Which unit is “%(name)s”?") % {"name": feature.name},
                     (*choices, (LEAVE_OUT, _("leave this row out"))), self.file.name, feature.number)
        )  # fmt: skip
        return None

    @property
    def _leaves_out(self) -> bool:
        return self.asked.options.get("unknown") == "skip"

    def _unknown(self, feature: Feature, message) -> None:
        (self._remark if self._leaves_out else self._problem)(feature, message)

    def _problem(self, feature: Feature, message) -> None:
        self.plan.problems.append(Problem(message, self.file.name, row=feature.number))

    def _remark(self, feature: Feature | None, message) -> None:
        self.plan.remarks.append(Problem(message, self.file.name, row=feature.number if feature else None))


def _compare(plan: Plan, found: dict) -> None:
    """Draw each level as one coverage, and say for each border whether it is new, another or the same."""
    payload: Payload = plan.payload
    stored = queries.stored_boundaries(payload.vintage)
    for level in rules.LEVELS:
        rows = [row for row in found.values() if row[1].level == level]
        for (feature, unit, file), shape in zip(rows, rules.drawn([row[0].shape for row in rows]), strict=True):
            known = stored.get(unit.key)
            act = "add" if known is None else "skip" if known[1] == shape.shape else "update"
            plan.changes.append(Change(act, f"{unit.name} ({unit.code})", "", file, feature.number))
            if act != "skip":
                pk = known[0] if known else None
                payload.boundaries.append(actions.NewBoundary(unit.key, shape.shape, shape.box, shape.area, pk))


def _measure(plan: Plan, found: dict) -> None:
    """How far each gmina is from the capital of its voivodeship: a geographic indicator that no table holds (R17)."""
    payload: Payload = plan.payload
    units = {unit.code: (unit, feature) for feature, unit, _file in found.values() if unit.level == Level.GMINA}
    distances = rules.distances_to_capital({code: rules.middle(row[1].shape) for code, row in units.items()})
    stored = queries.stored_figures([DISTANCE]) if distances else {}
    year, source = payload.vintage.year, f"{OWN}: {SOURCE}"
    label = queries.indicator_name(DISTANCE)
    for code, kilometres in sorted(distances.items()):
        unit = units[code][0]
        value = Decimal(repr(kilometres)).quantize(Decimal("0.1"), ROUND_HALF_UP)
        known = stored.get((unit.key, DISTANCE, year))
        if known is not None and (known.value == value or not known.source.startswith(OWN)):
            continue
        act = "add" if known is None else "update"
        plan.changes.append(Change(act, f"{unit.name} ({code}): {label} {year}", f"{value} km"))
        payload.figures.append(actions.NewFigure(unit.key, DISTANCE, year, value, source, known.pk if known else None))


def write(plan: Plan, run, *, by, on, undo, tell) -> None:  # noqa: ARG001, PLR0913 - the frame calls it so
    payload: Payload = plan.payload
    actions.load_boundaries(
        boundaries=payload.boundaries, vintage=payload.vintage, run=run, undo=undo, tell=tell, by=by
    )
    if payload.figures:
        actions.load_figures(figures=payload.figures, run=run, undo=undo, tell=tell, by=by)


register(
    Importer(
        kind="boundaries",
        title=_("Borders of units"),
        hint=_(
            "GeoJSON in WGS 84 of gminas, powiats or voivodeships, with TERYT codes; without codes, by names where only one "
            "unit is called so."
        ),
        deed="territory.import",
        endings=("geojson", "json"),
        read=read,
        write=write,
        options=(
            Option("year", _("The day the borders are of"), hint=_("for example 2021-01-01, or only the year")),
            Option(
                "level",
                _("What the borders are of, where they have no codes"),
                tuple((level.value, level.label) for level in (Level.GMINA, Level.POWIAT, Level.VOIVODESHIP)),
            ),
            Option(
                "unknown",
                _("Borders whose unit cannot be told"),
                (("refuse", _("refuse the file")), ("skip", _("leave them out"))),
            ),
        ),
        source="GUGiK, PRG",
    )
)
