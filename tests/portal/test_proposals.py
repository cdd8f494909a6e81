"""What branches offer to the editors: these words, and nothing else of their records."""

import pytest
from django.urls import reverse

from meetings import actions
from tests.factories import submit
from tests.meetings.test_propose_news import TEXT

pytestmark = pytest.mark.django_db


@pytest.fixture
def proposal(session, secretary):
    submit(session, secretary)
    return actions.propose_news(
        session, headline="Giữ nước & đất", text=TEXT, version=0, by=secretary
    )


def test_editors_read_the_words(client, proposal, editor, django_assert_max_num_queries):
    client.force_login(editor)
    with django_assert_max_num_queries(12):
        page = client.get(reverse("proposals")).content.decode()
    assert "Giữ nước &amp; đất" in page
    assert "Chi bộ Trường Thử" in page
    assert "Kiều Oanh" not in page


@pytest.mark.parametrize(
    ("role", "status"),
    [("reporter", 403), ("secretary", 403), ("publisher", 200)],
)
def test_only_editors_may(client, request, proposal, role, status):
    client.force_login(request.getfixturevalue(role))
    assert client.get(reverse("proposals")).status_code == status
