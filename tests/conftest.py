"""The cast: a small district, its people and what they may do."""

import pytest
from django.core.cache import cache

from accounts.models import Role
from tests.factories import appoint, grant, make_member, make_session, make_unit, make_user


@pytest.fixture(autouse=True)
def _empty_cache():
    cache.clear()


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
