#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
# files.sh ROOT: every source file names its licence and then its purpose; a source includes the header of its name, and a private
# one first.
set -euo pipefail
cd "$1"
failures=0

complain() { # FILE WHAT
    echo "$1: $2"
    failures=$((failures + 1))
}

while IFS= read -r -d '' file; do
    { IFS= read -r first && IFS= read -r second; } <"$file" || :
    if [ "$first" != '// SPDX-License-Identifier: Apache-2.0' ] || [[ $second != '// '* ]]; then
        complain "$file" "wants the SPDX line and a sentence of purpose"
    fi
done < <(find src include tests -name '*.[ch]pp' -print0)

while IFS= read -r -d '' file; do
    name=${file#src/}
    name=${name%.cpp}.hpp
    if [ -f "src/$name" ]; then
        include=$(grep -m 1 '^#include' "$file" || :)
        [ "$include" = "#include \"$name\"" ] || complain "$file" "wants \"$name\" as its first include"
    elif [ -f "include/cudaenv/$name" ]; then
        grep -qxF "#include <cudaenv/$name>" "$file" || complain "$file" "does not include <cudaenv/$name>"
    fi
done < <(find src -mindepth 2 -name '*.cpp' -print0)
exit $((failures > 0))
