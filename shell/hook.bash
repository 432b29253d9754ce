# SPDX-License-Identifier: Apache-2.0
# shellcheck shell=bash
# The shell integration of cudaenv for bash: eval "$(cudaenv init bash)", or source this file.

case ":${PATH-}:" in
    *:@CUDAENV_SHIMS@:*) ;;
    *) export PATH=@CUDAENV_SHIMS@"${PATH:+:$PATH}" ;;
esac

# What concerns this shell is printed as code for it; what looks at it is told of this function; everything else just runs.
cudaenv() {
    local word command='' code result
    for word in "$@"; do
        case $word in
            -h | --help) command=help && break ;;
            -*) ;;
            *) command=${command:-$word} ;;
        esac
    done
    case $command in
        use | local | pin | global | default | shell | deactivate)
            code=$(CUDAENV_SHELL=bash @CUDAENV_PROGRAM@ "$@") && eval "$code"
            ;;
        current | which) CUDAENV_SHELL=bash @CUDAENV_PROGRAM@ "$@" ;;
        *) @CUDAENV_PROGRAM@ "$@" ;;
    esac
    result=$?
    # Whatever it did, the next prompt asks anew.
    __cudaenv_seen=
    return "$result"
}

# Asks the helper what to change when the directory, the pin or what else decides has changed.
__cudaenv_prompt() {
    local result=$? directory=${PWD%/} pin='' text='' now code
    while [[ ! -f $directory/.cudaenv && ! -f $directory/.cuda-version && $directory == */* ]]; do
        directory=${directory%/*}
    done
    if [[ -f $directory/.cudaenv ]]; then
        pin=$directory/.cudaenv
    elif [[ -f $directory/.cuda-version ]]; then
        pin=$directory/.cuda-version
    fi
    if [[ -r $pin ]]; then
        IFS= read -r -d '' -n 4097 text <"$pin" || :
    fi
    now="$PWD|$pin|$text|${CUDAENV_VERSION-}|${VIRTUAL_ENV-}|${CONDA_PREFIX-}"
    now+="|${CPATH-}|${C_INCLUDE_PATH-}|${CPLUS_INCLUDE_PATH-}|${LIBRARY_PATH-}"
    if [[ $now != "${__cudaenv_seen-}" && -x @CUDAENV_SHIM@ ]]; then
        __cudaenv_seen=$now
        code=$(CUDAENV_SAID=${__cudaenv_said-} @CUDAENV_SHIM@ --hook bash) && eval "$code"
    fi
    return "$result"
}

# Setting the plain variable sets the first element where it is an array.
if [[ $- == *i* && ";${PROMPT_COMMAND[*]-};" != *__cudaenv_prompt* ]]; then
    # shellcheck disable=SC2178,SC2128
    PROMPT_COMMAND="__cudaenv_prompt${PROMPT_COMMAND:+;$PROMPT_COMMAND}"
fi
