#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
# no_sentences.sh ROOT: resolve answers in values; sentences are made in explain. No literal of it has two words, and it formats none.
set -euo pipefail
cd "$1"
failures=0

# The choices of libraries, compilers and frameworks still word themselves.
exempt=(
    compiler_choice.cpp
    compiler_range.cpp
    cudnn_choice.cpp
    framework.cpp
    framework_build.cpp
    framework_verdict.cpp
    library_choice.cpp
    named_libraries.cpp
)

is_exempt() { # FILE
    [[ " ${exempt[*]} " == *" ${1##*/} "* ]]
}

# A blank and a letter make words: "of " is a piece of a sentence, too.
words='"([^"]*[[:alpha:]][^"]* |[^"]* [^"]*[[:alpha:]])[^"]*"'
while IFS= read -r -d '' file; do
    is_exempt "$file" && continue
    while IFS= read -r line; do
        echo "a sentence, which belongs to explain: $file:$line"
        failures=$((failures + 1))
    done < <(sed -E 's|//.*||; s|^#include .*"$||' "$file" | grep -nE "$words|\bfmt(::|/)" || :)
done < <(find src/resolve include/cudaenv/resolve -name '*.[ch]pp' -print0)
exit $((failures > 0))
