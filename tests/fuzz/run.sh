#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
# Runs every fuzz target for a while, each from its corpus; new findings of inputs go to a temporary directory, failures to the
# current one. Prints how many inputs each took.
# usage: run.sh SECONDS [TARGET…]     (after: cmake --preset fuzz && cmake --build --preset fuzz)
set -euo pipefail
seconds=${1:?usage: run.sh SECONDS [TARGET…]}
shift
here=$(cd "$(dirname "$0")" && pwd)
programs=$here/../../build/fuzz/tests/fuzz
found=$(mktemp -d)
trap 'rm -rf "$found"' EXIT
targets=("$@")
((${#targets[@]})) || mapfile -t targets < <(cd "$here/corpus" && printf '%s\n' *)
for target in "${targets[@]}"; do
    mkdir -p "$found/$target"
    "$programs/fuzz_$target" -max_total_time="$seconds" -max_len=65536 -timeout=10 -rss_limit_mb=1024 -print_final_stats=1 \
        "$found/$target" "$here/corpus/$target" >"$found/log" 2>&1 || {
        cat "$found/log"
        exit 1
    }
    printf '%-12s %s inputs\n' "$target" "$(awk '/number_of_executed_units/ {print $2}' "$found/log")"
done
