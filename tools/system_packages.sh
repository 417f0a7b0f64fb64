#!/bin/sh
# The programs beside Python that the tests use: says which are missing, and installs them where that is allowed.
# Usage: tools/system_packages.sh install | advise
# "advise" speaks only of what `make run` can do without: LaTeX in its sandbox.
set -eu

missing=""
needs() { missing="$missing $1"; }
has() { command -v "$1" >/dev/null 2>&1; }
has_tex_file() { has kpsewhich && [ -n "$(kpsewhich "$1" 2>/dev/null)" ]; }

# One file stands for each Debian package: a TeX Live that came from elsewhere counts as well.
has bwrap || needs bubblewrap
has pdflatex || needs texlive-latex-base
has_tex_file xcolor.sty || needs texlive-latex-recommended
has_tex_file enumitem.sty || needs texlive-latex-extra
has_tex_file ulem.sty || needs texlive-plain-generic
has_tex_file marvosym.sty || needs texlive-fonts-recommended
has_tex_file lmodern.sty || needs lmodern
has_tex_file sfrm1000.pfb || needs cm-super

if [ "$1" = advise ]; then
    if [ -n "$missing" ]; then
        echo "LaTeX résumés are edited all the same, but their PDF is made by the built-in renderer: not installed:$missing"
    fi
    exit 0
fi

{ has nginx || [ -x /usr/sbin/nginx ]; } || needs nginx-light
has caddy || needs caddy
has curl || needs curl
# The tests start a server of their own; Debian keeps its programs off the PATH.
has initdb || ls /usr/lib/postgresql/*/bin/initdb >/dev/null 2>&1 || needs postgresql
has redis-server || has valkey-server || needs redis-server
has chromium-headless-shell || has chromium || has chromium-browser || has google-chrome || needs chromium-headless-shell
# A browser without a single font lays pages out with nothing in them.
[ -n "$(fc-list 2>/dev/null)" ] || needs fonts-liberation
[ -n "$missing" ] || exit 0

as_root=""
if [ "$(id -u)" -ne 0 ]; then
    as_root="sudo -n"
    sudo -n true 2>/dev/null || as_root=no
fi
if ! has apt-get || [ "$as_root" = no ]; then
    echo "The tests need these programs (Debian's package names):$missing" >&2
    echo "Install them (Debian, Ubuntu: sudo apt-get install$missing), then run make test again." >&2
    exit 1
fi

log=$(mktemp)
trap 'rm -f "$log"' EXIT
echo "Installing with apt-get:$missing (a few minutes at most)..."
quietly() {
    # shellcheck disable=SC2086 # $as_root is empty or two words
    $as_root env DEBIAN_FRONTEND=noninteractive "$@" </dev/null >"$log" 2>&1 && return 0
    tail -n 30 "$log" >&2
    return 1
}
# No server of the system's own is wanted, only the programs.
case $missing in *postgresql*)
    # shellcheck disable=SC2016 # for the other shell
    quietly sh -c 'mkdir -p "$0" && echo "create_main_cluster = false" >"$0/foreword.conf"' \
        /etc/postgresql-common/createcluster.d ;;
esac
quietly apt-get update || true # an old list may do; the installation says so if not
# shellcheck disable=SC2086 # a list of names
quietly apt-get install --yes --no-install-recommends $missing
