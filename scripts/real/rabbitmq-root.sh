#!/usr/bin/env bash
# Unpacks a RabbitMQ of the series that the images have, from the Debian release that has it, and prints the folder: a
# small root file system with the server, its Erlang, and the programs that the scripts use. Nothing is installed: apt
# only looks up and downloads, with lists and a state of its own, and can start no dpkg.
set -euo pipefail
suite=forky
packages=(rabbitmq-server dash mawk coreutils sed grep hostname libc-bin base-files)
# Where this machine has its own packages from, unless another is named.
mirror=${OSKC_DEBIAN_MIRROR:-$(apt-get indextargets --format '$(REPO_URI)' 'Created-By: Packages' 'Label: Debian' 2>/dev/null | head -n 1)}
keys=/usr/share/keyrings/debian-archive-keyring.gpg
root=${XDG_CACHE_HOME:-$HOME/.cache}/oskc-tools/rabbitmq-$suite

[[ ! -e $root/complete ]] || { echo "$root"; exit; }
for program in apt-get dpkg-deb; do
  command -v "$program" >/dev/null || { echo "there is no $program" >&2; exit 3; }
done
[[ -n $mirror ]] || { echo "apt has no source of Debian" >&2; exit 3; }
[[ -e $keys ]] || { echo "there is no $keys" >&2; exit 3; }

mkdir -p "$root"
exec 9>"$root/.lock"
flock 9
[[ ! -e $root/complete ]] || { echo "$root"; exit; }
scratch=$(mktemp -d "$root/.unpack.XXXXXX")
trap 'rm -rf "$scratch"' EXIT
trap 'exit 130' INT TERM
mkdir -p "$scratch"/{apt/lists/partial,apt/cache/archives/partial,debs,root/usr/{bin,sbin,lib,lib64}}
echo "deb [signed-by=$keys] $mirror $suite main" >"$scratch/apt/sources.list"
cat >"$scratch/apt/apt.conf" <<END
Dir::State "$scratch/apt";
Dir::State::lists "$scratch/apt/lists";
Dir::State::status "/dev/null";
Dir::Cache "$scratch/apt/cache";
Dir::Etc::sourcelist "$scratch/apt/sources.list";
Dir::Etc::sourceparts "/dev/null";
Dir::Bin::dpkg "/bin/false";
APT::Sandbox::User "root";
Acquire::Languages "none";
END
export APT_CONFIG=$scratch/apt/apt.conf

{
  apt-get -q update
  # With an empty state everything that is needed would be new; --simulate does nothing but say so.
  mapfile -t wanted < <(apt-get -q --simulate --no-install-recommends install "${packages[@]}" |
    sed -n 's/^Inst \([^ ]*\) (\([^ ]*\) .*/\1=\2/p' | grep -Ev '^(systemd|libsystemd-shared|passwd|adduser|debconf|libpam)')
  ((${#wanted[@]}))
  (cd "$scratch/debs" && apt-get -q download "${wanted[@]}")
} >&2

for name in bin sbin lib lib64; do ln -s "usr/$name" "$scratch/root/$name"; done
for package in "$scratch"/debs/*.deb; do
  dpkg-deb --fsys-tarfile "$package" |
    tar -x -C "$scratch/root" --keep-directory-symlink --exclude='./usr/share/*' --no-same-owner
done
ln -sf mawk "$scratch/root/usr/bin/awk"
mkdir -p "$scratch/root"/{dev,proc,tmp,run,etc/rabbitmq,var/lib/rabbitmq}
rm -rf "$root/root"
mv "$scratch/root" "$root/root"
touch "$root/complete"
echo "$root"
