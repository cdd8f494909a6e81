"""Every save is a version: listed, compared word by word, restored, never changed."""

import pytest
from django.core.exceptions import ValidationError

from articles import actions
from articles.models import Article, Revision, Snapshot
from tests.factories import make_article, make_photo

pytestmark = pytest.mark.django_db


def rewrite(article, by=None, **changed):
    words = Snapshot.newest(article)
    for name, value in changed.items():
        setattr(words, name, value)
    return actions.save_article(article, words, by=by).article


def pages(article, number=None):
    address = f"/admin/articles/article/{article.pk}/phien-ban/"
    return f"{address}{number}/" if number else address


def test_versions_are_listed_with_their_authors(client, editor, reporter):
    article = make_article(by=reporter, published=False)
    rewrite(article, editor, lead="Sapo mới.")
    client.force_login(reporter)
    html = client.get(pages(article)).content.decode()
    assert html.index("bientap") < html.index("phongvien</td>")


def test_two_versions_are_compared_word_by_word(client, editor):
    article = make_article(published=False, body="<p>Chi bộ có 67 đảng viên.</p>")
    rewrite(article, body="<p>Chi bộ có 68 đảng viên chính thức.</p>", tags=["Mới"])
    client.force_login(editor)
    html = client.get(pages(article, 2)).content.decode()
    assert "<del>67</del><ins>68</ins>" in html
    assert "<ins>Mới</ins>" in html


def test_restoring_brings_back_everything_as_a_new_version(client, editor):
    one, two = make_photo("navy"), make_photo("teal")
    photos = [
        {"photo": two.pk, "caption": "Hai", "alt": ""},
        {"photo": one.pk, "caption": "Một", "alt": ""},
    ]
    article = make_article(published=False, tags=["Một", "Hai"], photos=photos)
    rewrite(article, headline="Tít hỏng", tags=[], photos=[], by_lines=[], body="<p>Mất.</p>")
    client.force_login(editor)
    assert client.post(pages(article, 1)).status_code == 302
    article.refresh_from_db()
    assert (article.headline, article.version, article.photo) == ("Chi bộ bàn việc khó", 3, two)
    assert Snapshot.of(article) == Snapshot.read(Revision.objects.get(number=1).snapshot)
    assert Revision.objects.get(number=3).note == "Dùng lại phiên bản 1"


def test_restoring_on_a_published_article_waits(client, publisher):
    article = make_article()
    rewrite(article, lead="Sapo hai.")
    actions.publish_article(article, by=None, checked=False)
    client.force_login(publisher)
    client.post(pages(article, 1))
    article.refresh_from_db()
    assert (article.lead, article.pending) == ("Sapo hai.", "draft")


def test_a_version_is_written_once():
    revision = make_article().revisions.get()
    with pytest.raises(ValidationError):
        revision.save()
    with pytest.raises(ValidationError):
        revision.delete()
    with pytest.raises(ValidationError):
        Revision.objects.update(note="x")
    with pytest.raises(ValidationError):
        Revision.objects.all().delete()


def test_a_reporter_reads_the_versions_of_others_but_restores_none(client, reporter):
    article = make_article(published=False)
    rewrite(article, lead="Sapo hai.")
    client.force_login(reporter)
    assert client.get(pages(article, 2)).status_code == 200
    assert client.post(pages(article, 1)).status_code == 403
    assert Article.objects.get().version == 2


@pytest.mark.parametrize("who", ["moderator", "stranger", "secretary"])
def test_nobody_else_sees_them(client, request, who):
    article = make_article(published=False)
    user = request.getfixturevalue(who)
    client.force_login(user)
    for address in (
        pages(article),
        pages(article, 1),
        f"/admin/articles/article/{article.pk}/chia-se/",
    ):
        assert client.get(address).status_code == (403 if user.is_staff else 302)


def test_the_list_costs_the_same_with_many(client, editor, django_assert_max_num_queries):
    article = make_article(published=False)
    for number in range(60):
        article = rewrite(article, lead=f"Sapo {number}.")
    client.force_login(editor)
    with django_assert_max_num_queries(10):
        html = client.get(pages(article)).content.decode()
    assert "Cũ hơn" in html
    assert client.get(pages(article) + "?trang=2").status_code == 200
    assert client.get(pages(article) + "?trang=9").status_code == 404
