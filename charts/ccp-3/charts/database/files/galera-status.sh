# Prints what the running server of this member says, as `name value` lines; fails when it does not answer.
# Asked through the socket as the server's own system user, so no probe needs a password.
. "${GALERA_ENV:-/etc/galera/galera.env}"

exec timeout 5 mariadb --no-defaults --socket="$run/mysqld.sock" --user="$(id -un)" --connect-timeout=4 \
  --batch --skip-column-names --execute="
    SHOW GLOBAL STATUS WHERE Variable_name IN
      ('wsrep_cluster_status', 'wsrep_cluster_state_uuid', 'wsrep_local_state', 'wsrep_ready');
    SHOW GLOBAL VARIABLES LIKE 'wsrep_sst_method'"
