"""The settings refuse nonsense in one sentence that names the variable, and are safe by default."""

import json
import os
import stat
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
LONG_KEY = "k" * 50


def run(code: str, data_dir: Path, **environment: str) -> subprocess.CompletedProcess:
    """Run Python code in a process that knows nothing but this environment."""
    kept = {k: v for k, v in os.environ.items() if k.startswith("COVERAGE") or k == "PATH"}
    return subprocess.run(
        [sys.executable, "-c", code],
        cwd=ROOT,
        env=kept | {"DATA_DIR": str(data_dir), "PYTHONUTF8": "1"} | environment,
        capture_output=True,
        text=True,
        check=False,
    )


def read(names: str, data_dir: Path, **environment: str) -> list:
    code = f"import json\nfrom branch_portal.settings import *\nprint(json.dumps([{names}]))"
    result = run(code, data_dir, **environment)
    assert result.returncode == 0, result.stderr
    return json.loads(result.stdout)


@pytest.mark.parametrize(
    ("variable", "value"),
    [
        ("PORT", "abc"),
        ("PORT", "0"),
        ("PORT", "65536"),
        ("PORT", "-1"),
        ("SITE_URL", "foo"),
        ("SITE_URL", "https://example.vn/portal"),
        ("SITE_URL", "ftp://example.vn"),
        ("SITE_URL", "https://example.vn@evil.example"),
        ("DEMO", "maybe"),
        ("DEBUG", "true"),
        ("SECOND_FACTOR", "yes"),
        ("SECRET_KEY", "short"),
        ("DATABASE_URL", "mysql://portal@localhost/portal"),
        ("STORAGE_URL", "s3://bucket"),
    ],
)
def test_nonsense_stops_the_start(tmp_path, variable, value):
    result = run("import branch_portal.settings", tmp_path, **{variable: value})
    assert result.returncode == 1
    last = result.stderr.strip().splitlines()[-1]
    assert last.startswith("django.core.exceptions.ImproperlyConfigured: ")
    assert variable in last


def test_debugging_on_a_public_address_stops_the_start(tmp_path):
    result = run(
        "import branch_portal.settings", tmp_path, DEBUG="1", SITE_URL="https://example.vn"
    )
    assert result.returncode == 1
    assert "DEBUG" in result.stderr.strip().splitlines()[-1]


def test_a_refused_secret_is_not_repeated(tmp_path):
    for variable in ("SECRET_KEY", "DATABASE_URL"):
        value = "mysql://portal:geheim7@x/y" if variable == "DATABASE_URL" else "geheim7"
        result = run("import branch_portal.settings", tmp_path, **{variable: value})
        assert "geheim7" not in result.stderr


def test_by_default_it_is_a_quiet_local_server(tmp_path):
    names = "DEBUG, DEMO, SECOND_FACTOR_DEMANDED, SITE_URL, str(DATA_DIR), TIME_ZONE"
    assert read(names, tmp_path) == [
        False,
        False,
        True,
        "http://localhost:8000",
        str(tmp_path),
        "Asia/Ho_Chi_Minh",
    ]


def test_the_address_follows_the_port(tmp_path):
    assert read("SITE_URL", tmp_path, PORT="8123") == ["http://localhost:8123"]


def test_https_brings_safe_cookies(tmp_path):
    names = (
        "SESSION_COOKIE_NAME, CSRF_COOKIE_NAME, SESSION_COOKIE_SECURE, CSRF_COOKIE_SECURE, "
        "SESSION_COOKIE_HTTPONLY, CSRF_COOKIE_HTTPONLY, SECURE_SSL_REDIRECT, "
        "SECURE_HSTS_SECONDS, ALLOWED_HOSTS"
    )
    assert read(names, tmp_path, SITE_URL="https://portal.example.vn") == [
        "__Host-sessionid",
        "__Host-csrftoken",
        *[True] * 5,
        31_536_000,
        ["portal.example.vn"],
    ]


def test_plain_http_works_on_this_machine(tmp_path):
    names = "SESSION_COOKIE_NAME, SESSION_COOKIE_SECURE, SECURE_SSL_REDIRECT, SECURE_HSTS_SECONDS"
    assert read(names, tmp_path) == ["sessionid", False, False, 0]


def test_a_proxy_is_believed_only_when_there_is_one(tmp_path):
    names = "*map(globals().get, ['SECURE_PROXY_SSL_HEADER', 'ALLAUTH_TRUSTED_PROXY_COUNT'])"
    assert read(names, tmp_path) == [None, None]
    assert read(names, tmp_path, BEHIND_PROXY="1") == [["HTTP_X_FORWARDED_PROTO", "https"], 1]


def test_the_generated_secret_stays_and_only_its_owner_reads_it(tmp_path):
    first = read("SECRET_KEY", tmp_path / "data")
    again = read("SECRET_KEY", tmp_path / "data")
    other = read("SECRET_KEY", tmp_path / "other")
    assert first == again != other
    assert len(first[0]) >= 50
    mode = (tmp_path / "data" / "secret_key").stat().st_mode
    assert stat.S_IMODE(mode) == 0o400


def test_a_given_secret_is_used_and_none_is_written(tmp_path):
    assert read("SECRET_KEY", tmp_path, SECRET_KEY=LONG_KEY) == [LONG_KEY]
    assert not (tmp_path / "secret_key").exists()


@pytest.mark.parametrize(
    ("url", "engine"),
    [
        ("postgres://portal:x@db:5432/portal", "django.db.backends.postgresql"),
        ("postgresql://portal:x@db/portal", "django.db.backends.postgresql"),
        ("sqlite:////tmp/other.sqlite3", "django.db.backends.sqlite3"),
        ("", "django.db.backends.sqlite3"),
    ],
)
def test_databases(tmp_path, url, engine):
    assert read("DATABASES['default']['ENGINE']", tmp_path, DATABASE_URL=url) == [engine]


def test_sqlite_keeps_what_it_acknowledged(tmp_path):
    (options,) = read("DATABASES['default']['OPTIONS']", tmp_path)
    assert "journal_mode=WAL" in options["init_command"]
    assert "synchronous=FULL" in options["init_command"]
    assert options["transaction_mode"] == "IMMEDIATE"
    assert options["timeout"] == 20


def test_a_shared_cache(tmp_path):
    (backend,) = read("CACHES['default']['BACKEND']", tmp_path, CACHE_URL="redis://cache:6379/0")
    assert "redis" in backend.lower()
