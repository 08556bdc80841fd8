"""The environment of the suite, set before Django reads its settings.

``DATABASE_URL`` and ``REDIS_URL`` are left as they are: with them the same suite runs on
PostgreSQL and Redis.
"""

import os
import tempfile
from pathlib import Path

from cryptography.fernet import Fernet

# Shared by xdist's workers, which inherit it: two state folders would mean two sealing keys.
_state = os.environ.setdefault("FLICKRWEB_TEST_STATE", tempfile.mkdtemp(prefix="flickrweb-tests-"))

os.environ |= {
    "SECRET_KEY": "only-for-tests-" + "0123456789" * 5,
    "SEALING_KEYS": Fernet.generate_key().decode(),
    "STATE_DIR": _state,
    "DEBUG": "False",
    "DEMO": "False",
    "HTTPS": "False",
    "ALLOWED_HOSTS": "testserver,127.0.0.1,localhost",
    "FLICKR_KEY": "0123456789abcdef0123456789abcdef",
    "FLICKR_SECRET": "0123456789abcdef",
    "DJANGO_ALLOW_ASYNC_UNSAFE": "true",  # Playwright's loop runs beside Django's tests
}
# Each worker of xdist has a database of Redis for itself: to empty its cache is one command.
if os.environ.get("REDIS_URL", "").endswith("/0") and "PYTEST_XDIST_WORKER" in os.environ:
    number = int(os.environ["PYTEST_XDIST_WORKER"].removeprefix("gw")) + 1
    os.environ["REDIS_URL"] = f"{os.environ['REDIS_URL'].removesuffix('/0')}/{number}"
for folder in ("messages", "processed", "control"):
    Path(_state, "broker", folder).mkdir(parents=True, exist_ok=True)
