"""A file of a session goes to those who may see the session, as a file and as nothing else."""

import pytest

from branch_portal.lib import private
from meetings.models import ThematicSession
from tests.factories import make_plan
from tests.meetings.prepared_parts import PDF, address, keep_file

pytestmark = pytest.mark.django_db


@pytest.fixture
def plan(branch, secretary, members):
    return make_plan(branch, secretary)


@pytest.fixture
def file(client, plan, secretary):
    client.force_login(secretary)
    return keep_file(client, plan, title="Bài “chuyên đề”; quý IV")


def test_it_is_saved_and_never_shown(client, file, working_group):
    client.force_login(working_group)
    response = client.get(address("session_file", file.pk))
    assert b"".join(response.streaming_content) == PDF
    assert response["Content-Type"] == "application/octet-stream"
    assert response["Content-Disposition"] == 'attachment; filename="bai-chuyen-de-quy-iv.pdf"'
    assert response["X-Content-Type-Options"] == "nosniff"
    assert "no-store" in response["Cache-Control"]
    assert "sandbox" in response["Content-Security-Policy"]


def test_a_draft_s_file_is_its_branch_s(client, file, plan, organisation_board, deputy):
    ThematicSession.objects.update(state="draft")
    client.force_login(organisation_board)
    assert client.get(address("session_file", file.pk)).status_code == 404
    client.force_login(deputy)
    assert client.get(address("session_file", file.pk)).status_code == 200


def test_a_file_that_is_lost_on_the_disk_is_not_there(client, file):
    private.discard(file.folder, file.sha256)
    assert client.get(address("session_file", file.pk)).status_code == 404


def test_it_is_only_read(client, file):
    assert client.post(address("session_file", file.pk)).status_code == 405


def test_it_costs_few_queries(client, file, django_assert_max_num_queries):
    with django_assert_max_num_queries(4):
        client.get(address("session_file", file.pk))
