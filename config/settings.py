"""Settings of one installation, read from the environment. `docs/operations.md` lists the variables."""

import os
from pathlib import Path

import dj_database_url

from config.environment import (
    daily_mail_hour,
    listed,
    mail_settings,
    networks,
    notice_working_days,
    notify_settings,
    site_url,
    whole_number,
)
from config.keys import load_or_make_keys

ROOT = Path(__file__).resolve().parent.parent
VAR = Path(os.environ.get("MEEDOEN_VAR", ROOT / "var")).resolve()
BUILD = Path(os.environ.get("MEEDOEN_BUILD", ROOT / "build")).resolve()
KEYS = load_or_make_keys(VAR)

DEBUG = os.environ.get("MEEDOEN_DEBUG") == "1"
SECRET_KEY = KEYS.session
ALLOWED_HOSTS = listed(os.environ.get("MEEDOEN_HOSTS", "127.0.0.1,localhost,[::1]"))
# Only these may say, in X-Forwarded-For, for whom they ask.
TRUSTED_PROXIES = networks(os.environ.get("MEEDOEN_PROXIES", ""))
HTTPS = os.environ.get("MEEDOEN_HTTPS") == "1"
# Links in mail start with this: a job has no request to take it from.
SITE_URL = site_url(os.environ.get("MEEDOEN_URL", "http://127.0.0.1:8000"))

INSTALLED_APPS = [
    "meedoen.look",
    "meedoen.trail",
    "meedoen.areas",
    "meedoen.accounts",
    "meedoen.people",
    "meedoen.privacy",
    "meedoen.directory",
    "meedoen.guide",
    "meedoen.publishing",
    "meedoen.importing",
    "meedoen.editing",
    "meedoen.assurance",
    "meedoen.casework",
    "meedoen.activities",
    "meedoen.outreach",
    "meedoen.matching",
    "meedoen.funding",
    "meedoen.monitor",
    "meedoen.site",
    "meedoen.demo",
    "django_tasks",
    "django_tasks_db",
    "config.admin.SettingsAdminConfig",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.middleware.gzip.GZipMiddleware",
    "meedoen.site.middleware.ContentSecurity",
    "meedoen.site.middleware.MethodPages",
    "meedoen.site.middleware.CleanCookies",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "meedoen.accounts.middleware.CurrentActor",
    "meedoen.site.menu.RoleMenu",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
]

ROOT_URLCONF = "config.urls"
WSGI_APPLICATION = "config.wsgi.application"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "meedoen.look.context.page",
            ],
            "builtins": ["meedoen.look.templatetags.look"],
        },
    }
]

DATABASES = {"default": dj_database_url.config(default=f"sqlite:///{VAR / 'meedoen.sqlite3'}")}
if DATABASES["default"]["ENGINE"].endswith("sqlite3"):
    # One writer at a time that waits its turn, readers never blocked (docs/adr/0003).
    DATABASES["default"]["CONN_MAX_AGE"] = None
    DATABASES["default"]["OPTIONS"] = {
        "transaction_mode": "IMMEDIATE",
        "timeout": 20,
        "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL; PRAGMA cache_size=-65536;",
    }
else:
    DATABASES["default"]["OPTIONS"] = {
        "pool": {"min_size": 1, "max_size": 8, "timeout": 10},
        # Compiling a question of a page takes PostgreSQL seconds where answering it takes milliseconds.
        "options": "-c jit=off",
    }

DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
AUTH_USER_MODEL = "accounts.User"
AUTHENTICATION_BACKENDS = ["meedoen.accounts.settings_site.RoleBackend"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 12}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]
LOGIN_URL = "/inloggen/"
LOGIN_REDIRECT_URL = "/start/"
LOGOUT_REDIRECT_URL = "/"

# Within how many working days a notice is picked up, contacted, closed: a municipality's own terms, as JSON.
NOTICE_WORKING_DAYS = notice_working_days(os.environ.get("MEEDOEN_NOTICE_WORKING_DAYS", ""))

# Within how many working days who is asked answers a hand-over, before it goes on to the next.
REFERRAL_WORKING_DAYS = whole_number(
    "MEEDOEN_REFERRAL_WORKING_DAYS",
    os.environ.get("MEEDOEN_REFERRAL_WORKING_DAYS", "5"),
    least=1,
    most=60,
    example=5,
)
# From which hour workers get the mail of the day with what waits, or "uit". Without a mail server: none.
DAILY_MAIL_HOUR = daily_mail_hour(
    os.environ.get("MEEDOEN_DAILY_MAIL_HOUR", "7"), has_mail=bool(os.environ.get("EMAIL_URL", ""))
)

# How many days before its end a term of a Wmo route is warned about: a municipality's own choice.
WMO_WARN_DAYS = whole_number(
    "MEEDOEN_WMO_WARN_DAYS", os.environ.get("MEEDOEN_WMO_WARN_DAYS", "7"), least=1, most=42, example=7
)

# Mail: unless EMAIL_URL names a server, each mail is a file under MEEDOEN_VAR.
globals().update(mail_settings(os.environ.get("EMAIL_URL", ""), VAR / "mail"))
EMAIL_TIMEOUT = 10
DEFAULT_FROM_EMAIL = os.environ.get("MEEDOEN_MAIL_FROM", "Meedoen <meedoen@localhost>")
MAIL_REPLY_TO = os.environ.get("MEEDOEN_MAIL_REPLY_TO", "")
# Text messages, and mail where it has a template: a service that speaks as GOV.UK Notify does.
NOTIFY = notify_settings(os.environ)

LANGUAGE_CODE = "nl"
TIME_ZONE = "Europe/Amsterdam"
USE_I18N = True
USE_TZ = True
FORMAT_MODULE_PATH = []

STATIC_URL = "/static/"
STATICFILES_DIRS = [path for path in [BUILD / "static"] if path.exists()]
WHITENOISE_USE_FINDERS = True
WHITENOISE_MAX_AGE = 3600

TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend"}}
SEARCH_INDEX = VAR / "search"
# For a municipality of which the region is not known by itself: north, middle or south.
SCHOOL_HOLIDAY_REGION = os.environ.get("MEEDOEN_SCHOOL_HOLIDAY_REGION", "")
TYPST_FONTS = BUILD / "fonts"

CACHES = {"default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}}

SESSION_COOKIE_AGE = 8 * 3600
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
SESSION_COOKIE_SECURE = HTTPS
CSRF_COOKIE_SECURE = HTTPS
CSRF_COOKIE_HTTPONLY = True
CSRF_FAILURE_VIEW = "meedoen.site.errors.csrf_failure"
SECURE_SSL_REDIRECT = HTTPS
SECURE_HSTS_SECONDS = 31_536_000 if HTTPS else 0
SECURE_REFERRER_POLICY = "same-origin"
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if HTTPS else None
X_FRAME_OPTIONS = "DENY"
DATA_UPLOAD_MAX_MEMORY_SIZE = 2_000_000

# Search words and answers reach no log: Django logs paths without their query (tests/test_logs.py).
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"format": "{asctime} {levelname} {name}: {message}", "style": "{"}},
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "line"}},
    "root": {"handlers": ["console"], "level": "INFO"},
    "loggers": {
        "django": {"handlers": ["console"], "level": "INFO", "propagate": False},
        # It would write every address that is visited.
        "httpx": {"level": "WARNING"},
    },
}
