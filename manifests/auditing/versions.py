# SPDX-License-Identifier: Apache-2.0
"""Versions as numbers, and only those of releases."""
import re


def numbers(version):
    """(12, 4, 1) of "12.4.1"; of "0.4.0.2.post1" the post release counts too. None for a pre-release, or what is no version."""
    match = re.fullmatch(r"(\d+(?:\.\d+)*)(?:\.post(\d+))?", version)
    if not match:
        return None
    main = tuple(int(each) for each in match[1].split("."))
    return main + ((int(match[2]),) if match[2] else ())


def same_release(ours, theirs):
    """Whether `ours` names the release `theirs`, by its label ("1.0.0" of "1.0.0.35") or with zeros more ("3.8.0" of "3.8")."""
    shared = min(len(ours), len(theirs))
    return ours[:shared] == theirs[:shared] and not any(ours[shared:])
