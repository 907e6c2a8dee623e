"""What the tests of the house read: the rooms in the order of the law of imports, and the sources."""

import tomllib
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
PACKAGE = ROOT / "src" / "gromada"
LAW = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["tool"]["importlinter"]["contracts"]


def levels() -> list[set[str]]:
    """Rooms from the cellar up, those on one level together."""
    path = next(contract for contract in LAW if contract["id"] == "programme-path")
    return [{room.strip() for room in line.split("|")} for line in reversed(path["layers"])]


def level_of(room: str) -> int:
    return next(place for place, rooms in enumerate(levels()) if room in rooms)


def rooms() -> list[str]:
    return [room for line in levels() for room in sorted(line)]


def modules() -> list[Path]:
    return sorted(path for path in PACKAGE.rglob("*.py") if "migrations" not in path.parts)
