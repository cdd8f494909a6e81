"""Whatever happens between the reading and the sending, nobody's words are lost."""

import socket

import pytest

from articles import actions as article_actions
from comments.models import Comment
from tests.comments.posting import post
from tests.factories import make_article

pytestmark = pytest.mark.django_db
WORDS = "Đường vào bản <b>hỏng</b> từ tháng Ba."


def test_an_article_withdrawn_meanwhile_gives_the_words_back(client):
    article = make_article("Bài sẽ rút")
    article_actions.withdraw_article(article, by=None)
    response = post(client, article, text=WORDS)
    page = response.content.decode()
    assert response.status_code == 410
    assert "Đường vào bản &lt;b&gt;hỏng&lt;/b&gt; từ tháng Ba." in page
    assert "Bài sẽ rút" not in page
    assert not Comment.objects.exists()
    assert not response.cookies


def test_without_the_server_of_the_counts_the_words_wait_in_the_form(client, settings, unused_port):
    article = make_article("Chi bộ bàn việc làng")
    settings.CACHES = settings.CACHES | {
        "default": {
            "BACKEND": "django.core.cache.backends.redis.RedisCache",
            "LOCATION": f"redis://127.0.0.1:{unused_port}/0",
        }
    }
    response = post(client, article, text=WORDS)
    page = response.content.decode()
    assert response.status_code == 503
    assert "Đường vào bản &lt;b&gt;hỏng&lt;/b&gt; từ tháng Ba.</textarea>" in page
    assert "Hiện chưa nhận được ý kiến" in page
    assert not Comment.objects.exists()


@pytest.fixture
def unused_port():
    with socket.create_server(("127.0.0.1", 0)) as free:
        return free.getsockname()[1]
