#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
# files.sh ROOT: every source file names its licence and then its purpose.
set -euo pipefail
cd "$1"
failures=0
while IFS= read -r -d '' file; do
    { IFS= read -r first && IFS= read -r second; } <"$file" || :
    if [ "$first" != '// SPDX-License-Identifier: Apache-2.0' ] || [[ $second != '// '* ]]; then
        echo "$file: wants the SPDX line and a sentence of purpose"
        failures=$((failures + 1))
    fi
done < <(find src include tests -name '*.[ch]pp' -print0)
exit $((failures > 0))
