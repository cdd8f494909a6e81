"""A photo that is taken down is gone: from every article, every version to come, every address."""

import io
from pathlib import Path

import pytest
from django.conf import settings
from django.core.files.storage import default_storage
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import timezone

from accounts.models import AuditEntry
from articles import actions
from articles.models import Article, Photo, PhotoUse, Snapshot, WorkingCopy
from articles.reports.photos import files_of
from branch_portal.lib import images
from branch_portal.lib.htmlparts import without_photo
from branch_portal.lib.verdicts import RuleBroken
from tests.factories import make_article, make_photo, make_picture

pytestmark = pytest.mark.django_db
REASON = "Gia đình em nhỏ trong ảnh đề nghị."


@pytest.fixture
def photo():
    return make_photo("olive")


@pytest.fixture
def other():
    return make_photo("navy", caption="Ảnh thứ hai", credit="Lý Lan")


def figure(photo, caption="Lời trong bài"):
    src = photo.sizes("jpeg")[0]["url"]
    return (
        f'<figure class="image"><img src="{src}" data-photo-id="{photo.pk}" alt="">'
        f"<figcaption>{caption}</figcaption></figure>"
    )


def row(photo):
    return {"photo": photo.pk, "caption": "", "alt": ""}


def newest(article):
    article.refresh_from_db()
    return Snapshot.newest(article)


def page_of(photo, name="take_down"):
    return reverse(f"admin:articles_photo_{name}", args=[photo.pk])


def test_the_figure_leaves_the_text_and_its_neighbours_stay(photo, other):
    body = f"<p>Trước</p>{figure(photo)}<p>Sau</p>{figure(other)}"
    assert without_photo(body, photo.pk) == f"<p>Trước</p><p>Sau</p>{figure(other)}"
    assert without_photo(body, 999_999) == body


def test_the_next_photo_leads_a_published_article(publisher, photo, other):
    body = f"<p>Một</p>{figure(photo)}<p>Hai</p>"
    article = make_article(photos=[row(photo), row(other)], body=body)
    assert actions.take_down_photo(photo, REASON, by=publisher) == 1
    article.refresh_from_db()
    assert article.photo == other
    assert article.body == "<p>Một</p><p>Hai</p>"
    assert (article.state, article.pending) == ("published", "")
    assert article.version == article.live_version == 2
    assert newest(article).photos == [row(other)]
    assert article.revisions.first().note == f"Gỡ ảnh số {photo.pk}"
    assert not PhotoUse.objects.filter(photo=photo).exists()


def test_readers_no_longer_get_it_on_any_page(
    client, publisher, photo, django_capture_on_commit_callbacks
):
    article = make_article(photo=photo, body=f"<p>Một</p>{figure(photo)}")
    address = photo.sizes("avif")[0]["url"]
    pages = [article.get_absolute_url(), "/", article.section.get_absolute_url()]
    stem = address.rpartition("-")[0]
    assert all(stem in client.get(page).content.decode() for page in pages)
    assert client.get(address).status_code == 200
    with django_capture_on_commit_callbacks(execute=True):
        actions.take_down_photo(photo, REASON, by=publisher)
    assert not any(stem in client.get(page).content.decode() for page in pages)
    assert client.get(address).status_code == 404
    assert not any(default_storage.exists(name) for name in files_of(photo))


def test_a_draft_keeps_its_state_and_loses_the_photo(reporter, publisher, photo):
    article = make_article(photo=photo, published=False, by=reporter)
    actions.submit_article(article, by=reporter)
    actions.take_down_photo(photo, REASON, by=publisher)
    article.refresh_from_db()
    assert (article.state, article.photo) == ("in_review", None)
    assert newest(article).photos == []


def test_an_approval_stays_for_the_text_only_lost_a_picture(reporter, editor, publisher, photo):
    article = make_article(photo=photo, published=False, by=reporter)
    actions.submit_article(article, by=reporter)
    actions.approve_article(article, by=publisher)
    actions.take_down_photo(photo, REASON, by=publisher)
    article.refresh_from_db()
    assert (article.state, article.approved_version) == ("approved", article.version)


@pytest.mark.parametrize("where", ["readers see it", "only in the correction"])
def test_a_correction_in_preparation_stays_one(editor, publisher, photo, other, where):
    is_live = where == "readers see it"
    article = make_article(photos=[row(photo)] if is_live else [])
    words = newest(article)
    words.body = f"<p>Lời mới</p>{figure(photo)}"
    words.photos = [row(photo), row(other)]
    actions.save_article(article, words, by=editor)
    actions.take_down_photo(photo, REASON, by=publisher)
    article.refresh_from_db()
    assert (article.state, article.pending) == ("published", "draft")
    assert article.photo is None
    assert "Lời mới" not in article.body
    text = newest(article)
    assert text.body == "<p>Lời mới</p>"
    assert text.photos == [row(other)]
    assert list(article.photo_uses.values_list("photo", "place")) == [(other.pk, "waiting")]
    live = article.revisions.get(number=article.live_version)
    assert live.snapshot["photos"] == []
    actions.publish_article(article, by=publisher, checked=False)
    article.refresh_from_db()
    assert article.photo == other


def test_restoring_an_older_version_does_not_bring_it_back(publisher, photo):
    article = make_article(photo=photo, body=f"<p>Một</p>{figure(photo)}", published=False)
    first = article.revisions.get(number=1)
    words = newest(article)
    words.headline = "Tít khác"
    actions.save_article(article, words, by=publisher)
    actions.take_down_photo(photo, REASON, by=publisher)
    article = actions.restore_revision(first, by=publisher)
    assert article.headline == "Chi bộ bàn việc khó"
    assert newest(article).photos == []
    assert article.body == "<p>Một</p>"
    assert article.photo is None


def test_a_form_that_was_open_meanwhile_does_not_bring_it_back(editor, publisher, photo):
    article = make_article(published=False)
    words = newest(article)
    actions.take_down_photo(photo, REASON, by=publisher)
    words.photos, words.body = [row(photo)], f"<p>Một</p>{figure(photo)}"
    saved = actions.save_article(article, words, by=editor, base_version=1).article
    assert newest(saved).photos == []
    assert saved.body == "<p>Một</p>"


def test_the_same_file_is_not_taken_again(client, editor, publisher, photo):
    actions.take_down_photo(photo, REASON, by=publisher)
    for name in files_of(photo):
        default_storage.delete(name)
    client.force_login(editor)
    file = SimpleUploadedFile("anh.jpg", make_picture(colour="olive"))
    answer = client.post(reverse("articles:upload_photo"), {"upload": file})
    assert answer.status_code == 400
    assert "đã bị gỡ" in answer.json()["error"]["message"]
    file.seek(0)
    page = client.post(reverse("admin:articles_photo_add"), {"upload": file})
    assert "đã bị gỡ" in page.content.decode()
    assert not any(default_storage.exists(name) for name in files_of(photo))
    prepared = images.read_photo(io.BytesIO(make_picture(colour="olive")))
    assert actions.add_photo(prepared, by=editor).is_taken_down


def test_without_a_reason_nothing_happens(client, publisher, photo):
    make_article(photo=photo)
    client.force_login(publisher)
    text = client.post(page_of(photo), {"reason": "  ", "seen": ""}).content.decode()
    assert "Hãy ghi lý do gỡ ảnh" in text
    photo.refresh_from_db()
    assert not photo.is_taken_down


def test_the_page_shows_every_use_and_takes_it_out(client, publisher, photo):
    make_article("Bài đã đăng", photo=photo)
    make_article("Bài nháp", photo=photo, published=False)
    client.force_login(publisher)
    text = client.get(page_of(photo)).content.decode()
    assert "Bài đã đăng" in text
    assert "Bài nháp" in text
    assert "ảnh chính" in text
    seen = ",".join(str(article.pk) for article in Article.objects.all())
    answer = client.post(page_of(photo), {"reason": REASON, "seen": seen}, follow=True)
    assert "bỏ khỏi 2 bài" in answer.content.decode()
    assert REASON in answer.content.decode()
    photo.refresh_from_db()
    assert (photo.taken_down_by, photo.taken_down_reason) == (publisher, REASON)
    entry = AuditEntry.objects.get(verb="photo.taken_down")
    assert (entry.actor, entry.facts) == (publisher, {"reason": REASON, "articles": 2})


def test_a_use_that_was_not_shown_stops_it(client, publisher, photo):
    shown = make_article("Bài đã thấy", photo=photo)
    make_article("Bài mới thêm", photo=photo)
    client.force_login(publisher)
    answer = client.post(page_of(photo), {"reason": REASON, "seen": str(shown.pk)})
    text = answer.content.decode()
    assert "đã được đưa vào bài khác" in text
    assert "Bài mới thêm" in text
    assert REASON in text
    photo.refresh_from_db()
    assert not photo.is_taken_down


@pytest.mark.parametrize("who", ["reporter", "editor"])
def test_only_those_who_publish_take_photos_down(client, request, who, photo):
    client.force_login(request.getfixturevalue(who))
    for method in (client.get, client.post):
        assert method(page_of(photo)).status_code == 403
    assert not Photo.objects.get().is_taken_down


def test_doing_it_again_deletes_the_files_that_were_left(
    publisher, photo, django_capture_on_commit_callbacks
):
    actions.take_down_photo(photo, REASON, by=publisher)
    first = Photo.objects.get().taken_down_at
    with django_capture_on_commit_callbacks(execute=True):
        actions.take_down_photo(photo, "lần nữa", by=publisher)
    photo.refresh_from_db()
    assert (photo.taken_down_at, photo.taken_down_reason) == (first, REASON)
    assert not any(default_storage.exists(name) for name in files_of(photo))


def test_it_costs_the_same_for_each_article(publisher, photo, django_assert_max_num_queries):
    for number in range(4):
        make_article(f"Bài {number}", photo=photo, body=f"<p>Một</p>{figure(photo)}")
    with django_assert_max_num_queries(12 + 4 * 30):
        actions.take_down_photo(photo, REASON, by=publisher)


# --- Deleting ---


def test_an_unused_photo_is_deleted_with_its_files(
    client, editor, photo, django_capture_on_commit_callbacks
):
    client.force_login(editor)
    assert "Xóa ảnh" in client.get(page_of(photo, "remove")).content.decode()
    with django_capture_on_commit_callbacks(execute=True):
        assert client.post(page_of(photo, "remove")).status_code == 302
    assert not Photo.objects.exists()
    assert not any(default_storage.exists(name) for name in files_of(photo))


def test_a_photo_of_a_correction_in_preparation_is_not_deleted(editor, photo):
    article = make_article()
    words = newest(article)
    words.photos = [row(photo)]
    actions.save_article(article, words, by=editor)
    with pytest.raises(RuleBroken, match="1 bài"):
        actions.delete_photo(photo, by=editor)


@pytest.mark.parametrize(
    "fields",
    [
        {"photos": '[{"photo":%s,"caption":"","alt":""}]'},
        {"body": '<figure class="image"><img src="/media/x" data-photo-id="%s"></figure>'},
    ],
)
def test_a_photo_in_a_form_that_is_not_saved_yet_is_not_deleted(editor, reporter, photo, fields):
    fields = {name: text % photo.pk for name, text in fields.items()}
    WorkingCopy.objects.keep(reporter, "moi", None, fields=fields)
    with pytest.raises(RuleBroken, match="Đang có người"):
        actions.delete_photo(photo, by=editor)


def test_a_photo_of_an_older_version_only_may_go_and_restoring_still_works(editor, photo):
    article = make_article(photo=photo, published=False)
    words = newest(article)
    words.photos, words.headline = [], "Tít khác"
    actions.save_article(article, words, by=editor)
    actions.delete_photo(photo, by=editor)
    article = actions.restore_revision(article.revisions.get(number=1), by=editor)
    assert newest(article).photos == []


def test_one_that_was_taken_down_stays_on_record(editor, publisher, photo):
    actions.take_down_photo(photo, REASON, by=publisher)
    with pytest.raises(RuleBroken, match="giữ trong sổ"):
        actions.delete_photo(photo, by=editor)


def test_a_photo_sent_again_in_another_year_leaves_no_second_set_of_files(monkeypatch, publisher):
    photo = make_photo()
    before = {path for path in Path(settings.MEDIA_ROOT).rglob("*") if path.is_file()}
    later = timezone.localdate().replace(year=timezone.localdate().year + 1, day=1)
    # Names of files hold the year: next year has to come before the test ends.
    monkeypatch.setattr(timezone, "localdate", lambda *args: later)
    assert make_photo() == photo
    assert {path for path in Path(settings.MEDIA_ROOT).rglob("*") if path.is_file()} == before
