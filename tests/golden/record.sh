#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
# record.sh [--catalog DIRECTORY] PROGRAM DIRECTORY [CASES…]: runs the commands of every case file (default: cases/*.cases) and writes
# what PROGRAM says to each into DIRECTORY/<group>.txt: stdout, stderr behind "! ", exit status in brackets. Without --catalog the
# program's own catalogue is used. No network, no fact of this machine, no path of it: two records differ where the program does.
# 77: this machine cannot record. README.md says how a case file is written.
set -euo pipefail

here=$(cd "$(dirname "$0")" && pwd)
catalog=
if [ "${1-}" = --catalog ]; then
    catalog=$(cd "$2" && pwd)
    shift 2
fi
[ $# -ge 2 ] || { sed -n '3,6s/^# //p' "$0" >&2 && exit 2; }
program=$(realpath "$1")
mkdir -p "$2"
target=$(cd "$2" && pwd)
shift 2
[ $# -gt 0 ] || set -- "$here"/cases/*.cases
# The tiny toolkits are for one platform.
[ "$(uname -m)" = x86_64 ] && command -v python3 >/dev/null || exit 77

# Bytes, not letters, whatever the locale; everything else of the caller's environment stays outside.
export LC_ALL=C
umask 022
scratch=$(realpath "$(mktemp -d)")
server=
cleanup() {
    [ -z "$server" ] || kill "$server" 2>/dev/null || :
    chmod -R u+w "$scratch"
    rm -rf "$scratch"
}
trap cleanup EXIT

"$here/upstream.py" "${catalog:-$here/catalog}/tables" "$scratch/upstream" --serve "$scratch/port" &
server=$!
until [ -e "$scratch/port" ]; do
    kill -0 "$server" # or end here
    sleep 0.02
done

# What a run may differ in without the program differing.
cat >"$scratch/places.sed" <<END
s|$scratch/world/[a-z0-9-]*|/T|g
s|$scratch/upstream|/upstream|g
s|${catalog:-/no-catalog}|/catalog|g
s|$(dirname "$program")|/program|g
s|127\.0\.0\.1:$(<"$scratch/port")|127.0.0.1:PORT|g
s|\(installed .* in\) [0-9][0-9]* s\$|\1 N s|
s|"seconds": *[0-9.e+-]*|"seconds":N|
s|\(passed\|FAILED\)\( *\)  [0-9] s|\1\2  N s|
s|-lock[0-9a-f]\{8\}|-lockLABEL|g
s|^cudaenv [0-9][0-9.]*\$|cudaenv VERSION|
END

run_group() ( # CASE-FILE
    group=$(basename "$1" .cases)
    T=$scratch/world/$group
    mkdir -p "$T"
    # shellcheck source-path=SCRIPTDIR source=world.sh
    . "$here/world.sh"
    record "$1" >"$T.record"
    sed -f "$scratch/places.sed" "$T.record" >"$target/$group.txt"
    : >"$T.done"
)

for file in "$@"; do
    while [ "$(jobs -rp | wc -l)" -gt "$(nproc)" ]; do wait -n || :; done # one is the server
    run_group "$(realpath "$file")" &
done
for file in "$@"; do
    done=$scratch/world/$(basename "$file" .cases).done
    while [ ! -e "$done" ] && [ "$(jobs -rp | wc -l)" -gt 1 ]; do wait -n || :; done
    [ -e "$done" ] || { echo "record.sh: $file could not be recorded to its end" >&2 && exit 1; }
done
