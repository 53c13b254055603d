# Becomes the first process of a container: on a read-only root of its own, with what is mounted into it, as a user
# without rights. Expects to be the first process of new mount, process and host name namespaces.
#
#   sh rabbitmq-container.sh ROOT SCRATCH NAME USER MOUNTS COMMAND...
#
#   SCRATCH   an empty folder
#   MOUNTS    a file with lines of a source, a target and `ro` or `rw`, between them tabs
set -eu
root=$1 scratch=$2 name=$3 user=$4 mounts=$5
shift 5

mount --make-rprivate /
hostname "$name"
mount -t tmpfs tmpfs "$scratch"
mkdir "$scratch/upper" "$scratch/work" "$scratch/root"
mount -t overlay overlay -o "lowerdir=$root,upperdir=$scratch/upper,workdir=$scratch/work" "$scratch/root"
cd "$scratch/root"
while IFS='	' read -r source target mode; do
  if [ -d "$source" ]; then
    mkdir -p ".$target"
  else
    mkdir -p "$(dirname ".$target")"
    [ -e ".$target" ] || : >".$target"
  fi
  mount --bind "$source" ".$target"
  [ "$mode" = rw ] || mount -o remount,bind,ro ".$target"
done <"$mounts"
mount --rbind /dev dev
mount -t proc proc proc
mount -o remount,ro "$scratch/root"
exec setpriv --no-new-privs chroot --userspec="$user:$user" --groups="$user" . "$@"
