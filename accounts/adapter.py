"""What the sign-in library asks the project to decide."""

from urllib.parse import urlsplit

from allauth.account.adapter import DefaultAccountAdapter
from django.conf import settings


class Adapter(DefaultAccountAdapter):
    def is_open_for_signup(self, request) -> bool:
        """Accounts are opened by the administrator; nobody signs up."""
        return False

    def get_reset_password_from_key_url(self, key: str) -> str:
        """The address in the mail comes from a setting, never from the request's Host header."""
        return settings.SITE_URL + urlsplit(super().get_reset_password_from_key_url(key)).path
