# What a Galera member that is not running does next. A pure function: it reads a table and prints one line.
#
#   awk -f galera-decide.awk -v self=ORDINAL [-v force=POD] < table
#
# The table has one line for every compiled member, this one included, of at least seven columns separated by tabs:
#   ordinal  reached (yes, no)  state (primary, published, unknown)  uuid  seqno  pod  host
# `published` means: not running, and the position on disk is uuid and seqno. The uuid is `empty` when there is
# no data, and `unclear` when there is data whose position cannot be trusted (a broken state transfer, say).
# Whatever is running without being Primary, or is starting, is `unknown`.
#
# It prints one of
#   join HOST,HOST        start and join these, which are Primary
#   bootstrap             start a new Primary component (a new cluster when there is no data anywhere)
#   wait REASON           ask again later
#   stop INSTRUCTIONS     no automatic way is safe; ask again later nevertheless, an operator may have acted
#
# `force` overrides positions and members that are not reached, on that pod alone, which does not publish meanwhile:
# so the others wait for it.
#
# A Primary component is made by this decision alone, and never because time has passed: the members that could
# hold later commits must all have said what they hold. `safe_to_bootstrap` of grastate.dat is not asked, since it
# is missing after a crash, and the positions say more.

BEGIN { FS = "\t" }

NF < 7 || $1 !~ /^[0-9]+$/ || $2 !~ /^(yes|no)$/ || $3 !~ /^(primary|published|unknown)$/ || seen[$1]++ {
  broken = 1
  exit
}

{
  size++
  pod[$1] = $6
  if ($1 == self) { own = $4 ""; ownPod = $6; present = 1; if ($3 != "published") broken = 1 }
  if ($6 == force) forced = 1
  if ($2 == "yes" && $3 == "primary") {
    if (primaries && $4 "" != primaryUuid) twoPrimaries = 1
    primaryUuid = $4 ""
    primaries = primaries (primaries ? "," : "") $7
  } else if ($2 == "no" || $3 == "unknown") {
    missing = missing (missing ? ", " : "") $6 ($2 == "no" ? " (not reached)" : " (starting, or not Primary)")
    if ($2 == "yes") busy = busy (busy ? ", " : "") $6 " (starting, or not Primary)"
  } else if ($4 == "empty") {
    empties++
    if (first == "" || $1 + 0 < first + 0) first = $1
  } else if ($4 == "unclear") {
    unclear = unclear (unclear ? ", " : "") $6
  } else {
    members++
    if (members > 1 && $4 "" != uuid) differing = 1
    uuid = $4 ""
    held = held (held ? ", " : "") $6 " " $4 ":" $5
    order = bestSeqno == "" ? 1 : compare($5, bestSeqno)
    if (order > 0 || (order == 0 && $1 + 0 < best + 0)) { best = $1; bestSeqno = $5 }
  }
}

END {
  if (broken || !present) { print "galera-decide.awk: not a table of members with this one in it" > "/dev/stderr"; exit 2 }
  print decision()
}

function decision() {
  if (twoPrimaries)
    return "stop Members are Primary in two different clusters (" primaries "). Stop the one that is not wanted."
  if (primaries) {
    if (holdsData(own) && own != primaryUuid)
      return "stop This member holds data of cluster " own ", but " primaryUuid " is Primary. If the data of this" \
        " member is not wanted, create the file discard-data in its volume; else stop the other cluster first."
    return "join " primaries
  }
  if (force && !forced) return "stop force_bootstrap names " force ", which is no member. Correct or remove it."
  if (force == ownPod) return busy ? "wait for the state of " busy : "bootstrap"
  if (missing) return "wait for the state of " missing
  if (differing)
    return "stop The members hold data of different clusters: " held ". " chooseOne()
  if (!members) {
    if (unclear) return "stop No member holds data that is known to be whole; " unclear " may. " chooseOne()
    return bootstrapFrom(first)
  }
  if (members * 2 <= size)
    return "stop Only " members " of " size " members hold data (" held "), which is no majority: the others may" \
      " have lost later changes with their volumes. " chooseOne()
  return bootstrapFrom(best)
}

function holdsData(id) { return id != "empty" && id != "unclear" }

function chooseOne() {
  return "Choose the member to go on with, make sure that no other is Primary, and create the file" \
    " force-bootstrap in its volume; the others then join it."
}

function bootstrapFrom(ordinal) {
  return ordinal + 0 == self + 0 ? "bootstrap" : "wait for " pod[ordinal] " to start the cluster"
}

# Sequence numbers are 64 bits wide, wider than awk's numbers: compared by sign, length, digits.
function compare(a, b) {
  if (("x" a) == ("x" b)) return 0
  if (a ~ /^-/) return -1
  if (b ~ /^-/) return 1
  if (length(a) != length(b)) return length(a) > length(b) ? 1 : -1
  return ("x" a) > ("x" b) ? 1 : -1
}
