"""Settings: one file. Everything that differs between places comes from the environment (docs/operations.md)."""

from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl, unquote, urlsplit

from django.utils.translation import gettext_lazy as _
from environs import Env, validate

from brink.site.keyring import keys_of
from brink.site.own_address import served_port

env = Env()

DATA_DIR = Path(env.str("BRINK_DATA", "var")).resolve()
DEMO = env.bool("BRINK_DEMO", True)
DEBUG = env.bool("BRINK_DEBUG", False)
# The one source of the address in everything that is printed, mailed or exported. Without an address of its own it is
# this computer at the port that `brink serve --port` serves: every other command finds that where it was written down.
BASE_URL = env.str("BRINK_BASE_URL", f"http://127.0.0.1:{env.int('PORT', served_port(DATA_DIR))}").rstrip("/")
# The address that people use says all that TLS in front of the site changes: host, origin of forms, cookies, HSTS.
_ADDRESS = urlsplit(BASE_URL)
SECURE = _ADDRESS.scheme == "https"
ALLOWED_HOSTS = [*env.list("BRINK_HOSTS", ["127.0.0.1", "localhost", "[::1]"]), _ADDRESS.hostname or ""]
CSRF_TRUSTED_ORIGINS: list[str] = [f"{_ADDRESS.scheme}://{_ADDRESS.netloc}", *env.list("BRINK_ORIGINS", [])]

# Keys from the environment, newest first, take the place of those in BRINK_DATA/keys.json.
GIVEN_KEYS: dict[str, list[str]] = {
    "session": env.list("BRINK_SESSION_KEYS", []),
    "lookup": env.list("BRINK_LOOKUP_KEYS", []),
    "encryption": env.list("BRINK_ENCRYPTION_KEYS", []),
    "signing": env.list("BRINK_SIGNING_KEYS", []),
}
# One secret for every purpose, as it was before each had keys of its own; it stays the oldest key of each.
KEYS = keys_of(
    DATA_DIR,
    given=GIVEN_KEYS,
    secret=env.str("BRINK_SECRET_KEY", ""),
    former=env.list("BRINK_SECRET_KEY_FALLBACKS", []),
)
SECRET_KEY, *SECRET_KEY_FALLBACKS = KEYS["session"]
LOOKUP_KEYS, ENCRYPTION_KEYS, SIGNING_KEYS = KEYS["lookup"], KEYS["encryption"], KEYS["signing"]



def _apps(layer: str) -> list[str]:
    """Return the apps of a layer: each folder in it, so that a new one needs no line here."""
    source = Path(__file__).parent.parent
    return [f"brink.{layer}.{path.parent.name}" for path in sorted((source / layer).glob("*/__init__.py"))]


INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.contrib.humanize",
    "django.forms",
    "django_htmx",
    "brink.foundation",
    "brink.ui",
    *_apps("domain"),
    *_apps("instruments"),
    *_apps("registers"),
    *env.list("BRINK_EXTRA_APPS", []),
    "brink.web",
    "brink.site",
    # After ours, so that our templates for its pages are found first.
    "allauth",
    "allauth.account",
    "allauth.mfa",
]

MIDDLEWARE = [
    "brink.web.middleware.SchemeMiddleware",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "csp.middleware.CSPMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "brink.web.middleware.ViewerMiddleware",
    "brink.web.middleware.LegibleMiddleware",
    "brink.web.middleware.RefusalMiddleware",
    "brink.web.kept_pages.KeptPagesMiddleware",
]

ROOT_URLCONF = "brink.site.urls"
WSGI_APPLICATION = "brink.site.wsgi.application"
FORM_RENDERER = "brink.ui.forms.BrinkFormRenderer"
TEMPLATES: list[dict[str, Any]] = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "brink.web.context.shell",
            ],
        },
    }
]


def _pool(most: int) -> dict[str, int]:
    """How connections are kept. One that cannot be made is tried again when it is asked for, not ever more seldom."""
    return {"min_size": 1, "max_size": most, "timeout": 3, "reconnect_timeout": 3}


def _database() -> dict[str, Any]:
    """SQLite beside the uploads by default; PostgreSQL when DATABASE_URL says so."""
    url = env.str("DATABASE_URL", "")
    if not url:
        return {
            "ENGINE": "django.db.backends.sqlite3",
            "NAME": DATA_DIR / "brink.sqlite3",
            # Opening a file with its WAL and settings takes as long as a page: each thread keeps its connection.
            "CONN_MAX_AGE": None,
            "OPTIONS": {
                # FULL: a receipt means stored. With NORMAL a power cut takes the last acts that people were told of.
                # IMMEDIATE is not optional: the busy timeout does not help a transaction that read first.
                "transaction_mode": "IMMEDIATE",
                "timeout": 20,
                # secure_delete: words that are taken back are gone from the file too, not only from its rows.
                "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA foreign_keys=ON;"
                " PRAGMA secure_delete=ON;",
            },
            # Tests have a file too: in memory all threads of a server share one connection, and with it a transaction.
            "TEST": {"NAME": DATA_DIR / "test.sqlite3"},
        }
    parts = urlsplit(url)
    query = dict(parse_qsl(parts.query))
    pool = env.int("BRINK_POOL", 8)
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": unquote(parts.path.lstrip("/")),
        "USER": unquote(parts.username or ""),
        "PASSWORD": unquote(parts.password or ""),
        "HOST": query.get("host") or parts.hostname or "",
        "PORT": str(parts.port or ""),
        # A database that is away is told within seconds (web/views/errors.py); nobody waits half a minute for it.
        "OPTIONS": {"connect_timeout": 3} | ({"pool": _pool(pool)} if pool else {}),
        "CONN_HEALTH_CHECKS": True,
    }


DATABASES = {"default": _database()}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

AUTH_USER_MODEL = "people.Account"
AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "web:desk"
ACCOUNT_ADAPTER = "brink.domain.people.signing_in.adapters.AccountAdapter"
ACCOUNT_FORMS = {
    "request_login_code": "brink.domain.people.signing_in.forms.RequestCodeForm",
    "confirm_login_code": "brink.domain.people.signing_in.forms.ConfirmCodeForm",
}
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*"]
ACCOUNT_LOGIN_BY_CODE_ENABLED = True
ACCOUNT_LOGIN_BY_CODE_TIMEOUT = 900
# The code by mail proves the address each time, and nobody signs up by hand: there is nothing else to verify.
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_LOGOUT_REDIRECT_URL = "web:home"
ACCOUNT_SESSION_REMEMBER = True
ACCOUNT_EMAIL_NOTIFICATIONS = False
ACCOUNT_PREVENT_ENUMERATION = True
# Tries are counted in the database, for all workers together (people/attempts.py); allauth counts per worker.
ACCOUNT_RATE_LIMITS = MFA_RATE_LIMITS = False
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = DEBUG or DEMO
MFA_TOTP_ISSUER = "Brink"
MFA_ADAPTER = "brink.domain.people.signing_in.adapters.SecondProofAdapter"
MFA_FORMS = {
    "authenticate": "brink.domain.people.signing_in.forms.SecondProofForm",
    "reauthenticate": "brink.domain.people.signing_in.forms.AgainForm",
    "activate_totp": "brink.domain.people.signing_in.forms.ActivateAppForm",
    "add_webauthn": "brink.domain.people.signing_in.forms.AddKeyForm",
    "edit_webauthn": "brink.domain.people.signing_in.forms.RenameKeyForm",
}
# Whoever works at the desk needs a passkey or a code of an app besides the mail; only a demo may go without.
STAFF_MFA = env.bool("BRINK_STAFF_MFA", not DEMO)
# How many proxies stand before the site; what more distant ones say about the sender is not believed.
TRUSTED_PROXIES = env.int("BRINK_TRUSTED_PROXIES", 0)
# Where a hole is reported: a mailto: or https: address, for /.well-known/security.txt.
SECURITY_CONTACT = env.str("BRINK_SECURITY_CONTACT", "")

HELP_PHONE = env.str("BRINK_HELP_PHONE", "000 000 00 00" if DEMO else "")
HELP_HOURS = env.str("BRINK_HELP_HOURS", "") or _("op werkdagen van 9 tot 17 uur")

LANGUAGE_CODE = "nl"
LANGUAGES = [("nl", _("Nederlands")), ("en", _("Engels"))]
LOCALE_PATHS = [Path(__file__).parent.parent / "locale"]
USE_I18N = True
USE_TZ = True
TIME_ZONE = "Europe/Amsterdam"
USE_THOUSAND_SEPARATOR = True
FORMAT_MODULE_PATH = "brink.site.formats"

STATIC_URL = "/static/"
STATIC_ROOT = DATA_DIR / "static"
STATICFILES_FINDERS = [
    "brink.ui.finders.StylesheetFinder",
    "django.contrib.staticfiles.finders.AppDirectoriesFinder",
]
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {
        "BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"
        if DEBUG
        else "whitenoise.storage.CompressedManifestStaticFilesStorage"
    },
}
MEDIA_ROOT = DATA_DIR / "uploads"
# Read by nobody else on the machine (`site.own_files`); left unsaid, Django would open each file to all.
FILE_UPLOAD_PERMISSIONS = 0o600
FILE_UPLOAD_DIRECTORY_PERMISSIONS = 0o700

EMAIL_HOST = env.str("BRINK_EMAIL_HOST", "")
_TLS = env.str("BRINK_EMAIL_TLS", "starttls", validate=validate.OneOf(("starttls", "tls", "none")))
EMAIL_USE_TLS, EMAIL_USE_SSL = _TLS == "starttls", _TLS == "tls"
EMAIL_PORT = env.int("BRINK_EMAIL_PORT", {"starttls": 587, "tls": 465, "none": 25}[_TLS])
EMAIL_HOST_USER = env.str("BRINK_EMAIL_USER", "")
EMAIL_HOST_PASSWORD = env.str("BRINK_EMAIL_PASSWORD", "")
# Without a time-out one silent mail server keeps every thread that wants to send.
EMAIL_TIMEOUT = env.int("BRINK_EMAIL_TIMEOUT", 10, validate=validate.Range(min=1, max=60))
EMAIL_BACKEND = "brink.foundation.mail.OutsideTransactions"
MAIL_CARRIER = env.str(
    "BRINK_EMAIL_BACKEND", f"django.core.mail.backends.{'smtp' if EMAIL_HOST else 'filebased'}.EmailBackend"
)
MAIL_STRICT = DEBUG
EMAIL_FILE_PATH = DATA_DIR / "outbox"
DEFAULT_FROM_EMAIL = env.str("BRINK_FROM_EMAIL", "Brink <brink@voorbeeld.invalid>")

# A text of 5,000 characters and one photo fit many times over; 20 MB of text does not (reliability N19).
DATA_UPLOAD_MAX_MEMORY_SIZE = 400_000
# The decision page is one form: fourteen fields for each weighing line, and a decision may have some hundreds.
DATA_UPLOAD_MAX_NUMBER_FIELDS = 4_000
DATA_UPLOAD_MAX_NUMBER_FILES = 5
FILE_UPLOAD_MAX_MEMORY_SIZE = 2_000_000

SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
SESSION_COOKIE_SECURE = SECURE
CSRF_COOKIE_SECURE = SECURE
CSRF_COOKIE_HTTPONLY = True
CSRF_FAILURE_VIEW = "brink.web.views.errors.csrf_failure"
LANGUAGE_COOKIE_SAMESITE = "Lax"
LANGUAGE_COOKIE_HTTPONLY = True
LANGUAGE_COOKIE_SECURE = SECURE
SECURE_HSTS_SECONDS = 31_536_000 if SECURE else 0
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
# The address of tiles under the maps, with {z}, {x} and {y}. Without it no browser asks anything of a third party.
BRINK_TILES = env.str("BRINK_TILES", "")
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": ["'self'"],
        "base-uri": ["'none'"],
        "connect-src": ["'self'"],
        "font-src": ["'self'"],
        "form-action": ["'self'"],
        "frame-ancestors": ["'none'"],
        "img-src": ["'self'", "data:"],
        "object-src": ["'none'"],
        "script-src": ["'self'"],
        "style-src": ["'self'"],
    }
}
SILENCED_SYSTEM_CHECKS: list[str] = []

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "handlers": {"console": {"class": "logging.StreamHandler"}},
    "root": {"handlers": ["console"], "level": "WARNING"},
}
