"""What the environment says about an installation. Nonsense is refused, never guessed at."""

import base64
import os
import re
import secrets
from pathlib import Path

import environ
from django.core.exceptions import ImproperlyConfigured

env = environ.Env()


def flag(name: str, default: bool) -> bool:
    """Read 1 or 0 from the environment; anything else stops the start."""
    value = os.environ.get(name, "").strip() or str(int(default))
    if value not in ("0", "1"):
        raise ImproperlyConfigured(f"{name} must be 1 or 0, not {value!r}.")
    return value == "1"


def site_url() -> str:
    """Read the scheme and host under which the public reaches the portal, without a path."""
    url = os.environ.get("SITE_URL", "").rstrip("/") or f"http://localhost:{port()}"
    if not re.fullmatch(r"https?://[A-Za-z0-9.-]+(:\d+)?", url):
        raise ImproperlyConfigured(f"SITE_URL must look like https://example.vn, not {url!r}.")
    return url


def port() -> int:
    """Read the TCP port of the server."""
    value = os.environ.get("PORT", "").strip() or "8000"
    if not value.isdecimal() or not 0 < int(value) < 65536:
        raise ImproperlyConfigured(f"PORT must be a number from 1 to 65535, not {value!r}.")
    return int(value)


def secret_key(path: Path) -> str:
    """Read SECRET_KEY, or keep a generated one in a file that only its owner can read."""
    if value := os.environ.get("SECRET_KEY"):
        if len(value) < 50:
            raise ImproperlyConfigured("SECRET_KEY must have at least 50 characters.")
        return value
    return kept_secret(path, secrets.token_urlsafe(64))


def kept_secret(path: Path, fresh: str) -> str:
    """Read a secret from a file that only its owner can read; a fresh one when there is none."""
    if not path.exists():
        path.parent.mkdir(parents=True, exist_ok=True)
        with open(os.open(path, os.O_CREAT | os.O_WRONLY | os.O_EXCL, 0o400), "w") as file:
            file.write(fresh)
    return path.read_text()


def number(name: str, default: int, *, most: int) -> int:
    """Read a whole number from 0 to `most`."""
    value = os.environ.get(name, "").strip() or str(default)
    if not value.isdecimal() or int(value) > most:
        raise ImproperlyConfigured(f"{name} must be a number from 0 to {most}, not {value!r}.")
    return int(value)


def address_keys(path: Path) -> list[str]:
    """Read ADDRESS_KEYS, or keep a generated one in a file that only its owner can read."""
    fresh = base64.urlsafe_b64encode(secrets.token_bytes(32)).decode()
    text = os.environ.get("ADDRESS_KEYS") or kept_secret(path, fresh)
    keys = text.replace(",", " ").split()
    if not keys or not all(re.fullmatch(r"[A-Za-z0-9_-]{43}=", key) for key in keys):
        raise ImproperlyConfigured(
            "ADDRESS_KEYS must hold keys of 32 bytes in URL-safe Base64, divided by commas."
        )
    return keys


def database(url: str) -> dict:
    """Turn DATABASE_URL into Django's setting. SQLite and PostgreSQL, nothing else."""
    settings = env.db_url_config(url)
    if settings["ENGINE"] == "django.db.backends.sqlite3":
        settings["OPTIONS"] = {
            # WAL lets readers go on while one writes; IMMEDIATE takes the write lock at the start
            # of a transaction, so that two writers wait for each other instead of failing.
            "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL;",
            "transaction_mode": "IMMEDIATE",
            "timeout": 20,
        }
        # To open the file and say all this again for each request would cost more than a page.
        return settings | {"CONN_MAX_AGE": 60}
    if settings["ENGINE"] == "django.db.backends.postgresql":
        return settings | {"CONN_MAX_AGE": 60, "CONN_HEALTH_CHECKS": True}
    raise ImproperlyConfigured("DATABASE_URL must start with sqlite:/// or postgres://.")
