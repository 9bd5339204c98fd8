#!/bin/bash
# The contract of the official image as far as files use it: POSTGRES_USER, POSTGRES_PASSWORD, POSTGRES_DB (each also as
# a file, with _FILE), POSTGRES_HOST_AUTH_METHOD, PGDATA, and *.sql and *.sh in /docker-entrypoint-initdb.d.
set -euo pipefail

setting() { # setting NAME DEFAULT
  local file=$1_FILE
  if [ -n "${!file:-}" ]; then cat "${!file}"; else printf %s "${!1:-$2}"; fi
}

case ${1-} in
  -*) set -- postgres "$@" ;;
esac
[ "$1" = postgres ] || exec "$@"

if [ "$(id -u)" = 0 ]; then
  install -d -m 700 -o postgres -g postgres "$PGDATA"
  install -d -m 3777 -o postgres -g postgres /var/run/postgresql
  # The settings are read while this is still root: the files of secrets may be readable by root only.
  POSTGRES_USER=$(setting POSTGRES_USER postgres)
  POSTGRES_PASSWORD=$(setting POSTGRES_PASSWORD '')
  POSTGRES_DB=$(setting POSTGRES_DB "$POSTGRES_USER")
  export POSTGRES_USER POSTGRES_PASSWORD POSTGRES_DB
  unset POSTGRES_USER_FILE POSTGRES_PASSWORD_FILE POSTGRES_DB_FILE
  exec setpriv --reuid=postgres --regid=postgres --init-groups "$0" "$@"
fi

if [ ! -s "$PGDATA/PG_VERSION" ]; then
  method=${POSTGRES_HOST_AUTH_METHOD:-scram-sha-256}
  if [ -z "${POSTGRES_PASSWORD:-}" ] && [ "$method" != trust ]; then
    echo 'Error: the database is new and has no superuser password: set POSTGRES_PASSWORD' >&2
    exit 1
  fi
  password=$(mktemp)
  printf '%s\n' "${POSTGRES_PASSWORD:-}" >"$password"
  initdb --username="$POSTGRES_USER" --auth=trust ${POSTGRES_PASSWORD:+--pwfile="$password"} >/dev/null
  rm "$password"
  echo "host all all all $method" >>"$PGDATA/pg_hba.conf"
  # While this runs, the server is on the local socket only: nobody takes it for ready.
  pg_ctl -D "$PGDATA" -o '-c listen_addresses=' -w start >/dev/null
  run() { psql -v ON_ERROR_STOP=1 --no-psqlrc -U "$POSTGRES_USER" -d "$@"; }
  [ "$POSTGRES_DB" = postgres ] || run postgres -v name="$POSTGRES_DB" <<<'create database :"name"' >/dev/null
  for file in /docker-entrypoint-initdb.d/*; do
    case $file in
      *.sql) run "$POSTGRES_DB" -f "$file" ;;
      *.sh) bash "$file" ;;
    esac
  done
  pg_ctl -D "$PGDATA" -m fast -w stop >/dev/null
fi
exec "$@" -c "listen_addresses=*"
