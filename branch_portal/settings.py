"""Settings of Branch Portal: one file. Development and production differ only by environment."""

import os
import re
from pathlib import Path

from csp.constants import NONE, SELF
from django.core.exceptions import ImproperlyConfigured
from django.utils.translation import gettext_lazy as _

from branch_portal.lib.environment import (
    address_keys,
    database,
    env,
    flag,
    number,
    secret_key,
    site_url,
)

BASE_DIR = Path(__file__).resolve().parent.parent


# --- Where and how it runs ------------------------------------------------------------------------

DEBUG = flag("DEBUG", False)
DATA_DIR = Path(os.environ.get("DATA_DIR") or BASE_DIR / "var").resolve()
DATA_DIR.mkdir(parents=True, exist_ok=True)
SITE_URL = site_url()
HTTPS = SITE_URL.startswith("https://")
SECRET_KEY = secret_key(DATA_DIR / "secret_key")
DEMO = flag("DEMO", False)
DEMO_PASSWORD = os.environ.get("DEMO_PASSWORD", "")
# The name in the masthead; the demo world has one of its own.
SITE_NAME = os.environ.get("SITE_NAME") or (
    "Đảng bộ huyện Lạc Giang" if DEMO else "Cổng thông tin Đảng bộ"
)
if os.environ.get("STORAGE_URL"):
    raise ImproperlyConfigured("STORAGE_URL is not supported yet: media are kept in DATA_DIR.")
if DEBUG and HTTPS:
    raise ImproperlyConfigured("DEBUG=1 on a public https address would show secrets to readers.")

_host = SITE_URL.split("://", 1)[1].split(":")[0]
ALLOWED_HOSTS = [_host] if HTTPS else [_host, "localhost", "127.0.0.1", "[::1]"]
CSRF_TRUSTED_ORIGINS = [SITE_URL]
# The proxy in front (deploy/nginx.conf) overwrites this header; without a proxy nothing reads it.
BEHIND_PROXY = flag("BEHIND_PROXY", False)
if BEHIND_PROXY:
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
    # Without it all people would share one limit on sign-ins: the proxy's address.
    ALLAUTH_TRUSTED_PROXY_COUNT = 1

INSTALLED_APPS = [
    "accounts",
    "organisation",
    "articles",
    "meetings",
    "comments",
    "branch_portal",
    "django.contrib.admin",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "whitenoise.runserver_nostatic",
    "django.contrib.staticfiles",
    "django.forms",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "csp",
    "django_ckeditor_5",
    "django_tasks",
    "django_tasks_db",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "csp.middleware.CSPMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "branch_portal.middleware.Headers",
    "django.middleware.http.ConditionalGetMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "branch_portal.middleware.LoginRequired",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "branch_portal.middleware.SecondFactor",
]

ROOT_URLCONF = "branch_portal.urls"
WSGI_APPLICATION = "branch_portal.wsgi.application"
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
            ],
            "builtins": [
                "django.templatetags.i18n",
                "branch_portal.templatetags.portal",
                "branch_portal.templatetags.machines",
            ],
        },
    }
]
FORM_RENDERER = "django.forms.renderers.TemplatesSetting"

# --- Data -----------------------------------------------------------------------------------------

DATABASES = {
    "default": database(
        os.environ.get("DATABASE_URL") or f"sqlite:///{DATA_DIR / 'portal.sqlite3'}"
    )
}
# Beside it, the pages that readers get again and again; see lib/pagecache.
PAGE_CACHE = flag("PAGE_CACHE", not DEBUG)
PAGE_CACHE_DIR = DATA_DIR / "pages"
PAGE_CACHE_PARAMETERS = {"trang", "p"}
if address := os.environ.get("CACHE_URL"):
    # Shared by several machines.
    CACHES = {
        "default": env.cache_url_config(address),
        "pages": env.cache_url_config(address) | {"KEY_PREFIX": "pages"},
    }
else:
    # Shared by the worker processes of one machine; several machines need CACHE_URL.
    _files = {"BACKEND": "django.core.cache.backends.filebased.FileBasedCache"}
    CACHES = {
        "default": _files
        # Beyond it a third is thrown away, and with it the counts that limit sign-ins.
        | {"LOCATION": DATA_DIR / "cache", "OPTIONS": {"MAX_ENTRIES": 100_000}},
        "pages": _files | {"LOCATION": PAGE_CACHE_DIR / "kept", "OPTIONS": {"MAX_ENTRIES": 5_000}},
    }
MEDIA_ROOT = DATA_DIR / "media"
MEDIA_URL = "/media/"
STATIC_ROOT = DATA_DIR / "static"
STATIC_URL = "/static/"
STATICFILES_DIRS = [BASE_DIR / "static"]
STATICFILES_FINDERS = [
    "django.contrib.staticfiles.finders.FileSystemFinder",
    "django.contrib.staticfiles.finders.AppDirectoriesFinder",
    "branch_portal.lib.bundles.Bundles",
]
# All that a public page needs; see lib/bundles.
_PUBLIC_SHEETS = [
    *("tokens", "base", "layout", "components", "story", "comments", "lists", "summaries", "print")
]
BUNDLES = {"css/site.css": [f"css/{name}.css" for name in _PUBLIC_SHEETS]}
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "branch_portal.lib.assets.Assets"},
}
FILE_UPLOAD_PERMISSIONS = 0o640
FILE_UPLOAD_DIRECTORY_PERMISSIONS = 0o750
DATA_UPLOAD_MAX_NUMBER_FIELDS = 3000  # a roll of 300 members posts three fields each
TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend"}}

# --- People ---------------------------------------------------------------------------------------

AUTH_USER_MODEL = "accounts.User"
AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
AUTH_PASSWORD_VALIDATORS = [
    {
        "NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator",
        "OPTIONS": {"user_attributes": ("username", "full_name", "email")},
    },
    {
        "NAME": "django.contrib.auth.password_validation.MinimumLengthValidator",
        "OPTIONS": {"min_length": 12},
    },
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "home"
LOGOUT_REDIRECT_URL = "articles:front"
ACCOUNT_ADAPTER = "accounts.adapter.Adapter"
ACCOUNT_LOGIN_METHODS = {"username"}
ACCOUNT_SIGNUP_FIELDS = ["username*", "password1*", "password2*"]
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_LOGOUT_ON_PASSWORD_CHANGE = True
ACCOUNT_SESSION_REMEMBER = False
ACCOUNT_FORMS = {
    "login": "accounts.forms.SignInForm",
    "change_password": "accounts.forms.ChangePasswordForm",
    "reset_password": "accounts.forms.ResetPasswordForm",
    "reset_password_from_key": "accounts.forms.NewPasswordForm",
    "reauthenticate": "accounts.forms.ConfirmPasswordForm",
}
# Wrong passwords: 5 for one account and 20 from one network in a quarter of an hour.
ACCOUNT_RATE_LIMITS = {"login_failed": "20/15m/ip,5/15m/key"}
ACCOUNT_EMAIL_NOTIFICATIONS = True
ACCOUNT_EMAIL_UNKNOWN_ACCOUNTS = False  # strangers cannot make the portal write to anybody
ACCOUNT_EMAIL_SUBJECT_PREFIX = f"[{SITE_NAME}] "
PASSWORD_RESET_TIMEOUT = 24 * 60 * 60
# No passkeys: the library's pages for them need inline scripts, which the policy below forbids.
MFA_SUPPORTED_TYPES = ["totp", "recovery_codes"]
MFA_ADAPTER = "accounts.adapter.SecondFactorAdapter"
MFA_FORMS = {
    "authenticate": "accounts.forms.CodeForm",
    "reauthenticate": "accounts.forms.ConfirmCodeForm",
    "activate_totp": "accounts.forms.FirstCodeForm",
}
MFA_TOTP_ISSUER = SITE_NAME
MFA_TOTP_TOLERANCE = 1  # half a minute early or late: telephones' clocks go wrong
MFA_ALLOW_UNVERIFIED_EMAIL = True  # the administrator wrote the address down
# Nobody reads meeting records or the admin without a second factor, except in the demo world.
SECOND_FACTOR_DEMANDED = flag("SECOND_FACTOR", not DEMO)

# --- The newsroom ---------------------------------------------------------------------------------

# Nobody approves or publishes a text of their own. Off where one editor does everything.
FOUR_EYES = flag("FOUR_EYES", False)

# --- Readers --------------------------------------------------------------------------------------

# Browsers keep the pages that were read and show them without a network. 0 also clears what they
# have kept so far.
OFFLINE_READING = flag("OFFLINE_READING", True)
# Under an article comments are taken for so many days, unless a moderator decides otherwise; 0: for
# ever. An address is asked for, and needed only where the editorial board wants it.
COMMENTS_CLOSE_AFTER_DAYS = number("COMMENTS_CLOSE_AFTER_DAYS", 30, most=3650)
COMMENT_EMAIL_REQUIRED = flag("COMMENT_EMAIL_REQUIRED", False)
# What readers' addresses are encrypted with, the newest first; see docs/operators.md.
ADDRESS_KEYS = address_keys(DATA_DIR / "address-keys")
# Whom to tell about a hole, in /.well-known/security.txt: mailto:… or https://…
SECURITY_CONTACT = os.environ.get("SECURITY_CONTACT", "").strip()
if not re.fullmatch(r"|mailto:\S+@\S+|https://\S+", SECURITY_CONTACT):
    raise ImproperlyConfigured("SECURITY_CONTACT must begin with mailto: or https://.")

# --- Security -------------------------------------------------------------------------------------

SESSION_COOKIE_AGE = 12 * 60 * 60
SESSION_EXPIRE_AT_BROWSER_CLOSE = True
SESSION_COOKIE_HTTPONLY = True
CSRF_COOKIE_HTTPONLY = True
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = SECURE_SSL_REDIRECT = HTTPS
SESSION_COOKIE_NAME = "__Host-sessionid" if HTTPS else "sessionid"
CSRF_COOKIE_NAME = "__Host-csrftoken" if HTTPS else "csrftoken"
SECURE_REDIRECT_EXEMPT = [r"^healthz$", r"^readyz$"]
SECURE_HSTS_SECONDS = 31_536_000 if HTTPS else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = SECURE_HSTS_PRELOAD = HTTPS
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF],
        "font-src": [SELF],
        "connect-src": [SELF],
        "form-action": [SELF],
        "base-uri": [NONE],
        "frame-ancestors": [NONE],
        "object-src": [NONE],
        "manifest-src": [SELF],
        "worker-src": [SELF],
    }
}

# --- Language and time ----------------------------------------------------------------------------

LANGUAGE_CODE = "vi"
LANGUAGES = [("vi", _("Vietnamese"))]
LOCALE_PATHS = [BASE_DIR / "locale"]
FORMAT_MODULE_PATH = ["branch_portal.formats"]
USE_THOUSAND_SEPARATOR = True
TIME_ZONE = os.environ.get("TIME_ZONE") or "Asia/Ho_Chi_Minh"
USE_TZ = True

# --- Mail and log ---------------------------------------------------------------------------------

globals().update(env.email_url_config(os.environ.get("EMAIL_URL") or "consolemail://"))
DEFAULT_FROM_EMAIL = SERVER_EMAIL = os.environ.get("EMAIL_FROM") or f"cong-thong-tin@{_host}"
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"format": "{asctime} {levelname} {name}: {message}", "style": "{"}},
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "line"}},
    # Scanners ask for every host there is; that is no error of ours.
    "loggers": {"django.security.DisallowedHost": {"level": "CRITICAL"}},
    "root": {"handlers": ["console"], "level": "INFO"},
}

# --- The editor -----------------------------------------------------------------------------------

CKEDITOR_5_FILE_UPLOAD_PERMISSION = "staff"
CK_EDITOR_5_UPLOAD_FILE_VIEW_NAME = "articles:upload_photo"
CKEDITOR_5_UPLOAD_FILE_TYPES = ["jpeg", "png", "webp"]
_HEADINGS = {2: "Tiêu đề lớn", 3: "Tiêu đề vừa", 4: "Tiêu đề nhỏ"}
# What other programs call h1, h5 or h6 arrives as the nearest heading that an article has.
_UPCAST = {2: ["h1"], 4: ["h5", "h6"]}
CKEDITOR_5_CONFIGS = {
    "article": {
        "language": "vi",
        "toolbar": {
            "items": [
                *["heading", "|", "bold", "italic", "|"],
                *["link", "articleLink", "fileLink", "|"],
                *["bulletedList", "numberedList", "blockQuote", "pullQuote", "|"],
                *["photoLibrary", "uploadImage", "mediaEmbed", "insertTable", "|"],
                *["findAndReplace", "removeFormat", "undo", "redo"],
            ],
            "shouldNotGroupWhenFull": True,
        },
        "heading": {
            "options": [
                {"model": "paragraph", "title": "Đoạn văn", "class": "ck-heading_paragraph"},
                *(
                    {
                        "model": f"heading{level}",
                        "view": f"h{level}",
                        "title": title,
                        "class": f"ck-heading_heading{level}",
                        "upcastAlso": _UPCAST.get(level, []),
                    }
                    for level, title in _HEADINGS.items()
                ),
            ]
        },
        "image": {"toolbar": ["imageTextAlternative", "toggleImageCaption"]},
        "table": {
            "contentToolbar": ["tableColumn", "tableRow", "mergeTableCells"],
            "defaultHeadings": {"rows": 1},
        },
        "list": {"properties": {"styles": False, "startIndex": True, "reversed": False}},
        "link": {"defaultProtocol": "https://"},
    }
}
