"""A branch's own Word templates: put in use, taken out of use."""

from django.db import transaction

from accounts import audit
from accounts.models import User
from branch_portal.lib import private
from branch_portal.lib.text import tidy
from meetings.documents.templates import FOLDER
from meetings.models import PaperTemplate
from organisation.models import Unit


@transaction.atomic
def add_paper_template(
    unit: Unit, kind: str, *, content: bytes, file_name: str, by: User
) -> PaperTemplate:
    """Put a template in use in place of the one before; the form has judged its content."""
    Unit.objects.select_for_update().get(pk=unit.pk)
    PaperTemplate.objects.in_use(unit).filter(kind=kind).update(is_in_use=False)
    template = PaperTemplate.objects.create(
        unit=unit,
        kind=kind,
        file_name=tidy(file_name)[-160:],
        sha256=private.keep(FOLDER, content),
        uploaded_by=by,
    )
    audit.record("paper_template.added", template, by=by, kind=kind)
    return template


@transaction.atomic
def remove_paper_template(template: PaperTemplate, *, by: User) -> bool:
    """Print the default paper again. False when it was out of use already."""
    template = PaperTemplate.objects.select_for_update(of=("self",)).get(pk=template.pk)
    if not template.is_in_use:
        return False
    template.is_in_use = False
    template.save(update_fields=["is_in_use"])
    audit.record("paper_template.removed", template, by=by, kind=template.kind)
    return True
