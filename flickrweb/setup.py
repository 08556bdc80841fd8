"""``python3 manage.py setup``: a few questions, and the ``.env`` that production starts with.

It runs before anything is installed and before any setting is right, so it needs nothing but
Python itself, and ``manage.py`` opens it without Django.
"""

import argparse
import base64
import os
import re
import secrets
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

BASE_DIR = Path(__file__).resolve().parent.parent

WHERE_KEYS_COME_FROM = """
Flickr gives every site a key of its own, and gives keys to Pro members only. Open
https://www.flickr.com/services/apps/create/ and choose "Request an API Key", then
"Non-commercial" if you earn nothing with it. No callback address is needed."""

WHAT_NOW = """
Written: {file}. It holds the keys of this site: keep a copy where no backup of the site lies.

Next:     docker compose up -d          (Debian 12 writes docker-compose)
Then:     open {address} and sign in with Flickr.
"""


class Wrong(ValueError):
    """An answer that cannot be taken; the sentence says what it may be."""


@dataclass(frozen=True)
class Question:
    """``name`` is the option, ``asks`` the line on the console, ``check`` the answer or Wrong."""

    name: str
    asks: str
    check: Callable[[str], str]
    default: str = ""
    explains: str = ""


# --- what may be answered


def site_name(said: str) -> str:
    name = " ".join(said.split())
    if not name or len(name) > 60 or not name.isprintable():
        raise Wrong("The name of the site has 1 to 60 letters, on one line.")
    if "\\" in name or ("'" in name and re.search(r'["$`]', name)):
        raise Wrong("The name of the site cannot hold \\, nor ' together with \", $ or `.")
    return name


def address(said: str) -> str:
    """The bare host name, in the letters that certificates use; "" for this machine alone."""
    host = re.sub(r"^https://", "", said.strip().lower()).rstrip("/.")
    if host in ("", "localhost", "127.0.0.1"):
        return ""
    if host.startswith("http://"):
        raise Wrong("The site is reached by https only: write the name alone, gallery.example.")
    try:
        host = host.encode("idna").decode("ascii")
    except UnicodeError:
        raise Wrong(f"{said} is no name of a machine. It looks like gallery.example.") from None
    if re.fullmatch(r"[\d.]+|\[.*\]", host):
        raise Wrong("A certificate needs a name and not a number: gallery.example.")
    if not re.fullmatch(r"(?!-)[a-z0-9-]{1,63}(?<!-)(\.(?!-)[a-z0-9-]{1,63}(?<!-))+", host):
        raise Wrong(
            f"{said} is no name of a machine. It looks like gallery.example, without a port or a"
            " path."
        )
    return host


def _hex(what: str, length: int) -> Callable[[str], str]:
    def check(said: str) -> str:
        value = said.strip().lower()
        if re.fullmatch(rf"[0-9a-f]{{{length}}}", value):
            return value
        raise Wrong(f"{what} has {length} letters from 0-9 and a-f; this has {len(value)}.")

    return check


flickr_key = _hex("A Flickr key", 32)
flickr_secret = _hex("The secret of a Flickr key", 16)


def operator(said: str) -> str:
    value = said.strip().upper()
    if value and not re.fullmatch(r"[0-9]{1,15}@N[0-9]{2}", value):
        raise Wrong("A Flickr id looks like 12345678@N00. Leave it empty if you do not know it.")
    return value


def port(said: str) -> str:
    value = said.strip()
    if value.isascii() and value.isdigit() and 0 < int(value) < 65536:
        return value
    raise Wrong(f"{said!r} is no port: a number from 1 to 65535.")


QUESTIONS = [
    Question("site_name", "What is the site called?", site_name, "flickrweb"),
    Question(
        "address",
        "Its address, such as gallery.example? (Empty: this machine alone)",
        address,
        explains="\nThe name must already lead to this machine, for the certificate.",
    ),
    Question("flickr_key", "The key?", flickr_key, explains=WHERE_KEYS_COME_FROM),
    Question("flickr_secret", "And its secret?", flickr_secret),
    Question(
        "operator",
        "Your own Flickr id, such as 12345678@N00? (Empty: later)",
        operator,
        explains="\nWhoever runs the site sees its state. /settings/ shows your id once you signed"
        "\nin; OPERATOR in .env takes it later.",
    ),
]


# --- the file


def strong_secrets() -> dict[str, str]:
    return {
        "SECRET_KEY": secrets.token_urlsafe(48),
        "SEALING_KEYS": base64.urlsafe_b64encode(secrets.token_bytes(32)).decode(),
        "WATCH_TOKEN": secrets.token_urlsafe(32),
        "POSTGRES_PASSWORD": secrets.token_hex(24),
    }


def production(answers: dict[str, str], *, own_proxy: bool) -> dict[str, str]:
    """What the answers mean, by the names of the settings."""
    host = answers["address"]
    public = {
        "ALLOWED_HOSTS": f"{host},127.0.0.1",
        "HTTPS": "true",
        "TRUSTED_PROXIES": "1",
        "SITE_ADDRESS": host,
        "COMPOSE_PROFILES": "" if own_proxy else "https",
    }
    return {
        "SITE_NAME": answers["site_name"],
        "OPERATOR": answers["operator"],
        "FLICKR_KEY": answers["flickr_key"],
        "FLICKR_SECRET": answers["flickr_secret"],
        **(public if host else {}),
        **strong_secrets(),
    }


def demo(simulator_port: str) -> dict[str, str]:
    """The simulated Flickr in place of the real one, for this machine alone."""
    inside, outside = "http://simulator:8001", f"http://127.0.0.1:{simulator_port}"
    return {
        "DEMO": "true",
        "FLICKR_KEY": secrets.token_hex(16),
        "FLICKR_SECRET": secrets.token_hex(8),
        "FLICKR_API_URL": f"{inside}/services/rest/",
        "FLICKR_OAUTH_URL": f"{inside}/services/oauth",
        "FLICKR_AUTHORIZE_URL": f"{outside}/services/oauth/authorize",
        "FLICKR_SITE_URL": outside,
        "FLICKR_STATIC_URL": outside,
        "COMPOSE_PROFILES": "demo",
        "SIMULATOR_PORT": simulator_port,
        **strong_secrets(),
    }


def filled_in(example: str, values: dict[str, str]) -> str:
    """The example with the values where it explains them."""
    for name, value in values.items():
        line = re.search(rf"^(?:# )?{name}=.*$", example, re.MULTILINE)
        if line is None:
            raise KeyError(name)
        written = f"{name}={quoted(value)}"
        example = example[: line.start()] + written + example[line.end() :]
    return example


def quoted(value: str) -> str:
    """As both Python and compose read it: nothing in it is replaced."""
    if re.fullmatch(r"[\w.,:/@=+-]*", value, re.ASCII):
        return value
    return f"'{value}'" if "'" not in value else f'"{value}"'


def write(file: Path, text: str) -> None:
    """For its owner's eyes alone, and never over another one."""
    descriptor = os.open(file, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(descriptor, "w", encoding="utf-8") as written:
        written.write(text)


# --- the conversation


def ask(question: Question) -> str:
    """On the console, until the answer can be taken."""
    if question.explains:
        say(question.explains)
    shown = f" [{question.default}]" if question.default else ""
    while True:
        said = input(f"{question.asks}{shown} ") or question.default
        try:
            return question.check(said)
        except Wrong as wrong:
            say(f"  {wrong}")


def answered(question: Question, said: str | None) -> str:
    """By an option, else on the console, else not at all."""
    if said is not None:
        return question.check(said)
    if sys.stdin.isatty():
        return ask(question)
    option = f"--{question.name.replace('_', '-')}"
    raise Wrong(f"Nobody is there to be asked. Say {option} as well.")


def say(line: str) -> None:
    sys.stdout.write(f"{line}\n")


def options() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="manage.py setup",
        description="Asks what this site must know and writes .env. Options answer beforehand.",
    )
    for question in QUESTIONS:
        parser.add_argument(f"--{question.name.replace('_', '-')}", help=question.asks)
    parser.add_argument(
        "--own-proxy", action="store_true", help="a proxy of yours gives https, Caddy is not needed"
    )
    parser.add_argument(
        "--demo", action="store_true", help="asks nothing: a simulated Flickr, on this machine"
    )
    parser.add_argument("--port", default="8000", help="of the site on 127.0.0.1")
    parser.add_argument("--simulator-port", default="8001", help="of the simulated Flickr")
    parser.add_argument("--file", type=Path, default=BASE_DIR / ".env", help="what is written")
    return parser


def main(arguments: list[str]) -> int:
    """0 when the file was written; else a sentence, 1, and nothing has changed."""
    asked = options().parse_args(arguments)
    try:
        if asked.file.exists():
            raise Wrong(
                f"{asked.file} is there already, and nothing was changed. It holds keys that open"
                f" what is in the database. To begin anew: mv {asked.file} {asked.file}.before"
            )
        values = _values(asked) | {"PORT": port(asked.port)}
        example = (BASE_DIR / ".env.example").read_text(encoding="utf-8")
        write(asked.file, filled_in(example, values))
    except (Wrong, OSError) as trouble:
        sys.stderr.write(f"{trouble}\n")
        return 1
    except (KeyboardInterrupt, EOFError):
        sys.stderr.write("\nNothing was written.\n")
        return 1
    host = values.get("SITE_ADDRESS")
    where = f"https://{host}/" if host else f"http://127.0.0.1:{values['PORT']}/"
    say(WHAT_NOW.format(file=asked.file, address=where))
    if host and asked.own_proxy:
        say(f"Your proxy sends {host} to 127.0.0.1:{values['PORT']}, with X-Forwarded-Proto.\n")
    return 0


def _values(asked: argparse.Namespace) -> dict[str, str]:
    if asked.demo:
        return demo(port(asked.simulator_port))
    answers = {each.name: answered(each, getattr(asked, each.name)) for each in QUESTIONS}
    return production(answers, own_proxy=asked.own_proxy)
