#!/bin/sh
# Prints the Python to build .venv with: 3.11 or newer, and one that can make virtual environments by itself.
# $PYTHON goes first. A name on the PATH proves nothing (pyenv leaves shims that only fail), so each is run.
set -eu

newest_without_pip=""
for candidate in ${PYTHON:-} python3.14 python3.13 python3.12 python3.11 python3 python; do
    path=$(command -v "$candidate" 2>/dev/null) || continue
    "$path" -c 'import sys, venv; sys.exit(sys.version_info < (3, 11))' 2>/dev/null || continue
    if "$path" -c 'import ensurepip' 2>/dev/null || "$path" -m pip --version >/dev/null 2>&1; then
        echo "$path"
        exit 0
    fi
    newest_without_pip=${newest_without_pip:-$path}
done

if [ -n "$newest_without_pip" ]; then
    version=$("$newest_without_pip" -c 'import sys; print("%d.%d" % sys.version_info[:2])')
    echo "Python $version is here, but without pip and ensurepip it cannot set up Foreword." >&2
    echo "On Debian or Ubuntu: apt-get install python$version-venv    Then run make again." >&2
else
    echo "Foreword needs Python 3.11 or newer, and none was found." >&2
    echo "Install one (Debian 12: apt-get install python3 python3-venv; macOS: brew install python)," >&2
    echo "or name yours: make run PYTHON=/path/to/python3" >&2
fi
exit 1
