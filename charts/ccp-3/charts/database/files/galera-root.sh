# Once this member has every change: it no longer counts as founding, and this sees to the account `root` that jobs use from other pods. Its password is set
# only when a login with it fails, which is so at the first start and after a rotation.
. "${GALERA_ENV:-/etc/galera/galera.env}"

password=$(cat "$root_password_file") || exit 1

until sh "$scripts/galera-ready.sh" >/dev/null 2>&1; do sleep 2; done
rm -f "$volume/founding"

MYSQL_PWD=$password mariadb --no-defaults --host="$address" --port="$port" --user=root --connect-timeout=4 \
  --execute='SELECT 1' >/dev/null 2>&1 && exit 0

echo "$(date -u +%Y-%m-%dT%H:%M:%SZ) [galera-root] setting the password of root" >&2
literal=$(printf %s "$password" | sed "s/'/''/g")
mariadb --no-defaults --socket="$run/mysqld.sock" --user="$(id -un)" --default-character-set=utf8mb4 --binary-mode <<SQL
SET SESSION sql_mode = 'NO_BACKSLASH_ESCAPES';
CREATE USER IF NOT EXISTS 'root'@'%' IDENTIFIED BY '$literal';
ALTER USER 'root'@'%' IDENTIFIED BY '$literal';
GRANT ALL PRIVILEGES ON *.* TO 'root'@'%' WITH GRANT OPTION;
SQL
