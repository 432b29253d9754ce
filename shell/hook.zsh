# SPDX-License-Identifier: Apache-2.0
# The shell integration of cudaenv for zsh: eval "$(cudaenv init zsh)", or source this file.

case ":${PATH-}:" in
    *:@CUDAENV_SHIMS@:*) ;;
    *) export PATH=@CUDAENV_SHIMS@"${PATH:+:$PATH}" ;;
esac

# What concerns this shell is printed as code for it; what looks at it is told of this function; everything else just runs.
cudaenv() {
    emulate -L zsh
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
            code=$(CUDAENV_SHELL=zsh @CUDAENV_PROGRAM@ "$@") && eval "$code"
            ;;
        current | which) CUDAENV_SHELL=zsh @CUDAENV_PROGRAM@ "$@" ;;
        *) @CUDAENV_PROGRAM@ "$@" ;;
    esac
    result=$?
    # Whatever it did, the next prompt asks anew.
    typeset -g __cudaenv_seen=
    return $result
}

# Asks the helper what to change when the directory, the pin or what else decides has changed.
__cudaenv_prompt() {
    emulate -L zsh
    local directory=${PWD%/} pin='' text='' now code
    while [[ ! -f $directory/.cudaenv && ! -f $directory/.cuda-version && $directory == */* ]]; do
        directory=${directory%/*}
    done
    if [[ -f $directory/.cudaenv ]]; then
        pin=$directory/.cudaenv
    elif [[ -f $directory/.cuda-version ]]; then
        pin=$directory/.cuda-version
    fi
    if [[ -r $pin ]]; then
        IFS= read -r -u 0 -k 4097 text <"$pin" || true
    fi
    now="$PWD|$pin|$text|${CUDAENV_VERSION-}|${VIRTUAL_ENV-}|${CONDA_PREFIX-}"
    now+="|${CPATH-}|${C_INCLUDE_PATH-}|${CPLUS_INCLUDE_PATH-}|${LIBRARY_PATH-}"
    if [[ $now != "${__cudaenv_seen-}" && -x @CUDAENV_SHIM@ ]]; then
        typeset -g __cudaenv_seen=$now
        code=$(CUDAENV_SAID=${__cudaenv_said-} @CUDAENV_SHIM@ --hook zsh) && eval "$code"
    fi
}

if [[ -o interactive ]]; then
    autoload -Uz add-zsh-hook
    add-zsh-hook chpwd __cudaenv_prompt
    add-zsh-hook precmd __cudaenv_prompt
fi
