"""An editor makes a draft of a branch's words; the two are linked."""

import pytest
from django.urls import reverse

from articles.models import Article
from tests.portal.test_proposals import proposal  # noqa: F401

pytestmark = pytest.mark.django_db


def post(client, proposal):  # noqa: F811
    return client.post(reverse("take_proposal", args=[proposal.pk]), follow=True)


def test_a_draft_is_made_once(client, proposal, editor, secretary):  # noqa: F811
    client.force_login(editor)
    post(client, proposal)
    article = Article.objects.get()
    assert (article.headline, article.state) == ("Giữ nước & đất", "draft")
    assert "chia nước theo lịch" in article.body
    proposal.refresh_from_db()
    assert (proposal.state, proposal.article_key) == ("taken", article.pk)
    assert "đã xử lý đề xuất này" in post(client, proposal).content.decode()
    assert Article.objects.count() == 1
    client.force_login(secretary)
    page = client.get(reverse("meetings:session", args=[proposal.session_id])).content.decode()
    assert reverse("articles:short", args=[article.pk]) in page


@pytest.mark.parametrize(("role", "status"), [("reporter", 403), ("secretary", 403)])
def test_nobody_else_may(client, request, proposal, role, status):  # noqa: F811
    client.force_login(request.getfixturevalue(role))
    assert post(client, proposal).status_code == status
    assert client.get(reverse("take_proposal", args=[proposal.pk])).status_code == 405
    assert not Article.objects.exists()
