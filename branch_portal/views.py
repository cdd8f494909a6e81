"""The roof: where a signed-in person lands, health, media."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_safe


@require_safe
def home(request: HttpRequest) -> HttpResponse:
    """After sign-in: newsroom people to the admin, everybody else to the internal zone."""
    return redirect("admin:index" if request.user.is_staff else "meetings:desk")
