#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
# shellcheck disable=SC2016
# Real packages, end to end: CUDA 11.2.2 with its GCC from Debian packages and a CUDA 13 from wheels, each compiling, linking and
# running programs. Exit 77 (skipped) when neither source can be reached.
# usage: toolkits_test.sh CUDAENV
set -euo pipefail
cudaenv=$1
here=$(cd "$(dirname "$0")" && pwd)

work=$(mktemp -d)
trap 'chmod -R u+w "$work" && rm -rf "$work"' EXIT
# pip's and apt's configuration are the machine's; everything else of this user and of other toolkits stays out.
keep=()
for name in PIP_INDEX_URL PIP_FIND_LINKS PIP_CERT PIP_CONFIG_FILE SSL_CERT_FILE SSL_CERT_DIR CURL_CA_BUNDLE http_proxy https_proxy no_proxy; do
    [ -n "${!name-}" ] && keep+=("$name=${!name}")
done
python_bin=$(dirname "$(command -v python3 || echo /usr/bin/python3)")
clean=(env -i "${keep[@]}" HOME="$work/home" CUDAENV_ROOT="$work/root" CUDAENV_DRIVER=none LC_ALL=C "PATH=/usr/bin:/bin:$python_bin")
mkdir "$work/home"

run() { "${clean[@]}" "$cudaenv" "$@"; }
under() { # SPEC COMMAND…: run under an environment
    local spec=$1
    shift
    run exec "$spec" -- "$@"
}
check() { # WORDS COMMAND…
    local words=$1
    shift
    if ! "$@" >"$work/log" 2>&1; then
        echo "FAILED: $words"
        echo "  $*"
        sed 's/^/  | /' "$work/log"
        exit 1
    fi
    echo "ok: $words"
}
holds() { grep -q -- "$1" "$2" || { echo "FAILED: no '$1' in $2"; cat "$2"; exit 1; }; }

install() { # SPEC: 0 installed, 77 not reachable
    local status=0
    run install "$1" --profile minimal >"$work/log" 2>&1 || status=$?
    if [ "$status" -eq 4 ]; then
        echo "SKIPPED: CUDA $1 cannot be fetched here"
        sed 's/^/  | /' "$work/log"
        return 77
    fi
    [ "$status" -eq 0 ] || { cat "$work/log"; exit 1; }
    echo "ok: CUDA $1 installed"
}

compile_everything() { # SPEC VERSION
    local spec=$1 dir=$work/$1
    mkdir "$dir"
    cp "$here"/../../examples/hello.cu "$here"/mixed/* "$dir"
    cd "$dir"
    check "$spec: nvcc links the static runtime" under "$spec" nvcc hello.cu -o static
    check "$spec: the program starts" ./static
    holds "CUDART_VERSION" "$work/log"
    check "$spec: nvcc links the shared runtime" under "$spec" nvcc -cudart shared hello.cu -o shared
    check "$spec: it runs against this environment's cudart" under "$spec" ./shared
    check "$spec: ldd finds cudart in this environment" under "$spec" sh -c "ldd shared | grep -F $work/root/environments"
    check "$spec: separate compilation" under "$spec" nvcc -dc device.cu -o device.o
    check "$spec: device link" under "$spec" nvcc -dlink device.o -o linked.o
    check "$spec: host link with g++" under "$spec" sh -c 'g++ plain.cpp device.o linked.o -L"$CUDA_HOME/lib64" -lcudadevrt -lcudart_static -ldl -lrt -pthread -o separate'
    check "$spec: it starts" ./separate
    check "$spec: g++ links -lcudart" under "$spec" sh -c 'g++ runtime.cpp -I"$CUDA_HOME/include" -L"$CUDA_HOME/lib64" -lcudart -o runtime'
    check "$spec: it starts" under "$spec" ./runtime
    check "$spec: CMake enables CUDA and finds the toolkit" under "$spec" cmake -B build -DCMAKE_BUILD_TYPE=Release .
    check "$spec: a project of g++'s and nvcc's objects builds" under "$spec" cmake --build build
    check "$spec: it runs" under "$spec" build/mixed
    check "$spec: a mixed Makefile links with nvcc" under "$spec" make mixed-nvcc
    check "$spec: it runs" under "$spec" ./mixed-nvcc
    check "$spec: a mixed Makefile links with g++" under "$spec" make mixed-gxx
    check "$spec: it runs" under "$spec" ./mixed-gxx
}

done_any=0
if install 11.2; then
    compile_everything 11.2
    done_any=1
    # A script with no hook, through the shims.
    cd "$work/11.2" && run use 11.2 2>/dev/null
    check "11.2: shims work in a script" "${clean[@]}" PATH="$work/root/shims:/usr/bin:/bin" nvcc hello.cu -o shimmed
    check "11.2: nvcc says what current says" "${clean[@]}" PATH="$work/root/shims:/usr/bin:/bin" nvcc --version
    holds "release 11.2, V11.2.152" "$work/log"
    check "11.2: the system's compiler is declined on request" run install 11.2 --profile minimal --host-compiler system --name bare
    if [ "$(g++ -dumpversion | cut -d. -f1)" -gt 10 ]; then
        if under bare nvcc hello.cu -o bare-hello >"$work/log" 2>&1; then echo "FAILED: nvcc 11.2 took a too new g++"; exit 1; fi
        holds "unsupported GNU version" "$work/log"
    fi
fi
if install 13; then
    compile_everything 13
    done_any=1
fi
[ "$done_any" -eq 1 ] || exit 77
