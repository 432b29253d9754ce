#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
# compare.sh OLD NEW: whether two programs say the same, each with its own catalogue, to all cases, to those of breadth/, and to every
# toolkit release and framework that OLD knows. Shows the difference; 1: there is one.
set -euo pipefail
[ $# = 2 ] || { sed -n '3,4s/^# //p' "$0" >&2 && exit 2; }
here=$(cd "$(dirname "$0")" && pwd)
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

# Every release, and both ends of every row of the table of frameworks, as cases.
write_cases() { # PROGRAM
    local drivers='{460.80|470.57.02|535.104.05|550.54.15|580.65.06}'
    CUDAENV_ROOT=$work/root "$1" list --available --json --driver none | grep -oE '"release": *"[^"]*"' | grep -oE '[0-9][^"]*' |
        sed "s#.*#cudaenv resolve & --json --compat any --driver $drivers --gpu 8.6#"
    sed -nE 's/^ *- framework: (.*)/\1/; T from; h; :from; s/^ *(from|to): "([^"]*)"/\2/; T; G; s/(.*)\n(.*)/\2==\1/p' \
        "$here/../../manifests/tables/frameworks.yaml" |
        sed 's#.*#cudaenv resolve --for & --json --driver {535.104.05|580.65.06}#'
}
mkdir "$work/cases"
write_cases "$1" >"$work/cases/every-release.cases"
[ "$(wc -l <"$work/cases/every-release.cases")" -gt 50 ] || { echo "compare.sh: the releases cannot be listed" >&2 && exit 1; }

for which in old new; do
    "$here/record.sh" "$1" "$work/$which" "$here"/cases/*.cases "$here"/breadth/*.cases "$work"/cases/*.cases
    shift
done
diff -ru "$work/old" "$work/new" && echo "no difference in $(cat "$work"/old/*.txt | grep -c '^\$ ') commands"
