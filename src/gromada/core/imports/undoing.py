"""Taking an import back: the last first, only rows that nobody touched since, and only when nothing points to them."""

import hashlib
import json
from collections.abc import Mapping, Sequence
from typing import Any

from django.apps import apps
from django.core.serializers.json import DjangoJSONEncoder
from django.db import DatabaseError, IntegrityError, models, transaction
from django.db.models import ProtectedError, RestrictedError

from gromada.core.imports import packing
from gromada.core.models.imports import ImportRun, ImportState, ImportTrace
from gromada.core.permissions import Refusal
from gromada.core.text import _, join_and

CHUNK = 900
SEALED = _("What this import loaded is sealed: published facts are never removed. A correction is a new row.")


def _chunks(items: Sequence) -> list[Sequence]:
    return [items[start : start + CHUNK] for start in range(0, len(items), CHUNK)]


def fingerprints(before: Mapping[str, list[dict]]) -> dict[str, str]:
    """What the changed rows hold now in the changed fields, by model: a later look tells whether somebody touched them."""
    return {label: _fingerprint(apps.get_model(label), rows) for label, rows in before.items()}


def _fingerprint(model: type[models.Model], rows: list[dict]) -> str:
    made = hashlib.sha256()
    for names, some in _by_fields(rows).items():
        for part in _chunks(sorted({row["pk"] for row in some})):
            found = model._base_manager.filter(pk__in=part).order_by("pk").values_list("pk", *names)
            for values in found:
                made.update(json.dumps(values, cls=DjangoJSONEncoder).encode())
    return made.hexdigest()


def _by_fields(rows: list[dict]) -> dict[tuple[str, ...], list[dict]]:
    grouped: dict[tuple[str, ...], list[dict]] = {}
    for row in rows:
        grouped.setdefault(tuple(sorted(set(row) - {"pk"})), []).append(row)
    return grouped


def why_not(run: ImportRun) -> Refusal | None:
    """What stands in the way of taking this import back, as far as can be told before trying."""
    if run.state != ImportState.APPLIED:
        return Refusal(_("This import is not written, so there is nothing to take back."))
    trace = ImportTrace.objects.filter(run=run).only("tables", "run").first()
    if trace is None or not trace.tables:
        return Refusal(SEALED)
    later = _later(run, trace)
    if later is not None:
        sentence = _("A later import (no. %(number)d, %(files)s) changed the same tables. Take that one back first.")
        return Refusal(sentence % {"number": later.pk, "files": ", ".join(later.names)})
    return None


def _later(run: ImportRun, trace: ImportTrace) -> ImportRun | None:
    after = ImportRun.objects.filter(applied_at__gt=run.applied_at, state=ImportState.APPLIED)
    for other in after.select_related("trace").defer("trace__preview", "trace__undo").order_by("-applied_at", "-pk"):
        if set(other.trace.tables) & set(trace.tables):
            return other
    return None


def take_back(trace: ImportTrace) -> None:
    """Do it, inside the caller's transaction. Raises Refusal when a row was touched since, is pointed to, or is sealed."""
    kept: dict[str, Any] = packing.unpacked(trace.undo) or {"added": {}, "before": {}, "after": {}}
    if fingerprints(kept["before"]) != kept["after"]:
        raise Refusal(_("Somebody changed rows of this import since. Correct them by hand or by a new import."))
    try:
        with transaction.atomic():
            _restore(kept["before"])
            _remove(kept["added"])
    except IntegrityError as error:
        if "sealed" in str(error):
            raise Refusal(SEALED) from error
        _the_other_way_round(kept)


def _the_other_way_round(kept: dict[str, Any]) -> None:
    """A former value may be free again only when the row that took it has gone (two versions of a unit, one open)."""
    try:
        with transaction.atomic():
            _remove(kept["added"])
            _restore(kept["before"])
    except DatabaseError as error:
        raise Refusal(SEALED if "sealed" in str(error) else _pointed_to(())) from error


def _restore(before: dict[str, list[dict]]) -> None:
    for label, rows in before.items():
        model = apps.get_model(label)
        first: dict[int, dict] = {}
        for row in rows:  # noted twice, the first note is what was there before the import
            first[row["pk"]] = {**row, **first.get(row["pk"], {})}
        for names, some in _by_fields(list(first.values())).items():
            fields = [_field(model, name) for name in names]
            objects = [
                model(pk=row["pk"], **{field.attname: field.to_python(row[field.attname]) for field in fields})
                for row in some
            ]
            model._base_manager.bulk_update(objects, [field.name for field in fields], batch_size=CHUNK // len(names))


def _field(model: type[models.Model], attname: str) -> models.Field:
    return next(field for field in model._meta.concrete_fields if field.attname == attname)


def _remove(added: dict[str, list[int]]) -> None:
    """Delete the added rows, the last model first; a row of another hand that would go with them stops everything."""
    for label in reversed(list(added)):
        model = apps.get_model(label)
        for part in _chunks(added[label]):
            try:
                _total, gone = model._base_manager.filter(pk__in=part).delete()
            except (ProtectedError, RestrictedError) as error:
                held = error.protected_objects if isinstance(error, ProtectedError) else error.restricted_objects
                raise Refusal(_pointed_to(held)) from error
            others = [other for other, count in gone.items() if count and other != label]
            if others:
                raise Refusal(_built_on(others))


def _built_on(labels: list[str]) -> str:
    """Rows that would go with the added ones; where a later import brought such rows, it is named."""
    runs = ImportRun.objects.filter(state=ImportState.APPLIED).select_related("trace").order_by("-applied_at", "-pk")
    for run in runs.defer("trace__preview", "trace__undo"):
        if set(run.trace.tables) & set(labels):
            sentence = _("A later import (no. %(number)d, %(files)s) was built on this one. Take that one back first.")
            return sentence % {"number": run.pk, "files": ", ".join(run.names)}
    return _pointed_to(())


def _pointed_to(held) -> str:
    names = sorted({str(item) for item in held})[:3]
    if not names:
        return _("Other rows were built on what this import loaded, so it stays. Take back what was built on it first.")
    return _("Something already uses what this import loaded (%(names)s), so it stays.") % {"names": join_and(names)}
