"""One web worker with the server around it: `python -m brink.site.web_server PORT`.

`supervising` starts as many as asked. They listen at the same port, and the kernel gives each its share of visitors.
"""

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
    """Serve until told to stop. A worker that dies ends this too, and both are started again."""
    from granian import Granian
    from granian.constants import HTTPModes, Interfaces
    from granian.http import HTTP1Settings
    from granian.log import LogLevels

    room_for_connections()
    Granian(
        "brink.site.receiving:application",
        factory=True,
        address="127.0.0.1",
        port=int(arguments[0]),
        interface=Interfaces.RSGI,
        http=HTTPModes.http1,
        http1_settings=HTTP1Settings(header_read_timeout=HEADER_MILLISECONDS),
        websockets=False,
        workers=1,
        backlog=CONNECTIONS,
        backpressure=CONNECTIONS,
        workers_kill_timeout=10,
        log_level=LogLevels.warning,
    ).serve()


if __name__ == "__main__":
    main(sys.argv[1:])
