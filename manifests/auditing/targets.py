# SPDX-License-Identifier: Apache-2.0
"""What the newest ptxas on the wheel index accepts against the targets of tables/gpus.yaml. It is run, so only on x86_64."""
import os
import platform
import re
import subprocess
import tempfile

from auditing import tables, versions

PROJECT = "nvidia-cuda-nvcc"


def run_ptxas(program, *arguments):
    with tempfile.TemporaryDirectory() as directory:
        path = os.path.join(directory, "ptxas")
        with open(path, "wb") as file:
            file.write(program)
        os.chmod(path, 0o700)
        return subprocess.run([path, *arguments], capture_output=True, text=True, check=False, cwd=directory).stdout


def accepted_targets(help_text):
    """"90a" of every 'sm_90a' that --gpu-name allows."""
    allowed = re.search(r"--gpu-name.*?Allowed values for this option:(.*?)\.", help_text, re.DOTALL)
    return set(re.findall(r"'sm_(\d+[af]?)'", allowed[1])) if allowed else set()


def differences(manifests, index):
    if platform.machine() != "x86_64":
        return
    newest = index.newest(PROJECT)
    program = index.wheels(PROJECT)[newest].find_file("bin/ptxas") if newest else None
    if program is None:
        return
    theirs = accepted_targets(run_ptxas(program, "--help"))
    toolkit = ".".join(newest.split(".")[:2])
    rows = {row["toolkit"]: row for row in tables.flow_rows(manifests / "tables" / "gpus.yaml", "targets")}
    if toolkit not in rows:
        yield f"CUDA {toolkit}: no row; ptxas accepts {' '.join(sorted(theirs))}"
        return
    ours = set(rows[toolkit]["sass"]) | set(rows[toolkit].get("variants", []))
    for target in sorted(ours ^ theirs, key=lambda each: (versions.numbers(re.sub(r"\D", "", each)), each)):
        yield f"CUDA {toolkit}: sm_{target} is {'in the row, and ptxas does not accept it' if target in ours else 'not in the row'}"
