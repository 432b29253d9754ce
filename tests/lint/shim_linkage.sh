#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
# shim_linkage.sh SHIM static|dynamic: the shim needs no library at run time; built with a dynamic runtime, only that.
set -euo pipefail
shim=$1 runtime=$2
command -v readelf >/dev/null || exit 77

needed=$(readelf -dW "$shim" | sed -n 's/.*(NEEDED).*\[\(.*\)\]/\1/p')
if [ "$runtime" = dynamic ]; then
    needed=$(grep -vE '^(libc|libm|libgcc_s|libstdc\+\+|libasan|libubsan|libtsan|ld-linux.*)\.so' <<<"$needed" || :)
fi
[ -z "$needed" ] || {
    echo "cudaenv-shim needs:" "$needed"
    exit 1
}
