# Foreword in a container:
#
#   docker build -t foreword .
#   docker run -p 8000:8000 -v foreword:/data \
#     -e FOREWORD_AUTH_USERNAME=me -e FOREWORD_AUTH_PASSWORD=... foreword
#
# A container is reached through an address that is not loopback, so user name and password are needed: without both
# Foreword says so and does not start. FOREWORD_AUTH_PASSWORD_FILE reads the password from a mounted secret.
#
# LaTeX is compiled only where its sandbox is proved. bubblewrap makes that sandbox from user namespaces, which Docker's
# default seccomp profile forbids; `--security-opt seccomp=unconfined` (or a profile that allows clone and unshare with
# CLONE_NEWUSER) and, where AppArmor restricts user namespaces, `--security-opt apparmor=unconfined` allow them.
# Without them all else works, and PDFs come from the built-in renderer. `foreword doctor` tells which it is.

FROM node:24-slim AS browser-files
WORKDIR /build
COPY package.json package-lock.json .npmrc ./
RUN npm ci --ignore-scripts --omit=dev --no-audit --no-fund \
 && mkdir vendor \
 && cp node_modules/htmx.org/dist/htmx.min.js node_modules/htmx.org/dist/ext/hx-sse.min.js vendor/

FROM python:3.13-slim-bookworm AS build
ENV PIP_DISABLE_PIP_VERSION_CHECK=1 PIP_NO_CACHE_DIR=1
WORKDIR /build
RUN python -m venv /opt/foreword
COPY requirements.lock ./
RUN /opt/foreword/bin/pip install --require-hashes -r requirements.lock
COPY pyproject.toml README.md LICENSE ./
COPY app app
COPY templates templates
COPY static static
COPY --from=browser-files /build/vendor static/vendor
RUN /opt/foreword/bin/pip install --no-deps --no-build-isolation .

FROM python:3.13-slim-bookworm
# What tools/system_packages.sh lists for LaTeX; a test keeps the two the same.
# hadolint ignore=DL3008 # Debian keeps one version of each package in a release, and replaces it for security
RUN apt-get update \
 && apt-get install --yes --no-install-recommends \
      bubblewrap \
      cm-super \
      lmodern \
      texlive-fonts-recommended \
      texlive-latex-base \
      texlive-latex-extra \
      texlive-plain-generic \
      texlive-latex-recommended \
 && rm -rf /var/lib/apt/lists/* \
 && useradd --system --uid 10001 --home-dir /data --shell /usr/sbin/nologin foreword \
 && install --directory --owner=foreword --mode=0700 /data
COPY --from=build /opt/foreword /opt/foreword
ENV PATH=/opt/foreword/bin:$PATH \
    PYTHONUNBUFFERED=1 \
    FOREWORD_HOST=0.0.0.0 \
    FOREWORD_DATA_DIR=/data \
    FOREWORD_LOG_FORMAT=json
USER 10001
WORKDIR /data
VOLUME /data
EXPOSE 8000
# Open streams are ended first, with a hint to come back; `docker stop` gives ten seconds and a little more is needed
# only when FOREWORD_SHUTDOWN_SECONDS is raised (then: `docker stop --time`).
STOPSIGNAL SIGTERM
HEALTHCHECK --interval=30s --timeout=5s --start-period=20s --retries=3 CMD ["python", "-c", \
  "import os, urllib.request as r; r.urlopen('http://127.0.0.1:' + os.environ.get('FOREWORD_PORT', '8000') + '/health/ready', timeout=4)"]
CMD ["foreword", "serve"]
