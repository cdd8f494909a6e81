"""The photo library: found by its words, described on the spot, with everything that uses it."""

import io

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from articles import actions
from articles.models import Photo, PhotoBand, Snapshot
from articles.reports.photos import look_alikes, uses
from branch_portal.lib import images, similar
from branch_portal.management.demo.pictures import draw
from tests.factories import make_article, make_photo, make_picture

pytestmark = pytest.mark.django_db
GRID = reverse("admin:articles_photo_changelist")
COLOURS = ["olive", "navy", "teal", "maroon", "purple", "gray", "green", "blue"]


def page_of(photo):
    return reverse("admin:articles_photo_change", args=[photo.pk])


def words_of(photo):
    return reverse("admin:articles_photo_words", args=[photo.pk])


def drawn(motif="meeting", seed=1, size=(640, 427), quality=90, by=None, **words):
    file = io.BytesIO()
    draw(motif, seed, (1280, 853)).resize(size).save(file, "JPEG", quality=quality)
    return actions.add_photo(images.read_photo(file), by=by, **words)


# --- The grid ---


def test_it_shows_photos_with_what_is_missing(client, reporter):
    make_photo(credit="")
    client.force_login(reporter)
    text = client.get(GRID).content.decode()
    assert "Buổi sinh hoạt tháng 11." in text
    assert "Chưa có người chụp" in text
    assert 'data-photo-upload="/toa-soan/anh/"' in text


def test_it_is_searched_without_marks(client, reporter):
    make_photo("olive", caption="Chi bộ họp")
    make_photo("navy", caption="Làm đường")
    client.force_login(reporter)
    text = client.get(GRID, {"q": "chi bo ha van"}).content.decode()
    assert "Chi bộ họp" in text
    assert "Làm đường" not in text


@pytest.mark.parametrize(
    ("show", "found"),
    [
        ("", {"mine", "nobody", "used"}),
        ("mine", {"mine"}),
        ("no-credit", {"nobody"}),
        ("rights", {"mine", "nobody"}),
        ("unused", {"mine", "nobody"}),
        ("gone", {"gone"}),
    ],
)
def test_it_is_narrowed(client, reporter, publisher, show, found):
    make_photo("olive", caption="mine", by=reporter)
    make_photo("navy", caption="nobody", credit="")
    used = make_photo("teal", caption="used")
    actions.describe_photo(used, {"rights": "own"}, by=publisher)
    make_article(photo=used)
    actions.take_down_photo(make_photo("maroon", caption="gone"), "Sai người.", by=publisher)
    client.force_login(reporter)
    response = client.get(GRID, {"show": show} if show else {})
    assert {photo.caption for photo, _thumb in response.context_data["cards"]} == found


def test_a_filter_that_does_not_exist_is_no_accident(client, reporter):
    client.force_login(reporter)
    assert client.get(GRID, {"show": "xyz"}).status_code == 302


def test_its_cost_does_not_grow(client, reporter, django_assert_max_num_queries):
    for colour in COLOURS:
        make_article(photo=make_photo(colour))
    client.force_login(reporter)
    with django_assert_max_num_queries(8):
        client.get(GRID)


@pytest.mark.parametrize("who", ["moderator", "secretary", "stranger"])
def test_others_stay_outside(client, request, who):
    photo = make_photo()
    client.force_login(request.getfixturevalue(who))
    for address in (GRID, page_of(photo)):
        assert client.get(address).status_code in (302, 403)
    assert client.post(words_of(photo), {"caption": "x"}).status_code in (302, 403)


# --- Words on a card ---


def test_one_field_is_stored_without_the_others(client, editor):
    photo = make_photo()
    client.force_login(editor)
    answer = client.post(words_of(photo), {"credit": "  Lý  Lan "}).json()
    assert answer == {"errors": {}, "credit": "Lý Lan"}
    photo.refresh_from_db()
    assert (photo.credit, photo.caption) == ("Lý Lan", "Buổi sinh hoạt tháng 11.")
    assert "lan" in photo.folded


@pytest.mark.parametrize(
    "typed", [{"caption": "x" * 301}, {"rights": "stolen"}, {"credit": "y" * 81}]
)
def test_a_refused_field_says_why_and_stores_nothing(client, editor, typed):
    photo = make_photo()
    client.force_login(editor)
    answer = client.post(words_of(photo), typed).json()
    assert answer["errors"].keys() == typed.keys()
    assert Photo.objects.values().get() == Photo.objects.filter(pk=photo.pk).values().get()
    photo.refresh_from_db()
    assert photo.credit == "Hà Vân"


def test_a_reporter_describes_own_photos_only(client, reporter, editor):
    own, foreign = make_photo("olive", by=reporter), make_photo("navy", by=editor)
    client.force_login(reporter)
    assert client.post(words_of(own), {"alt": "Hội trường xã"}).status_code == 200
    assert client.post(words_of(foreign), {"alt": "Hội trường xã"}).status_code == 403
    assert client.get(words_of(own)).status_code == 405
    assert client.post(words_of(Photo(pk=99)), {"alt": "x"}).status_code == 404


def test_a_reporter_leaves_the_words_of_a_printed_photo_alone(client, reporter):
    printed = make_photo(by=reporter)
    make_article(photo=printed)
    client.force_login(reporter)
    answer = client.post(words_of(printed), {"credit": "Người khác"})
    assert answer.status_code == 403
    assert "Bạn đọc đã thấy ảnh này" in answer.content.decode()


def test_a_photo_that_was_taken_down_keeps_its_words(client, editor, publisher):
    photo = make_photo()
    actions.take_down_photo(photo, "Sai người.", by=publisher)
    client.force_login(editor)
    answer = client.post(words_of(photo), {"caption": "khác"})
    assert "đã bị gỡ" in answer.json()["error"]["message"]


# --- One photo ---


def test_its_page_says_where_it_stands(client, editor):
    photo = make_photo()
    body = f'<p>Một</p><figure class="image"><img src="{photo.sizes("jpeg")[0]["url"]}" '
    body += f'data-photo-id="{photo.pk}" alt=""></figure>'
    make_article("Bài có ảnh chính", photo=photo)
    make_article("Bài nháp có ảnh trong bài", body=body, published=False)
    waiting = make_article("Bài đang sửa")
    words = Snapshot.newest(waiting)
    words.photos = [{"photo": photo.pk, "caption": "", "alt": ""}]
    actions.save_article(waiting, words, by=editor)
    client.force_login(editor)
    text = client.get(page_of(photo)).content.decode()
    for words in ("Bài có ảnh chính", "ảnh chính", "trong bài viết", "Bài đang sửa"):
        assert words in text
    assert "trong bản chưa đăng" in text
    assert {str(use.article) for use in uses(photo)} == {
        "Bài có ảnh chính",
        "Bài nháp có ảnh trong bài",
        "Bài đang sửa",
    }


def test_its_words_rights_and_focus_are_stored(client, editor):
    photo = make_photo()
    client.force_login(editor)
    typed = {
        "caption": "Mới",
        "credit": "Lý Lan",
        "alt": "Hội trường",
        "rights": "agency",
        "rights_note": "Hợp đồng 2026",
        "focal_x": "80",
        "focal_y": "20",
    }
    assert client.post(page_of(photo), typed).status_code == 302
    photo.refresh_from_db()
    assert (photo.caption, photo.rights, photo.focal_x, photo.focal_y) == ("Mới", "agency", 80, 20)
    article = make_article(photo=photo)
    assert "fx8 fy2" in client.get(article.get_absolute_url()).content.decode()


def test_a_focus_outside_the_picture_is_refused_beside_the_field(client, editor):
    photo = make_photo()
    client.force_login(editor)
    text = client.post(page_of(photo), {"rights": "own", "focal_x": "101", "focal_y": ""})
    assert text.status_code == 200
    assert "errorlist" in text.content.decode()
    photo.refresh_from_db()
    assert photo.rights == "unknown"


def test_the_page_of_one_costs_little(client, editor, django_assert_max_num_queries):
    photo = drawn(seed=1)
    for number in range(6):
        drawn(seed=1, size=(600 + number, 400))
        make_article(f"Bài {number}", photo=photo)
    client.force_login(editor)
    with django_assert_max_num_queries(14):
        client.get(page_of(photo))


def test_the_same_file_leads_to_the_photo_that_is_there(client, editor):
    photo = make_photo("olive")
    client.force_login(editor)
    file = SimpleUploadedFile("anh.jpg", make_picture(colour="olive"))
    answer = client.post(reverse("admin:articles_photo_add"), {"upload": file}, follow=True)
    assert "đã có trong thư viện" in answer.content.decode()
    assert answer.request["PATH_INFO"] == page_of(photo)
    assert Photo.objects.count() == 1


# --- Look-alikes ---


def test_a_smaller_copy_is_recognised_with_the_day_of_its_use(client, editor):
    used = drawn(seed=1)
    make_article(photo=used)
    other = drawn("classroom", seed=5)
    copy = drawn(seed=1, size=(500, 333), quality=60)
    found = look_alikes(copy)
    assert [each.photo for each in found] == [used]
    assert f"{found[0].used_on:%d/%m/%Y}" == "10/01/2022"
    assert other not in [each.photo for each in found]
    client.force_login(editor)
    assert "dùng ngày 10/01/2022" in client.get(page_of(copy)).content.decode()


def test_the_upload_tells_of_look_alikes_and_of_the_same_photo(client, editor):
    used = drawn(seed=1)
    make_article(photo=used)
    client.force_login(editor)
    file = io.BytesIO()
    draw("meeting", 1, (1280, 853)).resize((500, 333)).save(file, "JPEG")
    for is_new in (True, False):
        file.seek(0)
        upload = SimpleUploadedFile("anh.jpg", file.read())
        answer = client.post(reverse("articles:upload_photo"), {"upload": upload}).json()
        assert answer["is_new"] == is_new
        assert [each["id"] for each in answer["look_alikes"]] == [used.pk]
        assert answer["look_alikes"][0]["used_on"] == "10/01/2022"


def test_plain_colours_resemble_nothing():
    photos = [make_photo(colour) for colour in COLOURS[:3]]
    assert {photo.phash for photo in photos} == {0}
    assert look_alikes(photos[0]) == []


def test_at_most_twelve_are_shown_and_the_nearest_come_first(django_assert_max_num_queries):
    photo = drawn(seed=1)
    base = similar.unsigned(photo.phash)
    for number in range(15):
        value = base ^ ((1 << number % 9) - 1)  # 0 to 8 bits of the last byte and a half
        row = Photo(
            file="photos/x.jpg",
            width=1,
            height=1,
            sha256=str(number),
            phash=similar.signed(value),
        )
        row.save()
        PhotoBand.objects.bulk_create(
            PhotoBand(photo=row, number=n, value=v) for n, v in enumerate(similar.bands(value))
        )
    with django_assert_max_num_queries(3):
        found = look_alikes(photo)
    assert len(found) == 12
    distances = [each.distance for each in found]
    assert distances == sorted(distances)
