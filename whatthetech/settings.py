"""Every setting, read from the environment. `.env.example` says what each is for."""

from datetime import timedelta
from pathlib import Path

import dj_database_url
from csp.constants import NONE, SELF, UNSAFE_INLINE
from django.core.exceptions import ImproperlyConfigured

from whatthetech import environment

BASE_DIR = Path(__file__).resolve().parent.parent
environment.load_file(BASE_DIR / ".env")

DEBUG = environment.switch("DEBUG", default=False)
DATA_DIR = Path(environment.text("DATA_DIR", default=str(BASE_DIR / "var")))
DATA_DIR.mkdir(parents=True, exist_ok=True)

# --- Who may reach the site, and how safely -------------------------------------------

SECRET_KEY = environment.text("SECRET_KEY", default="only-for-development" if DEBUG else None)
if not DEBUG and len(SECRET_KEY) < 50:
    raise ImproperlyConfigured("SECRET_KEY is too short: make one with `make secret-key`.")

SITE_ADDRESS = environment.text("SITE_ADDRESS", default="http://localhost:8000").rstrip("/")
SITE_HOST = SITE_ADDRESS.partition("://")[2].partition(":")[0].partition("/")[0]
ALLOWED_HOSTS = environment.words("ALLOWED_HOSTS", default=f"{SITE_HOST},localhost,127.0.0.1")
HTTPS = environment.switch("HTTPS", default=SITE_ADDRESS.startswith("https://"))
CSRF_TRUSTED_ORIGINS = [SITE_ADDRESS] if HTTPS else []
BEHIND_PROXY = environment.switch("BEHIND_PROXY", default=False)
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if BEHIND_PROXY else None
SECURE_SSL_REDIRECT = HTTPS
# /health/ is asked from inside, by plain HTTP.
SECURE_REDIRECT_EXEMPT = [r"^health/"]
SECURE_HSTS_SECONDS = 60 * 60 * 24 * 365 if HTTPS else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = HTTPS
SECURE_HSTS_PRELOAD = HTTPS
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin" if HTTPS or DEBUG else None
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "SAMEORIGIN"  # Wagtail shows its previews in a frame of the same site
SILENCED_SYSTEM_CHECKS = ["security.W019"]  # which asks for DENY
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = HTTPS
SESSION_COOKIE_HTTPONLY = CSRF_COOKIE_HTTPONLY = True
SESSION_COOKIE_AGE = 60 * 60 * 24  # ACCESSIBILITY.md F3: no limit under 24 hours

# Nothing from elsewhere, and nothing inline (DESIGN.md, decision 6).
_OWN_ONLY = {
    "default-src": [NONE],
    "script-src": [SELF],
    "style-src": [SELF],
    "img-src": [SELF],
    "font-src": [SELF],
    "media-src": [SELF],
    "connect-src": [SELF],
    "form-action": [SELF],
    "frame-ancestors": [SELF],
    "base-uri": [NONE],
}
CONTENT_SECURITY_POLICY = {"DIRECTIVES": _OWN_ONLY}
# Wagtail's editor writes inline styles and two inline scripts, uses blob: and data:
# pictures while one is uploaded, and shows the page in a frame.
EDITOR_SECURITY_POLICY = _OWN_ONLY | {
    "script-src": [SELF, UNSAFE_INLINE],
    "style-src": [SELF, UNSAFE_INLINE],
    "img-src": [SELF, "blob:", "data:"],
    "frame-src": [SELF],
}

# --- What it is made of ---------------------------------------------------------------

INSTALLED_APPS = [
    "whatthetech",
    "whatthetech.pairing",
    "whatthetech.scheduling",
    "whatthetech.people",
    "lessons",
    "wagtail.contrib.redirects",
    "wagtail.contrib.settings",
    "wagtail.embeds",
    "wagtail.sites",
    "wagtail.users",
    "wagtail.snippets",
    "wagtail.documents",
    "wagtail.images",
    "wagtail.search",
    "wagtail.admin",
    "wagtail",
    "modelcluster",
    "taggit",
    "django_tasks",
    "django_htmx",
    "django_otp",
    "django_otp.plugins.otp_totp",
    "django_otp.plugins.otp_static",
    "axes",
    "csp",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "whitenoise.runserver_nostatic",
    "django.contrib.staticfiles",
    "django.contrib.sitemaps",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "csp.middleware.CSPMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django_otp.middleware.OTPMiddleware",
    "whatthetech.people.second_factor_gate.SecondFactorGate",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "wagtail.contrib.redirects.middleware.RedirectMiddleware",
    "axes.middleware.AxesMiddleware",  # last, so that its answer is the one that counts
]

ROOT_URLCONF = "whatthetech.urls"
WSGI_APPLICATION = "whatthetech.wsgi.application"
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
AUTH_USER_MODEL = "people.User"
AUTHENTICATION_BACKENDS = [
    "whatthetech.people.backends.WithinLimits",
    "whatthetech.people.backends.PersonBackend",
    "whatthetech.people.signing_in.LearnerBackend",  # sessions begun without a password
]
PASSWORD_HASHERS = [
    "django.contrib.auth.hashers.Argon2PasswordHasher",
    "django.contrib.auth.hashers.PBKDF2PasswordHasher",
]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": f"django.contrib.auth.password_validation.{name}"}
    for name in (
        "UserAttributeSimilarityValidator",
        "MinimumLengthValidator",
        "CommonPasswordValidator",
        "NumericPasswordValidator",
    )
]

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
                "lessons.context.every_page",
                "whatthetech.people.context.signed_in",
            ],
        },
    },
]

# --- Where things are kept ------------------------------------------------------------

DATABASES = {
    "default": dj_database_url.parse(
        environment.text("DATABASE_URL", default=f"sqlite:///{DATA_DIR / 'whatthetech.sqlite3'}"),
        conn_max_age=60,
        conn_health_checks=True,
    )
}
if DATABASES["default"]["ENGINE"] == "django.db.backends.sqlite3":
    # Without IMMEDIATE a read followed by a write fails at once under load; without WAL
    # readers wait for writers (measured: docs/adr/0001-embedded-by-default.md).
    DATABASES["default"]["OPTIONS"] = {
        "transaction_mode": "IMMEDIATE",
        "timeout": 20,
        "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL;",
    }

PAGE_CACHE_SECONDS = environment.number("PAGE_CACHE_SECONDS", default=0 if DEBUG else 86_400)
# Public pages say something else where one of these cookies is there, whatever its value.
PAGES_DIFFER_BY = ["place", "signed-in"]
_CACHE_URL = environment.text("CACHE_URL", default=f"file://{DATA_DIR / 'cache'}")
if _CACHE_URL.startswith("file://"):
    # Files, so that every web process on the machine sees a lesson published by another.
    _CACHE = {
        "BACKEND": "django.core.cache.backends.filebased.FileBasedCache",
        "LOCATION": _CACHE_URL.removeprefix("file://"),
        "OPTIONS": {"MAX_ENTRIES": 20_000},
    }
elif _CACHE_URL.startswith(("redis://", "rediss://")):
    _CACHE = {
        "BACKEND": "django.core.cache.backends.redis.RedisCache",
        "LOCATION": _CACHE_URL,
    }
else:
    raise ImproperlyConfigured("CACHE_URL must begin with file:// or redis://")
CACHES = {"default": _CACHE, "renditions": _CACHE | {"KEY_PREFIX": "renditions"}}

STATIC_URL = "/static/"
STATIC_ROOT = DATA_DIR / "static"
STATICFILES_DIRS = [BASE_DIR / "static"]
MEDIA_URL = "/media/"
MEDIA_ROOT = DATA_DIR / "media"
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {
        "BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"
        if DEBUG
        else "whitenoise.storage.CompressedManifestStaticFilesStorage"
    },
}

# --- Words, time and messages ---------------------------------------------------------

LANGUAGE_CODE = "en-gb"
TIME_ZONE = "Europe/London"
USE_I18N = True
USE_TZ = True

EMAIL_BACKEND = (
    "django.core.mail.backends.smtp.EmailBackend"
    if environment.text("EMAIL_HOST", default="")
    else "django.core.mail.backends.console.EmailBackend"
)
EMAIL_HOST = environment.text("EMAIL_HOST", default="")
EMAIL_PORT = environment.number("EMAIL_PORT", default=587)
EMAIL_HOST_USER = environment.text("EMAIL_HOST_USER", default="")
EMAIL_HOST_PASSWORD = environment.text("EMAIL_HOST_PASSWORD", default="")
EMAIL_USE_TLS = environment.switch("EMAIL_USE_TLS", default=True)
DEFAULT_FROM_EMAIL = environment.text("FROM_EMAIL", default=f"lessons@{SITE_HOST}")

# --- Wagtail --------------------------------------------------------------------------

WAGTAIL_SITE_NAME = "What the Tech!?"
WAGTAILADMIN_BASE_URL = SITE_ADDRESS
WAGTAIL_FINISH_WORKFLOW_ACTION = "lessons.approving.publish_approved"
WAGTAIL_GRAVATAR_PROVIDER_URL = None
WAGTAIL_ENABLE_UPDATE_CHECK = False
WAGTAIL_ENABLE_WHATS_NEW_BANNER = False
WAGTAILEMBEDS_FINDERS = []
WAGTAIL_FRONTEND_LOGIN_URL = "/admin/login/"
WAGTAILIMAGES_IMAGE_MODEL = "lessons.Picture"
WAGTAILIMAGES_IMAGE_FORM_BASE = "lessons.picture_form.PictureForm"
WAGTAILIMAGES_EXTENSIONS = ["jpg", "jpeg", "png", "webp", "heic", "heif"]
WAGTAILIMAGES_MAX_UPLOAD_SIZE = 10 * 1024 * 1024
WAGTAILIMAGES_MAX_IMAGE_PIXELS = 60_000_000
WAGTAILIMAGES_JPEG_QUALITY = 78
WAGTAILIMAGES_WEBP_QUALITY = 76
WAGTAILDOCS_EXTENSIONS = ["mp3"]
WAGTAILDOCS_SERVE_METHOD = "direct"
WAGTAILADMIN_RICH_TEXT_EDITORS = {
    "default": {
        "WIDGET": "wagtail.admin.rich_text.DraftailRichTextArea",
        "OPTIONS": {"features": ["bold"]},
    }
}
DATA_UPLOAD_MAX_NUMBER_FIELDS = 10_000  # a lesson in the editor: ten steps, three devices
FILE_UPLOAD_MAX_MEMORY_SIZE = 5 * 1024 * 1024

# --- Lessons --------------------------------------------------------------------------

CHECKED_FOR_DAYS = environment.number("CHECKED_FOR_DAYS", default=180, least=1)

# --- People ---------------------------------------------------------------------------

# Hashes card numbers. It stands outside the database: who steals that can't try numbers on it.
CARD_KEY = environment.text("CARD_KEY", default=f"cards {SECRET_KEY}")
TRAINING_LASTS_DAYS = environment.number("TRAINING_LASTS_DAYS", default=365, least=1)

# Whether coordinators, leads and administrators must have a second factor. Volunteers may.
SECOND_FACTOR = environment.switch("SECOND_FACTOR", default=not DEBUG)
OTP_TOTP_ISSUER = WAGTAIL_SITE_NAME

# Wrong passwords, counted for one person at one address: one person never locks a room.
AXES_LOCKOUT_PARAMETERS = [["username", "ip_address"]]
AXES_FAILURE_LIMIT = 5
AXES_COOLOFF_TIME = timedelta(minutes=15)
AXES_RESET_ON_SUCCESS = True
AXES_RESET_COOL_OFF_ON_FAILURE_DURING_LOCKOUT = False
AXES_USERNAME_FORM_FIELD = "username"
AXES_USERNAME_CALLABLE = "whatthetech.people.password_limits.counted_email"
AXES_CLIENT_IP_CALLABLE = "whatthetech.people.password_limits.counted_address"
AXES_LOCKOUT_CALLABLE = "whatthetech.people.password_limits.wait_first"
AXES_HANDLER = "whatthetech.people.password_limits.PasswordLimits"
AXES_SENSITIVE_PARAMETERS = ["username", "ip_address", "next", "csrfmiddlewaretoken"]
AXES_DISABLE_ACCESS_LOG = True  # who signed in when is nobody's business
AXES_VERBOSE = False

# --- Logs: to the console, without addresses' queries or anything a person typed --------

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {
        "line": {
            "()": "whatthetech.log_line.LogLine",
            "fmt": "{asctime} {levelname} {name}: {message}",
            "style": "{",
        }
    },
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "line"}},
    "root": {"handlers": ["console"], "level": environment.text("LOG_LEVEL", default="INFO")},
    "loggers": {
        # Django's own handlers would write every line again, as it came.
        "django": {"level": "INFO"},
        "django.server": {"level": "INFO", "propagate": True},
        # One line for each page put into the search index says nothing to anybody.
        "django_tasks": {"level": "WARNING"},
        "wagtail": {"level": "WARNING"},
        # A page of lines for each PDF, with signs of names that no font has.
        "weasyprint": {"level": "ERROR"},
        "fontTools": {"level": "WARNING"},
        "axes": {"level": "WARNING"},
    },
}
