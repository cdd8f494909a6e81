"""The admin's way from a key to a page is closed: it told addresses of drafts to any staff."""

import pytest
from django.contrib.contenttypes.models import ContentType

from articles.models import Article
from tests.factories import make_article

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("who", [None, "moderator", "editor", "administrator"])
@pytest.mark.parametrize("published", [True, False])
def test_nobody_is_led_anywhere(client, request, who, published):
    article = make_article("Tin chưa đăng", published=published)
    if who:
        client.force_login(request.getfixturevalue(who))
    kind = ContentType.objects.get_for_model(Article).pk
    for address in (f"/admin/r/{kind}/{article.pk}/", "/admin/r/", f"/admin/r/{kind}/999/"):
        response = client.get(address, follow=True)
        assert "tin-chua-dang" not in str(response.redirect_chain)
        if address != "/admin/r/":
            assert response.status_code == 404
            assert not response.redirect_chain
