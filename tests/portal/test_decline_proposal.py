"""Editors say why nothing comes of a proposal."""

import pytest
from django.urls import reverse

from tests.portal.test_proposals import proposal  # noqa: F401

pytestmark = pytest.mark.django_db


def post(client, proposal, answer):  # noqa: F811
    url = reverse("decline_proposal", args=[proposal.pk])
    response = client.post(url, {"answer": answer}, follow=True)
    proposal.refresh_from_db()
    return response


def test_the_branch_reads_why(client, proposal, editor, secretary):  # noqa: F811
    client.force_login(editor)
    assert "Ghi lý do" in post(client, proposal, " ").content.decode()
    assert proposal.state == "waiting"
    post(client, proposal, "Đã có bài tương tự.")
    assert proposal.state == "declined"
    client.force_login(secretary)
    page = client.get(reverse("meetings:session", args=[proposal.session_id])).content.decode()
    assert "Đã có bài tương tự." in page


@pytest.mark.parametrize(("role", "status"), [("reporter", 403), ("secretary", 403)])
def test_nobody_else_may(client, request, proposal, role, status):  # noqa: F811
    client.force_login(request.getfixturevalue(role))
    assert post(client, proposal, "Không").status_code == status
    assert proposal.state == "waiting"
