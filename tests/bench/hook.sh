#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
# What the prompt hook costs when nothing changed, beside direnv's (when it is installed), in one run. Prints; asserts nothing.
# usage: tests/bench/hook.sh BUILD_DIRECTORY [ROUNDS]
set -euo pipefail
build=$(cd "$1" && pwd)
rounds=${2:-2000}
root=$(mktemp -d)
trap 'rm -rf "$root"' EXIT
mkdir -p "$root/home" "$root/project/a/b"
export HOME=$root/home CUDAENV_ROOT=$root/root
"$build/src/cudaenv" init bash >"$root/cudaenv.bash"

# Run in an interactive shell: nanoseconds a call, the fastest of five series.
cat >"$root/measure.sh" <<'END'
. "$INTEGRATION"
cd "$DIRECTORY"
best=
for series in 1 2 3 4 5; do
    start=$(date +%s%N)
    i=0
    while [ $i -lt "$ROUNDS" ]; do $FUNCTION; i=$((i + 1)); done
    each=$((($(date +%s%N) - start) / ROUNDS))
    if [ -z "$best" ] || [ $each -lt $best ]; then best=$each; fi
done
echo "$best"
END
measure() { # FUNCTION INTEGRATION ROUNDS
    FUNCTION=$1 INTEGRATION=$2 ROUNDS=$3 DIRECTORY=$root/project/a/b bash --norc -i "$root/measure.sh" 2>/dev/null | tail -1
}
row() { # LABEL FUNCTION INTEGRATION ROUNDS
    local nanoseconds
    nanoseconds=$(measure "$2" "$3" "$4")
    printf '%-28s %8d.%d us a prompt\n' "$1" $((nanoseconds / 1000)) $((nanoseconds % 1000 / 100))
}
: >"$root/nothing"
row "empty loop" : "$root/nothing" "$rounds"
row "cudaenv, no pin" __cudaenv_prompt "$root/cudaenv.bash" "$rounds"
echo system >"$root/project/.cudaenv"
row "cudaenv, pin two up" __cudaenv_prompt "$root/cudaenv.bash" "$rounds"
if command -v direnv >/dev/null; then
    direnv hook bash >"$root/direnv.bash"
    row "direnv, no .envrc" _direnv_hook "$root/direnv.bash" 100
fi
