# SPDX-License-Identifier: Apache-2.0
# shellcheck shell=bash disable=SC2034
# What building and testing need from the distribution (Debian 12+, Ubuntu 24.04+); sourced by quickstart, run-tests and .ci/run.

# python3-pip-whl: carries the address of the default package index, where NVIDIA's wheels are when nothing else is configured.
build_packages=(g++ cmake ninja-build pkg-config binutils libc6-dev ca-certificates python3-pip-whl
    libcurl4-openssl-dev libarchive-dev liblzma-dev libzstd-dev libssl-dev libyaml-cpp-dev libtomlplusplus-dev libcli11-dev nlohmann-json3-dev
    libfmt-dev)
# zsh, fish: the hooks run in them; make, strace, shellcheck, clang-format, clang-tidy, git: test tools.
test_packages=(libgtest-dev libgmock-dev zsh fish make strace shellcheck clang-format clang-tidy git python3)

# Installs those of "$@" that are missing; root is needed only then (directly, or through sudo).
require_packages() {
    local missing=() package
    for package in "$@"; do
        dpkg-query -W -f '${db:Status-Status}' "$package" 2>/dev/null | grep -qx installed || missing+=("$package")
    done
    ((${#missing[@]})) || return 0
    local as_root=()
    if [ "$(id -u)" -ne 0 ]; then
        command -v sudo >/dev/null || {
            echo "these packages are missing and need root to install: ${missing[*]}" >&2
            return 1
        }
        as_root=(sudo)
    fi
    echo "+ apt-get install ${missing[*]}"
    "${as_root[@]}" apt-get -qq update
    "${as_root[@]}" env DEBIAN_FRONTEND=noninteractive apt-get -qq -y --no-install-recommends install "${missing[@]}" >/dev/null
}
