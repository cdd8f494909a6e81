"""Readers' words under an article: in the page itself, answered, masked openly, taken away."""

import datetime as dt
import json
import re

import pytest
from django.utils import timezone

from comments import actions
from comments.models import Comment, Pause
from tests.factories import make_article, make_comment, make_section

pytestmark = pytest.mark.django_db


@pytest.fixture
def article(db):
    return make_article("Chi bộ bàn việc làng")


@pytest.fixture
def html(client, article):
    return lambda query="": client.get(article.get_absolute_url() + query).content.decode()


def official(parent, unit, by, text="Xã đã tiếp nhận.", **kw):
    return make_comment(
        parent.article,
        text,
        **{"parent": parent, "kind": "official", "unit": unit, "written_by": by} | kw,
    )


def told_to_machines(html):
    scripts = re.findall(r'<script type="application/ld\+json">(.*?)</script>', html, re.S)
    nodes = [node for script in scripts for node in json.loads(script)["@graph"]]
    return next(node for node in nodes if "comment" in node)


def test_only_what_is_approved_is_there(article, html):
    for state, _label in Comment.State.choices:
        words = {"text": "", "author_name": ""} if state == "erased" else {"text": f"Chữ {state}"}
        make_comment(article, state=state, **words)
    page = html()
    assert [state for state, _label in Comment.State.choices if f"Chữ {state}" in page] == [
        "approved"
    ]
    assert "Ý kiến bạn đọc (1)</h2>" in page


def test_an_answer_stands_under_what_it_answers(article, html, district, editor):
    first = make_comment(article, "Câu hỏi một", state="approved")
    make_comment(article, "Câu hỏi hai", state="approved")
    official(first, district, editor, state="approved", author_name="Đảng ủy xã Phú Điền")
    page = html()
    assert page.index("Câu hỏi một") < page.index("Xã đã tiếp nhận.") < page.index("Câu hỏi hai")
    assert "Trả lời chính thức" in page
    assert "Đảng ủy xã Phú Điền" in page


def test_an_answer_that_nobody_approved_is_not_there(article, html, district, editor):
    first = make_comment(article, "Câu hỏi", state="approved")
    official(first, district, editor, author_name="Đảng ủy xã")
    assert "Xã đã tiếp nhận." not in html()


def test_what_was_answered_and_taken_away_keeps_its_place_only(article, html):
    first = make_comment(article, "Câu hỏi", state="approved", author_name="Bà Tư")
    make_comment(article, "Tôi cũng hỏi vậy", state="approved", parent=first)
    Comment.objects.filter(pk=first.pk).update(state="hidden")
    page = html()
    assert "Câu hỏi" not in page
    assert "Bà Tư" not in page
    assert "Ý kiến này đã được gỡ." in page
    assert "Tôi cũng hỏi vậy" in page


def test_what_is_pinned_comes_first(article, html):
    make_comment(article, "Ý thường", state="approved")
    make_comment(article, "Ý được ghim", state="approved", pinned_at=timezone.now())
    page = html()
    assert page.index("Ý được ghim") < page.index("Ý thường")
    assert f'href="/y-kien/{article.pk}/atom/"' in page


def test_masked_words_are_masked_openly(article, html):
    make_comment(
        article,
        "Gọi cho tôi số 0900 000 118.",
        state="approved",
        masked_text="Gọi cho tôi số [đã che số điện thoại].",
        masked_at=timezone.now(),
    )
    page = html()
    assert "0900 000 118" not in page
    assert "[đã che số điện thoại]" in page
    assert "Ban biên tập đã che thông tin cá nhân" in page


def test_no_word_becomes_a_link(article, html):
    make_comment(article, "Xem https://vay-nhanh.example.com ngay", state="approved")
    assert 'href="https://vay-nhanh' not in html()


def test_machines_are_told_of_them_as_part_of_the_article(article, html, settings):
    made = make_comment(article, "Nên làm </script><b>sớm</b>", state="approved")
    make_comment(article, "Chưa duyệt")
    node = told_to_machines(html())
    assert node["@id"] == settings.SITE_URL + article.get_absolute_url()
    assert node["commentCount"] == 1
    assert [row["text"] for row in node["comment"]] == ["Nên làm </script><b>sớm</b>"]
    assert node["comment"][0]["@id"].endswith(f"#yk-{made.code}")
    assert node["comment"][0]["author"] == {"@type": "Person", "name": "Nguyễn Văn Thọ"}


def test_a_closed_discussion_keeps_its_words_and_has_no_form(article, html, editor):
    make_comment(article, "Nên làm sớm.", state="approved")
    actions.set_policy(article, policy="closed", by=editor)
    page = html()
    assert "Nên làm sớm." in page
    assert "<textarea" not in page
    assert "đã ngừng nhận ý kiến" in page


def test_a_hidden_discussion_shows_nothing(article, html, editor):
    make_comment(article, "Nên làm sớm.", state="approved")
    actions.set_policy(article, policy="hidden", by=editor)
    page = html()
    assert "Nên làm sớm." not in page
    assert 'id="y-kien"' not in page


def test_a_pause_is_told_in_its_own_words(html, editor):
    Pause.objects.create(message="Tạm nghỉ nhận ý kiến trong dịp Tết.", began_by=editor)
    page = html()
    assert "Tạm nghỉ nhận ý kiến trong dịp Tết." in page
    assert "<textarea" not in page


@pytest.mark.parametrize(("days", "is_open"), [(29, True), (31, False)])
def test_after_thirty_days_it_closes_by_itself(client, settings, days, is_open):
    settings.COMMENTS_CLOSE_AFTER_DAYS = 30
    moment = timezone.now() - dt.timedelta(days=days)
    article = make_article("Tin", publish_at=moment)
    page = client.get(article.get_absolute_url()).content.decode()
    assert ("<textarea" in page) is is_open


def test_what_a_moderator_opened_stays_open(client, settings, editor):
    settings.COMMENTS_CLOSE_AFTER_DAYS = 30
    article = make_article("Tin", publish_at=timezone.now() - dt.timedelta(days=90))
    actions.set_policy(article, policy="open", by=editor)
    assert "<textarea" in client.get(article.get_absolute_url()).content.decode()


def test_lists_say_how_many_there_are(client):
    section = make_section("Kinh tế")
    article = make_article("Tin", section=section)
    make_article("Tin không ai bàn", section=section)
    for number in range(3):
        make_comment(article, f"Ý {number}", state="approved")
    page = client.get(section.get_absolute_url()).content.decode()
    assert page.count("#y-kien") == 1
    assert "3 ý kiến" in page


def test_ten_thousand_comments_cost_what_ten_do(article, html, warm, django_assert_max_num_queries):
    Comment.objects.bulk_create(
        Comment(
            article=article,
            author_name="Bạn đọc",
            text=f"Ý {number}",
            state="approved",
            published_at=timezone.now(),
        )
        for number in range(10_000)
    )
    warm(article.get_absolute_url())
    with django_assert_max_num_queries(6):
        page = html("?trang=2")
    assert page.count('class="comment"') == 50
