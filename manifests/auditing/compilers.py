# SPDX-License-Identifier: Apache-2.0
"""The headers of every nvcc on the wheel index against tables/host-compilers.yaml: the compilers that crt/host_config.h lets pass, and
the glibc whose headers crt/math_functions.h goes with."""
import re

from auditing import tables, versions

# Where the headers are: the oldest project first; from 13.0 on in a project of their own.
PROJECTS = ("nvidia-cuda-nvcc-cu11", "nvidia-cuda-nvcc-cu12", "nvidia-cuda-nvcc", "nvidia-cuda-crt")


def find_limits(host_config):
    """(max_gcc, max_clang) by the conditions above its #error lines, whose words are not always up to date; None where there is no
    such condition."""
    gcc = re.search(r"__GNUC__ > (\d+)\b[^\n]*\s+#error -- unsupported GNU version", host_config)
    clang = re.search(r"__clang_major__ >= (\d+)\)[^\n]*\s+#error -- unsupported clang version", host_config)
    return (gcc and int(gcc[1]), clang and int(clang[1]) - 1)


def find_max_glibc(math_functions):
    """The newest glibc whose headers go with these; None: every one."""
    def is_bare(function):
        return re.search(rf"\b{function}\(double x\);", math_functions) is not None
    if is_bare("cospi"):
        return "2.40"
    return "2.41" if is_bare("rsqrt") else None


def find_row(rows, toolkit):
    """As HostCompilerTable::find_row: the last of X.Y that is not newer."""
    wanted = versions.numbers(toolkit)
    fitting = [row for row in rows
               if versions.numbers(row["toolkit"])[:2] == wanted[:2] and versions.numbers(row["toolkit"]) <= wanted]
    return fitting[-1] if fitting else None


def matches(toolkits, toolkit):
    """Whether a range of ours (">=13,<13.2") has the release."""
    wanted = versions.numbers(toolkit)
    for bound in toolkits.split(","):
        operator, limit = re.match(r"(>=|<=|<|>)(.*)", bound).groups()
        number = versions.numbers(limit)
        width = max(len(number), len(wanted))
        left, right = (each + (0,) * (width - len(each)) for each in (wanted, number))
        if not {">=": left >= right, "<=": left <= right, "<": left < right, ">": left > right}[operator]:
            return False
    return True


def compare_limits(rows, toolkit, text):
    gcc, clang = find_limits(text)
    row = find_row(rows, toolkit)
    if row is None:
        yield f"CUDA {toolkit}: no row; host_config.h lets gcc {gcc} and clang {clang} pass"
    elif (int(row["max_gcc"]), int(row["max_clang"].split(".")[0])) != (gcc, clang):
        yield (f"CUDA {toolkit}: max_gcc {row['max_gcc']}, max_clang {row['max_clang']}; host_config.h lets gcc {gcc} and clang {clang} "
               "pass")


def compare_glibc(rules, toolkit, text):
    ours = next((rule["max_glibc"] for rule in rules if rule["subject"] == "headers" and matches(rule["toolkits"], toolkit)), None)
    theirs = find_max_glibc(text)
    if ours != theirs:
        yield f"CUDA {toolkit}: headers with max_glibc {ours}; math_functions.h goes with {theirs or 'every glibc'}"


def differences(manifests, index):
    table = manifests / "tables" / "host-compilers.yaml"
    rows, rules = tables.flow_rows(table, "toolkits"), tables.flow_rows(table, "glibc")
    toolkits = tables.toolkits_by_nvcc(manifests)
    for project in PROJECTS:
        for nvcc, wheel in sorted(index.wheels(project).items(), key=lambda each: versions.numbers(each[0])):
            header = wheel.find_file("crt/host_config.h")
            if header is None:
                continue
            if nvcc not in toolkits:
                yield f"{project} {nvcc}: no toolkit in cuda/ has this nvcc"
                continue
            for toolkit in toolkits[nvcc]:
                yield from compare_limits(rows, toolkit, header.decode())
                math = wheel.find_file("crt/math_functions.h")
                if math is not None:
                    yield from compare_glibc(rules, toolkit, math.decode())
