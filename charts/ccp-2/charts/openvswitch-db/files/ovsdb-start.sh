# Runs the database in which a node's switch is configured. It lies in a folder that the node empties when it starts,
# since nothing that it says holds any longer then: agents make anew what they need.
#
#   OVS_LOG_LEVEL   what is logged
run=${OVS_RUNDIR:-/run/openvswitch}
schema=/usr/share/openvswitch/vswitch.ovsschema
# Agents of other pods, which are no root either, belong to the same group and may use the sockets.
umask 0007

if [ ! -e "$run/conf.db" ]; then
  rm -f "$run/new.db"
  ovsdb-tool create "$run/new.db" "$schema" && mv "$run/new.db" "$run/conf.db" || exit 1
elif [ "$(ovsdb-tool needs-conversion "$run/conf.db" "$schema")" = yes ]; then
  ovsdb-tool convert "$run/conf.db" "$schema" || exit 1
fi
exec ovsdb-server "$run/conf.db" --remote="punix:$run/db.sock" --pidfile="$run/ovsdb-server.pid" --no-chdir \
  -vconsole:"$OVS_LOG_LEVEL" -vsyslog:off
