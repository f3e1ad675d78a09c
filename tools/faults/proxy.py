"""The nginx of the distribution with our own example, on high ports with a made certificate and files of its own."""

import contextlib
import re
import shutil
import subprocess
import tempfile
import time
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID
from tests.served import free_port
from tools.faults.sites import connection

EXAMPLE = Path(__file__).parents[2] / "deploy" / "nginx.conf"
NAME = "brink.voorbeeld.nl"
# What the example says must stand in nginx.conf itself, and all files in a folder of its own.
WHOLE = """daemon off; master_process on; worker_processes 2; worker_rlimit_nofile 8192;
pid {folder}/nginx.pid; error_log {folder}/error.log warn;
events {{ worker_connections 4096; }}
http {{
  access_log off;
  client_body_temp_path {folder}/body; proxy_temp_path {folder}/proxy; fastcgi_temp_path {folder}/f;
  uwsgi_temp_path {folder}/u; scgi_temp_path {folder}/s;
  include {folder}/brink.conf;
}}
"""


def binary() -> str | None:
    """Return the nginx of this machine, None without one."""
    return shutil.which("nginx") or next((one for one in ("/usr/sbin/nginx",) if Path(one).exists()), None)


@dataclass(frozen=True)
class Proxy:
    """Where it listens."""

    port: int
    plain_port: int


def certificate(folder: Path, name: str = NAME) -> None:
    """Make a certificate for a name, which nobody trusts."""
    key = ec.generate_private_key(ec.SECP256R1())
    who = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, name)])
    now = datetime.now(UTC)
    made = (
        x509.CertificateBuilder()
        .subject_name(who)
        .issuer_name(who)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - timedelta(hours=1))
        .not_valid_after(now + timedelta(days=1))
        .add_extension(x509.SubjectAlternativeName([x509.DNSName(name)]), critical=False)
        .sign(key, hashes.SHA256())
    )
    (folder / "fullchain.pem").write_bytes(made.public_bytes(serialization.Encoding.PEM))
    text = key.private_bytes(
        serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    )
    (folder / "privkey.pem").write_bytes(text)


def written(folder: Path, behind: int, port: int, plain_port: int) -> Path:
    """Write the example with other ports and paths, and nothing else changed. Return the file to start nginx with."""
    text = EXAMPLE.read_text("utf-8")
    for was, becomes in (
        ("127.0.0.1:8000", f"127.0.0.1:{behind}"),
        ("listen 443 ", f"listen 127.0.0.1:{port} "),
        ("listen 80;", f"listen 127.0.0.1:{plain_port};"),
        ("/etc/ssl/brink", str(folder)),
    ):
        if was not in text:
            raise RuntimeError(f"{EXAMPLE} no longer says {was!r}")
        text = text.replace(was, becomes)
    text = re.sub(r"^.*listen \[::\]:.*\n", "", text, flags=re.MULTILINE)
    (folder / "brink.conf").write_text(text, "utf-8")
    (folder / "nginx.conf").write_text(WHOLE.format(folder=folder), "utf-8")
    return folder / "nginx.conf"


@contextlib.contextmanager
def behind_nginx(behind: int) -> Iterator[Proxy]:
    """Put nginx before a port of this machine, and end exactly that nginx."""
    program = binary()
    if program is None:
        raise FileNotFoundError("nginx")
    folder = Path(tempfile.mkdtemp(prefix="brink-nginx-"))
    folder.chmod(0o755)
    certificate(folder)
    ports = Proxy(free_port(), free_port())
    file = written(folder, behind, ports.port, ports.plain_port)
    command = [program, "-e", str(folder / "error.log"), "-p", str(folder), "-c", str(file)]
    subprocess.run([*command, "-t"], check=True, capture_output=True, timeout=20)
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, start_new_session=True)
    try:
        for _try in range(100):
            with contextlib.suppress(OSError), connection(ports.port, 1):
                break
            time.sleep(0.1)
        yield ports
    finally:
        process.terminate()
        process.wait(20)
        shutil.rmtree(folder, ignore_errors=True)
