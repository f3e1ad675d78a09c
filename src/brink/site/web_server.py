"""The web server in a process of its own: `python -m brink.site.web_server PORT WORKERS`. `brink serve` starts it."""

import contextlib
import resource
import sys

# Connections that wait or are idle in each worker: above a hall of 1,000 people whose browsers keep theirs open.
CONNECTIONS = 4_096
HEADER_MILLISECONDS = 10_000


def room_for_connections() -> None:
    """Let this process have as many files open as the machine allows: each connection is one."""
    _now, most = resource.getrlimit(resource.RLIMIT_NOFILE)
    with contextlib.suppress(OSError, ValueError):
        resource.setrlimit(resource.RLIMIT_NOFILE, (most, most))


def main(arguments: list[str]) -> None:
    """Serve until told to stop; a web worker that dies is started again."""
    from granian import Granian
    from granian.constants import HTTPModes, Interfaces
    from granian.http import HTTP1Settings
    from granian.log import LogLevels

    room_for_connections()
    port, workers = (int(one) for one in arguments)
    Granian(
        "brink.site.receiving:application",
        factory=True,
        address="127.0.0.1",
        port=port,
        interface=Interfaces.RSGI,
        http=HTTPModes.http1,
        http1_settings=HTTP1Settings(header_read_timeout=HEADER_MILLISECONDS),
        websockets=False,
        workers=workers,
        backlog=CONNECTIONS,
        backpressure=CONNECTIONS,
        respawn_failed_workers=True,
        workers_kill_timeout=10,
        log_level=LogLevels.warning,
    ).serve()


if __name__ == "__main__":
    main(sys.argv[1:])
