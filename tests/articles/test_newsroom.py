"""The article form in the admin: writing, publishing, withdrawing, and what it refuses."""

import datetime as dt
from pathlib import Path

import pytest
from django.conf import settings
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
        "kicker": "",
        "headline": "Sinh hoạt chuyên đề sát thực tiễn",
        "lead": "Sapo của bài.",
        "body": "<p>Chi bộ có 67 đảng viên.</p>",
        "author_name": "Thu Nhàn",
        "photo": "",
        "photo_caption": "",
        "photo_credit": "",
        "photo_alt": "",
        "tag_names": "",
        "publish_at_0": "",
        "publish_at_1": "",
        "comments_open": "on",
        "edited_version": "",
    }
    return form | changed


def edited(article, **changed):
    return words(edited_version=article.version, section=article.section_id, **changed)


def picture(content=None, name="anh.jpg"):
    return SimpleUploadedFile(name, content or make_picture(colour="navy"), "image/jpeg")


def stored_files():
    return {path for path in Path(settings.MEDIA_ROOT).rglob("*") if path.is_file()}


def test_an_editor_writes_and_publishes_with_photo_and_tags(client, editor):
    make_tag("Chuyên đề")
    client.force_login(editor)
    form = words(
        photo_file=picture(),
        photo_caption="Buổi họp.",
        photo_credit="Dương Hà",
        photo_alt="Hội trường",
        tag_names="chuyen de, Khối trường học,",
        publish_at_0="10/01/2022",
        publish_at_1="08:30",
        _publish="1",
    )
    response = client.post(ADD, form, follow=True)
    assert "Bài đã được đăng." in response.content.decode()
    article = Article.objects.published().get()
    assert article.publish_at == dt.datetime(2022, 1, 10, 1, 30, tzinfo=dt.UTC)
    assert article.slug == "sinh-hoat-chuyen-de-sat-thuc-tien"
    assert article.created_by == editor
    assert {tag.name for tag in article.tags.all()} == {"Chuyên đề", "Khối trường học"}
    assert (article.photo.caption, article.photo.credit) == ("Buổi họp.", "Dương Hà")
    assert AuditEntry.objects.filter(verb="article.published", actor=editor).count() == 1


def test_the_date_comes_back_day_first(client, editor):
    client.force_login(editor)
    html = client.get(change(make_article())).content.decode()
    assert 'value="10/01/2022"' in html


def test_without_a_date_it_is_published_now(client, editor):
    client.force_login(editor)
    client.post(ADD, words(_publish="1"))
    assert Article.objects.published().count() == 1


def test_a_date_ahead_is_a_promise(client, editor):
    client.force_login(editor)
    form = words(publish_at_0="01/01/2090", publish_at_1="08:00", _publish="1")
    response = client.post(ADD, form, follow=True)
    assert "Đã hẹn giờ: bài sẽ xuất hiện lúc 08:00, 01/01/2090" in response.content.decode()
    assert not Article.objects.published().exists()


@pytest.mark.parametrize("day", ["31/02/2022", "2022", "mai", "01/13/2022"])
def test_a_day_that_does_not_exist_is_said_beside_its_field(client, editor, day):
    client.force_login(editor)
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
        ("headline", "  ", "bắt buộc"),
        ("headline", "x" * 201, "200"),
        ("lead", "", "bắt buộc"),
        ("lead", "x" * 801, "800"),
        ("body", "<p>&nbsp;</p><script>1</script>", "Bài chưa có nội dung"),
        ("section", "", "bắt buộc"),
        ("section", "999999", "hợp lệ"),
        ("tag_names", "x" * 61, "tối đa 60 ký tự"),
        ("tag_names", "!!!", "phải có chữ"),
        ("tag_names", ",".join(f"t{n}" for n in range(21)), "tối đa 20 chủ đề"),
    ],
)
def test_bad_input_is_said_beside_its_field_and_nothing_is_stored(
    client, editor, field, value, sentence
):
    client.force_login(editor)
    response = client.post(ADD, words(_publish="1") | {field: value})
    assert sentence in " ".join(response.context["adminform"].form.errors[field])
    assert not Article.objects.exists()
    assert not Tag.objects.exists()


def test_forty_megabytes_of_html_as_a_photo(client, editor):
    client.force_login(editor)
    before = stored_files()
    fake = picture(b"<html>" + b"x" * 40 * 1024 * 1024)
    form = words(photo_file=fake, photo_caption="Chú thích giữ lại", _publish="1")
    response = client.post(ADD, form)
    html = response.content.decode()
    assert response.status_code == 200
    assert len(response.context["adminform"].form.errors) == 1
    assert html.count("Tệp này không phải là ảnh. Hãy chọn ảnh JPEG, PNG hoặc WebP.") == 1
    assert "Chú thích giữ lại" in html
    assert "Chi bộ có 67 đảng viên." in html
    assert not Article.objects.exists()
    assert not Photo.objects.exists()
    assert stored_files() == before


def test_a_good_photo_beside_a_bad_headline_is_not_stored_and_asked_for_again(client, editor):
    client.force_login(editor)
    before = stored_files()
    response = client.post(ADD, words(headline="", photo_file=picture(make_picture(colour="teal"))))
    assert "xin chọn lại" in response.content.decode()
    assert not Photo.objects.exists()
    assert stored_files() == before


def test_the_same_picture_twice_is_one_photo(client, editor):
    client.force_login(editor)
    client.post(ADD, words(headline="Một", photo_file=picture(), photo_credit="Hà Vân"))
    client.post(ADD, words(headline="Hai", photo_file=picture(), photo_caption="Thêm sau"))
    photo = Photo.objects.get()
    assert photo.articles.count() == 2
    assert (photo.credit, photo.caption) == ("Hà Vân", "Thêm sau")


def test_a_photo_of_the_library_can_be_chosen(client, editor):
    client.force_login(editor)
    photo = make_photo()
    client.post(ADD, words(photo=photo.pk))
    assert Article.objects.get().photo == photo


def test_what_the_editor_pastes_is_clean_when_it_is_stored(client, editor):
    client.force_login(editor)
    client.post(ADD, words(body='<h1>A</h1><p onclick="x()" style="y">b<script>1</script></p>'))
    assert Article.objects.get().body == "<h2>A</h2><p>b</p>"


def test_a_published_article_is_corrected_and_stays_published(client, editor):
    client.force_login(editor)
    article = make_article(tags=["Một"])
    form = edited(
        article, headline="Tiêu đề mới", publish_at_0="10/01/2022", publish_at_1="08:30", _keep="1"
    )
    response = client.post(change(article), form, follow=True)
    assert "Đã lưu thay đổi, bạn đọc thấy ngay." in response.content.decode()
    article.refresh_from_db()
    assert (article.headline, article.slug) == ("Tiêu đề mới", "tieu-de-moi")
    assert article.state == Article.State.PUBLISHED
    assert not article.tags.exists()


def test_a_published_article_cannot_lose_its_date(client, editor):
    client.force_login(editor)
    article = make_article()
    response = client.post(change(article), edited(article))
    assert "Bài đã đăng phải có ngày đăng." in response.content.decode()


def test_withdrawing_hides_it_and_publishing_again_shows_it(client, editor):
    client.force_login(editor)
    article = make_article()
    date = {"publish_at_0": "10/01/2022", "publish_at_1": "08:30"}
    client.post(change(article), edited(article, **date, _withdraw="1"))
    article.refresh_from_db()
    assert article.state == Article.State.WITHDRAWN
    assert client.get(article.get_absolute_url()).status_code == 404
    client.post(change(article), edited(article, **date, _publish="1"))
    assert Article.objects.published().count() == 1


def test_a_stale_save_is_refused_and_keeps_the_words(client, editor):
    client.force_login(editor)
    article = make_article(published=False)
    stale = edited(article, headline="Bản đến sau")
    client.post(change(article), edited(article, headline="Bản đến trước"))
    html = client.post(change(article), stale).content.decode()
    assert "Có người đã lưu một bản mới hơn" in html
    assert "Bản đến sau" in html
    article.refresh_from_db()
    assert article.headline == "Bản đến trước"


def test_publishing_twice_is_refused_in_a_sentence(client, editor):
    client.force_login(editor)
    article = make_article()
    form = edited(article, publish_at_0="10/01/2022", publish_at_1="08:30", _publish="1")
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
    client, reporter, editor
):
    client.force_login(reporter)
    others = make_article("Nháp của người khác", by=editor, published=False)
    own = make_article("Bài mình đã đăng", by=reporter)
    for article in (others, own):
        html = client.get(change(article)).content.decode()
        assert article.headline in html
        assert 'name="headline"' not in html
        assert client.post(change(article), edited(article)).status_code == 403


@pytest.mark.parametrize("who", ["moderator", "secretary", "organisation_board", "stranger"])
@pytest.mark.parametrize("address", [LIST, ADD, "/admin/articles/photo/", "/admin/articles/tag/"])
def test_nobody_else_enters_the_newsroom(client, request, who, address):
    user = request.getfixturevalue(who)
    client.force_login(user)
    expected = 403 if user.is_staff else 302
    assert client.get(address).status_code == expected


def test_a_visitor_is_asked_to_sign_in(client):
    assert client.get(LIST).status_code == 302


def test_a_role_that_has_ended_opens_nothing(client, editor):
    editor.grants.update(ends_on=dt.date(2020, 1, 1))
    client.force_login(editor)
    assert client.get(LIST).status_code == 403


def test_the_administrator_may_everything(client, administrator):
    client.force_login(administrator)
    client.post(ADD, words(_publish="1"))
    assert Article.objects.published().count() == 1


def test_reporters_look_at_sections_and_tags_but_do_not_change_them(client, reporter, editor):
    form = {"name": "Kinh tế", "slug": "kinh-te", "position": 1}
    client.force_login(reporter)
    assert client.get("/admin/articles/section/").status_code == 200
    assert client.post("/admin/articles/section/add/", form).status_code == 403
    client.force_login(editor)
    assert client.post("/admin/articles/section/add/", form).status_code == 302
    assert AuditEntry.objects.filter(verb="section.added", actor=editor).exists()


def test_nothing_is_deleted(client, administrator):
    client.force_login(administrator)
    article = make_article()
    address = reverse("admin:articles_article_delete", args=[article.pk])
    assert client.post(address, {"post": "yes"}).status_code == 403


# --- The list and the library ---


def test_the_list_is_searched_without_marks_and_costs_the_same(
    client, editor, django_assert_max_num_queries
):
    for number in range(30):
        make_article(f"Đảng bộ số {number}")
    make_article("Chuyện khác", body="<p>Không liên quan.</p>")
    client.force_login(editor)
    with django_assert_max_num_queries(14):
        html = client.get(LIST, {"q": "dang bo"}).content.decode()
    assert "Đảng bộ số 29" in html
    assert "Chuyện khác" not in html


def test_a_photo_is_added_to_the_library(client, reporter):
    client.force_login(reporter)
    form = {"upload": picture(), "caption": "Cánh đồng", "credit": "Hà Vân", "alt": ""}
    assert client.post("/admin/articles/photo/add/", form).status_code == 302
    photo = Photo.objects.get()
    assert photo.uploaded_by == reporter
    address = reverse("admin:articles_photo_change", args=[photo.pk])
    client.post(address, {"caption": "Cánh đồng Mây", "credit": "Hà Vân", "alt": ""})
    photo.refresh_from_db()
    assert photo.caption == "Cánh đồng Mây"


def test_a_reporter_does_not_reword_the_photo_of_another(client, reporter, editor):
    photo = make_photo(by=editor)
    client.force_login(reporter)
    address = reverse("admin:articles_photo_change", args=[photo.pk])
    assert client.post(address, {"caption": "x", "credit": "", "alt": ""}).status_code == 403


def test_the_editor_finds_photos_by_typing(client, editor, moderator):
    make_photo(caption="Cánh đồng Mây")
    address = reverse("admin:autocomplete")
    query = {"term": "Mây", "app_label": "articles", "model_name": "article", "field_name": "photo"}
    client.force_login(editor)
    assert client.get(address, query).json()["results"][0]["text"] == "Cánh đồng Mây"
    client.force_login(moderator)
    assert client.get(address, query).status_code == 403
