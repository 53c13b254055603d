# Readiness: the member is part of its cluster's majority, so that clients can read and write through it.
. "${OVN_DB_ENV:-/etc/ovn/ovn-db.env}"

ovsdb-client --timeout=5 --data=bare --format=csv --no-headings dump "unix:$run/db.sock" _Server Database name connected |
  awk -F , -v db="$db" '$2 == db { connected = $1 } END { if (connected == "true") exit 0; print "not connected"; exit 1 }'
