"""Django's settings. Nothing is set by default but what one machine needs; see `env` for the names."""

from __future__ import annotations

import secrets as _secrets
import sys
from pathlib import Path
from urllib.parse import urlsplit

from cryptography.fernet import Fernet

from publisher import env, logs, private
from publisher.networks.prices import KINDS
from publisher.outside import bounds as outside_bounds

private.restrict_umask()
HOME = Path(env.read_setting("PUBLISHER_HOME", "var")).resolve()
_here = Path(__file__).resolve().parent

DEBUG = env.read_yes_no("DEBUG")
SECRET_KEY = env.read_secret("SECRET_KEY", HOME / "secret.key", lambda: _secrets.token_urlsafe(50))
#: The newest key first; older ones, separated by commas, still open what they closed.
FERNET_KEY = env.check_fernet_keys(
    env.read_secret("FERNET_KEY", HOME / "fernet.key", lambda: Fernet.generate_key().decode())
)
#: The file the keys are read from, again and again; None where they come from the environment.
FERNET_FILE = env.kept_in("FERNET_KEY", HOME / "fernet.key")
#: An account connected under another install id sends nothing: a copied database stays silent.
INSTALL_ID = env.read_secret("INSTALL_ID", HOME / "install.id", lambda: _secrets.token_hex(16))

PUBLIC_URL = env.read_setting("PUBLIC_URL", "http://127.0.0.1:8000").rstrip("/")
_public = urlsplit(PUBLIC_URL)
if _public.scheme not in ("http", "https") or not _public.hostname:
    raise env.SettingError(f"PUBLIC_URL is “{PUBLIC_URL}”: write it like https://desk.example.org.")
ALLOWED_HOSTS = env.read_names("ALLOWED_HOSTS") or [_public.hostname, "127.0.0.1", "localhost"]
CSRF_TRUSTED_ORIGINS = [f"{_public.scheme}://{_public.netloc}"]

DATABASES = {
    "default": env.parse_database_url(
        env.read_setting("DATABASE_URL"), HOME, password=env.from_file("DATABASE_PASSWORD")
    )
}
#: What others can get at all the same, in words; the file of the database wherever it lies.
DATABASE_FILE = private.file_of(DATABASES["default"])
OPEN_TO_OTHERS = private.tighten_permissions(HOME, DATABASE_FILE)
BROKER_URL = env.broker_url(env.read_setting("REDIS_URL"), HOME)
REHEARSAL_URL = env.read_setting("REHEARSAL_URL")
# What makes no sense is refused at the start, and not with the first text.
OUTSIDE = outside_bounds.load_bounds()
SOURCE_LIMIT = env.read_number("SOURCE_LIMIT_KB", 500) * 1000
#: Whether an explainer's address may lead into the house's own network.
FETCH_PRIVATE = env.read_yes_no("FETCH_PRIVATE")
#: Seconds: a whole call; from the fence to the first byte; a claim; until an answer may be settled.
CALL_DEADLINE = env.read_seconds("CALL_DEADLINE", 30)
SEND_WINDOW = env.read_seconds("SEND_WINDOW", 2)
LEASE = env.read_seconds("LEASE", 90)
SETTLE_AFTER = env.read_seconds("SETTLE_AFTER", 120)
if min(LEASE, SETTLE_AFTER) <= CALL_DEADLINE + SEND_WINDOW:
    raise env.SettingError(
        "LEASE and SETTLE_AFTER have to be longer than CALL_DEADLINE and SEND_WINDOW together: "
        "a call that is still under way must not be taken for lost."
    )
#: Seconds: between the two looks that prove an absence; until a lost hint or a failed step goes again.
SECOND_LOOK = env.read_seconds("SECOND_LOOK", 30)
TRY_AGAIN = env.read_seconds("TRY_AGAIN", 30)
#: Seconds: from the last post of a thread until all of it is read back once.
READ_BACK_AFTER = env.read_seconds("READ_BACK_AFTER", 60)
#: For tests: see `publisher.delivery.failpoints`.
FAULT = env.read_setting("FAULT")
FAULTS_ALLOWED = env.read_yes_no("FAULTS_ALLOWED")
#: An account that would post more is paused.
POSTS_PER_MINUTE = env.read_number("POSTS_PER_MINUTE", 30)
REHEARSAL_POSTS_PER_MINUTE = env.read_number("REHEARSAL_POSTS_PER_MINUTE", 600)
#: Dollars a call, by network, where they are not what the network's own table says.
PRICES = {"x": env.read_prices("X_PRICES", KINDS)}
#: Where mail is handed over; without one nobody is mailed.
MAIL_URL = env.read_setting("MAIL_URL") or env.from_file("MAIL_URL")
vars().update(
    env.parse_mail_url(MAIL_URL, env.read_setting("MAIL_FROM") or f"publisher@{_public.hostname}")
)
#: How many proxies of our own stand before the desk: TLS is a proxy's part.
PROXIES = env.read_number("PROXIES", int(_public.scheme == "https"), least=0)
#: The house's own app on a network, where the environment names it; else an admin types it once.
APP_KEYS = {
    "x": env.pair_app_keys(
        X_CONSUMER_KEY=env.read_setting("X_CONSUMER_KEY") or env.from_file("X_CONSUMER_KEY"),
        X_CONSUMER_SECRET=env.read_setting("X_CONSUMER_SECRET")
        or env.from_file("X_CONSUMER_SECRET"),
    )
}
METRICS_TOKEN = env.read_setting("METRICS_TOKEN") or env.from_file("METRICS_TOKEN")
LOG_LEVEL = env.read_log_level("LOG_LEVEL", "INFO")
logs.configure_logging(LOG_LEVEL)
logs.warn_of(OPEN_TO_OTHERS)

ROOT_URLCONF = "publisher.urls"
WSGI_APPLICATION = "publisher.wsgi.application"
AUTH_USER_MODEL = "thread.Person"
AUTHENTICATION_BACKENDS = ["publisher.web.auth_backend.Members"]
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
USE_TZ = True
TIME_ZONE = "UTC"
LANGUAGE_CODE = "en"
USE_I18N = False

INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django_htmx",
    "publisher.thread",
    "publisher.accounts",
    "publisher.web",
    "publisher.people.apps.AllauthTables",
    "allauth.mfa",
    "publisher.people",
    "publisher.review",
    "publisher.followup",
    "publisher.newsroom",
    "publisher.notifications",
]
MIDDLEWARE = [
    "publisher.web.security.ContentPolicy",
    "publisher.web.body_limit.Bounded",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "publisher.people.hashing.SaysBusy",
]
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "publisher.web.context.page_context",
            ],
        },
    }
]
PASSWORD_HASHERS = [
    "publisher.people.hashing.Argon2",
    "django.contrib.auth.hashers.PBKDF2PasswordHasher",
]
AUTH_PASSWORD_VALIDATORS = [{"NAME": "publisher.people.hashing.NotTooLong"}] + [
    {"NAME": f"django.contrib.auth.password_validation.{name}"}
    for name in (
        "UserAttributeSimilarityValidator",
        "MinimumLengthValidator",
        "CommonPasswordValidator",
        "NumericPasswordValidator",
    )
]
MFA_ADAPTER = "publisher.people.second_factor.Adapter"
#: A code of half a minute ago, or of a clock half a minute ahead, is taken too.
MFA_TOTP_TOLERANCE = 1
CSRF_FAILURE_VIEW = "publisher.web.errors.stale_form"
LOGIN_URL = "sign-in"
LOGIN_REDIRECT_URL = "queue"
LOGOUT_REDIRECT_URL = "sign-in"

STATIC_URL = "/static/"
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.InMemoryStorage"},
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
#: Files are served where they lie: an installation has nothing to collect.
WHITENOISE_USE_FINDERS = True
WHITENOISE_AUTOREFRESH = DEBUG
DATA_UPLOAD_MAX_MEMORY_SIZE = FILE_UPLOAD_MAX_MEMORY_SIZE = 12_000_000
#: Bytes of a whole form with its files; larger than what is refused in words at its own field.
MOST_SENT = 64_000_000

SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = CSRF_COOKIE_SAMESITE = "Lax"
if _public.scheme == "https":
    SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = True
    # By this name a browser takes them from this host alone, over https, for all of it.
    SESSION_COOKIE_NAME, CSRF_COOKIE_NAME = "__Host-session", "__Host-csrf"
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
    SECURE_SSL_REDIRECT = True
    SECURE_HSTS_SECONDS = 31_536_000
    SECURE_HSTS_INCLUDE_SUBDOMAINS = SECURE_HSTS_PRELOAD = True
    SECURE_REDIRECT_EXEMPT = [r"^healthz$", r"^readyz$", r"^metrics$"]

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"plain": {"format": "%(asctime)s %(levelname)s %(name)s %(message)s"}},
    "filters": {"addresses": {"()": "publisher.logs.HideAddresses"}},
    "handlers": {
        "out": {
            "class": "logging.StreamHandler",
            "stream": sys.stderr,
            "formatter": "plain",
            "filters": ["addresses"],
        }
    },
    "root": {"handlers": ["out"], "level": LOG_LEVEL},
    "loggers": {
        # tweepy and oauthlib print tokens at DEBUG.
        name: {"level": "INFO"}
        for name in ("tweepy", "oauthlib", "requests_oauthlib", "urllib3", "httpcore")
    }
    # An address may carry a secret of its site's.
    | {"httpx": {"level": "WARNING"}},
}
