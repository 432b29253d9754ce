#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
# changed_sources.sh ROOT: prints the C++ files that differ from main, on one line each, committed or not. What they differ from is
# the last commit shared with origin/main, or with main where there is no such remote; on main itself, it is the commit before.
# Says on standard error what it compared with. Status 77: there is nothing to compare with.
set -euo pipefail
cd "$1"

skip() { # WHY
    echo "SKIPPED: $1" >&2
    exit 77
}
command -v git >/dev/null || skip "no git"
# A repository further up is another project's.
[ "$(git rev-parse --show-toplevel 2>/dev/null || :)" = "$(pwd -P)" ] || skip "not a clone"
head=$(git rev-parse --verify --quiet HEAD) || skip "no commit yet"

base=
for main in origin/main main; do
    git rev-parse --verify --quiet "$main^{commit}" >/dev/null || continue
    base=$(git merge-base "$main" HEAD) || base=
    break
done
if [ -z "$base" ] || [ "$base" = "$head" ]; then
    base=$(git rev-parse --verify --quiet "HEAD^") || skip "no earlier commit here"
fi

echo "compared with $(git log -1 --format='%h (%s)' "$base")" >&2
{
    git diff --name-only --no-renames --diff-filter=d "$base" -- src include tests
    git ls-files --others --exclude-standard -- src include tests
} | grep -E '\.[ch]pp$' | sort -u || :
