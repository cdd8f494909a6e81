"""The cast: a small district, its people and what they may do."""

import os
import shutil
import socket
import subprocess
import time

import pytest
import redis
from django.conf import settings
from django.core.cache import cache
from hypothesis import configuration

from accounts.models import Role
from branch_portal.lib import pagecache
from branch_portal.lib.pagecache.ledger import SLOTS, ledger
from tests.factories import appoint, grant, make_member, make_session, make_unit, make_user

# Nothing is written into the tree.
configuration.set_hypothesis_home_dir(settings.DATA_DIR / "hypothesis")


def pytest_addoption(parser):
    parser.addoption(
        "--only-database",
        action="store_true",
        help="only tests that touch the database: what does not is the same on every engine",
    )


def pytest_collection_modifyitems(config, items):
    if config.getoption("--only-database"):
        asked = [item for item in items if _asks_the_database(item)]
        config.hook.pytest_deselected(items=list(set(items).difference(asked)))
        items[:] = asked


def _asks_the_database(item) -> bool:
    fixtures = {"db", "transactional_db", "live_server"}
    return bool(item.get_closest_marker("django_db") or fixtures.intersection(item.fixturenames))


@pytest.fixture(autouse=True)
def _empty_cache():
    cache.clear()
    # Tests end without a commit: what the one before closed is open again.
    (settings.PAGE_CACHE_DIR / "ledger").unlink(missing_ok=True)
    pagecache.forget()


@pytest.fixture(scope="session")
def redis_url():
    """The address of a real server of the Redis protocol, for these tests alone."""
    program = shutil.which("valkey-server") or shutil.which("redis-server")
    if program is None:
        # script/test installs it in CI.
        stop = pytest.fail if os.environ.get("CI") == "true" else pytest.skip
        stop("NOT RUN: no redis-server here (apt-get install redis-server)")
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    server = subprocess.Popen(
        [program, "--port", str(port), "--bind", "127.0.0.1", "--save", "", "--appendonly", "no"],
        stdout=subprocess.DEVNULL,
    )
    url = f"redis://127.0.0.1:{port}/0"
    client = redis.Redis.from_url(url)
    for _try in range(100):
        try:
            client.ping()
            break
        except redis.ConnectionError:
            time.sleep(0.05)
    yield url
    server.terminate()
    server.wait(10)


@pytest.fixture
def district(db):
    return make_unit("Đảng bộ huyện Thử", type_code="district-committee")


@pytest.fixture
def commune(district):
    return make_unit("Đảng bộ xã Đầu", district, "grassroots-committee")


@pytest.fixture
def branch(commune):
    return make_unit("Chi bộ Trường Thử", commune, sector="office")


@pytest.fixture
def foreign_branch(district):
    other = make_unit("Đảng bộ xã Khác", district, "grassroots-committee")
    return make_unit("Chi bộ thôn Khác", other, sector="rural")


@pytest.fixture
def reporter(district):
    return _staff("phongvien", Role.REPORTER, district)


@pytest.fixture
def editor(district):
    return _staff("bientap", Role.EDITOR, district)


@pytest.fixture
def publisher(district):
    return _staff("truongban", Role.PUBLISHER, district)


@pytest.fixture
def moderator(district):
    return _staff("kiemduyet", Role.MODERATOR, district)


@pytest.fixture
def secretary(branch):
    return _worker("bithu", Role.SECRETARY, branch)


@pytest.fixture
def deputy(branch):
    return _worker("phobithu", Role.DEPUTY_SECRETARY, branch)


@pytest.fixture
def foreign_secretary(foreign_branch):
    return _worker("bithukhac", Role.SECRETARY, foreign_branch)


@pytest.fixture
def working_group(commune):
    return _worker("tocongtac", Role.WORKING_GROUP, commune)


@pytest.fixture
def organisation_board(district):
    return _worker("tochuc", Role.ORGANISATION_BOARD, district)


@pytest.fixture
def administrator(db):
    return make_user("quantri", is_staff=True, is_superuser=True)


@pytest.fixture
def stranger(db):
    """Signed in, without any role."""
    return make_user("khach")


def _staff(name, role, unit):
    user = make_user(name, is_staff=True)
    grant(user, role, unit)
    return user


def _worker(name, role, unit):
    user = make_user(name)
    grant(user, role, unit)
    return user


@pytest.fixture
def members(branch):
    """Twelve members of the branch, one of them on probation; the first holds the chair."""
    names = ["Bùi Thị An", "Đỗ Văn Ánh", "Lê Hoài Ân", "Trần Đức Bình", "Phạm Thị Cúc"]
    names += ["Vũ Minh Dũng", "Đặng Thu Hà", "Lý Văn Khoa", "Tạ Thị Lan", "Hoàng Nam", "Kiều Oanh"]
    people = [make_member(branch, name) for name in names]
    appoint(people[0], branch)
    return [*people, make_member(branch, "Phùng Quân", "probationary")]


@pytest.fixture
def session(branch, members, secretary):
    """A held session of the branch whose roll has not been called yet."""
    return make_session(branch, by=secretary)


@pytest.fixture
def foreign_session(foreign_branch, foreign_secretary):
    for name in ("Người Một", "Người Hai", "Người Ba"):
        make_member(foreign_branch, name)
    return make_session(foreign_branch, by=foreign_secretary)


@pytest.fixture
def warm(client):
    """Have the parts that stand on many pages been made, as they are when people read."""

    def ask_once(url):
        # What tests do is never committed, so nobody says that their changes are done.
        ledger().open(range(SLOTS))
        assert client.get(url).status_code == 200

    return ask_once
