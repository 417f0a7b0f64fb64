#!/bin/sh
# Makes the secrets that compose.yaml names, in the folder `secrets` or one that is named: sh docs/compose/secrets.sh
#
# Only you can enter the folder. Its files are readable for all, since containers read them as users of their own.
set -eu
folder=${1:-secrets}
if [ -e "$folder" ]; then
  echo "$folder is there already, and the databases know its passwords. Nothing was changed." >&2
  exit 1
fi
random() { od -An -v -tx1 -N24 /dev/urandom | tr -d ' \n'; }
mkdir -m 700 "$folder"
cd "$folder"
umask 022
database=$(random)
valkey=$(random)
random >postgres_password
printf '%s' "$database" >database_password
printf 'postgresql+asyncpg://foreword:%s@database:5432/foreword?sslmode=disable' "$database" >database_url
printf 'redis://:%s@valkey:6379/0' "$valkey" >redis_url
printf 'requirepass %s\n' "$valkey" >valkey.conf
