"""The production files agree with the settings: no container engine is needed to notice a slip."""

import os
import re
import shutil
import socket
import subprocess
import sys
from pathlib import Path

import environ
import pytest
import yaml
from django.core.management import get_commands
from django.urls import resolve, reverse

from branch_portal import settings as source

ROOT = Path(__file__).resolve().parents[2]
NGINX = (ROOT / "deploy" / "nginx.conf").read_text("utf-8")
DOCKERFILE = (ROOT / "Dockerfile").read_text("utf-8")
COMPOSE = yaml.safe_load((ROOT / "compose.yaml").read_text("utf-8"))
SERVICES = COMPOSE["services"]
UNITS = sorted((ROOT / "deploy").glob("*.service"))
README = ROOT / "README.md"

# Read by others than us: the interpreter, PostgreSQL's image, compose itself.
OTHERS = {"PATH", "PYTHONUNBUFFERED", "PYTHONDONTWRITEBYTECODE"}
OURS = ("prepare", "portal", "worker")


def read_by_the_settings() -> set[str]:
    readers = ("settings.py", "lib/environment.py")
    code = "".join((ROOT / "branch_portal" / name).read_text("utf-8") for name in readers)
    return set(re.findall(r'(?:environ\.get\(|environ\[|flag\(|number\()"([A-Z_]+)"', code))


def read_by_the_server() -> set[str]:
    gunicorn = (ROOT / "deploy" / "gunicorn.conf.py").read_text("utf-8")
    return set(re.findall(r'environ\.get\("([A-Z_]+)"', gunicorn))


def image_environment() -> dict[str, str]:
    block = re.search(r"^ENV ((?:.*\\\n)*.*)$", DOCKERFILE, re.M)[1]
    return dict(pair.split("=", 1) for pair in block.replace("\\\n", " ").split())


def filled(value: str) -> str:
    """The value with everything in place that .env gives."""
    return re.sub(r"\$\{\w+(?::-([^}]*))?[^}]*\}", lambda m: m[1] or "filled1", value)


# --- The environment ------------------------------------------------------------------------------


def test_every_variable_of_the_files_is_read():
    named = set(image_environment())
    for name in OURS:
        named |= SERVICES[name]["environment"].keys()
    for unit in UNITS:
        named |= set(re.findall(r"^Environment=([A-Z_]+)=", unit.read_text("utf-8"), re.M))
    assert named - OTHERS <= read_by_the_settings() | read_by_the_server()


def test_the_example_fills_in_what_compose_asks_for():
    asked = set(re.findall(r"\$\{(\w+):\?", (ROOT / "compose.yaml").read_text("utf-8")))
    example = (ROOT / "deploy" / "env.example").read_text("utf-8")
    given = dict(re.findall(r"^([A-Z_]+)=(.*)$", example, re.M))
    assert asked == given.keys()
    assert given["POSTGRES_PASSWORD"] == ""
    assert environ.Env().email_url_config(given["EMAIL_URL"])["EMAIL_USE_TLS"]
    host = given["SITE_URL"].removeprefix("https://")
    assert set(re.findall(r"server_name (\S+);", NGINX)) == {host}
    assert set(re.findall(r"proxy_set_header Host (\S+);", NGINX)) == {"$host", host}


@pytest.mark.parametrize("name", OURS)
def test_production_means_production(name):
    given = SERVICES[name]["environment"]
    assert (given["DEMO"], given["SECOND_FACTOR"], given["BEHIND_PROXY"]) == ("0", "1", "1")
    assert "DEBUG" not in given


def test_the_addresses_of_database_and_cache_are_understood():
    given = SERVICES["portal"]["environment"]
    database = source.database(filled(given["DATABASE_URL"]))
    assert database["ENGINE"] == "django.db.backends.postgresql"
    assert database["HOST"] in SERVICES
    assert database["NAME"] == SERVICES["db"]["environment"]["POSTGRES_DB"]
    assert database["USER"] == SERVICES["db"]["environment"]["POSTGRES_USER"]
    assert database["PASSWORD"] == filled(SERVICES["db"]["environment"]["POSTGRES_PASSWORD"])
    cache = environ.Env().cache_url_config(given["CACHE_URL"])
    assert cache["BACKEND"].rpartition(".")[2] == "RedisCache"
    assert cache["LOCATION"] == "redis://cache:6379/0"
    assert "valkey" in SERVICES["cache"]["image"]


def test_the_table_of_the_readme_is_complete():
    rows = set(re.findall(r"^\| *`([A-Z_]+)`", README.read_text("utf-8"), re.M))
    assert rows <= read_by_the_settings() | read_by_the_server()
    # Whoever runs the portal has no use for DEBUG.
    assert read_by_the_settings() - {"DEBUG"} <= rows


# --- The image ------------------------------------------------------------------------------------


def test_the_image_has_a_python_that_the_portal_runs_on():
    versions = re.findall(r"^FROM python:(\d+)\.(\d+)", DOCKERFILE, re.M)
    assert len(versions) == 2
    assert len(set(versions)) == 1
    assert tuple(map(int, versions[0])) >= (3, 11)


def test_nothing_runs_as_root():
    (user,) = re.findall(r"^USER (\d+):(\d+)$", DOCKERFILE, re.M)
    assert int(user[0]) > 0
    assert not [name for name in OURS if "user" in SERVICES[name]]
    assert all("User=branch-portal\n" in unit.read_text("utf-8") for unit in UNITS)


def test_requirements_are_installed_by_their_hashes():
    assert "--require-hashes --only-binary :all: -r requirements.txt" in DOCKERFILE


def test_everything_that_the_image_needs_reaches_it():
    allowed = (ROOT / ".dockerignore").read_text("utf-8").splitlines()
    shown = {line.strip("!/") for line in allowed if line.startswith("!")}
    assert set(source.INSTALLED_APPS[:6]) <= shown
    assert {"locale", "static", "templates", "manage.py", "requirements.txt"} <= shown
    assert all((ROOT / name).exists() for name in shown)
    assert {"deploy/gunicorn.conf.py", "script/healthcheck"} <= shown


def test_photos_and_static_files_are_where_nginx_looks():
    data = Path(image_environment()["DATA_DIR"])
    static = source.STATIC_ROOT.relative_to(source.DATA_DIR)
    media = source.MEDIA_ROOT.relative_to(source.DATA_DIR)
    # nginx hangs the address under its root: /data + /static/…
    assert set(re.findall(r"\broot (\S+);", NGINX)) == {str(data)}
    assert f"/{static}/" == source.STATIC_URL
    assert f"/{media}/" == source.MEDIA_URL
    assert f"location {source.STATIC_URL} {{" in NGINX
    assert f"location {source.MEDIA_URL} {{" in NGINX
    mounts = [f"static:{data / static}", f"media:{data / media}"]
    for name in OURS:
        assert SERVICES[name]["volumes"] == [f"data:{data}", *mounts]
    assert [f"{mount}:ro" for mount in mounts] == SERVICES["nginx"]["volumes"][-2:]
    used = {mount.split(":")[0] for s in SERVICES.values() for mount in s.get("volumes", [])}
    assert COMPOSE["volumes"].keys() == {name for name in used if not name.startswith(".")}


# --- Ports and health -----------------------------------------------------------------------------


def test_ports_agree():
    port = image_environment()["PORT"]
    assert f"\nEXPOSE {port}\n" in DOCKERFILE
    assert f"server portal:{port};" in NGINX
    published = {name for name, service in SERVICES.items() if "ports" in service}
    assert published == {"nginx"}


def test_health_is_asked_where_it_is_answered():
    asked = set(re.findall(r'"script/healthcheck", "(/\w+)"', DOCKERFILE))
    asked.add(SERVICES["portal"]["healthcheck"]["test"][-1])
    asked.add("/" + SERVICES["nginx"]["healthcheck"]["test"][-1].rpartition("/")[2])
    assert asked == {"/healthz", "/readyz"}
    for path in asked:
        assert resolve(path).url_name == path.strip("/")
        # Closed to the public, open to the probe on the same machine.
        assert re.search(rf"location = {path} {{\s+return 404;", NGINX)
        assert re.search(rf"location = {path} {{\s+proxy_set_header Host", NGINX)


def test_the_rest_waits_for_what_it_needs():
    for name in OURS[1:]:
        waits = SERVICES[name]["depends_on"]
        assert waits["prepare"]["condition"] == "service_completed_successfully"
    for service in SERVICES.values():
        for name, how in service.get("depends_on", {}).items():
            if how["condition"] == "service_healthy":
                assert "test" in SERVICES[name]["healthcheck"]


# --- nginx ----------------------------------------------------------------------------------------


def test_nginx_overwrites_what_a_client_says_about_itself():
    assert "proxy_set_header X-Forwarded-Proto $scheme;" in NGINX
    assert "proxy_set_header X-Forwarded-For $remote_addr;" in NGINX
    assert "underscores_in_headers off;" in NGINX
    # nginx drops all inherited headers where a location sets one: only the probes do.
    assert len(re.findall(r"proxy_set_header Host portal", NGINX)) == 2


def test_nginx_lets_the_biggest_form_through():
    assert "client_max_body_size 45m;" in NGINX


def test_logs_name_no_address_of_a_machine():
    (form,) = re.findall(r"log_format plain (.*);", NGINX)
    assert not re.search(r"remote|forwarded|args|request_uri|\$request ", form)
    assert "accesslog = None" in (ROOT / "deploy" / "gunicorn.conf.py").read_text("utf-8")


@pytest.mark.skipif(
    not (shutil.which("nginx", path="/usr/sbin:/usr/bin") and shutil.which("openssl")),
    reason="NO NGINX OR OPENSSL: deploy/nginx.conf is only read here, not tried",
)
def test_nginx_takes_the_file(tmp_path):
    key, certificate = tmp_path / "privkey.pem", tmp_path / "fullchain.pem"
    subprocess.run(
        ["openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "1",
         "-subj", "/CN=portal.example.vn", "-keyout", key, "-out", certificate],
        check=True, capture_output=True,
    )  # fmt: skip
    here = NGINX.replace("server portal:8000;", "server 127.0.0.1:8000;")
    here = here.replace("/etc/nginx/tls", str(tmp_path)).replace("user nginx;", "")
    here = here.replace("/run/nginx.pid", str(tmp_path / "pid"))
    (tmp_path / "nginx.conf").write_text(here)
    program = shutil.which("nginx", path="/usr/sbin:/usr/bin")
    result = subprocess.run(
        [program, "-t", "-c", tmp_path / "nginx.conf"], capture_output=True, text=True, check=False
    )
    assert result.returncode == 0, result.stderr


def test_gunicorn_takes_its_file(tmp_path):
    result = subprocess.run(
        [sys.executable, "-m", "gunicorn", "--check-config", "-c", "deploy/gunicorn.conf.py"],
        cwd=ROOT,
        env={"PATH": "/usr/bin:/bin", "DATA_DIR": str(tmp_path)},
        capture_output=True,
        text=True,
        check=False,
    )
    assert result.returncode == 0, result.stderr


# --- Timers ---------------------------------------------------------------------------------------


def test_every_timer_starts_a_command_that_there_is():
    jobs = {}
    for timer in sorted((ROOT / "deploy").glob("*.timer")):
        text = timer.read_text("utf-8")
        unit, command = re.search(r"^Unit=(branch-portal-job@)(\w+)\.service$", text, re.M).groups()
        assert (ROOT / "deploy" / f"{unit}.service").exists()
        assert f"enable --now {timer.name}" in text
        jobs[command] = re.search(r"^OnCalendar=(.*)$", text, re.M)[1]
    assert jobs.keys() <= get_commands().keys()
    assert jobs.keys() == {
        "send_mail",
        "comment_digest",
        "comment_retention",
        "learn_from_decisions",
    }
    assert "08,14:00" in jobs["comment_digest"]


def test_a_mailed_link_stands_in_no_log():
    assert re.search(r"~\^/y-kien/thu/ +/y-kien/thu/;", NGINX)
    assert reverse("comments:confirm_address", args=["x"]).startswith("/y-kien/thu/")
    assert reverse("comments:prove_request", args=["x"]).startswith("/y-kien/thu/")
    assert reverse("comments:stop_mail", args=["x"]).startswith("/y-kien/thu/")


def test_script_server_can_read_the_settings_and_its_port(tmp_path):
    script = (ROOT / "script" / "server").read_text("utf-8")
    code = re.search(r"<<'PYTHON'[^\n]*\n(.*?)\nPYTHON\n", script, re.S)[1]
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    given = {"PATH": os.environ["PATH"], "DATA_DIR": str(tmp_path), "HOST": "127.0.0.1"}
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=ROOT, env=given | {"PORT": str(port)}, check=False
    )
    assert done.returncode == 0
