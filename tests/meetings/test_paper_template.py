"""An uploaded template comes back as it was."""

import pytest
from django.conf import settings
from django.urls import reverse

from meetings import actions
from tests.meetings.paper_parts import read

pytestmark = pytest.mark.django_db


def test_it_is_the_file_that_was_uploaded(client, branch, secretary):
    template = actions.add_paper_template(
        branch, "resolution_extract", content=b"nguyen van", file_name="x.docx", by=secretary
    )
    client.force_login(secretary)
    url = reverse("meetings:paper_template", args=[template.pk])
    response = client.get(url)
    assert read(response).getvalue() == b"nguyen van"
    assert 'filename="mau-resolution-extract.docx"' in response["Content-Disposition"]
    (settings.DATA_DIR / "private" / "paper-templates" / template.sha256).unlink()
    assert client.get(url).status_code == 404
    assert client.get(reverse("meetings:paper_template", args=[10**9])).status_code == 404
