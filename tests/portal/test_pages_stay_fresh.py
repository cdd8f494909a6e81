"""Nobody sees what was withdrawn or hidden once the one who did it has the answer.

Real processes: a portal with two workers, one that changes things and looks at once, and readers
who never stop asking. Once with the cache in files, once with a server that machines share.
"""

import gzip
import json
import os
import socket
import subprocess
import sys
import threading
import time
import urllib.error
import urllib.request

import pytest
from django.conf import settings

from branch_portal.lib.pagecache.ledger import LedgerDown, RedisLedger, slot

ROUNDS = 12
READERS = 3


def free_port():
    with socket.create_server(("127.0.0.1", 0)) as server:
        return server.getsockname()[1]


@pytest.fixture(scope="module")
def filled(tmp_path_factory):
    """An installation of its own, with an empty database."""
    folder = tmp_path_factory.mktemp("portal")
    run([sys.executable, "manage.py", "migrate", "-v0"], environment(folder))
    return folder


def environment(folder, port=8000, cache=""):
    """Of a process of that installation; SQLite, whatever the suite runs on."""
    mine = {name: value for name, value in os.environ.items() if name != "DATABASE_URL"}
    return mine | {
        "DJANGO_SETTINGS_MODULE": "tests.settings",
        "DATA_DIR": str(folder),
        "SITE_URL": f"http://localhost:{port}",
        "PORT": str(port),
        "CACHE_URL": cache,
        "PYTHONPATH": str(settings.BASE_DIR),
    }


def run(command, environ):
    done = subprocess.run(
        command, cwd=settings.BASE_DIR, env=environ, check=False, capture_output=True, text=True
    )
    assert done.returncode == 0, done.stderr
    return done.stdout


@pytest.fixture(params=["files", "server"])
def portal(request, filled):
    port = free_port()
    cache = request.getfixturevalue("redis_url") if request.param == "server" else ""
    environ = environment(filled, port, cache)
    command = [sys.executable, "-m", "gunicorn", "--config", "deploy/gunicorn.conf.py"]
    server = subprocess.Popen(command, cwd=settings.BASE_DIR, env=environ)
    try:
        until = time.monotonic() + 60
        while status(port, "/healthz") != 200 and time.monotonic() < until:
            time.sleep(0.1)
        yield port, environ
    finally:
        server.terminate()
        server.wait(30)


def status(port, path):
    request = urllib.request.Request(f"http://127.0.0.1:{port}{path}")
    request.add_header("Host", f"localhost:{port}")
    request.add_header("Accept-Encoding", "gzip")
    try:
        with urllib.request.urlopen(request, timeout=30) as answer:
            if answer.headers.get("Content-Encoding") == "gzip":
                gzip.decompress(answer.read())
            return answer.status
    except urllib.error.HTTPError as error:
        return error.code
    except OSError:
        return 0


def test_no_reader_sees_what_was_taken_away(portal):
    port, environ = portal
    command = [sys.executable, "-m", "tests.portal.hammer", str(port), str(ROUNDS)]
    hammer = subprocess.Popen(
        command, cwd=settings.BASE_DIR, env=environ, stdout=subprocess.PIPE, text=True
    )
    paths = json.loads(hammer.stdout.readline())
    seen, is_over = [], threading.Event()

    def reader():
        while not is_over.is_set():
            seen.extend(status(port, path) for path in paths)

    readers = [threading.Thread(target=reader) for _each in range(READERS)]
    for each in readers:
        each.start()
    words, _errors = hammer.communicate(timeout=240)
    is_over.set()
    for each in readers:
        each.join()
    assert hammer.returncode == 0
    found = json.loads(words)
    assert found["stale"] == []
    assert found["looks"] == ROUNDS * 3 * (1 + 1 + 3 + 3)
    assert len(seen) > 100
    assert set(seen) <= {200, 404, 410}


def test_machines_tell_each_other_through_their_server(redis_url):
    here, there, name = RedisLedger(redis_url), RedisLedger(redis_url), slot("article:1")
    mark = here.mark()
    assert there.is_current([name], mark)
    there.close([name])
    assert not here.is_current([name], here.mark())
    there.open([name])
    assert not here.is_current([name], mark)
    assert here.is_current([name], here.mark())
    assert here.is_current([slot("article:2")], mark)


def test_a_server_that_lost_its_memory_makes_everything_old(redis_url):
    here = RedisLedger(redis_url)
    mark = here.mark()
    here.reset()
    assert not here.is_current([1], mark)
    assert here.mark().era != mark.era


def test_a_server_that_is_gone_is_said():
    gone = RedisLedger(f"redis://127.0.0.1:{free_port()}/0")
    with pytest.raises(LedgerDown):
        gone.mark()
    with pytest.raises(LedgerDown):
        gone.close([1])
