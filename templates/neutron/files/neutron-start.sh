# Runs a program of Neutron; where it talks to databases of OVN, with their addresses instead of their names, which its
# library cannot look up. They are looked up whenever a container starts.
#
#   sh neutron-start.sh FILE PROGRAM ARGUMENT…     FILE: where the databases are named, if any are
file=$1
shift

fail() { echo "neutron-start: $*" >&2; exit 1; }

# The value of an option that names databases, such as tcp:NAME:PORT,tcp:NAME:PORT, with addresses.
with_addresses() {
  between=
  for it in $(sed -n "s/^$1 *= *//p" "$file" | tr , ' '); do
    case $it in
      # A socket; an IPv6 address.
      unix:* | *:\[*) ;;
      *)
        rest=${it#*:}
        found=$(getent ahosts "${rest%:*}" | awk 'NR == 1 { print ($1 ~ /:/) ? "[" $1 "]" : $1 }')
        [ "$found" ] || fail "there is no address of ${rest%:*}, which $file names as $1"
        it=${it%%:*}:$found:${rest##*:}
        ;;
    esac
    printf '%s%s' "$between" "$it"
    between=,
  done
}

nb=$(with_addresses ovn_nb_connection) || exit 1
sb=$(with_addresses ovn_sb_connection) || exit 1
[ -z "$nb" ] || export OS_OVN__OVN_NB_CONNECTION="$nb"
[ -z "$sb" ] || export OS_OVN__OVN_SB_CONNECTION="$sb"
exec "$@"
