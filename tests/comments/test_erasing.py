"""Erasing somebody's data: nothing is left by which they are found, and the pages stay whole."""

import pytest
from django.utils import timezone

from accounts.models import AuditEntry
from branch_portal.lib.sealed import address_tag
from branch_portal.lib.verdicts import RuleBroken, Stale
from comments import actions
from comments.models import BlockedSender, Comment, CommentBand, Decision, Mail, NoMail, Redaction
from tests.comments.letters import ADDRESS, make_reader, make_request
from tests.factories import make_article, make_comment

pytestmark = pytest.mark.django_db
SECRET = "Nhà tôi ở xóm Chùa"


@pytest.fixture
def full(moderator):
    """A comment with everything that can hang on one."""
    comment = make_reader(
        make_article(),
        text=SECRET,
        author_name="Vũ Thị Tươi",
        network_tag="abcd",
        submission_key="k" * 64,
        text_hash="h" * 64,
        simhash=7777777777777,
        explanation=[{"code": "secret", "points": 1, "words": "xóm Chùa"}],
        masked_text="Nhà tôi ở […]",
        masked_at=timezone.now(),
        pinned_at=timezone.now(),
        consent_at=timezone.now(),
        consent_version="1",
    )
    CommentBand.objects.create(comment=comment, number=0, value=7)
    Redaction.objects.create(comment=comment, start=10, end=18, kind="address", by=moderator)
    actions.escalate(comment, version=1, note="Bà Tươi xóm Chùa", by=moderator)
    actions.ask_to_confirm(comment)
    comment.refresh_from_db()
    return comment


def test_nothing_of_the_reader_is_left(full, moderator):
    comment = actions.erase_comment(full, by=moderator)
    comment.refresh_from_db()
    assert comment.state == "erased"
    assert comment.version == 3
    row = str(Comment.objects.filter(pk=full.pk).values().get())
    for private in (
        SECRET,
        "Tươi",
        "xóm Chùa",
        "abcd",
        "kkkk",
        "hhhh",
        "7777777777777",
        full.email_tag,
    ):
        assert private not in row
    assert not CommentBand.objects.exists()
    assert not Redaction.objects.exists()
    assert not Mail.objects.exists()
    assert comment.consent_at
    last = Decision.objects.first()
    assert (last.before, last.state, last.by) == ("escalated", "erased", moderator)
    assert set(Decision.objects.values_list("note", flat=True)) == {""}
    log = " ".join(f"{entry.label} {entry.facts}" for entry in AuditEntry.objects.all())
    for private in (SECRET, "Tươi", ADDRESS):
        assert private not in log


def test_the_page_is_without_it_on_the_next_request_and_counts_right(client, moderator):
    article = make_article()
    comment = make_reader(article, text=SECRET, state="approved")
    make_comment(article, "Còn lại.", state="approved")
    page = article.get_absolute_url()
    assert SECRET in client.get(page).text
    actions.erase_comment(comment, by=moderator)
    html = client.get(page).text
    assert SECRET not in html
    assert "Còn lại." in html
    article.refresh_from_db()
    assert article.comment_count == 1
    actions.erase_comment(comment, by=moderator)  # twice is once
    article.refresh_from_db()
    assert article.comment_count == 1
    assert comment.decisions.count() == 1


def test_replies_keep_their_place(client, moderator):
    article = make_article()
    comment = make_reader(article, text=SECRET, state="approved")
    make_comment(article, "Tôi cũng vậy.", parent=comment, state="approved")
    actions.erase_comment(comment, by=moderator)
    html = client.get(article.get_absolute_url()).text
    assert SECRET not in html
    assert "Tôi cũng vậy." in html


def test_a_request_erases_all_of_one_person_and_nothing_of_others(moderator):
    article = make_article()
    for state in ("pending", "approved", "rejected", "spam", "hidden"):
        make_reader(article, text=SECRET, state=state)
    other = make_reader(article, email="khac@example.vn", state="approved")
    anonymous = make_comment(article, "Không ghi địa chỉ.")
    BlockedSender.objects.create(email_tag=address_tag(ADDRESS), reason="ồn ào", by=moderator)
    request = make_request(words="Tôi là Tươi")
    assert actions.erase_data(request, "Đã xóa.", version=request.version, by=moderator) == 5
    assert not Comment.objects.filter(email_tag=address_tag(ADDRESS)).exists()
    assert not BlockedSender.objects.exists()
    for row in (other, anonymous):
        row.refresh_from_db()
        assert row.text
    request.refresh_from_db()
    assert (request.state, request.closed_by) == ("done", moderator)
    assert (request.email_cipher, request.email_tag, request.words) == (None, "", "")
    assert actions.find_by_address(ADDRESS, by=moderator) == []
    assert list(Mail.objects.values_list("kind", flat=True)) == ["answer"]
    assert NoMail.objects.get().email_tag == address_tag(ADDRESS)
    assert not actions.ask_to_confirm(make_reader(article, confirmed=False))


def test_an_erased_comment_is_never_anything_else_again(full, moderator):
    comment = actions.erase_comment(full, by=moderator)
    for deed in (actions.approve, actions.hide, actions.reopen, actions.mark_spam):
        with pytest.raises(RuleBroken):
            deed(comment, version=comment.version, by=moderator)


@pytest.mark.parametrize("hides", [False, True])
def test_a_consent_taken_back_leaves_no_name(client, moderator, hides):
    article = make_article()
    shown = make_reader(article, text=SECRET, author_name="Vũ Thị Tươi", state="approved")
    waiting = make_reader(article, author_name="Vũ Thị Tươi")
    request = make_request("withdraw")
    actions.withdraw_consent(request, "", hides=hides, version=request.version, by=moderator)
    html = client.get(article.get_absolute_url()).text
    assert "Tươi" not in html
    assert (SECRET in html) != hides
    assert ("Bạn đọc" in html) != hides
    shown.refresh_from_db()
    waiting.refresh_from_db()
    assert shown.state == ("hidden" if hides else "approved")
    assert (shown.author_name, shown.email_cipher, shown.email_tag) == ("Bạn đọc", None, "")
    assert waiting.state == "erased"  # what was never published is not published any more
    article.refresh_from_db()
    assert article.comment_count == (0 if hides else 1)


def test_a_name_is_corrected_and_the_words_are_not(client, moderator):
    article = make_article()
    comment = make_reader(article, author_name="Vũ Thị Tuoi", state="approved")
    request = make_request("correct")
    actions.correct_name(request, "Vũ Thị Tươi", "Đã sửa.", version=request.version, by=moderator)
    assert "Vũ Thị Tươi" in client.get(article.get_absolute_url()).text
    text = comment.text
    comment.refresh_from_db()
    assert comment.text == text
    assert comment.version == 2


@pytest.mark.parametrize("name", ["", " \u200b", "x" * 61])
def test_a_name_that_is_none_is_refused_whole(moderator, name):
    comment = make_reader()
    request = make_request("correct")
    with pytest.raises(RuleBroken):
        actions.correct_name(request, name, "", version=request.version, by=moderator)
    comment.refresh_from_db()
    request.refresh_from_db()
    assert (comment.version, request.state) == (1, "received")


def test_two_officers_do_not_meet(moderator):
    make_reader()
    request = make_request()
    actions.answer_request(request, "Chúng tôi đang xem.", version=request.version, by=moderator)
    with pytest.raises(Stale):
        actions.erase_data(request, "", version=request.version, by=moderator)
    assert Comment.objects.get().text


def test_an_unproved_request_does_nothing(moderator):
    make_reader()
    actions.ask_about_data(kind="erase", email=ADDRESS)
    from comments.models import DataRequest

    request = DataRequest.objects.get()
    with pytest.raises(Stale):
        actions.erase_data(request, "", version=request.version, by=moderator)
    assert Comment.objects.get().text


def test_no_without_a_reason_is_refused(moderator):
    make_reader()
    request = make_request()
    with pytest.raises(RuleBroken):
        actions.refuse_request(request, " ", version=request.version, by=moderator)
    request.refresh_from_db()
    assert request.state == "received"
