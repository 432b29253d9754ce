# SPDX-License-Identifier: Apache-2.0
"""Rows of our manifests. They are written in a small part of YAML, so that no library is needed: "key: value" lines, and lists of
rows in braces."""
import json
import pathlib
import re

TOKEN = re.compile(r'\s*([{}\[\],]|"(?:[^"\\]|\\.)*"|[^\s{}\[\],:]+(?=\s*[:,\]}]))(\s*:)?')


def flow_rows(path, section):
    """The rows of the list `section`, each written in braces on a line of its own."""
    text = pathlib.Path(path).read_text(encoding="utf-8")
    lines = re.split(rf"(?m)^{re.escape(section)}:\s*$", text, maxsplit=1)[1].splitlines()[1:]
    rows = []
    for line in lines:
        if re.match(r"\S", line):
            break
        if line.startswith("  - {"):
            rows.append(flow_value(line[4:]))
    return rows


def flow_value(text):
    """Of one row in braces: maps, lists, quoted and plain words."""
    json_text, position = "", 0
    while position < len(text):
        match = TOKEN.match(text, position)
        if not match:
            break
        token, position = match[1], match.end()
        plain = token not in "{}[]," and not token.startswith('"')
        json_text += json.dumps(token) if plain else token
        json_text += ":" if match[2] else ""
    return json.loads(json_text)


def index_versions(manifests, product):
    """The releases of manifests/index/<product>.yaml."""
    text = (manifests / "index" / f"{product}.yaml").read_text(encoding="utf-8")
    return re.findall(r'^  - \{version: "([^"]+)"', text, re.MULTILINE)


def toolkits_by_nvcc(manifests):
    """nvcc's own version -> the toolkit releases that have it."""
    found = {}
    for path in sorted((manifests / "cuda").glob("*.yaml")):
        text = path.read_text(encoding="utf-8")
        for nvcc in set(re.findall(r'component: cuda_nvcc, version: "([^"]+)"', text)):
            found.setdefault(nvcc, []).append(re.sub(r"(rc|a|b)\d+$", "", path.stem))
    return found
