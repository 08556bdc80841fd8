#!/bin/sh
# What the image of PostgreSQL does when it starts, as far as docker-compose.yml relies on it.
set -eu
bin=/usr/lib/postgresql/15/bin
data=/var/lib/postgresql/data
as_postgres() { su postgres -c "$1"; }

if [ ! -s "$data/PG_VERSION" ]; then
    chown postgres: "$data"
    printf '%s\n' "$POSTGRES_PASSWORD" > /tmp/password
    chown postgres: /tmp/password
    as_postgres "$bin/initdb -D $data -U '$POSTGRES_USER' --pwfile=/tmp/password -A scram-sha-256 -E UTF8 --locale C.UTF-8"
    rm /tmp/password
    echo "host all all all scram-sha-256" >> "$data/pg_hba.conf"
    echo "create database \"$POSTGRES_DB\"" | as_postgres "$bin/postgres --single -D $data postgres"
fi
exec su postgres -c "exec $bin/postgres -D $data -c listen_addresses='*' -c unix_socket_directories=/var/run/postgresql"
