"""The moderators' queue in the admin."""

import pytest
from django.urls import reverse

from accounts.models import AuditEntry
from branch_portal.lib.verdicts import RuleBroken
from comments import actions
from comments.models import Comment, Decision
from tests.factories import grant, make_article, make_comment, make_user

pytestmark = pytest.mark.django_db
QUEUE = "/admin/comments/comment/"
DECISIONS = ["approve", "reject", "spam"]


@pytest.fixture
def comment():
    return make_comment(make_article(), email="nguyen@example.vn")


def decide(name, comment):
    return reverse(f"admin:comments_comment_{name}", args=[comment.pk])


def card(comment):
    return reverse("admin:comments_comment_change", args=[comment.pk])


def state(comment):
    comment.refresh_from_db()
    return comment.state


def test_the_queue_shows_what_waits_oldest_first_with_a_masked_address(client, moderator, comment):
    make_comment(comment.article, "Đến sau")
    make_comment(comment.article, "Đã duyệt rồi", state="approved")
    client.force_login(moderator)
    html = client.get(QUEUE).content.decode()
    assert html.index(comment.text) < html.index("Đến sau")
    assert "Đã duyệt rồi" not in html
    assert "n•••@e•••.vn" in html
    assert "nguyen@example.vn" not in html
    assert comment.article.headline in html
    assert "Đã duyệt rồi" in client.get(QUEUE, {"state": "approved"}).content.decode()
    assert "Đến sau" in client.get(QUEUE, {"state": "all"}).content.decode()


def test_approving_shows_the_comment_to_readers_at_once(client, moderator, comment):
    page = comment.article.get_absolute_url()
    tag = client.get(page).headers["ETag"]
    client.force_login(moderator)
    response = client.post(decide("approve", comment), {"version": "1"}, follow=True)
    assert "bạn đọc thấy ngay" in response.content.decode()
    assert state(comment) == Comment.State.APPROVED
    client.logout()
    fresh = client.get(page, headers={"If-None-Match": tag})
    assert fresh.status_code == 200
    assert comment.text in fresh.content.decode()
    assert Decision.objects.get().by == moderator
    assert AuditEntry.objects.filter(verb="comment.approved", actor=moderator).count() == 1


def test_rejecting_needs_a_reason(client, moderator, comment):
    client.force_login(moderator)
    response = client.post(decide("reject", comment), {"version": "1", "reason": ""})
    assert response.status_code == 422
    assert "Hãy nêu lý do" in response.content.decode()
    response = client.post(decide("reject", comment), {"version": "1", "reason": "other"})
    assert response.status_code == 422
    assert state(comment) == Comment.State.WAITING
    client.post(decide("reject", comment), {"version": "1", "reason": "off_topic"})
    assert state(comment) == Comment.State.REJECTED
    assert Decision.objects.get().reason == "Lạc đề"


def test_another_reason_is_told_in_words(client, moderator, comment):
    client.force_login(moderator)
    form = {"version": "1", "reason": "other", "other": "Gửi nhầm bài"}
    client.post(decide("reject", comment), form)
    assert Decision.objects.get().reason == "Gửi nhầm bài"


def test_the_length_of_a_reason_is_that_of_the_reason_as_it_is_stored(client, moderator, comment):
    client.force_login(moderator)
    form = {"version": "1", "reason": "other", "other": "\u0958" * 150}
    assert client.post(decide("reject", comment), form).status_code == 422
    assert state(comment) == Comment.State.WAITING


def test_spam_is_put_aside(client, moderator, comment):
    client.force_login(moderator)
    client.post(decide("spam", comment), {"version": "1"})
    assert state(comment) == Comment.State.SPAM
    assert "Tin rác" in client.get(card(comment)).content.decode()


def test_an_approved_comment_can_be_taken_away_again(client, moderator, comment):
    actions.approve(comment, version=1, by=moderator)
    client.force_login(moderator)
    assert "Gỡ khỏi trang bài" in client.get(card(comment)).content.decode()
    client.post(decide("reject", comment), {"version": "2", "reason": "insult"})
    assert comment.text not in client.get(comment.article.get_absolute_url()).content.decode()
    assert Decision.objects.count() == 2


def test_the_second_moderator_is_told_who_was_first(client, moderator, comment, district):
    other = make_user("kiemduyet2", full_name="Ngô Thị Bình", is_staff=True)
    grant(other, "moderator", district)
    actions.reject(comment, version=1, reason="Lạc đề", by=other)
    client.force_login(moderator)
    response = client.post(decide("approve", comment), {"version": "1"}, follow=True)
    assert "Ngô Thị Bình đã xử lý ý kiến này lúc" in response.content.decode()
    assert state(comment) == Comment.State.REJECTED
    assert Decision.objects.count() == 1


def test_the_card_shows_everything_but_the_address(client, moderator, comment):
    actions.approve(comment, version=1, by=moderator)
    client.force_login(moderator)
    html = client.get(card(comment)).content.decode()
    assert comment.text in html
    assert "nguyen@example.vn" not in html
    assert str(moderator) in html


@pytest.mark.parametrize("version", ["", "x", "-1", "99", "9" * 30])
def test_a_nonsense_version_decides_nothing(client, moderator, comment, version):
    client.force_login(moderator)
    assert client.post(decide("approve", comment), {"version": version}).status_code == 302
    assert state(comment) == Comment.State.WAITING


def test_a_refusal_without_a_reason_is_refused_by_the_action_too(moderator, comment):
    with pytest.raises(RuleBroken):
        actions.reject(comment, version=1, reason="  ", by=moderator)


@pytest.mark.parametrize("name", DECISIONS)
@pytest.mark.parametrize("who", ["editor", "reporter"])
def test_others_of_the_newsroom_do_not_moderate(client, request, comment, name, who):
    client.force_login(request.getfixturevalue(who))
    form = {"version": "1", "reason": "insult"}
    assert client.post(decide(name, comment), form).status_code == 403
    assert client.get(QUEUE).status_code == 403
    assert client.get(card(comment)).status_code == 403
    assert state(comment) == Comment.State.WAITING


@pytest.mark.parametrize("name", DECISIONS)
@pytest.mark.parametrize("who", [None, "secretary", "stranger"])
def test_outsiders_come_no_further_than_the_sign_in(client, request, comment, name, who):
    if who:
        client.force_login(request.getfixturevalue(who))
    assert client.post(decide(name, comment), {"version": "1"}).status_code == 302
    assert state(comment) == Comment.State.WAITING


@pytest.mark.parametrize("name", DECISIONS)
def test_looking_never_decides(client, moderator, comment, name):
    client.force_login(moderator)
    assert client.get(decide(name, comment)).status_code == 405


@pytest.mark.parametrize("what", ["add/", "{pk}/delete/"])
def test_words_of_readers_are_not_made_or_destroyed(client, administrator, comment, what):
    client.force_login(administrator)
    assert client.post(QUEUE + what.format(pk=comment.pk), {"post": "yes"}).status_code == 403


def test_words_of_readers_are_not_changed(client, administrator, comment):
    client.force_login(administrator)
    assert client.post(card(comment), {"text": "khác"}).status_code == 403
    comment.refresh_from_db()
    assert comment.text == "Cách làm này đáng học theo."


def test_a_comment_that_is_not_there_is_404(client, moderator):
    client.force_login(moderator)
    assert client.get(f"{QUEUE}999/change/").status_code == 404
    assert client.post(f"{QUEUE}999/approve/", {"version": "1"}).status_code == 404


def test_the_queue_costs_the_same_however_long(client, moderator, django_assert_max_num_queries):
    article = make_article()
    for number in range(60):
        make_comment(article, f"Ý {number}")
    client.force_login(moderator)
    with django_assert_max_num_queries(9):
        client.get(QUEUE)
