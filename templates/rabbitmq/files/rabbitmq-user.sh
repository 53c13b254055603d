# Makes a virtual host and a user with all rights in it, or finds them made. The password is set only when a login
# with it fails, so that running again changes nothing. Passwords go through standard input.
#
# With rabbitmqctl, which is in the image for sure and can try a password: the HTTP interface lets in only users that
# may manage, and no program for it is in every image. So it needs the cluster's cookie, ports 4369 and 25672.
#
#   RABBIT_NODES                          members, separated by blanks (rabbit@HOST); one that answers is taken
#   RABBIT_VHOST, RABBIT_USER             what to make
#   RABBIT_PASSWORD_FILE                  file with the password
#   RABBIT_COOKIE_FILE                    file with the Erlang cookie
#   RABBIT_WAIT                           seconds to wait for a member (300 when unset)

main() {
  HOME=$(mktemp -d) || exit 1
  export HOME
  trap 'rm -rf "$HOME"' EXIT
  (umask 377 && tr -d '\n' <"$RABBIT_COOKIE_FILE" >"$HOME/.erlang.cookie") || exit 1
  password=$(cat "$RABBIT_PASSWORD_FILE") || exit 1
  [ -n "$password" ] || fail "the password in $RABBIT_PASSWORD_FILE is empty"
  case $password in *'
'*) fail 'the password has more than one line' ;; esac

  epmd -daemon
  wait_for_member
  control list_vhosts --no-table-headers name | grep -qxF -e "$RABBIT_VHOST" || control add_vhost "$RABBIT_VHOST" >/dev/null ||
    control list_vhosts --no-table-headers name | grep -qxF -e "$RABBIT_VHOST" || fail "cannot make the virtual host $RABBIT_VHOST"
  if ! control list_users --no-table-headers | cut -f 1 | grep -qxF -e "$RABBIT_USER"; then
    secretly add_user "$RABBIT_USER" || fail "cannot make the user $RABBIT_USER"
    echo "user $RABBIT_USER: made"
  elif secretly authenticate_user "$RABBIT_USER"; then
    echo "user $RABBIT_USER: the password fits"
  else
    secretly change_password "$RABBIT_USER" || fail "cannot set the password of $RABBIT_USER"
    echo "user $RABBIT_USER: password set"
  fi
  control set_permissions --vhost "$RABBIT_VHOST" "$RABBIT_USER" '.*' '.*' '.*' >/dev/null || fail 'cannot grant'
  echo "virtual host $RABBIT_VHOST is ready"
}

fail() { echo "rabbitmq-user: $*" >&2; exit 1; }

control() { rabbitmqctl --quiet --longnames --node "$member" "$@"; }

# What the program says of a password is not for the log.
secretly() { printf '%s\n' "$password" | control "$@" >/dev/null 2>&1; }

wait_for_member() {
  waited=0
  while :; do
    for member in $RABBIT_NODES; do
      control --timeout 20 await_startup >/dev/null 2>&1 && return
    done
    [ "$waited" -lt "${RABBIT_WAIT:-300}" ] || fail "none of $RABBIT_NODES answers"
    [ "$waited" != 0 ] || echo "waiting for one of $RABBIT_NODES"
    sleep 5
    waited=$((waited + 5))
  done
}

main
