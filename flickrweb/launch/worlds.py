"""A world: which Flickr we talk to, where its state lives, and the environment of its parts."""

import os
import re
import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from cryptography.fernet import Fernet
from dotenv import dotenv_values

from flickrweb.launch.refusal import Refusal

BASE_DIR = Path(__file__).resolve().parents[2]

HOW_TO_GET_A_KEY = """\
To run against the real Flickr, this installation needs a key of its own:

  1. Sign in at flickr.com with a Pro account (Flickr gives new keys to Pro members only).
  2. Open https://www.flickr.com/services/apps/create/ and choose "Request an API Key",
     then "Non-commercial" if you earn nothing with it.
  3. Flickr needs no callback address. Where a form asks for one:
     http://127.0.0.1:{port}/sign-in/flickr/callback/
  4. Put both values into the file .env in this folder, and type "make run" again:
     FLICKR_KEY=…
     FLICKR_SECRET=…

Without a key you can try everything against a simulated Flickr: make demo
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class World:
    """One Flickr, and everything we hold about it."""

    name: str  # as in "make demo"
    state: Path  # var/demo, var/live: each with its own database and keys
    port: int
    environment: dict[str, str]  # all that the parts are told
    simulator_port: int | None = None
    recordings: Path | None = None  # what the simulator's world is made of, if not invented

    @property
    def address(self) -> str:
        return f"http://127.0.0.1:{self.port}/"

    @property
    def simulator_address(self) -> str:
        return f"http://127.0.0.1:{self.simulator_port}"

    @property
    def logs(self) -> Path:
        return self.state / "log"

    @property
    def shown_logs(self) -> str:
        """The folder of the logs, as a person at the repository's root would type it."""
        inside = self.logs.is_relative_to(BASE_DIR)
        return str(self.logs.relative_to(BASE_DIR) if inside else self.logs)


def demo_world(environ: Mapping[str, str], *, state: Path = BASE_DIR / "var" / "demo") -> World:
    """The simulator's world. Nothing of the person's own settings may reach into it."""
    recordings = _recordings(environ)
    port, simulator_port = _port(environ, "PORT", 8000), _port(environ, "SIMULATOR_PORT", 8001)
    if port == simulator_port:
        raise Refusal(f"PORT and SIMULATOR_PORT are both {port}. They need a port each.")
    kept = keep_secrets(
        state,
        {
            "SECRET_KEY": secrets.token_urlsafe(48),
            "SEALING_KEYS": Fernet.generate_key().decode(),
            "FLICKR_KEY": secrets.token_hex(16),
            "FLICKR_SECRET": secrets.token_hex(8),
        },
    )
    simulator = f"http://127.0.0.1:{simulator_port}"
    said = kept | {
        "DEMO": "true",
        "DEBUG": "false",
        "HTTPS": "false",
        "ALLOWED_HOSTS": "127.0.0.1,localhost",
        "CSRF_TRUSTED_ORIGINS": "",
        "STATE_DIR": str(state),
        "DATABASE_URL": f"sqlite:///{state / 'flickrweb.sqlite3'}",
        "REDIS_URL": "",
        "FLICKR_API_URL": f"{simulator}/services/rest/",
        "FLICKR_OAUTH_URL": f"{simulator}/services/oauth",
        "FLICKR_AUTHORIZE_URL": f"{simulator}/services/oauth/authorize",
        "FLICKR_SITE_URL": simulator,
        "FLICKR_STATIC_URL": simulator,
    }
    return World(
        name="demo",
        state=state,
        port=port,
        simulator_port=simulator_port,
        recordings=recordings,
        environment=_plain(environ) | said,
    )


def live_world(
    environ: Mapping[str, str],
    *,
    state: Path = BASE_DIR / "var" / "live",
    dotenv: Path = BASE_DIR / ".env",
) -> World:
    """The real Flickr. The environment wins, then ``.env``, then what the first start made."""
    written = {name: value for name, value in dotenv_values(dotenv).items() if value}
    chosen = written | _plain(environ)
    port = _port(chosen, "PORT", 8000)
    if not (chosen.get("FLICKR_KEY") and chosen.get("FLICKR_SECRET")):
        raise Refusal(HOW_TO_GET_A_KEY.format(port=port))
    state = Path(chosen.setdefault("STATE_DIR", str(state))).resolve()
    kept = keep_secrets(
        state,
        {
            "SECRET_KEY": secrets.token_urlsafe(48),
            "SEALING_KEYS": Fernet.generate_key().decode(),
        },
    )
    return World(name="run", state=state, port=port, environment=kept | chosen)


def keep_secrets(state: Path, invented: dict[str, str]) -> dict[str, str]:
    """The secrets of a state folder: made once, readable by their owner alone, then kept."""
    state.mkdir(mode=0o700, parents=True, exist_ok=True)
    path = state / "secrets"
    kept = {name: value for name, value in dotenv_values(path).items() if value}
    if missing := {name: value for name, value in invented.items() if name not in kept}:
        lines = "".join(f"{name}={value}\n" for name, value in missing.items())
        descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600)
        with os.fdopen(descriptor, "w", encoding="utf-8") as file:
            file.write(lines)
    return {name: kept.get(name, value) for name, value in invented.items()}


def _recordings(environ: Mapping[str, str]) -> Path | None:
    """The folder of recorded replies for WORLD=recorded; None for the invented world."""
    world = environ.get("WORLD", "")
    if world not in ("", "recorded"):
        raise Refusal(f'WORLD is {world!r}. It may be "recorded", or left away.')
    if not world:
        return None
    folder = BASE_DIR / (environ.get("RECORDED_REPLIES") or "../shared/flickr/responses")
    if not any(folder.glob("flickr.*/*.json")):
        raise Refusal(
            f"There are no recorded Flickr replies in {folder.resolve()}. "
            "RECORDED_REPLIES may name another folder; make demo works without any."
        )
    return folder.resolve()


def _plain(environ: Mapping[str, str]) -> dict[str, str]:
    """The environment without what make and uv tell their own children."""
    return {
        name: value
        for name, value in environ.items()
        if not re.match(r"(MAKE|MFLAGS|VIRTUAL_ENV$|UV_)", name)
    }


def _port(environ: Mapping[str, str], name: str, default: int) -> int:
    value = environ.get(name) or str(default)
    if value.isascii() and value.isdigit() and 0 < int(value) < 65536:
        return int(value)
    raise Refusal(f"{name} is {value!r}. It must be a number from 1 to 65535.")
