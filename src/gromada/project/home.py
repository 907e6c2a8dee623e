"""The home of one installation: its directory, its secrets and its database, read from the environment."""

import json
import os
import secrets
from pathlib import Path
from urllib.parse import parse_qsl, unquote, urlsplit

MARK = "demo.json"


def setting(name: str, default: str = "") -> str:
    return os.environ.get(name, default)


def flag(name: str) -> bool:
    return setting(name).lower() in {"1", "true", "yes", "on"}


def listed(name: str, *, default: str) -> list[str]:
    return [part.strip() for part in setting(name, default).split(",") if part.strip()]


def directory() -> Path:
    """The directory that holds everything this installation keeps (GROMADA_HOME, default ./var); made if absent."""
    path = Path(setting("GROMADA_HOME", "var")).resolve()
    path.mkdir(parents=True, exist_ok=True)
    return path


def is_demo() -> bool:
    """Whether this home was built by `gromada demo`: personas without passwords and a show day exist only there."""
    return (directory() / MARK).exists()


def demo_facts() -> dict:
    """What the demo of this home holds, as its build noted it."""
    return json.loads((directory() / MARK).read_text(encoding="utf-8"))


def mark_demo(facts: dict) -> None:
    (directory() / MARK).write_text(json.dumps(facts, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")


def _kept_secrets() -> dict:
    """Secrets made once for a home and kept beside its data, for those that the environment does not give."""
    path = directory() / "secrets.json"
    if not path.exists():
        made = {"django": secrets.token_urlsafe(50), "vault": {"k1": secrets.token_hex(32)}}
        handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
        with os.fdopen(handle, "w", encoding="utf-8") as file:
            json.dump(made, file)
    return json.loads(path.read_text(encoding="utf-8"))


def secret(name: str) -> str:
    return setting(f"GROMADA_{name.upper()}_SECRET") or _kept_secrets()[name]


def vault_keys() -> dict[str, str]:
    """Key id → 256-bit key in hex; the last one encrypts, all decrypt (GROMADA_VAULT_KEYS="k1:hex,k2:hex")."""
    given = listed("GROMADA_VAULT_KEYS", default="")
    if given:
        return dict(pair.split(":", 1) for pair in given)
    return _kept_secrets()["vault"]


def database() -> dict:
    """SQLite in the home unless DATABASE_URL (postgresql://user:password@host:port/name) says otherwise."""
    url = setting("DATABASE_URL")
    if not url:
        return {
            "ENGINE": "django.db.backends.sqlite3",
            "NAME": str(directory() / "gromada.sqlite3"),
            "OPTIONS": {
                "transaction_mode": "IMMEDIATE",
                "timeout": 30,
                "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL; PRAGMA foreign_keys=ON;",
            },
        }
    parts = urlsplit(url)
    if parts.scheme not in {"postgres", "postgresql"}:
        msg = f"DATABASE_URL: {parts.scheme!r} is not supported; use postgresql://… or leave it empty for SQLite."
        raise SystemExit(msg)
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": parts.path.lstrip("/"),
        "USER": unquote(parts.username or ""),
        "PASSWORD": unquote(parts.password or ""),
        "HOST": parts.hostname or "",
        "PORT": str(parts.port or ""),
        "CONN_MAX_AGE": 60,
        "CONN_HEALTH_CHECKS": True,
        "OPTIONS": dict(parse_qsl(parts.query)),
    }
