"""What moderators decide about comments, and who may."""

import re

import pytest
from django.core.exceptions import ValidationError
from django.db import transaction
from django.urls import reverse
from django.utils import timezone

from accounts.models import AuditEntry
from branch_portal.lib.pagecache.ledger import ledger, slot
from branch_portal.lib.verdicts import RuleBroken, Stale
from comments import actions
from comments.models import Comment, Decision, Reason
from tests.comments.moderating import QUEUE, another_moderator, card, decide, page_of, state
from tests.factories import make_article, make_comment
from tests.test_house_rules import CODE, ROOT

pytestmark = pytest.mark.django_db
DECISIONS = ["approve", "reject", "spam", "escalate", "hide", "reopen", "undo", "pin", "mask"]


@pytest.fixture
def comment():
    return make_comment(make_article(), email="nguyen@example.vn")


@pytest.fixture
def insult():
    return Reason.objects.get(code="insult")


def test_approving_shows_the_comment_to_readers_at_once(client, moderator, comment):
    page = comment.article.get_absolute_url()
    tag = client.get(page).headers["ETag"]
    client.force_login(moderator)
    response = client.post(decide("approve", comment), {"version": "1"}, follow=True)
    assert response.redirect_chain[0][1] == 303
    assert "bạn đọc thấy ngay" in response.content.decode()
    assert state(comment) == Comment.State.APPROVED
    client.logout()
    fresh = client.get(page, headers={"If-None-Match": tag})
    assert fresh.status_code == 200
    assert comment.text in fresh.content.decode()
    assert Decision.objects.get().by == moderator
    assert AuditEntry.objects.filter(verb="comment.approved", actor=moderator).count() == 1


def places(comment):
    """Every public page that shows a comment."""
    article = comment.article
    feeds = [reverse("comments:atom"), reverse("comments:atom", args=[article.pk])]
    return [article.get_absolute_url(), *feeds]


def test_hiding_takes_the_comment_from_the_readers_at_once(client, moderator, comment, warm):
    actions.approve(comment, version=1, by=moderator)
    for page in places(comment):
        warm(page)
        assert comment.text in page_of(client, page)
    client.force_login(moderator)
    client.post(decide("hide", comment), {"version": "2"})
    client.logout()
    for page in places(comment):
        assert comment.text not in page_of(client, page)
    comment.article.refresh_from_db()
    assert comment.article.comment_count == 0


def test_masking_and_closing_show_on_every_page_at_once(client, moderator, comment, warm):
    actions.approve(comment, version=1, by=moderator)
    for page in places(comment):
        warm(page)
    actions.redact(comment, spans=[(0, 8, "person")], version=2, by=moderator)
    for page in places(comment):
        assert comment.text not in page_of(client, page)
        assert comment.text[8:] in page_of(client, page)
    actions.set_policy(comment.article, policy="hidden", by=moderator)
    for page in places(comment)[:2]:
        assert comment.text[8:] not in page_of(client, page)


def test_what_readers_do_not_see_renews_no_page(moderator, comment):
    names = [f"comments:{comment.article_id}", "comments", "newest_comments", "newest"]
    slots = [slot(name) for name in names]
    ledger().open(slots)  # what the making of the article closed; tests end without a commit
    before = ledger().mark()
    actions.mark_spam(comment, version=1, by=moderator)
    actions.reopen(comment, version=2, by=moderator)
    actions.redact(comment, spans=[(0, 3, "other")], version=3, by=moderator)
    assert ledger().is_current(slots, before)
    actions.approve(comment, version=4, by=moderator)
    assert not ledger().is_current(slots, before)


def test_rejecting_needs_a_reason(client, moderator, comment):
    client.force_login(moderator)
    response = client.post(decide("reject", comment), {"version": "1", "reason": ""})
    assert response.status_code == 422
    assert "Hãy nêu lý do" in response.content.decode()
    response = client.post(
        decide("reject", comment), {"version": "1", "reason": "?", "note": "Giữ lại"}
    )
    assert response.status_code == 422
    assert "Giữ lại" in response.content.decode()
    assert state(comment) == Comment.State.PENDING
    client.post(decide("reject", comment), {"version": "1", "reason": "off_topic"})
    assert state(comment) == Comment.State.REJECTED
    assert Decision.objects.get().reason.code == "off_topic"


def test_passing_on_needs_a_word(client, moderator, comment):
    client.force_login(moderator)
    response = client.post(decide("escalate", comment), {"version": "1", "note": " "})
    assert response.status_code == 422
    assert state(comment) == Comment.State.PENDING
    form = {"version": "1", "note": "Hỏi công an xã", "due_on": "2099-01-05"}
    client.post(decide("escalate", comment), form)
    assert state(comment) == Comment.State.ESCALATED
    assert f"{timezone.localtime(comment.due_at):%d/%m/%Y %H:%M}" == "05/01/2099 23:59"
    assert "Hỏi công an xã" in page_of(client, card(comment))


def test_what_was_passed_on_is_approved_by_somebody_else(client, moderator, comment, district):
    actions.escalate(comment, version=1, note="Xem giúp", by=moderator)
    with pytest.raises(RuleBroken, match="người khác"):
        actions.approve(comment, version=2, by=moderator)
    actions.approve(comment, version=2, by=another_moderator(district))
    assert state(comment) == Comment.State.APPROVED


def test_spam_is_put_aside_and_can_come_back(client, moderator, comment):
    client.force_login(moderator)
    client.post(decide("spam", comment), {"version": "1"})
    assert state(comment) == Comment.State.SPAM
    assert "Thư rác" in page_of(client, card(comment))
    client.post(decide("reopen", comment), {"version": "2"})
    assert state(comment) == Comment.State.PENDING


def test_an_approved_comment_can_be_taken_away_again(client, moderator, comment):
    actions.approve(comment, version=1, by=moderator)
    client.force_login(moderator)
    assert "Gỡ xuống" in page_of(client, card(comment))
    client.post(decide("reject", comment), {"version": "2", "reason": "insult"})
    assert comment.text not in page_of(client, comment.article.get_absolute_url())
    assert Decision.objects.count() == 2


def test_pinning_and_unpinning_keep_the_state(client, moderator, comment):
    actions.approve(comment, version=1, by=moderator)
    client.force_login(moderator)
    client.post(decide("pin", comment), {"version": "2"})
    comment.refresh_from_db()
    assert comment.pinned_at
    client.post(decide("unpin", comment), {"version": "3"})
    comment.refresh_from_db()
    assert comment.pinned_at is None
    assert Decision.objects.count() == 1


# --- Taking back ----------------------------------------------------------------------------------


def test_a_decision_is_undone_from_its_message(client, moderator, comment):
    client.force_login(moderator)
    html = client.post(decide("approve", comment), {"version": "1"}, follow=True).content.decode()
    button = re.search(r'<button class="undo" form="undo" formaction="([^"]+)" .*?value="2"', html)
    assert '<form id="undo" method="post">' in html
    client.post(button[1], {"version": "2"})
    assert state(comment) == Comment.State.PENDING
    assert Decision.objects.count() == 2
    assert comment.text not in page_of(client, comment.article.get_absolute_url())


def test_after_ten_minutes_nothing_is_undone(client, moderator, comment):
    actions.approve(comment, version=1, by=moderator)
    old = timezone.now() - actions.UNDO - timezone.timedelta(seconds=1)
    super(type(Decision.objects.all()), Decision.objects.all()).update(at=old)
    client.force_login(moderator)
    assert "Hoàn tác quyết định" not in page_of(client, card(comment))
    response = client.post(decide("undo", comment), {"version": "2"}, follow=True)
    assert "10 phút" in response.content.decode()
    assert state(comment) == Comment.State.APPROVED


def test_only_the_own_decision_is_undone(moderator, comment, district):
    actions.approve(comment, version=1, by=another_moderator(district))
    with pytest.raises(RuleBroken):
        actions.undo(comment, version=2, by=moderator)


# --- Two at once ----------------------------------------------------------------------------------


def test_the_second_moderator_is_told_who_was_first(client, moderator, comment, district, insult):
    other = another_moderator(district)
    actions.reject(comment, version=1, reason=insult, by=other)
    client.force_login(moderator)
    response = client.post(decide("approve", comment), {"version": "1"}, follow=True)
    assert "Ngô Thị Bình đã xử lý ý kiến này lúc" in response.content.decode()
    assert state(comment) == Comment.State.REJECTED
    assert Decision.objects.count() == 1


@pytest.mark.parametrize("version", ["", "x", "-1", "99", "9" * 30, "²"])
def test_a_nonsense_version_decides_nothing(client, moderator, comment, version):
    client.force_login(moderator)
    assert client.post(decide("approve", comment), {"version": version}).status_code == 303
    assert state(comment) == Comment.State.PENDING


@pytest.mark.parametrize("back", ["", "tab=x&p=-1", "tab=%00&p=" + "9" * 40, "%zz", "card=1"])
def test_a_nonsense_way_back_leads_to_the_queue(client, moderator, comment, back):
    client.force_login(moderator)
    form = {"version": "1", "back": back, "next": "9" * 40}
    response = client.post(decide("approve", comment), form, follow=True)
    assert response.status_code == 200
    assert response.request["PATH_INFO"] == QUEUE


# --- The log --------------------------------------------------------------------------------------


def test_each_step_leaves_exactly_one_decision(moderator, district, comment, insult):
    other = another_moderator(district)
    steps = [
        lambda v: actions.escalate(comment, version=v, note="Xem", by=moderator),
        lambda v: actions.approve(comment, version=v, by=other),
        lambda v: actions.hide(comment, version=v, by=moderator),
        lambda v: actions.undo(comment, version=v, by=moderator),
        lambda v: actions.reject(comment, version=v, reason=insult, by=moderator),
        lambda v: actions.reopen(comment, version=v, by=moderator),
        lambda v: actions.mark_spam(comment, version=v, by=moderator),
    ]
    for number, step in enumerate(steps, start=1):
        step(number)
        assert Decision.objects.count() == number
        with pytest.raises(Stale):
            step(number)
        assert Decision.objects.count() == number


def test_decisions_are_written_once(client, moderator, administrator, comment):
    actions.approve(comment, version=1, by=moderator)
    decision = Decision.objects.get()
    for attempt in (
        decision.save,
        decision.delete,
        Decision.objects.all().delete,
        lambda: Decision.objects.update(note="khác"),
        lambda: Decision.objects.bulk_update([decision], ["note"]),
    ):
        with pytest.raises(ValidationError), transaction.atomic():
            attempt()
    client.force_login(administrator)
    page = reverse("admin:comments_decision_change", args=[decision.pk])
    assert client.post(page, {"note": "khác"}).status_code == 403
    assert client.post(page.replace("change", "delete"), {"post": "yes"}).status_code == 403
    html = page_of(client, reverse("admin:comments_decision_changelist"))
    assert comment.code in html
    assert comment.text not in html


def test_no_code_moves_a_comment_past_the_one_way():
    moves = re.compile(r"\.(?:update|bulk_update)\([^)]*\bstate=")
    paths = [path for path in CODE if path.parts[0] == "comments"]
    assert not [str(path) for path in paths if moves.search((ROOT / path).read_text("utf-8"))]


# --- Who may --------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", DECISIONS)
@pytest.mark.parametrize("who", ["editor", "reporter"])
def test_others_of_the_newsroom_do_not_moderate(client, request, comment, name, who):
    client.force_login(request.getfixturevalue(who))
    form = {"version": "1", "reason": "insult", "note": "x"}
    assert client.post(decide(name, comment), form).status_code == 403
    assert client.get(QUEUE).status_code == 403
    assert client.get(card(comment)).status_code == 403
    assert state(comment) == Comment.State.PENDING


@pytest.mark.parametrize("name", DECISIONS)
@pytest.mark.parametrize("who", [None, "secretary", "stranger"])
def test_outsiders_come_no_further_than_the_sign_in(client, request, comment, name, who):
    if who:
        client.force_login(request.getfixturevalue(who))
    assert client.post(decide(name, comment), {"version": "1"}).status_code == 302
    assert state(comment) == Comment.State.PENDING


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
    assert client.get(f"{QUEUE}{'9' * 30}/change/").status_code == 404
    assert client.post(f"{QUEUE}999/approve/", {"version": "1"}).status_code == 404
    assert client.get(f"{QUEUE}?article=999").status_code == 404
