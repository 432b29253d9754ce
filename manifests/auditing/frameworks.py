# SPDX-License-Identifier: Apache-2.0
"""The newest release of each framework on the index, and what its plain wheel requires, against tables/frameworks.yaml."""
import re

from auditing import versions

# By framework: its project, and what of its requirements a build of ours names.
PROJECTS = {"torch": "torch", "tensorflow": "tensorflow", "jax": "jax", "onnxruntime-gpu": "onnxruntime-gpu", "vllm": "vllm",
            "cupy": "cupy-cuda13x", "paddlepaddle-gpu": "paddlepaddle-gpu"}
PINS = {"cudnn": r"nvidia-cudnn-cu(\d+)==([\d.]+)", "nccl": r"nvidia-nccl-cu(\d+)==([\d.]+)"}


def framework_rows(text):
    """(framework, from, to, builds) of each row; builds are the texts in braces."""
    rows = []
    for part in re.split(r"(?m)^  - (?=framework: )", text)[1:]:
        part = re.split(r"\n(?=\S)", part)[0]
        field = dict(re.findall(r'(?m)^ *(framework|from|to): "?([^"\n]+)"?$', part))
        rows.append((field["framework"], field["from"], field.get("to"), re.findall(r"(?m)^      - \{(.*)\}$", part)))
    return rows


def covers(row, release):
    """Whether a row is about a release: from … to, both with their patches; without `to`, just `from` and its patches."""
    _, first, last, _ = row
    low, high = versions.numbers(first), versions.numbers(last or first)
    return release[:len(low)] >= low and release[:len(high)] <= high


def differences(manifests, index):
    rows = framework_rows((manifests / "tables" / "frameworks.yaml").read_text(encoding="utf-8"))
    for framework, project in PROJECTS.items():
        newest = index.newest(project)
        if newest is None:
            continue
        row = next((row for row in rows if row[0] == framework and covers(row, versions.numbers(newest))), None)
        if row is None:
            yield f"{framework}: {project} has {newest}, which no row is about"
            continue
        yield from compare_pins(framework, newest, row[3], index.wheels(project)[newest].requirements())


def compare_pins(framework, release, builds, requirements):
    """What the wheel pins must be said by the build for that major."""
    for key, pattern in PINS.items():
        for major, pinned in re.findall(pattern, "\n".join(requirements)):
            ours = [build for build in builds if re.search(rf'\bcuda: "{major}(\.|")', build)]
            said = [match[1] for build in ours if (match := re.search(rf'\b{key}: "([^"]+)"', build))]
            if not any(versions.same_release(versions.numbers(each), versions.numbers(pinned)) for each in said):
                yield f"{framework} {release}: its wheel pins {key} {pinned} for CUDA {major}; the row says {', '.join(said) or 'nothing'}"
