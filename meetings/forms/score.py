"""The shape of a score: points for every criterion, a reason where the record says otherwise."""

from collections.abc import Iterator
from decimal import Decimal
from typing import Any

from django import forms
from django.utils.translation import gettext as _

from branch_portal.lib.fields import TidyCharField
from meetings import rules
from meetings.forms.record import BallotForm
from meetings.models import Criterion
from meetings.models.proofs import Sheet, SheetRow


class ScoreSheetForm(forms.Form):
    """Two fields for each criterion; what the facts propose is chosen already."""

    def __init__(self, *args, sheet: Sheet, **kwargs):
        super().__init__(*args, **kwargs)
        self.sheet = sheet
        for row in sheet.rows:
            criterion, line = row.criterion, row.line
            points = line.points if line else row.proposal.points
            self.fields[f"points-{criterion.pk}"] = _points_field(criterion, points)
            self.fields[f"reason-{criterion.pk}"] = TidyCharField(
                label=_("Reason or remark"),
                max_length=300,
                required=False,
                initial=line.reason if line else "",
            )

    def rows(self) -> Iterator[tuple[SheetRow, Any, Any]]:
        """For the template: each criterion with its two fields."""
        for row in self.sheet.rows:
            pk = row.criterion.pk
            yield row, self[f"points-{pk}"], self[f"reason-{pk}"]

    @property
    def given(self) -> dict[int, tuple[Decimal, str]]:
        """Criterion id → (points, reason)."""
        data = self.cleaned_data
        return {
            row.criterion.pk: (
                data[f"points-{row.criterion.pk}"],
                data[f"reason-{row.criterion.pk}"],
            )
            for row in self.sheet.rows
        }


def _points_field(criterion: Criterion, points: Decimal | None) -> forms.Field:
    options = list(criterion.options.all())
    outside = _("This criterion has 0 to %(most)s points.") % {"most": rules.plain(criterion.most)}
    wrong = {
        "required": _("Give points for this criterion."),
        "min_value": outside,
        "max_value": outside,
    }
    if options:
        return forms.TypedChoiceField(
            label=criterion.text,
            choices=[(str(option.points), option.label) for option in options],
            coerce=Decimal,
            widget=forms.RadioSelect,
            initial=None if points is None else str(points),
            error_messages=wrong,
        )
    return forms.DecimalField(
        label=_("Points"),
        min_value=0,
        max_value=criterion.most,
        decimal_places=1,
        localize=True,
        initial=None if points is None else rules.plain(points),
        widget=forms.TextInput(attrs={"inputmode": "decimal", "autocomplete": "off"}),
        error_messages=wrong,
    )


class ScoreVoteForm(BallotForm):
    """The vote on the sum; what is voted on is known, and there is one only."""

    key = subject = None
