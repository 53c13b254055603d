# Starts a Galera member: finds its position, tells it to its peers, asks them for theirs, does what
# galera-decide.awk says, and becomes the server.
#
# Peers ask on a port of its own (answer_port), answered by galera-answer.sh. The volume holds
#   data/             the server's data
#   new/              a data directory being made; renamed to data/ when whole
#   founding          beside a data/ that this member has made, until it is a member of a cluster
#   forced            where this member was when the setting force_bootstrap was used
#   force-bootstrap   made by an operator: this member starts the cluster. Used once
#   discard-data      made by an operator: the data of this member is deleted. Used once
. "${GALERA_ENV:-/etc/galera/galera.env}"

set -f
no_uuid=00000000-0000-0000-0000-000000000000

main() {
  responder= child=
  [ "$force" != none ] || force=
  [ "$force" = "$pod" ] || rm -f "$volume/forced"
  # The first process of a container ignores what it has no trap for.
  trap 'kill $responder $child 2>/dev/null; exit 143' TERM INT
  # A container restarted in its pod finds what the one before it left here.
  rm -f "$run/answered"
  tell starting
  discard_data
  find_position
  started=$(cat /proc/sys/kernel/random/uuid)
  published="published $uuid $seqno $started $(member_list)"
  answer &
  responder=$!
  wait_for_decision
  trap - TERM INT
  tell starting
  start "$@"
}

log() { echo "$(date -u +%Y-%m-%dT%H:%M:%SZ) [galera-start] $*" >&2; }

tell() { echo "$*" >"$run/phase.new" && mv "$run/phase.new" "$run/phase"; }

discard_data() {
  [ -e "$volume/discard-data" ] || return 0
  log 'the file discard-data is there: deleting the data of this member'
  rm -rf "$volume/data" "$volume/founding" && rm "$volume/discard-data"
}

# Sets uuid, seqno, and position as the server takes it (empty when there is none).
find_position() {
  uuid=empty seqno=-1 position=
  [ -e "$volume/data/ibdata1" ] || [ -d "$volume/data/mysql" ] || return 0
  # Galera blanks the uuid of data that is half transferred, or that an inconsistency has spoilt.
  if grep -q "^uuid: *$no_uuid" "$volume/data/grastate.dat" 2>/dev/null; then
    position=$no_uuid:-1
  else
    recover
  fi
  case $position in
    "$no_uuid":*) [ -e "$volume/founding" ] || uuid=unclear; position= ;;
    *-*:*) uuid=${position%%:*} seqno=${position#*:} ;;
    *) uuid=unclear position=; tail -n 20 "$run/recover.log" >&2 ;;
  esac
  log "position on disk: $uuid:$seqno"
}

# The server demands an address because of its transfer method; it connects to nobody here.
recover() {
  mariadbd --defaults-file="$config" --wsrep-recover --wsrep-cluster-address="gcomm://$(bracketed)" \
    --pid-file="$run/recover.pid" >"$run/recover.log" 2>&1 &
  child=$!
  wait "$child"
  position=$(sed -n 's/.*WSREP: Recovered position: *\([0-9a-f-]*:[0-9-]*\).*/\1/p' "$run/recover.log" | tail -n 1)
}

# Members that were compiled with another list must not decide together.
member_list() { cksum <"$members" | tr ' ' '-'; }

answer() {
  exec socat "TCP$(family)-LISTEN:$answer_port,bind=$(bracketed),reuseaddr,fork,max-children=20" \
    "EXEC:sh $scripts/galera-answer.sh"
}

family() { case $address in *:*) echo 6 ;; *) echo 4 ;; esac; }

bracketed() { case $address in *:*) echo "[$address]" ;; *) echo "$address" ;; esac; }

# Sets decision. Two equal answers of everybody in a row are demanded for a bootstrap, so that none of them is
# older than another one's start.
wait_for_decision() {
  ordinal=$(awk -F '\t' -v pod="$pod" '$2 == pod { print $1 }' "$members")
  before= said= turns=0
  while :; do
    # Nobody would hear of this member, or an operator wants another beginning: the container starts again.
    if ! kill -0 "$responder" || [ -e "$volume/discard-data" ]; then kill "$responder"; exit 1; fi
    forced=$(forced)
    # The others must not choose somebody else meanwhile.
    if [ "$forced" = "$pod" ]; then tell starting; else tell "$published"; fi
    table=$(ask_everybody)
    decision=$(echo "$table" | awk -f "$scripts/galera-decide.awk" -v self="$ordinal" -v force="$forced") || exit 1
    if [ "$decision" != "$said" ] || [ $((turns % 30)) = 0 ]; then log "$decision"; fi
    said=$decision turns=$((turns + 1))
    case $decision in
      join*) return ;;
      bootstrap) [ "$table" = "$before" ] && return ;;
    esac
    before=$table
    sleep 2 &
    child=$!
    wait "$child"
  done
}

ask_everybody() {
  while IFS='	' read -r index name host; do
    if [ "$name" = "$pod" ]; then
      reply=$published
    else
      reply=$(timeout 8 socat -u "TCP$(family):$host:$answer_port,connect-timeout=2" - </dev/null 2>/dev/null)
    fi
    row "$index" "$name" "$host" $reply
  done <"$members"
}

row() {
  reached=yes state=unknown
  case $4 in
    primary) state=primary ;;
    published) [ "$8" = "$(member_list)" ] && state=published ;;
    running) ;;
    *) reached=no ;;
  esac
  printf '%s\t%s\t%s\t%s\t%s\t%s\t%s\t%s\n' "$1" "$reached" "$state" "${5:--}" "${6:--}" "$2" "$3" "${7:--}"
}

# The pod that an operator has chosen. The setting, which stays in the configuration, counts until this member
# has gone further than it was then: it must not make a second cluster at a later restart.
forced() {
  if [ -e "$volume/force-bootstrap" ]; then
    echo "$pod"
  elif [ "$force" = "$pod" ] && [ -e "$volume/forced" ] && [ "$(cat "$volume/forced")" != "$uuid:$seqno" ]; then
    [ "$turns" != 0 ] || log 'force_bootstrap has been used already; remove the setting'
  else
    echo "$force"
  fi
}

start() {
  set -- --wsrep-cluster-name="$(cluster_name)" --wsrep-node-name="$pod" --wsrep-node-address="$(bracketed)" \
    --wsrep-provider-options="gmcast.listen_addr=tcp://$(bracketed):4567;pc.recovery=no;$provider_options" \
    ${position:+"--wsrep-start-position=$position"} "$@"
  case $decision in
    join*)
      rm -f "$volume/founding" "$volume/force-bootstrap"
      set -- --wsrep-cluster-address="gcomm://${decision#join }" "$@"
      [ -d "$volume/data" ] || mkdir -m 0700 "$volume/data"
      ;;
    bootstrap)
      [ "$uuid" != empty ] || [ -e "$volume/founding" ] || make_data || exit 1
      [ "$force" != "$pod" ] || echo "$uuid:$seqno" >"$volume/forced"
      rm -f "$volume/force-bootstrap"
      [ ! -e "$volume/data/grastate.dat" ] || sed -i 's/^safe_to_bootstrap:.*/safe_to_bootstrap: 1/' "$volume/data/grastate.dat"
      set -- --wsrep-cluster-address="gcomm://" --wsrep-new-cluster "$@"
      ;;
  esac
  sh "$scripts/galera-root.sh" &
  exec mariadbd --defaults-file="$config" "$@"
}

# Galera takes 32 characters. The name must differ between clusters: pod addresses are used again by others.
cluster_name() {
  if [ ${#cluster} -le 32 ]; then echo "$cluster"; else
    echo "$(printf %.20s "$cluster")-$(printf %s "$cluster" | cksum | cut -d ' ' -f 1)"
  fi
}

# The system user logs in through the socket; galera-root.sh makes the account with the password.
make_data() {
  log 'making an empty database'
  rm -rf "$volume/new"
  mariadb-install-db --defaults-file="$config" --datadir="$volume/new" --skip-test-db --wsrep-on=OFF \
    --auth-root-authentication-method=socket --auth-root-socket-user="$(id -un)" >"$run/install.log" 2>&1 ||
    { cat "$run/install.log" >&2; return 1; }
  sync
  : >"$volume/founding"
  mv "$volume/new" "$volume/data"
}

main "$@"
