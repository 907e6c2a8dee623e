"""Ready questionnaires that come with the room: files in `questionnaires/`, read as plain data."""

import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from gromada.surveys.rules.form import Form, Words, form_of

FOLDER = Path(__file__).resolve().parents[1] / "questionnaires"


@dataclass(frozen=True)
class Ready:
    """A questionnaire to begin with: its title, what is said before and after, and the form."""

    code: str
    title: Words
    intro: Words
    after: Words
    form: Form


@cache
def ready() -> tuple[Ready, ...]:
    """Every ready questionnaire, in the order of their files."""
    return tuple(_read(path) for path in sorted(FOLDER.glob("*.toml")))


def ready_one(code: str) -> Ready | None:
    return next((one for one in ready() if one.code == code), None)


def _read(path: Path) -> Ready:
    data = tomllib.loads(path.read_text(encoding="utf-8"))
    words = {name: Words(**data.get(name, {})) for name in ("title", "intro", "after")}
    return Ready(path.stem, form=form_of(data), **words)
