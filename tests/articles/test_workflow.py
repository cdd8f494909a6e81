"""From draft to reader and back: who may take which step, and what each step leaves behind."""

import datetime as dt

import pytest
from django.utils import timezone

from accounts.models import AuditEntry, Role
from articles import actions, permissions
from articles.admin.deeds import deeds
from articles.models import Article, SideDraft, Snapshot
from articles.reports.words import left_words, moment_words, schedule_words
from branch_portal.lib.verdicts import RuleBroken
from tests.articles.test_newsroom import DATED, change, edited, words
from tests.factories import grant, make_article, make_section, make_user

pytestmark = pytest.mark.django_db
ADD = "/admin/articles/article/add/"
State = Article.State


@pytest.fixture
def draft(reporter):
    return make_article(by=reporter, published=False)


def test_a_text_goes_from_its_author_through_review_to_the_readers(
    client, draft, reporter, editor, publisher
):
    client.force_login(reporter)
    client.post(change(draft), edited(draft, headline="Bài gửi duyệt", _submit="1"))
    draft.refresh_from_db()
    assert (draft.state, draft.headline) == (State.IN_REVIEW, "Bài gửi duyệt")
    client.force_login(editor)
    form = edited(draft, headline="Bài gửi duyệt", _return="1", reason_return="Thêm số liệu.")
    client.post(change(draft), form)
    draft.refresh_from_db()
    assert (draft.state, draft.remark) == (State.RETURNED, "Thêm số liệu.")
    client.force_login(reporter)
    assert "Thêm số liệu." in client.get(change(draft)).content.decode()
    client.post(change(draft), edited(draft, headline="Bài đã thêm số liệu", _submit="1"))
    draft.refresh_from_db()
    assert (draft.state, draft.remark) == (State.IN_REVIEW, "")
    client.force_login(publisher)
    draft.refresh_from_db()
    client.post(change(draft), edited(draft, headline=draft.headline, _approve="1"))
    draft.refresh_from_db()
    assert (draft.state, draft.approved_by) == (State.APPROVED, publisher)
    client.post(change(draft), edited(draft, headline=draft.headline, **DATED, _publish="1"))
    assert Article.objects.published().get().headline == "Bài đã thêm số liệu"
    lines = AuditEntry.objects.filter(verb__startswith="article.").order_by("pk")
    verbs = list(lines.values_list("verb", flat=True))
    steps = [verb for verb in verbs if verb not in {"article.created", "article.saved"}]
    assert steps == [
        "article.submitted",
        "article.returned",
        "article.submitted",
        "article.approved",
        "article.published",
    ]


def test_returning_asks_for_a_reason_and_keeps_what_was_typed(client, draft, editor):
    actions.submit_article(draft, by=None)
    client.force_login(editor)
    form = edited(draft, headline="Tít biên tập sửa", _return="1", reason_return=" ")
    response = client.post(change(draft), form)
    html = response.content.decode()
    assert "Hãy ghi rõ cần sửa gì" in html
    assert "Tít biên tập sửa" in html
    draft.refresh_from_db()
    assert (draft.state, draft.headline) == (State.IN_REVIEW, "Chi bộ bàn việc khó")


def test_what_was_handed_in_is_no_longer_its_authors(client, draft, reporter):
    actions.submit_article(draft, by=reporter)
    client.force_login(reporter)
    html = client.post(change(draft), edited(draft, headline="Sửa thêm"), follow=True)
    assert "không còn được sửa nữa" in html.content.decode()
    draft.refresh_from_db()
    assert draft.headline != "Sửa thêm"
    kept = SideDraft.objects.get(user=reporter)
    assert kept.snapshot["headline"] == "Sửa thêm"
    assert f"/ban-rieng/{kept.pk}/" in client.get(change(draft)).content.decode()


@pytest.mark.parametrize("button", ["_approve", "_publish", "_withdraw"])
def test_an_editor_does_not_publish(client, draft, editor, button):
    client.force_login(editor)
    form = edited(draft, headline="Lén đăng", **{button: "1"})
    assert client.post(change(draft), form).status_code == 403
    draft.refresh_from_db()
    assert draft.headline == "Chi bộ bàn việc khó"


def test_incomplete_drafts_can_be_saved_but_not_handed_in(client, reporter):
    client.force_login(reporter)
    client.post(ADD, words(headline="", lead="", body="", section="", authors=""))
    draft = Article.objects.get()
    assert "(chưa có tiêu đề)" in client.get("/admin/articles/article/").content.decode()
    response = client.post(
        change(draft), words(headline="", section="", edited_version=draft.version, _submit="1")
    )
    assert response.context["adminform"].form.errors.keys() == {"headline"}


def test_changing_an_approved_text_asks_for_approval_again(draft, publisher):
    actions.submit_article(draft, by=None)
    approved = actions.approve_article(draft, by=publisher)
    words = Snapshot.newest(approved)
    words.lead = "Sapo đổi sau khi duyệt."
    saved = actions.save_article(approved, words, by=None).article
    assert saved.state == State.IN_REVIEW


# --- Sections and four eyes ---


def test_a_role_limited_to_a_section_counts_there_and_in_its_parts(district):
    economy, culture = make_section("Kinh tế"), make_section("Văn hóa")
    part = make_section("Nông nghiệp", parent=economy)
    publisher = make_user("xuatbankt", is_staff=True)
    economy.grants.add(grant(publisher, Role.PUBLISHER, district))
    for section, may in ((economy, True), (part, True), (culture, False)):
        article = make_article(section=section, published=False)
        assert bool(permissions.publish(publisher, article)) is may
        assert bool(permissions.edit(publisher, article)) is may
    assert not permissions.organise(publisher)


def test_a_text_is_not_moved_into_a_foreign_section(client, district):
    economy, culture = make_section("Kinh tế"), make_section("Văn hóa")
    editor = make_user("bientapkt", is_staff=True)
    economy.grants.add(grant(editor, Role.EDITOR, district))
    article = make_article(section=economy, published=False)
    client.force_login(editor)
    form = edited(article) | {"section": culture.pk}
    response = client.post(change(article), form)
    assert response.context["adminform"].form.errors.keys() == {"section"}
    article.refresh_from_db()
    assert article.section == economy


def test_neither_restoring_nor_publishing_moves_a_text_into_a_foreign_section(client, district):
    economy, culture = make_section("Kinh tế"), make_section("Văn hóa")
    publisher = make_user("xuatbankt", is_staff=True)
    economy.grants.add(grant(publisher, Role.PUBLISHER, district))
    article = make_article(section=culture, published=False)
    words = Snapshot.newest(article)
    words.section = economy.pk
    actions.save_article(article, words, by=None)
    client.force_login(publisher)
    address = f"/admin/articles/article/{article.pk}/phien-ban/1/"
    assert client.post(address).status_code == 403
    live = make_article("Bài đã đăng", section=economy)
    words = Snapshot.newest(live)
    words.section = culture.pk
    actions.save_article(live, words, by=None)
    with pytest.raises(RuleBroken, match="chuyên mục này"):
        actions.publish_article(live, by=publisher)


def test_with_four_eyes_every_writer_counts(settings, publisher, editor):
    settings.FOUR_EYES = True
    article = make_article(by=editor, published=False)
    for by, lead in ((publisher, "Sapo do người đăng viết."), (editor, "Sapo sửa lại.")):
        words = Snapshot.newest(article)
        words.lead = lead
        actions.save_article(article, words, by=by)
    with pytest.raises(RuleBroken, match="đồng nghiệp"):
        actions.publish_article(article, by=publisher)


def test_with_four_eyes_nobody_publishes_a_text_of_their_own(settings, publisher, administrator):
    settings.FOUR_EYES = True
    own = make_article(by=publisher, published=False)
    assert "_publish" not in {deed.name for deed in deeds(publisher, own)}
    with pytest.raises(RuleBroken, match="đồng nghiệp"):
        actions.publish_article(own, by=publisher)
    actions.submit_article(own, by=publisher)
    with pytest.raises(RuleBroken, match="đồng nghiệp"):
        actions.approve_article(own, by=publisher)
    approved = actions.approve_article(own, by=administrator)
    assert actions.publish_article(approved, by=publisher).is_public()


# --- Time ---


def test_an_article_appears_and_ends_by_the_clock_alone(client):
    now = timezone.now()
    later, over = make_article("Sau"), make_article("Hết hạn")
    actions.schedule_article(later, now + dt.timedelta(minutes=1), by=None)
    end = now - dt.timedelta(seconds=1)
    actions.schedule_article(over, now - dt.timedelta(days=1), until=end, by=None)
    for article in Article.objects.all():
        assert client.get(article.get_absolute_url()).status_code == 404
        assert not article.is_public()
    shown = {article.headline: article.state_shown for article in Article.objects.all()}
    assert shown == {"Sau": "Hẹn giờ đăng", "Hết hạn": "Đã hết hạn"}


def test_a_date_says_itself_in_words(monkeypatch):
    now = dt.datetime(2026, 10, 9, 21, 0, tzinfo=dt.UTC)  # 04:00 on Saturday in Vietnam
    monkeypatch.setattr(timezone, "now", lambda: now)
    starts = dt.datetime(2026, 10, 12, 0, 0, tzinfo=dt.UTC)
    assert schedule_words(starts) == (
        "Sẽ lên trang lúc 07:00, Thứ Hai 12/10, giờ Việt Nam, còn 2 ngày 3 giờ."
    )
    assert moment_words(starts.replace(year=2027)) == "07:00, Thứ Ba 12/10/2027"
    assert left_words(dt.timedelta(seconds=20)) == "1 phút"


def test_a_reposted_article_waits_an_hour(publisher):
    source = timezone.now() - dt.timedelta(minutes=30)
    article = make_article(
        published=False,
        publish_at=None,
        source_name="Báo Thử",
        source_url="https://bao.example.vn/1",
        source_published_at=source.isoformat(),
    )
    with pytest.raises(RuleBroken, match="một giờ sau nguồn"):
        actions.publish_article(article, by=publisher, checked=False)
    after = source + dt.timedelta(hours=1)
    done = actions.publish_article(article, by=publisher, at=after, checked=False)
    assert not done.is_public()
    with pytest.raises(RuleBroken, match="một giờ sau nguồn"):
        actions.schedule_article(done, timezone.now(), by=publisher)


def test_a_new_date_on_a_published_article_keeps_its_correction_waiting(publisher):
    article = make_article()
    words = Snapshot.newest(article)
    words.lead = "Sapo chờ đăng."
    actions.save_article(article, words, by=publisher)
    at = dt.datetime(2022, 2, 1, tzinfo=dt.UTC)
    actions.schedule_article(article, at, by=publisher)
    article.refresh_from_db()
    assert (article.publish_at, article.pending) == (at, "draft")
    assert article.lead != "Sapo chờ đăng."
    newest = Snapshot.newest(article)
    assert (newest.lead, newest.moment("publish_at")) == ("Sapo chờ đăng.", at)


def test_publishing_what_has_ended_is_refused_beside_the_date(client, draft, publisher):
    client.force_login(publisher)
    form = edited(draft, expires_at_0="10/01/2022", expires_at_1="08:00", _publish="1")
    response = client.post(change(draft), form)
    assert response.context["adminform"].form.errors.keys() == {"expires_at"}
    assert not Article.objects.published().exists()


def test_an_end_can_be_taken_off_again(publisher):
    article = make_article()
    at = article.publish_at
    until = timezone.now() + dt.timedelta(days=1)
    article = actions.schedule_article(article, at, until=until, by=publisher)
    words = Snapshot.newest(article)
    assert words.expires_at
    words.expires_at = None
    actions.save_article(article, words, by=publisher)
    assert actions.publish_article(article, by=publisher, checked=False).expires_at is None


def test_a_correction_does_not_take_a_live_article_away(publisher):
    article = make_article()
    words = Snapshot.newest(article)
    words.publish_at = (timezone.now() + dt.timedelta(days=1)).isoformat()
    actions.save_article(article, words, by=publisher)
    with pytest.raises(RuleBroken, match="Bạn đọc đang thấy bài này"):
        actions.publish_article(article, by=publisher)


def test_saving_a_just_published_article_untouched_starts_no_correction(client, publisher):
    client.force_login(publisher)
    article = make_article(publish_at=timezone.now() - dt.timedelta(seconds=1))
    form = client.get(change(article)).context["adminform"].form
    typed = {name: form[name].value() for name in form.fields if form[name].value() is not None}
    for name in ("publish_at", "expires_at", "source_published_at"):
        moment = typed.pop(name, None)
        local = moment and timezone.localtime(moment)
        typed[f"{name}_0"] = f"{local:%d/%m/%Y}" if local else ""
        typed[f"{name}_1"] = f"{local:%H:%M}" if local else ""
    client.post(change(article), typed | {"_keep": "1"})
    article.refresh_from_db()
    assert (article.version, article.pending) == (1, "")


def test_an_editor_hands_a_withdrawn_article_in_again(client, editor, publisher):
    article = actions.withdraw_article(make_article(), by=publisher)
    assert "_submit" in {deed.name for deed in deeds(editor, article)}
    assert actions.submit_article(article, by=editor).state == State.IN_REVIEW


def test_a_returned_correction_waits_for_whoever_wrote_it(editor, reporter):
    article = make_article(by=reporter)
    words = Snapshot.newest(article)
    words.lead = "Sapo sửa."
    actions.save_article(article, words, by=editor)
    actions.submit_article(article, by=editor)
    actions.return_article(article, "Chưa đúng.", by=None)
    nothing = {"review_in": set(), "publish_in": set()}
    assert list(Article.objects.waiting_for(editor, **nothing)) == [article]
    assert not Article.objects.waiting_for(reporter, **nothing).exists()
