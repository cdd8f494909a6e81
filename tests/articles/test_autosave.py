import datetime as dt
import json

import pytest
from django.urls import reverse
from django.utils import timezone

from articles import actions
from articles.forms import posted_values
from articles.models import Article, Revision, Snapshot, WorkingCopy
from tests.articles.test_newsroom import change, words
from tests.factories import make_article

pytestmark = pytest.mark.django_db
URL = reverse("articles:autosave")
ADD = "/admin/articles/article/add/"


def typed(**changed):
    return json.dumps({name: str(value) for name, value in words(**changed).items()})


def keep(client, article=None, key="thu", **values):
    if article:
        values |= {"article": article.pk, "edited_version": article.version}
        key = f"bai-{article.pk}"
    return client.post(URL, {"key": key} | values)


def test_what_is_typed_is_kept_apart_from_the_versions(client, reporter):
    article = make_article(by=reporter, published=False)
    client.force_login(reporter)
    answer = keep(client, article, fields=typed(headline="Đang gõ dở")).json()
    keep(client, article, fields=typed(headline="Đang gõ dở nữa"))
    assert answer["saved"] is True
    assert WorkingCopy.objects.get().fields["headline"] == "Đang gõ dở nữa"
    assert Revision.objects.count() == 1
    assert Article.objects.get().headline == "Chi bộ bàn việc khó"


def test_it_is_offered_again_and_taken_up(client, reporter):
    client.force_login(reporter)
    keep(client, fields=typed(headline="Bài mới chưa lưu", tag_names="Một"))
    html = client.get(ADD).content.decode()
    assert "Bài mới chưa lưu" in html
    form = client.get(f"{ADD}?copy=thu").context["adminform"].form
    assert form["headline"].value() == "Bài mới chưa lưu"
    assert (form["tag_names"].value(), form["key"].value()) == ("Một", "thu")
    client.post(ADD, words(headline="Bài mới chưa lưu", key="thu"))
    assert not WorkingCopy.objects.exists()


def test_what_is_not_valid_comes_back_letter_for_letter(client, reporter):
    client.force_login(reporter)
    odd = {"authors": "Lan (@khongco)", "source_url": "nguồn ở đâu", "publish_at_0": "31/02"}
    odd |= {"lead": "x" * 900, "tag_names": ",".join(f"t{n}" for n in range(30))}
    keep(client, fields=typed(**odd))
    form = client.get(f"{ADD}?copy=thu").context["adminform"].form
    for name in ("authors", "source_url", "lead", "tag_names"):
        assert form[name].value() == odd[name]
    assert form["publish_at"].value()[0] == "31/02"


def test_taken_up_it_joins_with_what_was_saved_since(client, reporter):
    article = make_article(by=reporter, published=False)
    client.force_login(reporter)
    keep(client, article, fields=typed(headline="Viết dở", lead=article.lead))
    newer = Snapshot.newest(article)
    newer.lead = "Sapo của đồng nghiệp."
    actions.save_article(article, newer, by=None)
    address = f"{change(article)}?copy=bai-{article.pk}"
    assert client.get(address).context["adminform"].form["edited_version"].value() == 1


def test_two_unfinished_articles_are_told_apart(client, reporter):
    client.force_login(reporter)
    keep(client, key="một", fields=typed(headline="Bài một"))
    keep(client, key="hai", fields=typed(headline="Bài hai"))
    form = client.get(f"{ADD}?copy=một").context["adminform"].form
    assert form["headline"].value() == "Bài một"


def test_what_no_database_takes_is_left_out(client, reporter):
    client.force_login(reporter)
    keep(client, fields='{"headline": "a\\u0000b\\ud800c", "\\u0000x": "1"}')
    assert WorkingCopy.objects.get().fields == {"headline": "abc", "x": "1"}


def test_it_can_be_thrown_away(client, reporter):
    client.force_login(reporter)
    keep(client, fields=typed())
    keep(client, drop="1")
    assert not WorkingCopy.objects.exists()


def test_others_are_seen_while_they_are_here(client, reporter, editor):
    article = make_article(by=reporter, published=False)
    client.force_login(reporter)
    keep(client, article, fields=typed())
    client.force_login(editor)
    answer = keep(client, article).json()
    assert answer["others"] == [{"name": "phongvien", "is_writing": True}]
    WorkingCopy.objects.filter(user=reporter).update(
        seen_at=timezone.now() - dt.timedelta(minutes=2)
    )
    assert keep(client, article).json()["others"] == []


def test_a_newer_version_is_told(client, reporter):
    article = make_article(by=reporter, published=False)
    client.force_login(reporter)
    client.post(change(article), words(edited_version=1))
    assert keep(client, article).json()["version"] == 2


def test_nobody_keeps_words_on_an_article_they_may_not_edit(client, reporter, editor):
    foreign = make_article(by=editor, published=False)
    client.force_login(reporter)
    assert keep(client, foreign, fields=typed()).status_code == 404
    assert not WorkingCopy.objects.exists()


def test_copies_are_their_writers_alone(client, reporter, editor):
    client.force_login(reporter)
    keep(client, fields=typed(headline="Riêng của phóng viên"))
    client.force_login(editor)
    assert "Riêng của phóng viên" not in client.get(ADD).content.decode()
    assert "Riêng" not in client.get(f"{ADD}?copy=thu").content.decode()


@pytest.mark.parametrize("fields", ["[", "[1]", "x" * 2_000_001, "[" * 100_000])
def test_nonsense_is_refused_in_a_sentence(client, reporter, fields):
    client.force_login(reporter)
    response = keep(client, fields=fields)
    assert response.status_code == 400
    assert "Hãy bấm Lưu" in response.json()["error"]["message"]


def test_a_form_without_name_is_refused(client, reporter):
    client.force_login(reporter)
    assert keep(client, key="").status_code == 400


@pytest.mark.parametrize("who", ["moderator", "secretary", "stranger"])
def test_the_wrong_role_is_refused(client, request, who):
    client.force_login(request.getfixturevalue(who))
    assert keep(client).status_code == 403
    assert client.get(URL).status_code == 403


def test_a_visitor_is_sent_to_sign_in(client):
    assert keep(client).status_code == 302


def test_a_fresh_token_is_handed_out(client, reporter):
    client.force_login(reporter)
    assert len(client.get(URL).json()["token"]) > 30


def test_its_cost(client, reporter, django_assert_max_num_queries):
    article = make_article(by=reporter, published=False)
    client.force_login(reporter)
    keep(client, article, fields=typed())
    with django_assert_max_num_queries(11):
        keep(client, article, fields=typed(headline="Mới"))


def test_a_copy_that_says_the_same_is_not_offered(client, reporter):
    article = make_article(by=reporter, published=False, tags=["Một"])
    client.force_login(reporter)
    same = posted_values(Snapshot.newest(article))
    keep(client, article, fields=json.dumps(same))
    assert "chưa lưu" not in client.get(change(article)).content.decode()
    keep(client, article, fields=json.dumps(same | {"lead": "Khác."}))
    assert "chưa lưu" in client.get(change(article)).content.decode()
