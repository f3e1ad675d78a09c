#!/bin/sh
# Make a venv with exactly what a lock file names. Usage: environment.sh PYTHON LOCKFILE [FOLDER]
set -eu
python=$1
lock=$2
venv=${3:-.venv}
"$python" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null || {
    echo "Brink needs Python 3.11 or newer. On Debian or Ubuntu: apt-get install python3" >&2
    exit 1
}
"$python" -c 'import venv, ensurepip' 2>/dev/null || {
    echo "Python's venv is missing. On Debian or Ubuntu: apt-get install python3-venv" >&2
    exit 1
}
[ -x "$venv/bin/python" ] || "$python" -m venv "$venv"
echo "Installing $lock (about a minute the first time) ..." >&2
if command -v uv >/dev/null 2>&1; then
    uv pip install --quiet --python "$venv/bin/python" --require-hashes -r "$lock"
else
    "$venv/bin/python" -m pip install --quiet --disable-pip-version-check --require-hashes -r "$lock"
fi
# The project itself: a path file and the console script, so that no build tool is needed at run time.
site=$("$venv/bin/python" -c 'import sysconfig; print(sysconfig.get_paths()["purelib"])')
echo "$(pwd)/src" > "$site/brink.pth"
printf '#!%s/%s/bin/python\nimport sys\nfrom brink.cli import main\nsys.exit(main())\n' "$(pwd)" "$venv" > "$venv/bin/brink"
chmod +x "$venv/bin/brink"
