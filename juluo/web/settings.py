"""Django's settings. An embedded product has few: JULUO_HOME, DATABASE_URL, JULUO_URL and JULUO_LANG.

docs/operate/settings.md says what each is for.
"""

import os
from pathlib import Path
from urllib.parse import urlsplit

from csp.constants import NONE, SELF

from juluo.web.database import embedded, from_address
from juluo.web.secret import home_folder, secret_of

HOME = home_folder()
# Where the desk is reached when it isn't on this machine alone: https://desk.example.cn
URL = urlsplit(os.environ.get("JULUO_URL") or "")
LANG = "en" if os.environ.get("JULUO_LANG", "").lower().startswith("en") else "zh"

SECRET_KEY = secret_of(HOME)
DEBUG = False
# Names by which it may be asked for beside that one: every other is refused, for it may be anybody's.
_HOSTS = os.environ.get("JULUO_HOSTS", "").replace(",", " ").split()
ALLOWED_HOSTS = ["127.0.0.1", "localhost", "[::1]", *([URL.hostname] if URL.hostname else []), *_HOSTS]
CSRF_TRUSTED_ORIGINS = [f"{URL.scheme}://{URL.netloc}"] if URL.netloc else []
# Behind a proxy that speaks https to the world, which says so in this header.
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if URL.scheme == "https" else None

DATABASES = {"default": from_address(os.environ["DATABASE_URL"]) if os.environ.get("DATABASE_URL") else embedded(HOME)}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

INSTALLED_APPS = [
    "django.contrib.contenttypes",
    "django.contrib.auth",
    "django.contrib.sessions",
    "juluo.shell.accounts",
    "juluo.shell.guests",
    "juluo.shell.jobs",
    "juluo.shell.outbox",
    "juluo.desk.communities",
    "juluo.desk.cooperations",
    "juluo.desk.draws",
    "juluo.desk.events",
    "juluo.desk.feedback",
    "juluo.desk.imports",
    "juluo.desk.interviews",
    "juluo.desk.members",
    "juluo.desk.numbers",
    "juluo.desk.qa",
    "juluo.desk.questions",
    "juluo.desk.readings",
    "juluo.desk.reports",
    "juluo.desk.needs",
    "juluo.desk.segments",
    "juluo.desk.surveys",
    "juluo.desk.streaks",
    "juluo.desk.tasks",
    "juluo.web",
]
_TEMPLATES = Path(__file__).parents[1]
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.jinja2.Jinja2",
        "DIRS": [_TEMPLATES / "shell" / "templates", _TEMPLATES / "web" / "templates"],
        "OPTIONS": {"environment": "juluo.web.look.environment", "auto_reload": False},
    }
]
# Beside the shell's own: the report's pictures and tiles look the same on a page, and what pages add.
SHEETS = [
    _TEMPLATES / "chart" / "charts.css",
    _TEMPLATES / "report" / "render" / "templates" / "tiles.css",
    *sorted((_TEMPLATES / "web" / "css").glob("*.css")),
]
# Sheets that single pages ask for, by their name; each is what a function makes.
PAGE_SHEETS = {
    "report.css": "juluo.web.reports.sheet.report_sheet",
    "portal.css": "juluo.web.portal.sheet.portal_sheet",
}
MIDDLEWARE = [
    "juluo.web.squeezed.squeezed",
    "django.middleware.security.SecurityMiddleware",
    "juluo.shell.guarded.guarded",
    "csp.middleware.CSPMiddleware",
    # Asks whether the host is ours: without it, any name that points at this machine would be answered.
    "django.middleware.common.CommonMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
]
ROOT_URLCONF = "juluo.web.urls"
APPEND_SLASH = False
CSRF_FAILURE_VIEW = "juluo.web.unshown.forbidden"

AUTH_USER_MODEL = "accounts.User"
PASSWORD_HASHERS = ["django.contrib.auth.hashers.Argon2PasswordHasher"]
AUTH_PASSWORD_VALIDATORS = [{"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"}]

LANGUAGE_CODE = "zh-hans"
LANGUAGES = [("zh-hans", "zh"), ("en", "en")]
USE_I18N = True
USE_TZ = True
TIME_ZONE = "UTC"

# What a page may load and run: our own files. No inline script or style, no eval, no frame around it.
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF],
        "worker-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF, "data:"],
        "font-src": [SELF],
        "connect-src": [SELF],
        "manifest-src": [SELF],
        "form-action": [SELF],
        "base-uri": [NONE],
        "frame-ancestors": [NONE],
    }
}
X_FRAME_OPTIONS = "DENY"
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_HSTS_SECONDS = 31_536_000 if URL.scheme == "https" else 0
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = URL.scheme == "https"
SESSION_COOKIE_HTTPONLY = CSRF_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = CSRF_COOKIE_SAMESITE = "Lax"
# Over https a neighbour's subdomain can plant no cookie of this name.
_SEAL = "__Host-" if URL.scheme == "https" else ""
SESSION_COOKIE_NAME, CSRF_COOKIE_NAME = f"{_SEAL}juluo_session", f"{_SEAL}juluo_csrf"
GUEST_COOKIE = f"{_SEAL}juluo_guest"
SESSION_COOKIE_AGE = 14 * 24 * 3600

# Exports of years are gigabytes; what one file may have at most. Uploads are people's words: gone once imported.
MAX_UPLOAD = int(float(os.environ.get("JULUO_MAX_UPLOAD_GB") or 16) * 1024**3)
# Folders of this machine that colleagues may have watched, and what lies in them; none unless somebody opened one.
WATCH_FOLDERS = tuple(Path(told) for told in (os.environ.get("JULUO_WATCH_FOLDERS") or "").split(os.pathsep) if told)
KEEP_UPLOADS = os.environ.get("JULUO_KEEP_UPLOADS") == "1"
FILE_UPLOAD_HANDLERS = ["juluo.shell.uploads.ToDisk"]
DATA_UPLOAD_MAX_NUMBER_FILES = 200

# Without this, an error in a page prints nothing at all.
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"format": "{asctime} {levelname} {name}: {message}", "style": "{"}},
    "handlers": {"terminal": {"class": "logging.StreamHandler", "formatter": "line"}},
    "root": {"handlers": ["terminal"], "level": "WARNING"},
    "loggers": {
        "juluo": {"level": "INFO"},
        "django": {"handlers": [], "level": "WARNING", "propagate": True},
        # A wrong address or password is the visitor's affair, not an error of ours.
        "django.request": {"level": "ERROR"},
        "django.security.DisallowedHost": {"level": "CRITICAL"},
    },
}
