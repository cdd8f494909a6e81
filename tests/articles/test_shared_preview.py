import datetime as dt
import io
import re

import pytest
from django.utils import timezone

from accounts.models import AuditEntry
from articles import actions
from articles.models import PreviewLink, Snapshot
from branch_portal.lib.files import read_document
from branch_portal.lib.verdicts import RuleBroken
from tests.articles.test_upload_attachment import PDF
from tests.factories import make_article

pytestmark = pytest.mark.django_db


@pytest.fixture
def article(reporter):
    return make_article("Bài chờ lãnh đạo xem", by=reporter, published=False)


@pytest.fixture
def shared(article, reporter):
    link, token = actions.share_preview(article, days=3, purpose="Bác Bí thư", by=reporter)
    return link, f"/xem-thu/{token}/"


def test_it_shows_the_newest_text_to_anybody_who_has_the_link(client, article, shared):
    words = Snapshot.newest(article)
    words.lead = "Sapo mới nhất."
    actions.save_article(article, words, by=None)
    response = client.get(shared[1])
    html = response.content.decode()
    assert "Sapo mới nhất." in html
    assert "Bài này chưa đăng." in html
    assert response["X-Robots-Tag"] == "noindex, nofollow"
    assert response["Referrer-Policy"] == "no-referrer"
    assert "no-store" in response["Cache-Control"]
    assert not response.cookies
    assert PreviewLink.objects.get().times_opened == 1


def test_files_that_only_the_newsroom_may_open_are_named_without_a_link(client, reporter):
    file = actions.add_attachment(read_document(io.BytesIO(PDF)), title="Kế hoạch", by=reporter)
    article = make_article(by=reporter, published=False, attachments=[file.pk])
    _link, token = actions.share_preview(article, days=3, by=reporter)
    html = client.get(f"/xem-thu/{token}/").content.decode()
    assert "Kế hoạch" in html
    assert file.get_absolute_url() not in html


def test_it_ends(client, shared):
    PreviewLink.objects.update(expires_at=timezone.now() - dt.timedelta(seconds=1))
    assert client.get(shared[1]).status_code == 404


def test_it_can_be_closed(client, article, reporter, shared):
    client.force_login(reporter)
    client.post(f"/admin/articles/article/{article.pk}/chia-se/", {"close": shared[0].pk})
    client.logout()
    assert client.get(shared[1]).status_code == 404
    assert AuditEntry.objects.filter(verb="preview.revoked").exists()


def test_the_page_shows_the_link_once(client, article, reporter):
    client.force_login(reporter)
    address = f"/admin/articles/article/{article.pk}/chia-se/"
    html = client.post(address, {"days": "3", "purpose": "Chị Thường trực"}).content.decode()
    link = re.search(r"/xem-thu/[\w-]+/", html)[0]
    html = client.get(address).content.decode()
    assert link not in html
    assert "Chị Thường trực" in html
    client.logout()
    assert client.get(link).status_code == 200


@pytest.mark.parametrize("days", ["", "0", "365", "x", "9" * 30])
def test_other_days_are_refused_in_a_sentence(client, article, reporter, days):
    client.force_login(reporter)
    html = client.post(f"/admin/articles/article/{article.pk}/chia-se/", {"days": days})
    assert "Hãy chọn liên kết mở trong bao nhiêu ngày." in html.content.decode()
    assert not PreviewLink.objects.exists()


def test_every_open_link_can_be_closed(client, article, reporter):
    for number in range(25):
        actions.share_preview(article, days=14, purpose=f"Mở {number}", by=reporter)
        closed, _token = actions.share_preview(article, days=14, purpose="Đóng", by=reporter)
        actions.revoke_preview(closed, by=reporter)
    client.force_login(reporter)
    html = client.get(f"/admin/articles/article/{article.pk}/chia-se/").content.decode()
    assert html.count('name="close"') == 25
    assert html.count("<td>Đóng</td>") == 20
    assert html.index("<td>Mở 0</td>") < html.index("<td>Đóng</td>")


def test_the_database_does_not_hold_the_token(shared):
    assert shared[1].split("/")[2] not in str(PreviewLink.objects.values())


def test_guessing_finds_nothing(client, shared):
    assert client.get("/xem-thu/x/").status_code == 404
    assert client.get(f"/xem-thu/{'a' * 3000}/").status_code == 404


def test_only_who_edits_shares(client, article, moderator):
    client.force_login(moderator)
    assert client.get(f"/admin/articles/article/{article.pk}/chia-se/").status_code == 403


def test_an_action_refuses_foreign_days(article, reporter):
    with pytest.raises(RuleBroken):
        actions.share_preview(article, days=1000, by=reporter)


def test_its_cost(client, shared, django_assert_max_num_queries):
    with django_assert_max_num_queries(12):
        client.get(shared[1])
