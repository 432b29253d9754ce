#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""manifests/audit against an index on the loopback device: it is silent where the manifests say what upstream says, and names what
differs."""
import http.server
import io
import json
import os
import pathlib
import re
import subprocess
import sys
import tempfile
import threading
import unittest
import zipfile

AUDIT = pathlib.Path(__file__).resolve().parents[2] / "manifests" / "audit"

HOST_CONFIG = """#if __GNUC__ > {gcc}
#error -- unsupported GNU version! gcc versions later than {gcc} are not supported!
#endif
#if (__clang_major__ >= {clang}) || (__clang_major__ < 3)
#error -- unsupported clang version! clang version must be less than 9
#endif
"""
MATH_FUNCTIONS = "double cospi(double x) SPECIFIER;\ndouble rsqrt(double x){rsqrt};\n"
PTXAS = """#!/bin/sh
echo "--gpu-name <gpu name>"
echo "        Allowed values for this option:  'sm_75','sm_90','sm_90a'."
"""

TABLES = {
    "index/cudnn.yaml": 'schema: 1\nreleases:\n  - {version: "9.28.0.42", sources: {wheels: {provides: library}}}\n',
    "index/cudss.yaml": 'schema: 1\nreleases:\n  - {version: "1.0.0", sources: {wheels: {provides: library}}}\n',
    "cuda/13.1.0.yaml": '      - {component: cuda_nvcc, version: "13.1.80", path: x}\n',
    "tables/host-compilers.yaml": """schema: 1
toolkits:
  # A remark: with a colon.
  - {toolkit: "13.0", max_gcc: 14, max_clang: "20", sources: [a, b]}
  - {toolkit: "13.1", max_gcc: 15, max_clang: "21", sources: [a]}
glibc:
  - {subject: assert, toolkits: ">=11,<12", max_glibc: "2.40", reason: "words, with: marks", sources: [a]}
  - {subject: headers, toolkits: ">=13,<13.2", max_glibc: "2.41", reason: "words", sources: [a]}
""",
    "tables/gpus.yaml": """schema: 1
targets:
  - {toolkit: "13.1", ptx_isa: "9.1", sass: [75, 90], variants: ["90a"], sources: [a]}
products:
""",
    "tables/frameworks.yaml": """schema: 1
frameworks:
  - framework: torch
    from: "2.14"
    to: "2.15"
    builds:
      - {cuda: "12.9", cudnn: "9.1"}
      - {cuda: "13.2.2", cudnn: "9.26.0", nccl: "2.30.7"}
    sources: [a]
""",
}


def wheel(files):
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in files.items():
            archive.writestr(name, text)
    return stream.getvalue()


class Upstream:
    """An index whose wheels are those that a test adds; every other project has none."""

    def __init__(self):
        self.wheels = {}

    def add(self, project, version, files=None, yanked=False):
        name = f"{project.replace('-', '_')}-{version}-py3-none-manylinux2014_x86_64.whl"
        self.wheels.setdefault(project, {})[name] = (wheel(files or {"x": ""}), yanked)

    def page(self, project):
        return {"files": [{"filename": name, "url": f"/files/{project}/{name}", "size": len(data), "yanked": yanked}
                          for name, (data, yanked) in self.wheels.get(project, {}).items()]}

    def serve(self):
        upstream = self

        class Handler(http.server.BaseHTTPRequestHandler):
            def do_GET(self):
                parts = self.path.strip("/").split("/")
                if parts[0] == "simple":
                    self.answer(200, json.dumps(upstream.page(parts[1])).encode())
                    return
                data = upstream.wheels[parts[1]][parts[2]][0]
                wanted = re.match(r"bytes=(\d+)-(\d+)", self.headers.get("Range", ""))
                if wanted:
                    self.answer(206, data[int(wanted[1]):int(wanted[2]) + 1])
                else:
                    self.answer(200, data)

            def answer(self, status, data):
                self.send_response(status)
                self.send_header("Content-Length", str(len(data)))
                self.end_headers()
                self.wfile.write(data)

            def log_message(self, *arguments):
                pass

        server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        threading.Thread(target=server.serve_forever, daemon=True).start()
        return server


class Audit(unittest.TestCase):
    def setUp(self):
        self.directory = tempfile.TemporaryDirectory()
        self.addCleanup(self.directory.cleanup)
        for name, text in TABLES.items():
            path = pathlib.Path(self.directory.name) / name
            path.parent.mkdir(exist_ok=True)
            path.write_text(text, encoding="utf-8")
        self.upstream = Upstream()
        self.upstream.add("nvidia-cudnn-cu13", "9.28.0.42")
        self.upstream.add("nvidia-cudss-cu13", "1.0.0.35")
        self.upstream.add("nvidia-cuda-nvcc", "13.1.80", {"nvidia/cu13/bin/ptxas": PTXAS})
        self.add_headers(gcc=15, clang=22, rsqrt="")
        self.add_torch("nvidia-cudnn-cu13==9.26.0.51; platform_system == 'Linux'", "nvidia-nccl-cu13==2.30.7")
        self.server = self.upstream.serve()
        self.addCleanup(self.server.server_close)
        self.addCleanup(self.server.shutdown)

    def add_headers(self, gcc, clang, rsqrt):
        self.upstream.add("nvidia-cuda-crt", "13.1.80", {
            "nvidia/cu13/include/crt/host_config.h": HOST_CONFIG.format(gcc=gcc, clang=clang),
            "nvidia/cu13/include/crt/math_functions.h": MATH_FUNCTIONS.format(rsqrt=rsqrt)})

    def add_torch(self, *requirements):
        lines = "".join(f"Requires-Dist: {each}\n" for each in requirements)
        self.upstream.add("torch", "2.15.0", {"torch-2.15.0.dist-info/METADATA": f"Metadata-Version: 2.1\nName: torch\n{lines}\n"})

    def run_audit(self, *checks, port=None):
        environment = {"PATH": os.environ["PATH"], "PIP_INDEX_URL": f"http://127.0.0.1:{port or self.server.server_port}/simple"}
        done = subprocess.run([sys.executable, str(AUDIT), "--manifests", self.directory.name, *checks], capture_output=True, text=True,
                              check=False, env=environment)
        return done.returncode, done.stdout.splitlines(), done.stderr

    def test_is_silent_where_nothing_differs(self):
        self.assertEqual(self.run_audit(), (0, [], ""))

    def test_names_a_release_that_is_missing(self):
        self.upstream.add("nvidia-cudnn-cu13", "9.28.1.4")
        self.upstream.add("nvidia-cudnn-cu13", "9.29.0.1", yanked=True)
        self.upstream.add("nvidia-cudnn-cu13", "9.30.0.1.dev5")
        self.assertEqual(self.run_audit("releases"), (1, [
            "releases: cudnn: nvidia-cudnn-cu13 has 9.28.1.4; the newest in index/cudnn.yaml is 9.28.0.42"], ""))

    def test_names_limits_of_compilers_and_glibc_that_differ(self):
        self.add_headers(gcc=16, clang=23, rsqrt=" SPECIFIER")
        self.assertEqual(self.run_audit("compilers"), (1, [
            "compilers: CUDA 13.1.0: max_gcc 15, max_clang 21; host_config.h lets gcc 16 and clang 22 pass",
            "compilers: CUDA 13.1.0: headers with max_glibc 2.41; math_functions.h goes with every glibc"], ""))

    def test_names_an_nvcc_of_no_toolkit(self):
        self.upstream.add("nvidia-cuda-nvcc-cu12", "12.9.99", {"nvidia/cuda_nvcc/include/crt/host_config.h": ""})
        self.assertEqual(self.run_audit("compilers"), (1, [
            "compilers: nvidia-cuda-nvcc-cu12 12.9.99: no toolkit in cuda/ has this nvcc"], ""))

    def test_names_targets_that_differ(self):
        ptxas = PTXAS.replace("'sm_90',", "'sm_100',")
        self.upstream.add("nvidia-cuda-nvcc", "13.1.80", {"nvidia/cu13/bin/ptxas": ptxas})
        status, lines, _ = self.run_audit("targets")
        if os.uname().machine == "x86_64":
            self.assertEqual((status, lines), (1, [
                "targets: CUDA 13.1: sm_90 is in the row, and ptxas does not accept it", "targets: CUDA 13.1: sm_100 is not in the row"]))

    def test_names_frameworks_that_differ(self):
        self.add_torch("nvidia-cudnn-cu13==9.27.0.42", "nvidia-nccl-cu13==2.30.7")
        self.upstream.add("vllm", "0.33.0")
        self.assertEqual(self.run_audit("frameworks"), (1, [
            "frameworks: torch 2.15.0: its wheel pins cudnn 9.27.0.42 for CUDA 13; the row says 9.26.0",
            "frameworks: vllm: vllm has 0.33.0, which no row is about"], ""))

    def test_says_what_could_not_be_read(self):
        self.server.shutdown()
        self.server.server_close()
        status, lines, words = self.run_audit("releases")
        self.assertEqual((status, lines), (2, []))
        self.assertIn("audit: releases: ", words)


if __name__ == "__main__":
    unittest.main()
