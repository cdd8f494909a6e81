"""What every answer carries, and who must show a second factor."""

from allauth.mfa.utils import is_mfa_enabled
from django.conf import settings
from django.contrib.auth.middleware import LoginRequiredMiddleware
from django.core.exceptions import BadRequest
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect

# Inline style attributes are what the editor of articles works with; scripts stay strict. A pasted
# picture stands in the text as data: until the editor has read it out and sent it to the library.
ADMIN_POLICY = {
    "style-src-attr": ["'unsafe-inline'"],
    "img-src": ["data:", "blob:"],
    "connect-src": ["data:", "blob:"],
    "frame-src": ["'self'"],  # the page that an article makes, beside its form
}
# The square code for the authenticator app is a picture inside its page: no cache ever holds it.
QR_POLICY = {"img-src": ["data:"]}
QR_PATH = "/tai-khoan/2fa/totp/"
STAFF_PREFIXES = ("/admin/", "/noi-bo/", "/tai-khoan/", "/toa-soan/")


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
        elif request.path.startswith(QR_PATH):
            response._csp_update = QR_POLICY
        return response

    def process_view(self, request, view_func, view_args, view_kwargs):
        # No honest link holds a NUL, and PostgreSQL refuses to compare anything with it.
        query = request.META.get("QUERY_STRING", "")
        if "%00" in query or "\x00" in query:
            raise BadRequest("The query string holds a NUL.")


class LoginRequired(LoginRequiredMiddleware):
    """Silence means signed-in, as Django's own has it, but a public page never asks who is there.

    Django looks at the user first, and that look alone makes every public answer "Vary: Cookie".
    """

    def process_view(self, request, view_func, view_args, view_kwargs):
        if not getattr(view_func, "login_required", True):
            return None
        return super().process_view(request, view_func, view_args, view_kwargs)


class SecondFactor:
    """Nobody without a second factor enters the internal zone or the admin (not in the demo)."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_view(self, request, view_func, view_args, view_kwargs):
        if not settings.SECOND_FACTOR_DEMANDED:
            return None
        if not request.path.startswith(("/admin/", "/noi-bo/", "/toa-soan/")):
            return None
        if not getattr(view_func, "login_required", True) or not request.user.is_authenticated:
            return None
        return None if is_mfa_enabled(request.user) else redirect("mfa_index")
