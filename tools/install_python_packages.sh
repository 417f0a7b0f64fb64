#!/bin/sh
# Brings .venv to what a lock file says and installs Foreword itself into it, editable.
# Usage: tools/install_python_packages.sh requirements.lock
set -eu
lock=$1
environment=.venv
python=$environment/bin/python

# pip must be able to run, not only python: an interrupted set-up or a moved checkout leaves one without the other.
if ! "$python" -c '' 2>/dev/null || ! "$python" -m pip --version >/dev/null 2>&1; then
    base=$(sh tools/find_python.sh)
    echo "Setting up $environment with $("$base" --version). This happens once and takes about a minute."
    if "$base" -c 'import ensurepip' 2>/dev/null; then
        "$base" -m venv --clear "$environment"
    else
        "$base" -m venv --clear --without-pip "$environment"
        # Debian's python3-pip without python3-venv: pip can install itself into another environment (22.3 and later).
        pip_version=$("$base" -m pip --version | cut -d' ' -f2)
        "$base" -m pip --python "$python" install -qq --disable-pip-version-check "pip==$pip_version"
    fi
fi

install() {
    "$python" -m pip install -qq --disable-pip-version-check --no-input "$@"
}
echo "Installing from $lock (hashes checked)..."
# The lock names everything that anything needs; and one core that compiles takes as long as pip does for all else.
install --require-hashes --no-deps --no-compile -r "$lock"
"$python" -m compileall -qq -j 0 "$environment/lib"
install --no-deps --no-build-isolation --editable .
