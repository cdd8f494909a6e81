import io

import pytest

from articles import actions
from branch_portal.lib.files import read_document
from tests.articles.test_upload_attachment import PDF, docx
from tests.factories import make_article

pytestmark = pytest.mark.django_db


@pytest.fixture
def file():
    return actions.add_attachment(read_document(io.BytesIO(PDF)), title="Kế hoạch", by=None)


def test_readers_of_a_published_article_take_it_home(client, file):
    article = make_article(attachments=[file.pk])
    assert (
        f'href="/tep/{file.pk}/">Kế hoạch</a>'
        in client.get(article.get_absolute_url()).content.decode()
    )
    response = client.get(file.get_absolute_url())
    assert b"".join(response.streaming_content) == PDF
    assert response["Content-Type"] == "application/pdf"
    assert "ke-hoach.pdf" in response["Content-Disposition"]
    assert "sandbox" in response["Content-Security-Policy"]
    assert not response.cookies


def test_a_word_document_is_a_download(client):
    word = actions.add_attachment(read_document(io.BytesIO(docx())), title="Mẫu đơn", by=None)
    make_article(body=f'<p><a href="/tep/{word.pk}/">Mẫu đơn</a></p>')
    response = client.get(word.get_absolute_url())
    assert response["Content-Disposition"].startswith("attachment")


def test_the_file_of_a_draft_is_for_the_newsroom_only(client, file, reporter, stranger):
    make_article(attachments=[file.pk], published=False)
    assert client.get(file.get_absolute_url()).status_code == 404
    client.force_login(stranger)
    assert client.get(file.get_absolute_url()).status_code == 404
    client.force_login(reporter)
    response = client.get(file.get_absolute_url())
    assert response.status_code == 200
    assert "no-store" in response["Cache-Control"]


def test_a_withdrawn_article_takes_its_files_along(client, file):
    article = make_article(attachments=[file.pk])
    actions.withdraw_article(article, by=None)
    assert client.get(file.get_absolute_url()).status_code == 404


def test_what_is_not_there_is_404(client, db):
    assert client.get("/tep/999/").status_code == 404


def test_its_cost(client, file, django_assert_max_num_queries):
    make_article(attachments=[file.pk])
    with django_assert_max_num_queries(2):
        client.get(file.get_absolute_url())
