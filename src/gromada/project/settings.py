"""Settings. Everything that differs between homes comes from the environment (docs/reference/settings.md)."""

from pathlib import Path

from csp.constants import NONE, SELF

from gromada.project import home

PACKAGE = Path(__file__).resolve().parent.parent
HOME = home.directory()
IS_DEMO = home.is_demo()

SECRET_KEY = home.secret("django")
VAULT_KEYS = home.vault_keys()
DEBUG = home.flag("GROMADA_DEBUG")
ALLOWED_HOSTS = home.listed("GROMADA_HOSTS", default="127.0.0.1,localhost,[::1]")
CSRF_TRUSTED_ORIGINS = home.listed("GROMADA_ORIGINS", default="")

ROOMS = [
    "core",
    "territory",
    "accounts",
    "surveys",
    "ledger",
    "programmes",
    "strategies",
    "plans",
    "contracts",
    "participants",
    "delivery",
    "finance",
    "monitoring",
    "outreach",
    "reports",
    "desk",
    "portal",
]

# Our rooms first: of two translations of one word Django takes the one of the app that stands first.
INSTALLED_APPS = [
    *[f"gromada.{room}" for room in ROOMS],
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django_tasks",
    "django_tasks_db",
    "django_htmx",
    "csp",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.middleware.gzip.GZipMiddleware",
    "csp.middleware.CSPMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.auth.middleware.LoginRequiredMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "gromada.accounts.middleware.actor_of_request",
    "gromada.core.asking.RefusalsAsPages",
]

ROOT_URLCONF = "gromada.project.urls"
WSGI_APPLICATION = "gromada.project.wsgi.application"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.messages.context_processors.messages",
                "gromada.desk.context.furniture",
            ],
            "builtins": [
                "django.templatetags.i18n",
                "gromada.core.templatetags.parts",
                "gromada.core.templatetags.money",
            ],
        },
    }
]
FORM_RENDERER = "gromada.core.templatetags.parts.FormRenderer"

DATABASES = {"default": home.database()}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

AUTH_USER_MODEL = "accounts.User"
LOGIN_URL = "accounts:sign_in"
LOGIN_REDIRECT_URL = "desk:start"
LOGOUT_REDIRECT_URL = "portal:start"
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 12}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {
        "NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator",
        "OPTIONS": {"user_attributes": ("login", "name", "email")},
    },
]

LANGUAGE_CODE = "pl"
LANGUAGES = [("pl", "Polski"), ("en", "English")]
LOCALE_PATHS = [PACKAGE / "project" / "locale"]
LANGUAGE_COOKIE_NAME = "gromada_language"
USE_I18N = True
USE_TZ = True
TIME_ZONE = "Europe/Warsaw"
USE_THOUSAND_SEPARATOR = False

STATIC_URL = "static/"
STATIC_ROOT = HOME / "static"
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {
        "BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"
        if DEBUG
        else "whitenoise.storage.CompressedManifestStaticFilesStorage"
    },
}
WHITENOISE_KEEP_ONLY_HASHED_FILES = False
WHITENOISE_USE_FINDERS = DEBUG
DOCUMENTS_ROOT = HOME / "documents"

TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend"}}

SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
CSRF_COOKIE_HTTPONLY = True
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = SECURE_SSL_REDIRECT = home.flag("GROMADA_HTTPS")
SECURE_HSTS_SECONDS = 31_536_000 if SESSION_COOKIE_SECURE else 0
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if home.flag("GROMADA_BEHIND_PROXY") else None
X_FRAME_OPTIONS = "DENY"
SECURE_REFERRER_POLICY = "same-origin"
DATA_UPLOAD_MAX_MEMORY_SIZE = 5 * 2**20

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

EMAIL_BACKEND = home.setting("GROMADA_EMAIL_BACKEND", "django.core.mail.backends.console.EmailBackend")
DEFAULT_FROM_EMAIL = home.setting("GROMADA_EMAIL_FROM", "gromada@localhost")
