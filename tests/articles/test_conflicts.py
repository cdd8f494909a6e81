"""Two people on one article: what joins by itself, and what is shown to choose."""

import pytest

from articles import actions
from articles.models import Article, Revision, SideDraft, Snapshot
from tests.articles.test_newsroom import change, edited
from tests.factories import make_article

pytestmark = pytest.mark.django_db
BODY = "<p>Đoạn một.</p><p>Đoạn hai.</p><p>Đoạn ba.</p>"


@pytest.fixture
def article(publisher):
    return make_article(published=False, body=BODY, tags=["Một", "Hai"], by=publisher)


def save(article, by, base, **changed):
    words = Snapshot.read(Revision.objects.get(article=article, number=base).snapshot)
    for name, value in changed.items():
        setattr(words, name, value)
    return actions.save_article(article, words, base_version=base, by=by)


def test_different_fields_join(article, editor, publisher):
    save(article, editor, 1, headline="Tít của người thứ nhất")
    saved = save(article, publisher, 1, lead="Sapo của người thứ hai.")
    assert (saved.article.headline, saved.article.lead) == (
        "Tít của người thứ nhất",
        "Sapo của người thứ hai.",
    )
    assert saved.taken_over == ("headline",)


def test_different_paragraphs_join(article, editor, publisher):
    save(article, editor, 1, body=BODY.replace("Đoạn một", "Đoạn một, A sửa"))
    save(article, publisher, 1, body=BODY.replace("Đoạn ba", "Đoạn ba, B sửa") + "<p>Thêm.</p>")
    article.refresh_from_db()
    assert article.body == (
        "<p>Đoạn một, A sửa.</p><p>Đoạn hai.</p><p>Đoạn ba, B sửa.</p><p>Thêm.</p>"
    )
    assert article.version == 3


def test_tags_of_both_sides_stay(article, editor, publisher):
    save(article, editor, 1, tags=["Một", "Hai", "Ba"])
    save(article, publisher, 1, tags=["Hai", "Bốn"])
    names = set(article.tags.values_list("name", flat=True))
    assert names == {"Hai", "Ba", "Bốn"}


def test_the_same_words_are_shown_twice_and_nothing_is_lost(client, article, editor, publisher):
    typed = edited(article, headline="Tít của tôi", lead="Sapo của tôi.", body=BODY)
    save(article, editor, 1, headline="Tít của đồng nghiệp", kicker="Mới", tags=["Một", "Hai"])
    client.force_login(publisher)
    typed |= {"tag_names": "Một, Hai", "publish_at_0": "10/01/2022", "publish_at_1": "08:30:00"}
    response = client.post(change(article), typed)
    html = response.content.decode()
    assert "Hai người sửa cùng một chỗ" in html
    assert "Tít của đồng nghiệp" in html
    form = response.context["adminform"].form
    assert form["headline"].value() == "Tít của tôi"
    assert form["lead"].value() == "Sapo của tôi."
    assert form["kicker"].value() == "Mới"
    assert form["edited_version"].value() == "2"
    draft = SideDraft.objects.get(user=publisher)
    assert (draft.snapshot["headline"], draft.clashes) == ("Tít của tôi", ["headline"])
    article.refresh_from_db()
    assert (article.headline, article.version) == ("Tít của đồng nghiệp", 2)
    again = typed | {"edited_version": "2", "kicker": "Mới"}
    client.post(change(article), again)
    article.refresh_from_db()
    assert (article.headline, article.kicker, article.version) == ("Tít của tôi", "Mới", 3)


def test_the_same_paragraph_clashes_and_both_are_shown(client, article, editor, publisher):
    save(article, editor, 1, body=BODY.replace("Đoạn hai", "Đoạn hai của đồng nghiệp"))
    client.force_login(publisher)
    mine = BODY.replace("Đoạn hai", "Đoạn hai của tôi").replace("Đoạn ba", "Đoạn ba tôi sửa")
    dated = {"publish_at_0": "10/01/2022", "publish_at_1": "08:30:00", "tag_names": "Hai, Một"}
    typed = edited(article, body=mine, **dated) | {
        "headline": article.headline,
        "lead": article.lead,
        "edited_version": 1,
    }
    html = client.post(change(article), typed).content.decode()
    assert "Nội dung, đoạn 2" in html
    assert "Đoạn hai của đồng nghiệp" in html
    assert SideDraft.objects.get().snapshot["body"] == mine
    assert Revision.objects.filter(article=article).count() == 2


def test_a_save_that_changes_nothing_makes_no_version(client, article, publisher):
    saved = save(article, publisher, 1)
    assert (saved.is_changed, saved.article.version) == (False, 1)


def test_a_form_of_another_article_is_refused(client, article, publisher):
    client.force_login(publisher)
    response = client.post(change(article), edited(article) | {"edited_version": "77"})
    assert "Hãy mở lại bài" in response.content.decode()
    assert Article.objects.get(pk=article.pk).version == 1


def test_a_side_draft_is_its_authors_alone(client, article, editor, publisher):
    draft = actions.keep_side_draft(
        article, Snapshot(headline="Riêng"), ["headline"], base_version=1, by=publisher
    )
    address = f"/admin/articles/article/{article.pk}/ban-rieng/{draft.pk}/"
    client.force_login(editor)
    assert client.get(address).status_code == 404
    client.force_login(publisher)
    assert "Riêng" in client.get(address).content.decode()
    assert address in client.get(change(article)).content.decode()
    assert client.post(address).status_code == 302
    assert address not in client.get(change(article)).content.decode()
