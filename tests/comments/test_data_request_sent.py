import pytest

pytestmark = pytest.mark.django_db


def test_it_says_what_comes_next_and_nothing_about_anybody(client):
    response = client.get("/y-kien/quyen-du-lieu/da-gui/")
    assert "một thư kèm đường dẫn" in response.text
    assert "noindex" in response.text
    assert not response.cookies
    assert client.post("/y-kien/quyen-du-lieu/da-gui/").status_code == 405
