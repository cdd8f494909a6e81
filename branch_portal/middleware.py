"""What every answer carries, and who must show a second factor."""

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect

from allauth.mfa.utils import is_mfa_enabled

# Inline style attributes are what the editor of articles works with; scripts stay strict everywhere.
ADMIN_POLICY = {
    "style-src-attr": ["'unsafe-inline'"],
    "img-src": ["data:", "blob:"],
}
STAFF_PREFIXES = ("/admin/", "/noi-bo/", "/tai-khoan/")


class Headers:
    """Privacy and security headers that Django's own middleware does not set."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        response.headers.setdefault("Cross-Origin-Resource-Policy", "same-origin")
        response.headers.setdefault(
            "Permissions-Policy", "camera=(), geolocation=(), microphone=(), payment=(), usb=()"
        )
        if request.path.startswith(STAFF_PREFIXES):
            # Nothing that a signed-in person saw stays in a shared computer's cache.
            response.headers["Cache-Control"] = "no-store, private"
        if request.path.startswith("/admin/"):
            response._csp_update = ADMIN_POLICY
        return response


class SecondFactor:
    """Nobody without a second factor enters the internal zone or the admin (not in the demo)."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_view(self, request, view_func, view_args, view_kwargs):
        if not settings.SECOND_FACTOR_DEMANDED:
            return None
        if not request.path.startswith(("/admin/", "/noi-bo/")):
            return None
        if not getattr(view_func, "login_required", True) or not request.user.is_authenticated:
            return None
        return None if is_mfa_enabled(request.user) else redirect("mfa_index")
