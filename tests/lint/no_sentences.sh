#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
# no_sentences.sh ROOT: resolve answers in values; sentences are made in explain. No literal of it has two words, and it formats none.
set -euo pipefail
cd "$1"
failures=0

# A blank and a letter make words: "of " is a piece of a sentence, too.
words='"([^"]*[[:alpha:]][^"]* |[^"]* [^"]*[[:alpha:]])[^"]*"'
while IFS= read -r -d '' file; do
    while IFS= read -r line; do
        echo "a sentence, which belongs to explain: $file:$line"
        failures=$((failures + 1))
    done < <(sed -E 's|//.*||; s|^#include .*"$||' "$file" | grep -nE "$words|\bfmt(::|/)" || :)
done < <(find src/resolve include/cudaenv/resolve -name '*.[ch]pp' -print0)
exit $((failures > 0))
