"""Settings of the tests: a home of their own, no demo, strict where production is forgiving."""

import os
import tempfile

os.environ.setdefault("GROMADA_HOME", tempfile.mkdtemp(prefix="gromada-tests-"))

from gromada.project.settings import *  # noqa: F403
from gromada.project.settings import MIDDLEWARE, STORAGES

DEBUG = False
IS_DEMO = False
PATTERNS_PAGE = True
STORAGES = STORAGES | {"staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}}
MIDDLEWARE = [name for name in MIDDLEWARE if "whitenoise" not in name and "gzip" not in name]
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
ALLOWED_HOSTS = ["testserver", "127.0.0.1", "localhost"]
