# Makes databases and their user, or finds them made. The password is set only when a login with it fails, so that
# running again changes nothing. Passwords go through the environment of the client and its standard input.
#
#   DB_HOST, DB_PORT                            the server
#   DB_NAME, DB_USER                            what to make
#   DB_OTHERS                                   names of further databases of that user, with blanks between them
#   DB_CHARSET                                  utf8mb4 (also when unset) or utf8mb3; of a new database only
#   DB_PASSWORD_FILE, DB_ADMIN_PASSWORD_FILE    files with the passwords of the user and of root
#   DB_WAIT                                     seconds to wait for a server that lets root in (300 when unset)

main() {
  admin_password=$(cat "$DB_ADMIN_PASSWORD_FILE") && password=$(cat "$DB_PASSWORD_FILE") || exit 1
  [ -n "$password" ] || fail "the password in $DB_PASSWORD_FILE is empty"
  case "$admin_password$password" in *'
'*) fail 'a password has more than one line' ;; esac

  wait_for_server
  user="$(literal "$DB_USER")@'%'"
  each_database make_database
  if login_fits; then
    echo "user $DB_USER: the password fits"
  else
    as_admin "CREATE USER IF NOT EXISTS $user IDENTIFIED BY $(literal "$password")"
    as_admin "ALTER USER $user IDENTIFIED BY $(literal "$password")"
    echo "user $DB_USER: password set"
  fi
  each_database grant
}

# Names of further databases are split at blanks.
each_database() {
  "$1" "$DB_NAME"
  # shellcheck disable=SC2086
  for database in ${DB_OTHERS:-}; do "$1" "$database"; done
}

make_database() {
  charset=${DB_CHARSET:-utf8mb4}
  as_admin "CREATE DATABASE IF NOT EXISTS $(identifier "$1") CHARACTER SET $charset COLLATE ${charset}_general_ci"
}

grant() {
  # In a grant the name is a pattern.
  as_admin "GRANT ALL PRIVILEGES ON $(identifier "$1" | sed 's/[_%\\]/\\&/g').* TO $user"
  echo "database $1 is ready"
}

fail() { echo "db-create: $*" >&2; exit 1; }

# As string literals under NO_BACKSLASH_ESCAPES, and as quoted identifiers.
literal() { printf "'%s'" "$(printf %s "$1" | sed "s/'/''/g")"; }
identifier() { printf '`%s`' "$(printf %s "$1" | sed 's/`/``/g')"; }

as() {
  MYSQL_PWD=$2 mariadb --no-defaults --protocol=tcp --host="$DB_HOST" --port="${DB_PORT:-3306}" --user="$1" \
    --connect-timeout=10 --default-character-set=utf8mb4 --binary-mode --batch --skip-column-names 2>&1
}

as_admin() {
  said=$(printf '%s;\n' "SET SESSION sql_mode = 'NO_BACKSLASH_ESCAPES'" "$1" | as root "$admin_password") ||
    # The client repeats the statement, which may hold a password.
    fail "$(printf '%s\n' "$said" | sed -n "/^ERROR/{s/ near '.*//;p;}")"
}

wait_for_server() {
  waited=0
  until said=$(echo 'SELECT 1;' | as root "$admin_password"); do
    [ "$waited" -lt "${DB_WAIT:-300}" ] || fail "no login as root at $DB_HOST: $said"
    [ "$waited" != 0 ] || echo "waiting for $DB_HOST: $said"
    sleep 2
    waited=$((waited + 2))
  done
}

# Only a refused login means that the password does not fit, or that there is no such user.
login_fits() {
  said=$(echo 'SELECT 1;' | as "$DB_USER" "$password") && return 0
  case $said in *'ERROR 1045'* | *'ERROR 1698'*) return 1 ;; esac
  fail "no answer to a login as $DB_USER: $said"
}

main
