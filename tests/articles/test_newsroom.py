"""The article form in the admin: writing, publishing, withdrawing, and what it refuses."""

import datetime as dt
import json

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from accounts.models import AuditEntry
from articles.models import Article, Photo, Tag
from tests.factories import make_article, make_photo, make_picture, make_section, make_tag

pytestmark = pytest.mark.django_db
ADD = "/admin/articles/article/add/"
LIST = "/admin/articles/article/"


def change(article):
    return reverse("admin:articles_article_change", args=[article.pk])


def words(**changed):
    """A filled form, as the browser sends it."""
    form = {
        "section": make_section().pk,
        "series": "",
        "kicker": "",
        "headline": "Sinh hoạt chuyên đề sát thực tiễn",
        "lead": "Sapo của bài.",
        "body": "<p>Chi bộ có 67 đảng viên.</p>",
        "authors": "Thu Nhàn",
        "photos": "[]",
        "attachments": "[]",
        "related": "[]",
        "tag_names": "",
        "source_name": "",
        "source_url": "",
        "comments_open": "on",
        "edited_version": "",
        "key": "thu",
    }
    for moment in ("publish_at", "expires_at", "source_published_at"):
        form |= {f"{moment}_0": "", f"{moment}_1": ""}
    return form | changed


def edited(article, **changed):
    return words(edited_version=article.version, section=article.section_id, **changed)


DATED = {"publish_at_0": "10/01/2022", "publish_at_1": "08:30"}


def shown(*photos):
    """The hidden list of photos."""
    rows = [{"photo": photo.pk, "caption": photo.caption, "alt": photo.alt} for photo in photos]
    return json.dumps(rows)


def picture(content=None, name="anh.jpg"):
    return SimpleUploadedFile(name, content or make_picture(colour="navy"), "image/jpeg")


def errors(response):
    return response.context["adminform"].form.errors


def test_a_publisher_writes_and_publishes_with_photo_and_tags(client, publisher, reporter):
    make_tag("Chuyên đề")
    photo = make_photo()
    client.force_login(publisher)
    form = words(
        photos=shown(photo),
        authors=f"Thu Nhàn, Hà Vân (@{reporter.username})",
        tag_names="chuyen de, Khối trường học,",
        publish_at_0="10/01/2022",
        publish_at_1="08:30",
        _publish="1",
    )
    response = client.post(ADD, form, follow=True)
    assert "Bạn đọc đã thấy bản này." in response.content.decode()
    article = Article.objects.published().get()
    assert article.publish_at == dt.datetime(2022, 1, 10, 1, 30, tzinfo=dt.UTC)
    assert article.slug == "sinh-hoat-chuyen-de-sat-thuc-tien"
    assert article.created_by == publisher
    assert {tag.name for tag in article.tags.all()} == {"Chuyên đề", "Khối trường học"}
    assert article.photo == photo
    assert article.author_name == "Thu Nhàn – Hà Vân"
    assert article.by_lines.last().user == reporter
    assert AuditEntry.objects.filter(verb="article.published", actor=publisher).count() == 1


def test_the_date_comes_back_day_first(client, publisher):
    client.force_login(publisher)
    html = client.get(change(make_article())).content.decode()
    assert 'value="10/01/2022"' in html


def test_without_a_date_it_is_published_now(client, publisher):
    client.force_login(publisher)
    client.post(ADD, words(_publish="1"))
    assert Article.objects.published().count() == 1


def test_a_date_ahead_is_a_promise(client, publisher):
    client.force_login(publisher)
    form = words(publish_at_0="01/01/2090", publish_at_1="08:00", _publish="1")
    response = client.post(ADD, form, follow=True)
    assert (
        "Sẽ lên trang lúc 08:00, Chủ nhật 01/01/2090, giờ Việt Nam, còn "
        in response.content.decode()
    )
    assert not Article.objects.published().exists()


@pytest.mark.parametrize("day", ["31/02/2022", "2022", "mai", "01/13/2022"])
def test_a_day_that_does_not_exist_is_said_beside_its_field(client, publisher, day):
    client.force_login(publisher)
    form = words(publish_at_0=day, publish_at_1="08:00", tag_names="Một, Hai", _publish="1")
    response = client.post(ADD, form)
    html = response.content.decode()
    assert response.context["adminform"].form.errors["publish_at"]
    assert "Ngày này không có trong lịch" in html
    assert "Sapo của bài." in html
    assert 'value="Một, Hai"' in html
    assert f'value="{day}"' in html
    assert not Article.objects.exists()


@pytest.mark.parametrize(
    ("field", "value", "sentence"),
    [
        ("headline", "x" * 201, "200"),
        ("lead", "x" * 801, "800"),
        ("headline", "  ", "Bài chưa có tiêu đề"),
        ("body", "<p>&nbsp;</p><script>1</script>", "Bài chưa có nội dung"),
        ("section", "", "Hãy chọn chuyên mục"),
        ("photos", "[{", "không đến đủ"),
        ("photos", '[{"photo": 999999}]', "không còn"),
        ("photos", '[{"photo": 99999999999999999999}]', "không đến đủ"),
        ("related", '["x"]', "không đến đủ"),
        ("attachments", "[5]", "không còn"),
        ("authors", "Thu Nhàn (@khongco)", "Không có tài khoản @khongco"),
        ("authors", "x" * 81, "80 ký tự"),
        ("source_url", "javascript:alert(1)", "URL"),
        ("section", "999999", "hợp lệ"),
        ("tag_names", "x" * 61, "tối đa 60 ký tự"),
        ("tag_names", "!!!", "phải có chữ"),
        ("tag_names", ",".join(f"t{n}" for n in range(21)), "tối đa 20 chủ đề"),
    ],
)
def test_bad_input_is_said_beside_its_field_and_nothing_is_stored(
    client, publisher, field, value, sentence
):
    client.force_login(publisher)
    response = client.post(ADD, words(_publish="1") | {field: value})
    assert sentence in " ".join(response.context["adminform"].form.errors[field])
    assert not Article.objects.exists()
    assert not Tag.objects.exists()


def test_the_photos_of_an_article_stand_in_order_with_their_own_words(client, publisher, page):
    first, second = make_photo("navy"), make_photo("teal")
    client.force_login(publisher)
    rows = [
        {"photo": second.pk, "caption": "Ảnh hai trước", "alt": "Sân kho"},
        {"photo": first.pk, "caption": "", "alt": ""},
    ]
    client.post(ADD, words(photos=json.dumps(rows)))
    article = Article.objects.get()
    assert article.photo == second
    uses = list(article.photo_uses.values_list("photo", "caption", "alt"))
    assert uses == [(second.pk, "Ảnh hai trước", "Sân kho"), (first.pk, "", "")]
    assert second.caption == "Buổi sinh hoạt tháng 11."


def test_what_the_editor_pastes_is_clean_when_it_is_stored(client, publisher):
    client.force_login(publisher)
    client.post(ADD, words(body='<h1>A</h1><p onclick="x()" style="y">b<script>1</script></p>'))
    assert Article.objects.get().body == "<h2>A</h2><p>b</p>"


def test_a_correction_waits_while_readers_keep_seeing_the_published_text(client, publisher):
    client.force_login(publisher)
    article = make_article(tags=["Một"])
    form = edited(article, headline="Tiêu đề mới", **DATED, _keep="1")
    html = client.post(change(article), form, follow=True).content.decode()
    assert "Bạn đọc vẫn thấy bản đã đăng" in html
    assert "Tiêu đề mới" in html
    article.refresh_from_db()
    assert (article.headline, article.pending) == ("Chi bộ bàn việc khó", "draft")
    assert client.get(article.get_absolute_url()).status_code == 200
    form = edited(article, headline="Tiêu đề mới", **DATED, _publish="1", correction="Sửa tên.")
    client.post(change(article), form)
    article.refresh_from_db()
    assert (article.headline, article.slug) == ("Tiêu đề mới", "tieu-de-moi")
    assert (article.state, article.pending) == (Article.State.PUBLISHED, "")
    assert not article.tags.exists()
    html = client.get(article.get_absolute_url()).content.decode()
    assert "Cập nhật" in html
    assert "Sửa tên." in html


def test_a_slip_of_the_pen_leaves_no_note(client, publisher):
    client.force_login(publisher)
    article = make_article()
    form = edited(article, headline="Chi bộ bàn việc khó hơn", **DATED, _publish="1")
    client.post(change(article), form)
    html = client.get(Article.objects.get().get_absolute_url()).content.decode()
    assert "khó hơn" in html
    assert "Cập nhật" not in html


def test_a_published_article_cannot_lose_its_date(client, publisher):
    client.force_login(publisher)
    article = make_article()
    response = client.post(change(article), edited(article))
    assert "Bài đã đăng phải có ngày đăng." in response.content.decode()


def test_withdrawing_hides_it_and_publishing_again_shows_it(client, publisher):
    client.force_login(publisher)
    article = make_article()
    date = {"publish_at_0": "10/01/2022", "publish_at_1": "08:30"}
    client.post(change(article), edited(article, **date, _withdraw="1"))
    article.refresh_from_db()
    assert article.state == Article.State.WITHDRAWN
    assert client.get(article.get_absolute_url()).status_code == 410
    client.post(change(article), edited(article, **date, _publish="1"))
    assert Article.objects.published().count() == 1


def test_publishing_twice_changes_nothing(client, publisher):
    client.force_login(publisher)
    article = make_article(tags=[])
    form = edited(article, headline=article.headline, lead=article.lead, **DATED, _publish="1")
    html = client.post(change(article), form).content.decode()
    assert "Bài này đã được đăng rồi." in html
    article.refresh_from_db()
    assert article.version == form["edited_version"]


# --- Who may ---


def test_a_reporter_writes_drafts_and_does_not_publish(client, reporter):
    client.force_login(reporter)
    client.post(ADD, words())
    draft = Article.objects.get()
    assert (draft.state, draft.created_by) == (Article.State.DRAFT, reporter)
    html = client.get(change(draft)).content.decode()
    assert 'name="_publish"' not in html
    assert client.post(change(draft), edited(draft, _publish="1")).status_code == 403
    assert client.post(ADD, words(_publish="1")).status_code == 403
    client.post(change(draft), edited(draft, headline="Sửa lại"))
    draft.refresh_from_db()
    assert draft.headline == "Sửa lại"
    assert not Article.objects.published().exists()


def test_a_reporter_reads_but_does_not_change_what_is_not_a_draft_of_theirs(
    client, reporter, publisher
):
    client.force_login(reporter)
    others = make_article("Nháp của người khác", by=publisher, published=False)
    own = make_article("Bài mình đã đăng", by=reporter)
    for article in (others, own):
        html = client.get(change(article)).content.decode()
        assert article.headline in html
        assert 'name="headline"' not in html
        client.post(change(article), edited(article))
        version = article.version
        article.refresh_from_db()
        assert article.version == version
    assert client.post(change(others), edited(others)).status_code == 403


@pytest.mark.parametrize("who", ["moderator", "secretary", "organisation_board", "stranger"])
@pytest.mark.parametrize("address", [LIST, ADD, "/admin/articles/photo/", "/admin/articles/tag/"])
def test_nobody_else_enters_the_newsroom(client, request, who, address):
    user = request.getfixturevalue(who)
    client.force_login(user)
    expected = 403 if user.is_staff else 302
    assert client.get(address).status_code == expected


def test_a_visitor_is_asked_to_sign_in(client):
    assert client.get(LIST).status_code == 302


def test_a_role_that_has_ended_opens_nothing(client, publisher):
    publisher.grants.update(ends_on=dt.date(2020, 1, 1))
    client.force_login(publisher)
    assert client.get(LIST).status_code == 403


def test_the_administrator_may_everything(client, administrator):
    client.force_login(administrator)
    client.post(ADD, words(_publish="1"))
    assert Article.objects.published().count() == 1


def test_reporters_look_at_sections_and_tags_but_do_not_change_them(client, reporter, publisher):
    form = {"name": "Kinh tế", "slug": "kinh-te", "position": 1}
    client.force_login(reporter)
    assert client.get("/admin/articles/section/").status_code == 200
    assert client.post("/admin/articles/section/add/", form).status_code == 403
    client.force_login(publisher)
    assert client.post("/admin/articles/section/add/", form).status_code == 302
    assert AuditEntry.objects.filter(verb="section.added", actor=publisher).exists()


def test_nothing_is_deleted(client, administrator):
    client.force_login(administrator)
    article = make_article()
    address = reverse("admin:articles_article_delete", args=[article.pk])
    assert client.post(address, {"post": "yes"}).status_code == 403


# --- The library ---


def test_a_photo_is_added_to_the_library(client, reporter):
    client.force_login(reporter)
    form = {"upload": picture(), "caption": "Cánh đồng", "credit": "Hà Vân", "alt": ""}
    assert client.post("/admin/articles/photo/add/", form).status_code == 302
    photo = Photo.objects.get()
    assert photo.uploaded_by == reporter
    address = reverse("admin:articles_photo_change", args=[photo.pk])
    words = {"caption": "Cánh đồng Mây", "credit": "Hà Vân", "rights": "own"}
    client.post(address, words | {"focal_x": 50, "focal_y": 40})
    photo.refresh_from_db()
    assert photo.caption == "Cánh đồng Mây"


def test_a_reporter_does_not_reword_the_photo_of_another(client, reporter, publisher):
    photo = make_photo(by=publisher)
    client.force_login(reporter)
    address = reverse("admin:articles_photo_change", args=[photo.pk])
    assert client.post(address, {"caption": "x", "credit": "", "alt": ""}).status_code == 403


def test_the_same_form_sent_twice_makes_one_article(client, publisher):
    client.force_login(publisher)
    client.post(ADD, words(key="một"))
    client.post(ADD, words(key="một", lead="Thêm sau khi bấm nút quay lại."))
    article = Article.objects.get()
    assert (article.version, article.lead) == (2, "Thêm sau khi bấm nút quay lại.")


def test_a_form_without_its_version_is_refused(client, publisher):
    article = make_article(published=False)
    client.force_login(publisher)
    response = client.post(change(article), words(headline="Đè lên"))
    assert "Biểu mẫu không đến đủ" in response.content.decode()
    article.refresh_from_db()
    assert article.version == 1
