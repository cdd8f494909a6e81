"""A template taken out of use."""

import pytest
from django.urls import reverse

from accounts.models import AuditEntry
from meetings import actions
from meetings.models import PaperTemplate

pytestmark = pytest.mark.django_db


def test_the_usual_paper_is_printed_again(client, branch, secretary):
    template = actions.add_paper_template(
        branch, "minutes", content=b"x", file_name="x.docx", by=secretary
    )
    client.force_login(secretary)
    url = reverse("meetings:remove_paper_template", args=[template.pk])
    assert client.get(url).status_code == 405
    for _twice in range(2):
        assert client.post(url).status_code == 302
    assert not PaperTemplate.objects.in_use(branch).exists()
    assert PaperTemplate.objects.count() == 1, "what was printed on it can still be looked up"
    assert AuditEntry.objects.filter(verb="paper_template.removed").count() == 1
