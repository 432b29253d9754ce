# shellcheck shell=bash
# SPDX-License-Identifier: Apache-2.0
# Sourced by record.sh for one group, in a directory $T of its own: the machine of the cases, what their set-up lines may call, and how
# a case file becomes a record. The caller sets here, program, catalog, scratch and T.
# shellcheck disable=SC2154

# --- the machine: g++ 12.2 and glibc 2.36, nothing else, whatever is there in truth

write() { # FILE LINE…
    [[ $1 != */* ]] || mkdir -p "${1%/*}"
    printf '%s\n' "${@:2}" >"$1"
}
program_file() { # FILE LINE…
    write "$1" '#!/bin/sh' "${@:2}"
    chmod +x "$1"
}
compiler() { # PROGRAM VERSION: a compiler on PATH; "none" takes it away
    rm -f "$T/tools/$1"
    [ "$2" = none ] || program_file "$T/tools/$1" "case \$1 in -dump*) echo $2 ;; *) echo \"$1 version $2\" ;; esac"
}
glibc() { # VERSION
    write "$T/system/usr/lib/x86_64-linux-gnu/libc.so.6" "GNU C Library (GNU libc) stable release version $1."
}

make_machine() {
    mkdir -p "$T/home/project" "$T/tools"
    local name
    for name in sh bash cat chmod cp env grep head ln ls mkdir mv readlink rm sed sort touch tr; do ln -s "$(type -P "$name")" "$T/tools/$name"; done
    program_file "$T/tools/as" 'exit 0'
    program_file "$T/tools/ld" 'exit 0'
    compiler g++ 12.2.0
    glibc 2.36
    write "$T/system/usr/lib/x86_64-linux-gnu/crt1.o" ''
    write "$T/system/usr/include/stdio.h" ''
}

# Of the caller's environment nothing but this is left.
set_environment() {
    local name
    for name in $(compgen -e); do
        [ "$name" = LC_ALL ] || unset "$name"
    done
    export HOME=$T/home PATH=$T/tools TERM=dumb PIP_CONFIG_FILE=/dev/null
    export CUDAENV_ROOT=$T/root CUDAENV_SYSTEM_ROOT=$T/system XDG_CACHE_HOME=$T/home/.cache XDG_CONFIG_HOME=$T/home/.config
    export CUDAENV_REDIST_URL=file://$scratch/upstream/compute CUDAENV_DEBIAN_URL=file://$scratch/upstream/debian
    export CUDAENV_WHEEL_INDEX_URL=file://$scratch/upstream/simple
    export CUDAENV_JOBS=1 # one archive after the other, so that the words come in one order
    [ -z "$catalog" ] || export CUDAENV_CATALOG=$catalog
    unset OLDPWD SHLVL _
    cd "$HOME/project" || exit 1
}

# --- for set-up lines (and the commands of a case)

cudaenv() { "$program" "$@"; }
quietly() { "$@" >/dev/null 2>&1 || echo "set-up failed: $*"; }
pin() { write .cudaenv "$@"; }
config() { write "$XDG_CONFIG_HOME/cudaenv/config.yaml" "$@"; }
project() { # NAME: a fresh directory to be in
    mkdir -p "$HOME/$1"
    cd "$HOME/$1" || exit 1
}
# A machine file: the common facts, and MEMBERS of JSON, which take the place of the common ones.
machine() { # FILE [MEMBERS]
    write "$1" '{"schema":1,"platform":"linux-x86_64","driver":null,"gpus":[],"host_compilers":[{"kind":"gcc","version":"12.2.0",' \
        '"path":"/usr/bin/g++","default":true}],"glibc":"2.36","glibc_origin":"this process","binutils":true,"libc_headers":true,' \
        '"wsl":false,"container":false,"lacks_devices":false,"compat_libraries":[]'"${2:+,$2}}"
}
tiny_catalog() { export CUDAENV_CATALOG=$scratch/upstream/catalog; } # the releases that can be installed
server() { echo "http://127.0.0.1:$(<"$scratch/port")"; }

# --- from a case file to its record

emit() { # PREFIX FILE
    local text
    IFS= read -r -d '' text <"$2" || :
    [ -n "$text" ] || return 0
    [[ $text == *$'\n' ]] || text+=$'\n(no newline at the end)\n'
    text=${text%$'\n'}
    printf '%s%s\n' "$1" "${text//$'\n'/$'\n'"$1"}"
}

record_case() { # LINE
    local status=0
    (eval "$1") >"$T.out" 2>"$T.err" </dev/null || status=$?
    printf '$ %s\n' "$1"
    emit '' "$T.out"
    emit '! ' "$T.err"
    printf '[%s]\n\n' "$status"
}

# A line with {a|b} stands for one line with a and one with b.
record_each() { # LINE
    local group='^(([^{]|\{[^{}|]*\})*)\{([^{}]*\|[^{}]*)\}(.*)$' before choices after
    if ! [[ $1 =~ $group ]]; then
        record_case "$1"
        return
    fi
    before=${BASH_REMATCH[1]} choices=${BASH_REMATCH[3]}'|' after=${BASH_REMATCH[4]}
    while [ -n "$choices" ]; do
        record_each "$before${choices%%|*}$after"
        choices=${choices#*|}
    done
}

declare -A lists=()
# @name stands for the list that "@name = a|b" gave, as a group of its own or within one.
with_lists() { # LINE
    local line=$1 name value
    for name in "${!lists[@]}"; do
        value=${lists[$name]}
        line=${line//'{'@"$name"/'{'"$value"}
        line=${line//'|'@"$name"/'|'"$value"}
        [[ $value != *'|'* ]] || value="{$value}"
        line=${line//@"$name"/"$value"}
    done
    printf '%s' "$line"
}

record() { # CASE-FILE
    make_machine
    set_environment
    local line
    while IFS= read -r line <&3; do
        case $line in
            '') ;;
            '## '*) printf '%s\n\n' "$line" ;;
            '#'*) ;;
            '@'*' = '*)
                line=${line#@}
                lists[${line%% = *}]=${line#* = }
                ;;
            '+ '*) eval "${line#+ }" ;;
            *) record_each "$(with_lists "$line")" ;;
        esac
    done 3<"$1"
}
