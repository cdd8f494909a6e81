"""Changes of many articles: said beforehand, then all of them or none."""

import datetime as dt
import re

import pytest
from django.urls import reverse
from django.utils import timezone
from zeal import zeal_ignore

from accounts.models import AuditEntry
from articles import actions
from articles.actions import bulk
from articles.models import Article, Revision, Snapshot, Tag
from branch_portal.lib.verdicts import RuleBroken
from tests.factories import make_article, make_photo, make_section, make_user

pytestmark = pytest.mark.django_db
LIST = "/admin/articles/article/"
DONE = re.compile(r'name="digest" value="(\w+)"')


@pytest.fixture(autouse=True)
def _one_by_one():
    """A change of many is many changes, each through its own action."""
    with zeal_ignore():
        yield


def page(name):
    return reverse("admin:articles_article_bulk", args=[name])


def choose(client, name, articles, **query):
    keys = [article.pk for article in articles]
    return client.post(LIST, {"action": name, "_selected_action": keys} | query)


def look(client, name, articles, **answers):
    keys = [article.pk for article in articles]
    response = client.post(page(name), {"article": keys, "_look": "1"} | answers)
    assert response.status_code == 200
    return response.content.decode()


def press(client, name, articles, html, **answers):
    """The button of the page that was shown."""
    keys = [article.pk for article in articles]
    form = {"article": keys, "_do": "1", "digest": DONE.search(html)[1]} | answers
    return client.post(page(name), form, follow=True)


def do(client, name, articles, **answers):
    html = look(client, name, articles, **answers)
    return press(client, name, articles, html, **answers)


def tags(article):
    return sorted(article.tags.values_list("name", flat=True))


def correct(article, by=None):
    words = Snapshot.newest(article)
    words.lead = "Sapo đang sửa dở."
    return actions.save_article(article, words, by=by).article


def tomorrow():
    return timezone.localtime() + dt.timedelta(days=1)


def at_eight(day):
    return {"at_0": f"{day:%d/%m/%Y}", "at_1": "08:00"}


# --- The page ---


def test_the_menu_opens_a_page_that_changes_nothing(client, publisher):
    articles = [make_article("Một"), make_article("Hai")]
    client.force_login(publisher)
    for name in ("section", "add_tags", "remove_tags", "credit", "schedule", "hand_in", "withdraw"):
        html = choose(client, name, articles).content.decode()
        assert "Đã chọn 2 bài." in html
    assert Revision.objects.count() == 2
    assert {article.state for article in Article.objects.all()} == {"published"}


def test_the_page_says_article_by_article_what_and_what_not_and_why(client, editor, publisher):
    mine, other, target = make_section("Kinh tế"), make_section("Văn hóa"), make_section("Đời sống")
    for section in (mine, target):
        section.grants.set(editor.grants.all())
    articles = [
        make_article("Được", section=mine),
        make_article("Không quyền", section=other),
        make_article("Đã ở đó", section=target),
    ]
    client.force_login(editor)
    html = look(client, "section", articles, section=target.pk)
    assert "1 bài sẽ thay đổi" in html
    assert "Chuyên mục: Kinh tế → Đời sống" in html
    assert "Chờ người có quyền đăng." in html
    assert "1 bài không đổi được" in html
    assert "1 bài giữ nguyên" in html
    assert Revision.objects.count() == 3


def test_more_than_two_hundred_are_refused(client, editor):
    words = {"search_exact": "", "search_folded": "", "slug": "x"}
    rows = Article.objects.bulk_create(
        Article(headline=f"Bài {number}", **words) for number in range(bulk.MOST + 1)
    )
    client.force_login(editor)
    response = choose(client, "hand_in", rows, select_across="1")
    assert response.status_code == 302
    assert "tối đa 200 bài" in client.get(LIST).content.decode()
    with pytest.raises(RuleBroken):
        bulk.change_articles(bulk.HandIn(), [row.pk for row in rows], digest="", by=editor)


def test_the_page_costs_the_same_for_many(client, publisher, django_assert_max_num_queries):
    articles = [make_article(f"Tin {n}", tags=[f"Chủ đề {n}"]) for n in range(20)]
    client.force_login(publisher)
    with django_assert_max_num_queries(14):
        look(client, "add_tags", articles, tags="Mới")
    with django_assert_max_num_queries(14):
        look(client, "section", articles, section=make_section("Mới").pk)


# --- Sections and tags ---


def test_a_publisher_moves_published_articles_at_once(client, publisher, page):
    articles = [make_article("Một", by=publisher), make_article("Hai")]
    part = make_section("Gương sáng", parent=make_section("Xây dựng Đảng"))
    client.force_login(publisher)
    html = look(client, "section", articles, section=part.pk)
    assert html.count("Bạn đọc thấy ngay.") == 2
    response = press(client, "section", articles, html, section=part.pk)
    assert "Đã thay đổi 2 bài." in response.content.decode()
    for article in articles:
        article.refresh_from_db()
        assert (article.section, article.top_section) == (part, part.parent)
        assert (article.pending, article.live_version, article.corrected_at) == ("", 2, None)
        assert article.publish_at == dt.datetime(2022, 1, 10, 1, 30, tzinfo=dt.UTC)
        assert Snapshot.newest(article).section == part.pk
    assert AuditEntry.objects.filter(verb="article.filed", actor=publisher).count() == 2
    line = AuditEntry.objects.get(verb="articles.changed_together")
    assert line.facts == {"change": "section", "articles": [article.pk for article in articles]}


def test_an_editors_move_waits_for_publication(client, editor):
    article, target = make_article("Một"), make_section("Đời sống")
    client.force_login(editor)
    do(client, "section", [article], section=target.pk)
    article.refresh_from_db()
    assert article.section != target
    assert article.pending == "draft"
    assert Snapshot.newest(article).section == target.pk


def test_a_correction_in_preparation_does_not_slip_out(client, publisher, editor):
    article = correct(make_article("Một"), by=editor)
    client.force_login(publisher)
    html = look(client, "add_tags", [article], tags="Mới")
    assert "Chờ cùng bản đính chính đang soạn." in html
    press(client, "add_tags", [article], html, tags="Mới")
    article.refresh_from_db()
    assert article.lead != "Sapo đang sửa dở."
    assert tags(article) == []
    assert Snapshot.newest(article).tags == ["Mới"]


def test_an_approved_article_has_to_be_approved_again(client, editor, publisher):
    article = actions.submit_article(make_article("Một", published=False), by=None)
    actions.approve_article(article, by=publisher)
    client.force_login(editor)
    html = look(client, "add_tags", [article], tags="Mới")
    assert "phải duyệt lại" in html
    press(client, "add_tags", [article], html, tags="Mới")
    article.refresh_from_db()
    assert article.state == "in_review"


def test_tags_in_other_letters_and_other_names_are_the_same_tag(client, publisher):
    one = make_article("Một", tags=["Chuyển đổi số"])
    two = make_article("Hai", tags=["Nông thôn"])
    actions.save_tag(Tag(name="CĐS", alias_of=Tag.objects.get(folded="chuyen doi so")), by=None)
    client.force_login(publisher)
    html = look(client, "add_tags", [one, two], tags="cds, MỚI, mới")
    assert "Thêm: mới" in html or "Thêm: MỚI" in html
    press(client, "add_tags", [one, two], html, tags="cds, MỚI, mới")
    assert len(tags(one)) == 2
    assert {"Chuyển đổi số", "Nông thôn"} < set(tags(two))
    do(client, "remove_tags", [one, two], tags="CĐS")
    assert "Chuyển đổi số" not in tags(one) + tags(two)
    assert "Nông thôn" in tags(two)


def test_twenty_one_tags_are_too_many(client, publisher):
    article = make_article("Một", tags=[f"T{number}" for number in range(20)])
    client.force_login(publisher)
    html = look(client, "add_tags", [article], tags="Mới")
    assert "quá 20 chủ đề" in html
    assert "Không có gì để thay đổi." in html


@pytest.mark.parametrize(
    ("name", "answers"),
    [
        ("section", {}),
        ("section", {"section": "x"}),
        ("section", {"section": "9" * 30}),
        ("add_tags", {"tags": " , "}),
        ("add_tags", {"tags": "x" * 61}),
        ("remove_tags", {"tags": "!!!"}),
        ("credit", {"credit": " ", "photos": "all"}),
        ("credit", {"credit": "Hà Vân", "photos": "x"}),
        ("schedule", {"at_0": "31/02/2090", "at_1": "08:00"}),
        ("schedule", {"at_0": "01/01/2022", "at_1": "08:00"}),
        ("schedule", {"at_0": "01/01/9999", "at_1": "08:00"}),
    ],
)
def test_bad_answers_are_said_beside_their_field(client, publisher, name, answers):
    article = make_article("Một", published=False)
    client.force_login(publisher)
    form = {"article": [article.pk], "_do": "1", "digest": "x"} | answers
    response = client.post(page(name), form)
    assert response.status_code == 200
    assert response.context["form"].errors
    assert Revision.objects.count() == 1


# --- All or nothing ---


def test_whoever_saved_in_between_is_not_overrun(client, publisher, editor):
    one, two = make_article("Một", published=False), make_article("Hai", published=False)
    client.force_login(publisher)
    html = look(client, "add_tags", [one, two], tags="Mới")
    correct(two, by=editor)
    response = press(client, "add_tags", [one, two], html, tags="Mới")
    text = response.content.decode()
    assert "Có thay đổi từ lúc bạn mở trang này" in text
    assert not Tag.objects.exists()
    press(client, "add_tags", [one, two], text, tags="Mới")
    assert tags(one) == tags(two) == ["Mới"]
    two.refresh_from_db()
    assert two.lead == "Sapo đang sửa dở."


def test_another_answer_than_the_one_shown_is_shown_first(client, publisher):
    article = make_article("Một")
    client.force_login(publisher)
    html = look(client, "add_tags", [article], tags="Một")
    press(client, "add_tags", [article], html, tags="Hai")
    assert tags(article) == []


def test_one_that_refuses_after_all_stops_everything(client, publisher, monkeypatch):
    # What the plan overlooks the action still refuses.
    monkeypatch.setattr("articles.actions._changes._missing_words", lambda snapshot: "")
    good = make_article("Được", published=False)
    empty = make_article("Trống", published=False, body="")
    client.force_login(publisher)
    response = do(client, "hand_in", [good, empty])
    text = response.content.decode()
    assert f"#{empty.pk} “Trống”" in text
    assert {article.state for article in Article.objects.all()} == {"draft"}
    assert not AuditEntry.objects.filter(verb="article.submitted").exists()


def test_an_article_without_text_is_left_out_of_the_handing_in(client, publisher):
    good = make_article("Được", published=False)
    empty = make_article("Trống", published=False, body="")
    client.force_login(publisher)
    do(client, "hand_in", [good, empty])
    states = dict(Article.objects.values_list("headline", "state"))
    assert states == {"Được": "in_review", "Trống": "draft"}


def test_articles_that_are_gone_or_foreign_keys_are_left_out(client, publisher):
    client.force_login(publisher)
    for key in ("999999", "abc", "-1", "9" * 40):
        response = client.post(page("hand_in"), {"article": [key], "_look": "1"})
        assert response.status_code in (200, 302)
    assert client.post(page("nothing"), {"article": ["1"]}).status_code == 302
    assert client.get(page("hand_in")).status_code == 302


# --- Photos, dates, withdrawing, handing in ---


def test_photographers_are_named_where_missing(client, editor):
    bare, named = make_photo("red", credit=""), make_photo("blue", credit="Hà Vân")
    one = make_article("Một", photo=bare)
    two = make_article("Hai", photo=named)
    make_article("Ba", photo=bare)
    client.force_login(editor)
    answers = {"credit": " Thu  Nhàn ", "photos": "missing"}
    html = look(client, "credit", [one, two], **answers)
    assert "1 ảnh: “Thu Nhàn”" in html
    assert "Ảnh còn dùng ở 1 bài khác." in html
    press(client, "credit", [one, two], html, **answers)
    bare.refresh_from_db()
    named.refresh_from_db()
    assert (bare.credit, named.credit) == ("Thu Nhàn", "Hà Vân")
    html = look(client, "credit", [two], credit="Thu Nhàn", photos="all")
    assert "thay cho “Hà Vân”" in html
    press(client, "credit", [two], html, credit="Thu Nhàn", photos="all")
    named.refresh_from_db()
    assert named.credit == "Thu Nhàn"


def test_a_reporter_does_not_credit_the_photos_of_others(client, reporter, editor):
    article = make_article("Một", by=reporter, published=False, photo=make_photo(by=editor))
    client.force_login(reporter)
    html = look(client, "credit", [article], credit="Tôi", photos="all")
    assert "1 bài không đổi được" in html
    assert 'name="_do"' not in html


def test_dates_are_set_and_approved_articles_released(client, publisher, editor):
    draft = make_article("Nháp", published=False, expires_at="2090-01-01T00:00:00+00:00")
    approved = actions.submit_article(make_article("Duyệt", by=editor, published=False), by=editor)
    approved = actions.approve_article(approved, by=publisher)
    live = make_article("Đã đăng")
    client.force_login(publisher)
    html = look(client, "schedule", [draft, approved, live], **at_eight(tomorrow()))
    assert "2 bài sẽ thay đổi" in html
    assert "Bạn đọc đã thấy bài này" in html
    assert "mới chỉ là dự kiến" in html
    press(client, "schedule", [draft, approved, live], html, **at_eight(tomorrow()))
    draft.refresh_from_db()
    approved.refresh_from_db()
    live.refresh_from_db()
    assert (draft.state, approved.state) == ("draft", "published")
    assert f"{timezone.localtime(draft.publish_at):%d/%m %H:%M}" == f"{tomorrow():%d/%m} 08:00"
    assert approved.publish_at == draft.publish_at
    assert draft.expires_at.year == 2090
    assert live.is_public()


def test_published_articles_are_withdrawn_by_those_who_may(client, publisher, editor):
    articles = [make_article("Một"), make_article("Hai"), make_article("Nháp", published=False)]
    client.force_login(editor)
    assert "3 bài không đổi được" in look(client, "withdraw", articles)
    client.force_login(publisher)
    html = look(client, "withdraw", articles, reason="Chờ kiểm tra.")
    assert "2 bài sẽ thay đổi" in html
    press(client, "withdraw", articles, html, reason="Chờ kiểm tra.")
    states = dict(Article.objects.values_list("headline", "state"))
    assert states == {"Một": "withdrawn", "Hai": "withdrawn", "Nháp": "draft"}
    assert Article.objects.get(headline="Một").remark == "Chờ kiểm tra."


def test_a_reporter_hands_in_the_own_drafts(client, reporter, editor):
    own, other = (
        make_article(n, by=u, published=False) for n, u in (("A", reporter), ("B", editor))
    )
    client.force_login(reporter)
    do(client, "hand_in", [own, other])
    own.refresh_from_db()
    other.refresh_from_db()
    assert (own.state, other.state) == ("in_review", "draft")


def test_the_list_comes_back_as_it_was(client, publisher):
    article = make_article("Một")
    client.force_login(publisher)
    keys = {"action": "withdraw", "_selected_action": [article.pk]}
    html = client.post(f"{LIST}?state=published&q=mot", keys).content.decode()
    assert 'name="back" value="state=published&amp;q=mot"' in html
    answers = {"back": "state=published&q=mot&x=//example.org"}
    response = press(client, "withdraw", [article], html, **answers)
    assert response.redirect_chain[-1][0] == f"{LIST}?state=published&q=mot"


def test_a_page_is_for_the_newsroom_only(client, moderator):
    article = make_article("Một")
    client.force_login(moderator)
    assert client.post(page("withdraw"), {"article": [article.pk]}).status_code == 403
    client.force_login(make_user("la", is_staff=True))
    assert choose(client, "withdraw", [article]).status_code == 403
