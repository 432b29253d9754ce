#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
# no_options.sh ROOT: how a cure is typed or configured is explain's to say. No literal of the modules below it that give
# advice holds an option, a command of cudaenv, or the configuration's file or one of its addresses.
set -euo pipefail
cd "$1"
failures=0

commands=$(grep -rhoE '\badd_[a-z]+_commands?\(' src/cli/commands | sed -E 's/^add_([a-z]+)_.*/\1/' | sort -u | paste -sd '|')
spelling="--[a-z]|\bcudaenv ($commands)\b"
settings='\bconfig\.yaml\b|\b[a-z_]+_url\b'

code_of() { # FILE: without comments and includes; literals that the compiler joins are joined
    sed -E "s/'\\\\?\"'//g; s#(^|[[:space:]])//.*##; /^\#include/d" "$1" | sed -zE 's/"[[:space:]]*\n[[:space:]]*"//g'
}

check() { # MODULE PATTERN
    local file code literal
    while IFS= read -r -d '' file; do
        code=$(code_of "$file")
        while IFS= read -r literal; do
            echo "the command line's words, which belong to explain: $file: $literal"
            failures=$((failures + 1))
        done < <(grep -oE '"([^"\\]|\\.)*"' <<<"$code" | grep -E -- "$2" || :)
    done < <(find "src/$1" "include/cudaenv/$1" -name '*.[ch]pp' -print0)
}

for module in archive catalog digest install jobs lock net resolve source; do
    check "$module" "$spelling|$settings"
done
check config "$spelling" # whose keys the file has
# The shim prints hints, and cannot word advice.
if grep -rnE '\bAdvice::' src/{sys,store,selection,activation} include/cudaenv/{sys,store,selection,activation}; then
    echo "advice that no shim can word"
    failures=$((failures + 1))
fi
exit $((failures > 0))
