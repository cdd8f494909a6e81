"""What devices sent and the record did not take is shown with all its words."""

import uuid

import pytest
from django.urls import reverse
from django.utils import timezone

from meetings.models import DeviceEdit

pytestmark = pytest.mark.django_db


@pytest.fixture
def kept(session, secretary):
    return DeviceEdit.objects.create(
        session=session,
        key=uuid.uuid4(),
        kind="opinion",
        row=str(uuid.uuid4()),
        wanted={"speaker": "Người Lạ", "kind": "add", "text": "<b>Ý</b> & hay"},
        outcome="refused",
        sentence="Người Lạ không có trong danh sách.",
        made_at=timezone.now(),
        by=secretary,
    )


def test_nothing_of_it_is_lost(client, session, secretary, kept):
    client.force_login(secretary)
    page = client.get(reverse("meetings:kept_aside", args=[session.pk])).content.decode()
    assert "&lt;b&gt;Ý&lt;/b&gt; &amp; hay" in page
    assert "Người Lạ không có trong danh sách." in page
    record = client.get(reverse("meetings:session", args=[session.pk])).content.decode()
    assert reverse("meetings:kept_aside", args=[session.pk]) in record


@pytest.mark.parametrize(
    ("role", "status"), [("foreign_secretary", 404), ("organisation_board", 403), ("stranger", 404)]
)
def test_nobody_else_may(client, request, session, kept, role, status):
    client.force_login(request.getfixturevalue(role))
    assert client.get(reverse("meetings:kept_aside", args=[session.pk])).status_code == status
