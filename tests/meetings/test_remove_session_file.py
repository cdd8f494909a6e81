"""A file is taken away for good, while that may be."""

import pytest

from accounts.models import AuditEntry
from branch_portal.lib import private
from tests.factories import make_plan, submit
from tests.meetings.prepared_parts import address, keep_file

pytestmark = pytest.mark.django_db


@pytest.fixture
def plan(branch, secretary, members):
    return make_plan(branch, secretary)


def remove(client, file, session):
    session.refresh_from_db()
    data = {"version": session.version}
    return client.post(address("remove_session_file", file.pk), data, follow=True)


def test_row_and_content_are_gone(client, plan, secretary, django_capture_on_commit_callbacks):
    client.force_login(secretary)
    file = keep_file(client, plan)
    with django_capture_on_commit_callbacks(execute=True):
        page = remove(client, file, plan).content.decode()
    assert "Đã gỡ hẳn tệp." in page
    assert not plan.files.exists()
    with pytest.raises(FileNotFoundError):
        private.kept(file.folder, file.sha256)
    facts = AuditEntry.objects.get(verb="session_file.removed").facts
    assert facts["sha256"] == file.sha256


def test_twice_is_no_error(client, plan, secretary):
    client.force_login(secretary)
    file = keep_file(client, plan)
    remove(client, file, plan)
    assert remove(client, file, plan).status_code == 404
    assert AuditEntry.objects.filter(verb="session_file.removed").count() == 1


def test_an_older_page_is_told_so(client, plan, secretary):
    client.force_login(secretary)
    file = keep_file(client, plan)
    url = address("remove_session_file", file.pk)
    page = client.post(url, {"version": plan.version - 1}, follow=True).content.decode()
    assert "Có người đã lưu" in page
    assert plan.files.exists()


def test_the_content_stays_while_the_record_stands(client, session, secretary):
    client.force_login(secretary)
    file = keep_file(client, session)
    submit(session, secretary)
    remove(client, file, session)
    assert session.files.exists()
    assert private.kept(file.folder, file.sha256)


def test_it_takes_a_post(client, plan, secretary):
    client.force_login(secretary)
    file = keep_file(client, plan)
    assert client.get(address("remove_session_file", file.pk)).status_code == 405
