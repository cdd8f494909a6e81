"""Masking, official replies, switches, senders, phrases, figures."""

import pytest
from django.urls import reverse

from accounts.models import Role
from branch_portal.lib.verdicts import RuleBroken, Stale
from comments import actions, permissions
from comments.models import (
    BlockedSender,
    Comment,
    Openness,
    Pause,
    Phrase,
    Reason,
    Redaction,
    ReplyTemplate,
)
from tests.comments.moderating import another_moderator, card, decide, page_of, state
from tests.factories import grant, make_article, make_comment, make_unit, make_user

pytestmark = pytest.mark.django_db
TEXT = "Anh Bình 😀 gọi tôi số 0900 000 123 nhé, hoặc 0900 000 456."


@pytest.fixture
def comment(moderator):
    comment = make_comment(make_article(), TEXT, email="nguyen@example.vn")
    return actions.approve(comment, version=1, by=moderator)


@pytest.fixture
def signed_in(client, moderator):
    client.force_login(moderator)
    return client


def place(words):
    return TEXT.index(words), TEXT.index(words) + len(words)


# --- Masking --------------------------------------------------------------------------------------


def test_found_numbers_are_masked_with_one_click(signed_in, comment, client):
    page = comment.article.get_absolute_url()
    html = page_of(signed_in, card(comment))
    assert '<mark class="found">0900 000 123</mark>' in html
    start, end = place("0900 000 123")
    form = {"version": "2", "span": f"{start}-{end}-phone"}
    assert f'value="{form["span"]}"' in html
    assert signed_in.post(decide("mask", comment), form).status_code == 303
    client.logout()
    shown = page_of(client, page)
    assert "0900 000 123" not in shown
    assert "[đã che số điện thoại]" in shown
    assert "0900 000 456" in shown
    comment.refresh_from_db()
    assert comment.text == TEXT
    assert comment.masked_at
    assert comment.version == 3


def test_typed_words_are_masked_wherever_they_stand(signed_in, comment):
    form = {"version": "2", "words": "0900 000", "kind": "phone"}
    signed_in.post(decide("mask", comment), form)
    comment.refresh_from_db()
    assert comment.masked_text.count("[đã che số điện thoại]") == 2
    assert Redaction.objects.count() == 2


@pytest.mark.parametrize(
    "form",
    [
        {"words": "không có trong đó"},
        {"words": ""},
        {"span": "0-999-phone"},
        {"span": "5-5-phone"},
        {"span": "0-3-x"},
        {"span": "²-3-phone"},
        {"span": "0-3-phone; --"},
    ],
)
def test_nonsense_masks_nothing_and_keeps_what_was_typed(signed_in, comment, form):
    response = signed_in.post(decide("mask", comment), {"version": "2", "kind": "other"} | form)
    assert response.status_code == 422
    assert 'role="alert"' in response.content.decode()
    assert form.get("words", "") in response.content.decode()
    comment.refresh_from_db()
    assert (comment.masked_text, comment.version) == ("", 2)


def test_stretches_that_overlap_are_one(comment, moderator):
    a, b = place("Anh Bình")[0], place("gọi tôi")[1]
    middle = place("Bình")[0]
    spans = [(a, middle + 2, "person"), (middle, b, "other"), (middle, middle + 1, "phone")]
    done = actions.redact(comment, spans=spans, version=2, by=moderator)
    assert done.masked_text == "[đã che thông tin cá nhân]" + TEXT[b:]


def test_a_mask_is_lifted_openly(signed_in, comment, moderator):
    done = actions.redact(comment, spans=[(*place("Bình"), "person")], version=2, by=moderator)
    row = Redaction.objects.get()
    with pytest.raises(Stale):
        actions.lift(row, version=2, by=moderator)
    form = {"version": str(done.version), "redaction": str(row.pk)}
    signed_in.post(decide("unmask", comment), form)
    comment.refresh_from_db()
    row.refresh_from_db()
    assert (comment.masked_text, comment.masked_at) == ("", None)
    assert row.lifted_by == moderator
    with pytest.raises(RuleBroken):
        actions.lift(row, version=comment.version, by=moderator)


# --- Official replies -----------------------------------------------------------------------------


def test_a_reply_is_written_by_one_and_approved_by_another(
    client, signed_in, comment, moderator, district
):
    ReplyTemplate.objects.create(name="Cảm ơn", text="Cảm ơn bạn đọc đã góp ý.")
    template = ReplyTemplate.objects.get()
    assert "Cảm ơn bạn đọc đã góp ý." in page_of(signed_in, card(comment), mau=template.pk)
    form = {"unit": str(district.pk), "text": "Xã đã tiếp thu và sẽ làm."}
    assert signed_in.post(decide("reply", comment), form).status_code == 303
    reply = Comment.objects.get(kind="official")
    assert (reply.author_name, reply.parent, reply.state) == (district.name, comment, "pending")
    html = page_of(signed_in, card(reply))
    assert "do người khác duyệt" in html or "người khác" in html
    refused = signed_in.post(decide("approve", reply), {"version": "1"}, follow=True)
    assert state(reply) == "pending"
    assert "người khác" in refused.content.decode()
    client.force_login(another_moderator(district))
    client.post(decide("approve", reply), {"version": "1"})
    client.logout()
    assert "Xã đã tiếp thu" in page_of(client, comment.article.get_absolute_url())


def test_whoever_revises_a_reply_does_not_approve_it(comment, moderator, district):
    reply = actions.write_reply(comment, unit=district, text="Sẽ trả lời sau.", by=moderator)
    other = another_moderator(district)
    words = {"unit": district, "text": "Đã làm xong.", "version": 1}
    reply = actions.revise_reply(reply, **words, by=other)
    assert not permissions.approve(other, reply)
    actions.approve(reply, version=reply.version, by=moderator)
    with pytest.raises(RuleBroken):
        actions.revise_reply(reply, **words | {"version": 3}, by=other)


def test_only_what_readers_see_is_answered(signed_in, comment, moderator, district):
    actions.hide(comment, version=2, by=moderator)
    form = {"unit": str(district.pk), "text": "Xin tiếp thu."}
    html = signed_in.post(decide("reply", comment), form)
    assert html.status_code == 422
    assert "ý kiến đã duyệt" in html.content.decode()
    assert not Comment.objects.filter(kind="official").exists()


def test_a_reply_to_what_was_hidden_is_not_published(comment, moderator, district):
    reply = actions.write_reply(comment, unit=district, text="Xin tiếp thu.", by=moderator)
    actions.hide(comment, version=2, by=moderator)
    with pytest.raises(RuleBroken, match="bạn đọc không thấy"):
        actions.approve(reply, version=1, by=another_moderator(district))


def test_nobody_answers_for_a_unit_of_others(signed_in, comment, moderator):
    foreign = make_unit("Đảng bộ huyện Khác", type_code="district-committee")
    form = {"unit": str(foreign.pk), "text": "Xin tiếp thu."}
    assert signed_in.post(decide("reply", comment), form).status_code == 422
    with pytest.raises(RuleBroken):
        actions.write_reply(comment, unit=foreign, text="Xin tiếp thu.", by=moderator)


@pytest.mark.parametrize("text", ["", "x", "a" * 3001])
def test_a_reply_has_a_length(signed_in, comment, district, text):
    form = {"unit": str(district.pk), "text": text}
    assert signed_in.post(decide("reply", comment), form).status_code == 422
    assert not Comment.objects.filter(kind="official").exists()


# --- Switches -------------------------------------------------------------------------------------


def test_an_article_is_closed_and_opened_again(signed_in, comment, client):
    article = comment.article
    address = reverse("admin:comments_comment_policy", args=[article.pk])
    assert Openness.of(article).is_open
    signed_in.post(address, {"policy": "hidden", "back": f"article={article.pk}"})
    article.refresh_from_db()
    assert not Openness.of(article).is_shown
    assert article.comment_policy == "hidden"
    response = signed_in.post(address, {"policy": "", "back": "", "pk": str(comment.pk)})
    assert response.url.startswith(card(comment))
    article.refresh_from_db()
    assert Openness.of(article).is_open
    signed_in.post(address, {"policy": "x"})
    article.refresh_from_db()
    assert article.comment_policy == ""
    html = page_of(signed_in, article=article.pk)
    assert article.headline in html
    assert comment.text[:20] in html


def test_the_whole_portal_pauses_and_goes_on(signed_in, comment):
    address = reverse("admin:comments_comment_pause")
    assert signed_in.post(address, {"message": " "}).status_code == 422
    signed_in.post(address, {"message": "Tạm dừng vì thư rác"})
    assert Openness.of(comment.article).why_closed == "Tạm dừng vì thư rác"
    assert "Tạm dừng vì thư rác" in page_of(signed_in)
    assert signed_in.post(address, {"message": "Lần nữa"}).status_code == 422
    signed_in.post(address, {"end": "1"})
    assert Openness.of(comment.article).is_open
    signed_in.post(address, {"end": "1"})
    assert Pause.objects.get().ended_by


# --- Senders, phrases, reasons, figures ----------------------------------------------------------


def test_a_sender_is_blocked_and_let_in_again(signed_in, comment):
    assert signed_in.post(decide("block", comment), {"reason": ""}).status_code == 422
    signed_in.post(decide("block", comment), {"reason": "Gửi quảng cáo", "days": "30"})
    assert BlockedSender.objects.in_force().get().email_tag == comment.email_tag
    assert "Gửi quảng cáo" in page_of(signed_in, card(comment))
    blocked = BlockedSender.objects.get()
    listed = page_of(signed_in, reverse("admin:comments_blockedsender_changelist"))
    assert comment.email_tag not in listed
    signed_in.post(reverse("admin:comments_blockedsender_unblock", args=[blocked.pk]))
    assert not BlockedSender.objects.in_force().exists()
    nameless = make_comment(comment.article, "Không thư")
    refused = signed_in.post(decide("block", nameless), {"reason": "Thử"})
    assert "không chặn người gửi được" in refused.content.decode()


def test_a_phrase_says_first_what_it_would_hit(signed_in, comment):
    address = reverse("admin:comments_phrase_add")
    form = {"words": "gọi tôi số", "kind": "spam", "points": "2.0", "is_active": "on"}
    html = signed_in.post(address, form).content.decode()
    assert "sẽ trúng 1 ý kiến đã đăng" in html
    assert comment.code in html
    assert not Phrase.objects.exists()
    assert signed_in.post(address, form | {"sure": "on"}).status_code == 302
    assert signed_in.post(address, form | {"words": "không ai viết thế"}).status_code == 302
    assert Phrase.objects.count() == 2
    assert signed_in.post(address, form | {"words": "x" * 101}).status_code == 200
    assert signed_in.post(address, form | {"words": "a", "points": "9"}).status_code == 200


def test_a_reason_gets_a_code_and_is_never_deleted(signed_in):
    address = reverse("admin:comments_reason_add")
    form = {"label": "Chờ kết luận", "told": "Vụ việc đang chờ kết luận.", "position": "9"}
    for _twice in range(2):
        assert signed_in.post(address, form | {"is_active": "on"}).status_code == 302
    codes = list(Reason.objects.filter(label="Chờ kết luận").values_list("code", flat=True))
    assert codes == ["cho_ket_luan", "cho_ket_luan_1"]
    row = Reason.objects.get(code="cho_ket_luan")
    page = reverse("admin:comments_reason_delete", args=[row.pk])
    assert signed_in.post(page, {"post": "yes"}).status_code == 403
    assert "Chờ kết luận" in page_of(signed_in)


def test_the_figures_name_nobody(signed_in, comment, moderator):
    reason = Reason.objects.get(code="insult")
    Reason.objects.filter(pk=reason.pk).update(label="=1+1")
    actions.reject(make_comment(comment.article, "Tệ"), version=1, reason=reason, by=moderator)
    response = signed_in.get(reverse("admin:comments_comment_figures"))
    text = response.content.decode()
    assert response["Content-Type"].startswith("text/csv")
    assert len(text.splitlines()) == 3
    assert "'=1+1" in text
    for secret in (comment.author_name, comment.text, "nguyen@", comment.email_tag, comment.code):
        assert secret not in text


@pytest.mark.parametrize(
    "name",
    [
        "phrase_changelist",
        "phrase_add",
        "reason_changelist",
        "replytemplate_changelist",
        "replytemplate_add",
        "blockedsender_changelist",
        "decision_changelist",
        "comment_pause",
        "comment_figures",
    ],
)
def test_the_pages_beside_the_queue_are_for_moderators(client, moderator, editor, name):
    address = reverse(f"admin:comments_{name}")
    client.force_login(editor)
    assert client.get(address).status_code == 403
    client.force_login(moderator)
    assert client.get(address).status_code == 200


def test_a_grant_below_answers_for_the_units_below_only(district, commune, foreign_branch):
    user = make_user("kiemduyetxa", is_staff=True)
    grant(user, Role.MODERATOR, commune)
    units = set(permissions.answering_units(user))
    assert commune in units
    assert district not in units
    assert foreign_branch not in units
