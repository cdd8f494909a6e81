import io

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from articles.models import Photo
from tests.factories import make_picture

pytestmark = pytest.mark.django_db
URL = reverse("articles:upload_photo")


def picture(content=None, name="anh.jpg"):
    return {"upload": SimpleUploadedFile(name, content or make_picture(size=(1200, 800)))}


def test_a_reporter_sends_a_picture_from_the_editor(client, reporter):
    client.force_login(reporter)
    answer = client.post(URL, picture()).json()
    photo = Photo.objects.get()
    assert answer["photo_id"] == photo.pk
    assert answer["url"].startswith("/media/photos/")
    assert answer["url"].endswith("-800.jpg")
    assert photo.uploaded_by == reporter


@pytest.mark.parametrize(
    "content", [b"<html>" + b"x" * 40 * 1024 * 1024, b"", make_picture(format="GIF")]
)
def test_what_is_no_photo_is_refused_in_a_sentence(client, editor, content):
    client.force_login(editor)
    response = client.post(URL, {"upload": io.BytesIO(content)})
    assert response.status_code == 400
    assert response.json()["error"]["message"]
    assert not Photo.objects.exists()


def test_without_a_picture_it_says_so(client, editor):
    client.force_login(editor)
    assert client.post(URL).json()["error"]["message"] == (
        "Chưa nhận được ảnh nào. Hãy chọn lại ảnh."
    )


@pytest.mark.parametrize("who", ["moderator", "secretary", "stranger"])
def test_the_wrong_role_is_refused(client, request, who):
    client.force_login(request.getfixturevalue(who))
    response = client.post(URL, picture())
    assert response.status_code == 403
    assert "phóng viên và biên tập viên" in response.json()["error"]["message"]
    assert not Photo.objects.exists()


def test_a_visitor_is_sent_to_sign_in(client):
    assert client.post(URL, picture()).status_code == 302


def test_another_site_cannot_send_one(editor):
    client = Client(enforce_csrf_checks=True)
    client.force_login(editor)
    assert client.post(URL, picture()).status_code == 403


def test_it_only_takes_posts(client, editor):
    client.force_login(editor)
    assert client.get(URL).status_code == 405


def test_its_cost(client, editor, django_assert_max_num_queries):
    client.force_login(editor)
    with django_assert_max_num_queries(12):
        client.post(URL, picture())
