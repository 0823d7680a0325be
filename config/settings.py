"""Settings of Følg op: one file, read from the environment by helpers that fail loudly.

With nothing set everything is embedded: SQLite, a broker of files, mail in a folder.
DATABASE_URL, BROKER_URL and EMAIL_URL turn each into its production counterpart.
"""

from __future__ import annotations

import contextlib
import secrets
import tempfile
from pathlib import Path
from urllib.parse import urlsplit

import environ
from csp.constants import NONE, SELF
from django.core.exceptions import ImproperlyConfigured
from kombu import Exchange, Queue

from config.environment import (
    env_address,
    env_bool,
    env_choice,
    env_hosts,
    env_inbox,
    env_int,
    env_list,
    env_networks,
    env_text,
    refuse_unknown,
    refuse_unsafe,
)
from config.login_service import env_groups, env_issuer
from config.queues import QUEUES, QUICK, ROUTES

# Characters of the key that signs cookies and mail links; seconds a mail may be on its way.
SHORTEST_KEY = 32
SHORTEST_LEASE = 60

refuse_unknown(
    {
        "FOLGOP_DATA",
        "FOLGOP_DEMO",
        "FOLGOP_PRODUCTION",
        "FOLGOP_SECOND_STEP",
        "FOLGOP_SECRET_KEY",
        "FOLGOP_SECRET_KEY_FALLBACKS",
        "FOLGOP_HOSTS",
        "FOLGOP_SITE_URL",
        "FOLGOP_SPREAD_MINUTES",
        "FOLGOP_ALARM_TO",
        "FOLGOP_MUNICIPALITY",
        "FOLGOP_MAIL_FROM",
        "FOLGOP_MAIL_REPLY_TO",
        "FOLGOP_MAIL_CA",
        "FOLGOP_INBOX_URL",
        "FOLGOP_INBOX_CA",
        "FOLGOP_INBOX_SECONDS",
        "FOLGOP_SEND_FROM_HOUR",
        "FOLGOP_SEND_UNTIL_HOUR",
        "FOLGOP_SEND_ANY_TIME",
        "FOLGOP_ON_UNCERTAIN",
        "FOLGOP_MAIL_LEASE_SECONDS",
        "FOLGOP_UPLOAD_MB",
        "FOLGOP_UPLOADS_AN_HOUR",
        "FOLGOP_READ_MEMORY_MB",
        "FOLGOP_READ_SECONDS",
        "FOLGOP_READ_PAGES",
        "FOLGOP_OCR_SECONDS",
        "FOLGOP_OCR_SECONDS_A_PAGE",
        "FOLGOP_OCR_JOBS",
        "FOLGOP_READ_AT_A_TIME",
        "FOLGOP_BULK_AT_A_TIME",
        "FOLGOP_OCR_AT_A_TIME",
        "FOLGOP_CLAMD",
        "FOLGOP_TICK_SECONDS",
        "FOLGOP_METRICS_TOKEN",
        "FOLGOP_LOG_FORMAT",
        "FOLGOP_WEBHOOK_HOSTS",
        "FOLGOP_WEBHOOK_NETWORKS",
        "FOLGOP_WEBHOOK_CA",
        "FOLGOP_WEBHOOK_HTTP",
        "FOLGOP_OIDC_ISSUER",
        "FOLGOP_OIDC_CLIENT_ID",
        "FOLGOP_OIDC_CLIENT_SECRET",
        "FOLGOP_OIDC_CA",
        "FOLGOP_OIDC_SUBJECT",
        "FOLGOP_OIDC_GROUPS",
        "FOLGOP_OIDC_GROUPS_CLAIM",
        "FOLGOP_OIDC_MFA",
    }
)

BASE_DIR = Path(__file__).resolve().parent.parent
DATA_DIR = Path(env_text("FOLGOP_DATA") or BASE_DIR / "var").resolve()
# Minutes, closed ones too, lie in here: nobody else on the machine may look in.
DATA_DIR.mkdir(mode=0o700, parents=True, exist_ok=True)

PRODUCTION = env_bool("FOLGOP_PRODUCTION")
DEMO = env_bool("FOLGOP_DEMO")
DEBUG = False


def _secret_key() -> str:
    """Return the configured key; embedded, make one on first start that only we may read."""
    key = env_text("FOLGOP_SECRET_KEY")
    if key:
        return key
    if PRODUCTION:
        raise ImproperlyConfigured("FOLGOP_SECRET_KEY mangler. I drift skal den være sat.")
    path = DATA_DIR / "secret-key"
    if not path.exists():
        # Linked into place whole, so that of two first starts both use the same one.
        with tempfile.NamedTemporaryFile("w", dir=DATA_DIR) as file:
            file.write(secrets.token_urlsafe(50))
            file.flush()
            with contextlib.suppress(FileExistsError):
                path.hardlink_to(file.name)
    return path.read_text(encoding="ascii")


SECRET_KEY = _secret_key()
# Keys from before: what they signed holds as long as they stand here.
SECRET_KEY_FALLBACKS = env_list("FOLGOP_SECRET_KEY_FALLBACKS")
ALLOWED_HOSTS = env_list("FOLGOP_HOSTS", default="localhost,127.0.0.1,[::1]")
SITE_URL = env_address("FOLGOP_SITE_URL", default="http://127.0.0.1:8000")
HAS_TLS = SITE_URL.startswith("https://")
# A trial of the containers on one's own machine, where no server that speaks TLS stands in front.
IS_LOCAL = urlsplit(SITE_URL).hostname in {"localhost", "127.0.0.1"}
MUNICIPALITY = env_text("FOLGOP_MUNICIPALITY", "Nørrevang Kommune")

INSTALLED_APPS = [
    "tracker.admin_app.RegisterAdminConfig",  # django.contrib.admin with our own door
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "whitenoise.runserver_nostatic",
    "django.contrib.staticfiles",
    "django_filters",
    "drf_spectacular",
    "drf_spectacular_sidecar",
    "django_htmx",
    "rest_framework",
    "csp",
    "django_otp",
    "django_otp.plugins.otp_totp",
    "django_otp.plugins.otp_static",
    "meetings",
    "actions",
    "tracker",
    # After ours, whose changepassword also closes what outlives a password.
    "django.contrib.auth",
]

MIDDLEWARE = [
    "tracker.web.origin.OriginMiddleware",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "tracker.web.cpr.CprMiddleware",
    "csp.middleware.CSPMiddleware",
    # Out here, so that a request turned away by those below has it as well.
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "tracker.web.language.LanguageMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "tracker.web.errors.RefusalMiddleware",
]

ROOT_URLCONF = "config.urls"
WSGI_APPLICATION = "config.wsgi.application"

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
                "tracker.web.context.site",
            ],
        },
    },
]

# --- database -----------------------------------------------------------------------------

DATABASE_URL = env_text("DATABASE_URL") or f"sqlite:///{DATA_DIR / 'folgop.sqlite3'}"
try:
    DATABASES = {"default": environ.Env.db_url_config(DATABASE_URL)}
except Exception as error:
    raise ImproperlyConfigured(f"DATABASE_URL kan ikke forstås: {error}") from error
if DATABASES["default"].get("ENGINE") == "django.db.backends.sqlite3":
    # Measured: with the defaults 119 of 2,000 writes met "database is locked", with these none.
    DATABASES["default"]["OPTIONS"] = {
        "transaction_mode": "IMMEDIATE",
        "timeout": 10,
        "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL;",
    }
elif DATABASES["default"].get("ENGINE") == "django.db.backends.postgresql":
    DATABASES["default"]["CONN_MAX_AGE"] = 60
    DATABASES["default"]["CONN_HEALTH_CHECKS"] = True
    # For the marks between two mails alone: the ORM's own statements are never prepared.
    DATABASES["default"].setdefault("OPTIONS", {})["prepare_threshold"] = 2
else:
    raise ImproperlyConfigured("DATABASE_URL skal begynde med sqlite:// eller postgres://")
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

# --- queue --------------------------------------------------------------------------------
# The broker is a bell: every task takes an id, reads the row again and may run twice.

BROKER_URL = env_text("BROKER_URL")
if BROKER_URL and not BROKER_URL.startswith(("redis://", "rediss://")):
    raise ImproperlyConfigured("BROKER_URL skal begynde med redis:// eller rediss://")
CELERY_BROKER_URL = BROKER_URL or "filesystem://"
if BROKER_URL:
    CELERY_BROKER_TRANSPORT_OPTIONS: dict[str, object] = {
        "visibility_timeout": 3600,
        "unacked_restore_interval": 5,
        "unacked_restore_throttle": 1,
        "socket_timeout": 5,
        "socket_connect_timeout": 2,
    }
else:
    _queue, _control = DATA_DIR / "queue", DATA_DIR / "queue-control"
    _queue.mkdir(exist_ok=True)
    _control.mkdir(exist_ok=True)
    CELERY_BROKER_TRANSPORT_OPTIONS = {
        "data_folder_in": str(_queue),
        "data_folder_out": str(_queue),
        "control_folder": str(_control),
        "polling_interval": 0.1,
    }
    CELERY_BROKER_TRANSPORT = "config.queue_folder:Transport"
# A worker takes all of these unless it is told which.
CELERY_TASK_QUEUES = [Queue(name, Exchange(name), routing_key=name) for name in QUEUES]
CELERY_TASK_DEFAULT_QUEUE = QUICK
CELERY_TASK_ROUTES = ROUTES
CELERY_BROKER_CONNECTION_RETRY_ON_STARTUP = True
CELERY_TASK_IGNORE_RESULT = True
CELERY_TASK_ACKS_LATE = True
CELERY_TASK_REJECT_ON_WORKER_LOST = True
CELERY_WORKER_PREFETCH_MULTIPLIER = 1
CELERY_TASK_PUBLISH_RETRY_POLICY = {"max_retries": 1, "interval_start": 0, "interval_step": 0.2}
CELERY_WORKER_HIJACK_ROOT_LOGGER = False
CELERY_TIMEZONE = "UTC"
TICK_SECONDS = env_int("FOLGOP_TICK_SECONDS", default=60, lowest=1)
INBOX_SECONDS = env_int("FOLGOP_INBOX_SECONDS", default=120, lowest=1)
CELERY_BEAT_SCHEDULE = {
    "mail": {"task": "actions.tasks.tick", "schedule": TICK_SECONDS},
    "documents": {"task": "tracker.tasks.tick", "schedule": TICK_SECONDS},
    "ocr": {"task": "tracker.tasks.note_ocr", "schedule": TICK_SECONDS},
    "answers": {"task": "actions.tasks.poll_inbox", "schedule": INBOX_SECONDS},
}
CELERY_BEAT_SCHEDULE_FILENAME = str(DATA_DIR / "beat-schedule")

# --- mail ---------------------------------------------------------------------------------

EMAIL_URL = env_text("EMAIL_URL")
if EMAIL_URL:
    try:
        _mail = environ.Env.email_url_config(EMAIL_URL)
    except Exception as error:
        raise ImproperlyConfigured(f"EMAIL_URL kan ikke forstås: {error}") from error
    EMAIL_BACKEND = _mail["EMAIL_BACKEND"].replace(
        "django.core.mail.backends.smtp.EmailBackend", "config.mail_server.Backend"
    )
    EMAIL_HOST, EMAIL_PORT = _mail["EMAIL_HOST"], _mail["EMAIL_PORT"]
    EMAIL_HOST_USER = _mail["EMAIL_HOST_USER"] or ""
    EMAIL_HOST_PASSWORD = _mail["EMAIL_HOST_PASSWORD"] or ""
    EMAIL_USE_TLS = bool(_mail.get("EMAIL_USE_TLS"))
    EMAIL_USE_SSL = bool(_mail.get("EMAIL_USE_SSL"))
else:
    EMAIL_BACKEND = "tracker.mailbox.FolderBackend"
    EMAIL_USE_TLS = EMAIL_USE_SSL = False
# Who vouches for the mail server; without it those whom the machine trusts.
MAIL_CA = env_text("FOLGOP_MAIL_CA")
if MAIL_CA and not Path(MAIL_CA).is_file():
    raise ImproperlyConfigured(f"FOLGOP_MAIL_CA peger på {MAIL_CA}, som ikke findes")
MAIL_FOLDER = DATA_DIR / "mail"
EMAIL_TIMEOUT = 10
DEFAULT_FROM_EMAIL = env_text("FOLGOP_MAIL_FROM", "Følg op <folgop@example.org>")
# Who is told when mails stand still; without it, the administrators.
ALARM_TO = env_list("FOLGOP_ALARM_TO")
MAIL_REPLY_TO = env_text("FOLGOP_MAIL_REPLY_TO")
# The mailbox that answers come into; without it a person reads them.
_inbox = env_inbox("FOLGOP_INBOX_URL")
INBOX_HOST, INBOX_PORT = _inbox.host, _inbox.port
INBOX_USER, INBOX_PASSWORD = _inbox.user, _inbox.password
INBOX_FOLDER, INBOX_STARTS_TLS = _inbox.folder, _inbox.starts_tls
INBOX_CA = env_text("FOLGOP_INBOX_CA")
if INBOX_HOST and not MAIL_REPLY_TO:
    raise ImproperlyConfigured(
        "FOLGOP_INBOX_URL er sat, men FOLGOP_MAIL_REPLY_TO mangler: så går svar et andet sted hen "
        "end til den postkasse, der læses."
    )
if INBOX_CA and not Path(INBOX_CA).is_file():
    raise ImproperlyConfigured(f"FOLGOP_INBOX_CA peger på {INBOX_CA}, som ikke findes")
# Longer than the server may take to answer, or a mail still on its way is sent again.
MAIL_LEASE_SECONDS = env_int("FOLGOP_MAIL_LEASE_SECONDS", default=120, lowest=1)
ON_UNCERTAIN = env_choice("FOLGOP_ON_UNCERTAIN", default="resend", choices=("resend", "hold"))
SEND_FROM_HOUR = env_int("FOLGOP_SEND_FROM_HOUR", default=8)
SEND_UNTIL_HOUR = env_int("FOLGOP_SEND_UNTIL_HOUR", default=16)
if not 0 <= SEND_FROM_HOUR < SEND_UNTIL_HOUR <= 24:
    raise ImproperlyConfigured(
        "FOLGOP_SEND_FROM_HOUR skal ligge før FOLGOP_SEND_UNTIL_HOUR, begge mellem 0 og 24"
    )
SEND_ANY_TIME = env_bool("FOLGOP_SEND_ANY_TIME")
# The day's mails are spread over so many minutes from the opening; a recipient keeps the minute.
SPREAD_MINUTES = env_int("FOLGOP_SPREAD_MINUTES", default=60)

# --- other systems ------------------------------------------------------------------------

# Which hosts may be called when something happens; without one there are no webhooks.
WEBHOOK_HOSTS = env_hosts("FOLGOP_WEBHOOK_HOSTS")
# Networks of our own that those hosts may lie in; without it they lie on the open network.
WEBHOOK_NETWORKS = env_networks("FOLGOP_WEBHOOK_NETWORKS")
WEBHOOK_CA = env_text("FOLGOP_WEBHOOK_CA")
if WEBHOOK_CA and not Path(WEBHOOK_CA).is_file():
    raise ImproperlyConfigured(f"FOLGOP_WEBHOOK_CA peger på {WEBHOOK_CA}, som ikke findes")
# For a trial: http to this machine itself.
WEBHOOK_HTTP = env_bool("FOLGOP_WEBHOOK_HTTP")

# --- reading ------------------------------------------------------------------------------

UPLOAD_BYTES = env_int("FOLGOP_UPLOAD_MB", default=50, lowest=1) * 1024 * 1024
# Files from one person, by the browser and the API together.
UPLOADS_AN_HOUR = env_int("FOLGOP_UPLOADS_AN_HOUR", default=400, lowest=1)
READ_MEMORY_MB = env_int("FOLGOP_READ_MEMORY_MB", default=1024, lowest=256)
READ_SECONDS = env_int("FOLGOP_READ_SECONDS", default=55, lowest=5)
READ_PAGES = env_int("FOLGOP_READ_PAGES", default=1000, lowest=1)
OCR_SECONDS = env_int("FOLGOP_OCR_SECONDS", default=1800, lowest=5)
OCR_SECONDS_A_PAGE = env_int("FOLGOP_OCR_SECONDS_A_PAGE", default=60, lowest=1)
OCR_JOBS = env_int("FOLGOP_OCR_JOBS", default=2, lowest=1)
# Files that workers have in hand at a time: of those a person waits for, of those from folders;
# and, of either, of those that take OCR.
READ_AT_A_TIME = env_int("FOLGOP_READ_AT_A_TIME", default=2, lowest=1)
BULK_AT_A_TIME = env_int("FOLGOP_BULK_AT_A_TIME", default=2, lowest=1)
OCR_AT_A_TIME = env_int("FOLGOP_OCR_AT_A_TIME", default=1, lowest=1)
CLAMD = env_text("FOLGOP_CLAMD")
if CLAMD and not CLAMD.startswith(("tcp://", "unix:///")):
    raise ImproperlyConfigured("FOLGOP_CLAMD skal begynde med tcp:// eller unix:///")

# --- files --------------------------------------------------------------------------------

MEDIA_ROOT = DATA_DIR / "files"
STATIC_URL = "static/"
STATIC_ROOT = DATA_DIR / "static"
STATIC_ROOT.mkdir(exist_ok=True)
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {
        "BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"
        if DEMO or not PRODUCTION
        else "whitenoise.storage.CompressedManifestStaticFilesStorage"
    },
}
WHITENOISE_USE_FINDERS = not PRODUCTION
DATA_UPLOAD_MAX_MEMORY_SIZE = 5 * 1024 * 1024
FILE_UPLOAD_PERMISSIONS = 0o600
FILE_UPLOAD_HANDLERS = [
    "tracker.uploads.RequestLimit",
    "django.core.files.uploadhandler.MemoryFileUploadHandler",
    "django.core.files.uploadhandler.TemporaryFileUploadHandler",
]

# --- counting -----------------------------------------------------------------------------

CACHES = {"default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}}
# Pages opened by a key in their address, a minute and an address of the network: each key by
# itself, and all that lead nowhere together.
LINKS_A_MINUTE = 30
# What the programs of a person, and of all, may ask a minute; lists a person may take an hour.
API_CALLS_A_MINUTE = 60
API_CALLS_A_MINUTE_IN_ALL = 600
EXPORTS_AN_HOUR = 10

# --- people -------------------------------------------------------------------------------

AUTH_USER_MODEL = "meetings.User"
LOGIN_URL = "login"
LOGIN_REDIRECT_URL = "home"
LOGOUT_REDIRECT_URL = "login"
PASSWORD_HASHERS = ["django.contrib.auth.hashers.Argon2PasswordHasher"]
AUTH_PASSWORD_VALIDATORS = [
    {
        "NAME": "django.contrib.auth.password_validation.MinimumLengthValidator",
        "OPTIONS": {"min_length": 12},
    },
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
]

# Whether administrators and secretaries must log in with the code of an app as well.
SECOND_STEP = env_bool("FOLGOP_SECOND_STEP", default=PRODUCTION)
OTP_TOTP_ISSUER = f"Følg op {MUNICIPALITY}"

# The municipality's own login by OpenID Connect; without an issuer there is none.
OIDC_ISSUER = env_issuer("FOLGOP_OIDC_ISSUER")
OIDC_CLIENT_ID = env_text("FOLGOP_OIDC_CLIENT_ID")
OIDC_CLIENT_SECRET = env_text("FOLGOP_OIDC_CLIENT_SECRET")
if OIDC_ISSUER and not (OIDC_CLIENT_ID and OIDC_CLIENT_SECRET):
    raise ImproperlyConfigured(
        "FOLGOP_OIDC_ISSUER er sat: så skal FOLGOP_OIDC_CLIENT_ID og FOLGOP_OIDC_CLIENT_SECRET "
        "også være det"
    )
OIDC_CA = env_text("FOLGOP_OIDC_CA")
if OIDC_CA and not Path(OIDC_CA).is_file():
    raise ImproperlyConfigured(f"FOLGOP_OIDC_CA peger på {OIDC_CA}, som ikke findes")
# By what a person is known there, which roles groups give, and what says that there was a code too.
OIDC_SUBJECT = env_choice("FOLGOP_OIDC_SUBJECT", default="sub", choices=("sub", "oid"))
OIDC_GROUPS = env_groups("FOLGOP_OIDC_GROUPS")
OIDC_GROUPS_CLAIM = env_text("FOLGOP_OIDC_GROUPS_CLAIM", "groups")
OIDC_MFA = frozenset(env_list("FOLGOP_OIDC_MFA"))
# Steps of such logins from an address of the network, a minute: a town hall has one address.
OIDC_STEPS_A_MINUTE = 300

LANGUAGE_CODE = "da"
# A language is offered when every text has its translation: half a language is worse than none.
LANGUAGES = [("da", "Dansk"), ("en", "English")]
LANGUAGE_COOKIE_NAME = "sprog"
LANGUAGE_COOKIE_AGE = 365 * 24 * 3600
LANGUAGE_COOKIE_HTTPONLY = True
LOCALE_PATHS = [BASE_DIR / "locale"]
TIME_ZONE = "Europe/Copenhagen"
USE_TZ = True

REST_FRAMEWORK = {
    "DEFAULT_AUTHENTICATION_CLASSES": [
        "tracker.api.authentication.TokenAuthentication",
        "tracker.api.authentication.BrowserAuthentication",
    ],
    "DEFAULT_PERMISSION_CLASSES": [
        "rest_framework.permissions.IsAuthenticated",
        "tracker.api.scopes.HasScope",
    ],
    "DEFAULT_RENDERER_CLASSES": ["tracker.api.rendering.SafeJsonRenderer"],
    "DEFAULT_PARSER_CLASSES": ["tracker.api.parsing.BoundedJSONParser"],
    "DEFAULT_CONTENT_NEGOTIATION_CLASS": "tracker.api.negotiation.JsonAlways",
    "DEFAULT_METADATA_CLASS": None,
    "DEFAULT_THROTTLE_CLASSES": ["tracker.api.throttle.CallsAMinute"],
    "EXCEPTION_HANDLER": "tracker.api.problems.problem_answer",
}
SPECTACULAR_SETTINGS = {
    "TITLE": "Følg op",
    "VERSION": "1",
    "OAS_VERSION": "3.1.1",
    "SCHEMA_PATH_PREFIX": "/api/v1",
    "PATH_CONVERTER_OVERRIDES": {
        "key": {"type": "integer", "minimum": 1, "maximum": 10**18 - 1},
    },
    "SERVE_INCLUDE_SCHEMA": False,
    "SERVE_PERMISSIONS": REST_FRAMEWORK["DEFAULT_PERMISSION_CLASSES"],
    "COMPONENT_NO_READ_ONLY_REQUIRED": True,
    "ENUM_GENERATE_CHOICE_DESCRIPTION": False,
    "POSTPROCESSING_HOOKS": ["tracker.api.schema.put_in_order"],
}

# --- the browser --------------------------------------------------------------------------

CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF, "data:"],
        "font-src": [SELF],
        "connect-src": [SELF],
        "form-action": [SELF],
        "base-uri": [NONE],
        "frame-ancestors": [NONE],
    }
}
X_FRAME_OPTIONS = "DENY"
SECURE_REFERRER_POLICY = "same-origin"
SESSION_ENGINE = "tracker.sessions"
SESSION_COOKIE_AGE = 8 * 3600
SESSION_COOKIE_HTTPONLY = True
CSRF_FAILURE_VIEW = "tracker.web.errors.csrf_failure"
CSRF_TRUSTED_ORIGINS = [SITE_URL] if HAS_TLS else []
if PRODUCTION and HAS_TLS:
    SECURE_SSL_REDIRECT = True
    # Probes come from inside, without TLS.
    SECURE_REDIRECT_EXEMPT = [r"^healthz$", r"^readyz$", r"^metrics$"]
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
    SECURE_HSTS_SECONDS = 365 * 24 * 3600
    SECURE_HSTS_INCLUDE_SUBDOMAINS = True
    SECURE_HSTS_PRELOAD = True
    SESSION_COOKIE_SECURE = True
    LANGUAGE_COOKIE_SECURE = True
    CSRF_COOKIE_SECURE = True

# --- being watched ------------------------------------------------------------------------

# Whoever reads the figures at /metrics shows this; without it there are none.
METRICS_TOKEN = env_text("FOLGOP_METRICS_TOKEN")
LOG_FORMAT = env_choice("FOLGOP_LOG_FORMAT", default="line", choices=("line", "json"))

if PRODUCTION:
    refuse_unsafe(
        {
            "FOLGOP_DEMO kan ikke være 1 i drift: prøvebrugerne har kendte adgangskoder.": DEMO,
            "FOLGOP_SECRET_KEY skal være på mindst 32 tegn.": len(SECRET_KEY) < SHORTEST_KEY,
            "FOLGOP_SECRET_KEY_FALLBACKS: hver nøgle skal være på mindst 32 tegn.": any(
                len(key) < SHORTEST_KEY for key in SECRET_KEY_FALLBACKS
            ),
            "FOLGOP_HOSTS må ikke være *. Skriv de navne, siden svarer på.": "*" in ALLOWED_HOSTS,
            "FOLGOP_SITE_URL skal begynde med https:// i drift.": not (HAS_TLS or IS_LOCAL),
            "FOLGOP_METRICS_TOKEN skal være på mindst 32 tegn.": 0
            < len(METRICS_TOKEN)
            < SHORTEST_KEY,
            "FOLGOP_WEBHOOK_HTTP kan ikke være 1 i drift: kald går over https.": WEBHOOK_HTTP,
            "EMAIL_URL mangler: uden den når ingen mails ud af maskinen.": not EMAIL_URL,
            "EMAIL_URL skal begynde med smtp+tls:// eller smtp+ssl:// i drift: mails går kun over "
            "TLS.": bool(EMAIL_URL) and not (EMAIL_USE_TLS or EMAIL_USE_SSL or IS_LOCAL),
            "FOLGOP_MAIL_LEASE_SECONDS skal være mindst 60 i drift.": MAIL_LEASE_SECONDS
            < SHORTEST_LEASE,
        }
    )

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {
        "line": {
            "()": "tracker.log_filter.SafeFormatter",
            "format": "%(asctime)s %(levelname)s %(name)s [%(request_id)s]: %(message)s",
        },
        "json": {"()": "tracker.log_filter.JsonFormatter"},
    },
    "handlers": {
        "console": {
            "class": "logging.StreamHandler",
            "formatter": LOG_FORMAT,
        }
    },
    "root": {"handlers": ["console"], "level": "INFO"},
    "loggers": {
        # The broker of files has no host, and says so each time it is opened.
        "kombu.connection": {"level": "ERROR"},
        # The web server brings a handler of its own, which knows neither requests nor secrets.
        "gunicorn.error": {"handlers": ["console"], "propagate": False},
    },
}
