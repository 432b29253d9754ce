#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""upstream.py TABLES DIRECTORY: NVIDIA's, Debian's and PyPI's servers for the golden record, as files.

Writes DIRECTORY/catalog (manifests of tiny releases, with the tables of TABLES) and DIRECTORY/{compute,debian,simple,packages}, where
their archives are. Nothing is compressed, so that every byte and every digest is the same on every machine.
With --serve PORTFILE it then serves DIRECTORY on a loopback port, which it writes into PORTFILE, until it is killed; what stands below
/status/503/ is answered with that status, and below /cut/ it ends too early.
"""
import argparse
import hashlib
import http.server
import io
import json
import pathlib
import shutil
import tarfile
import zipfile

TRIPLET = "x86_64-linux-gnu"
PLATFORM = "linux-x86_64"


def tool(banner):
    names = "CUDA_HOME CUDACXX CUDAHOSTCXX NVCC_PREPEND_FLAGS LD_LIBRARY_PATH CUDAENV_ACTIVE".split()
    said = "".join(f'echo "{name}=${name}"\n' for name in names)
    return f'#!/bin/sh\necho "program=$0"\necho "arguments=$*"\n{said}echo "{banner}"\n'


def tar(entries):
    """Entries: name -> text, or "-> target" for a link; programs are those that begin with #!."""
    stream = io.BytesIO()
    with tarfile.open(fileobj=stream, mode="w", format=tarfile.USTAR_FORMAT) as archive:
        for name, text in entries.items():
            header = tarfile.TarInfo(name)
            header.mode = 0o755 if text.startswith("#!") else 0o644
            if text.startswith("-> "):
                header.type, header.linkname = tarfile.SYMTYPE, text[3:]
                archive.addfile(header)
            else:
                header.size = len(text.encode())
                archive.addfile(header, io.BytesIO(text.encode()))
    return stream.getvalue()


def deb(entries):
    members = {"debian-binary": b"2.0\n", "control.tar": tar({"./control": "Package: sample\n"}), "data.tar": tar(entries)}
    parts = [b"!<arch>\n"]
    for name, data in members.items():
        parts.append(f"{name:<16}{0:<12}{0:<6}{0:<6}{100644:<8}{len(data):<10}`\n".encode())
        parts.append(data + b"\n" * (len(data) % 2))
    return b"".join(parts)


def wheel(entries):
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_STORED) as archive:
        for name, text in entries.items():
            header = zipfile.ZipInfo(name)
            header.create_system = 3
            header.external_attr = (0o100744 if text.startswith("#!") else 0o100644) << 16
            archive.writestr(header, text)
    return stream.getvalue()


def library(name, soversion, version, where="lib"):
    file = f"{where}/lib{name}.so"
    return {file: f"-> lib{name}.so.{soversion}", f"{file}.{soversion}": f"-> lib{name}.so.{version}", f"{file}.{version}": name}


class Upstream:
    def __init__(self, directory):
        self.directory = directory
        self.releases = {}  # (product, version) -> {source: (provides, min_glibc, rows)}
        self.pages = {}

    def write(self, path, data):
        file = self.directory / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(data)

    def add(self, release, source, provides, path, data, place, component, version, variant="", served=None):
        """Pins `data`; serves it, or `served` in its place, or nothing when that is empty."""
        row = f'component: {component}, version: "{version}", path: {path}, sha256: "{hashlib.sha256(data).hexdigest()}", size: {len(data)}'
        if variant:
            row += f", variant: {variant}"
        offer = self.releases.setdefault(release, {}).setdefault(source, [provides, []])
        offer[1].append((path, variant, f"      - {{{row}}}\n"))
        if served is None or served:
            self.write(place, data if served is None else served)

    def redist(self, release, component, version, entries, variant="", provides="library", served=None):
        top = f"{component}-{PLATFORM}-{version}{'_' + variant if variant else ''}-archive"
        path = f"{component}/{PLATFORM}/{top}.tar.xz"
        data = tar({f"{top}/{name}": text for name, text in {**entries, "LICENSE": f"Licence of {component}\n"}.items()})
        place = f"compute/{release[0]}/redist/{path}"
        self.add(release, "redist", provides, path, data, place, component, version, variant, served)

    def debian(self, release, pool, package, version, component, entries, provides="toolkit"):
        path = f"pool/{pool}/{package}_{version}_amd64.deb"
        data = deb({**entries, f"./usr/share/doc/{package}/copyright": f"Licence of {package}\n"})
        self.add(release, "debian", provides, path, data, f"debian/{path}", component, version.split("~")[0].split("-")[0])

    def wheel(self, release, project, version, component, entries, provides="toolkit", variant=""):
        stem = f"{project.replace('-', '_')}-{version}"
        file = f"{stem}-py3-none-manylinux_2_27_x86_64.whl"
        entries = {**entries, **{f"{stem}.dist-info/{name}": "x\n" for name in ("METADATA", "WHEEL", "RECORD", "licenses/License.txt")}}
        data = wheel(entries)
        self.add(release, "wheels", provides, f"{project}/{file}", data, f"packages/{file}", component, version, variant)
        link = f'<a href="../../packages/{file}#sha256={hashlib.sha256(data).hexdigest()}">{file}</a>\n'
        self.write(f"simple/{project}/index.html", f"<!DOCTYPE html><html><body>\n{link}</body></html>\n".encode())

    def publish(self, product, label, components):
        """A manifest as NVIDIA writes it, of a release that the catalogue does not know."""
        manifest = {"release_date": "2026-10-01", "release_label": label}
        for component in components:
            path = f"{component}/{PLATFORM}/{component}-{PLATFORM}-{label}-archive.tar.xz"
            data = tar({f"{component}-{PLATFORM}-{label}-archive/LICENSE": "Licence\n"})
            self.write(f"compute/{product}/redist/{path}", data)
            files = {"relative_path": path, "sha256": hashlib.sha256(data).hexdigest(), "size": str(len(data))}
            manifest[component] = {"version": label, PLATFORM: files}
        self.write(f"compute/{product}/redist/redistrib_{label}.json", json.dumps(manifest, indent=2).encode())

    def write_catalog(self, tables):
        catalog = self.directory / "catalog"
        shutil.copytree(tables, catalog / "tables")
        products = {}
        for (product, version), offers in self.releases.items():
            text = f'schema: 1\nrevision: 1\nproduct: {product}\nversion: "{version}"\n'
            text += 'min_glibc: "2.14"\n' if product == "gcc" else ""
            text += "sources:\n"
            summary = []
            for source, (provides, rows) in sorted(offers.items()):
                text += f"  {source}:\n    provides: {provides}\n    {PLATFORM}:\n" + "".join(row for _, _, row in sorted(rows))
                variants = sorted({variant for _, variant, _ in rows if variant})
                named = f", variants: [{', '.join(variants)}]" if variants else ""
                summary.append(f"{source}: {{provides: {provides}, platforms: [{PLATFORM}]{named}}}")
            self.write(f"catalog/{product}/{version}.yaml", text.encode())
            glibc = ', min_glibc: "2.14"' if product == "gcc" else ""
            products.setdefault(product, []).append(
                (tuple(map(int, version.split("."))), f'  - {{version: "{version}"{glibc}, sources: {{{", ".join(summary)}}}}}\n'))
        for product, rows in products.items():
            text = f"schema: 1\nrevision: 1\nproduct: {product}\nreleases:\n" + "".join(row for _, row in sorted(rows))
            self.write(f"catalog/index/{product}.yaml", text.encode())
        self.write("catalog/index.yaml", f"schema: 1\nrevision: 1\nproducts: [{', '.join(sorted(products))}]\n".encode())


def nvcc_files(release, version):
    files = {
        "bin/nvcc": tool(f"Cuda compilation tools, release {release}, V{version}"),
        "bin/nvcc.profile": 'TOP              = $(_HERE_)/..\nINCLUDES        +=  "-I$(TOP)/$(_TARGET_DIR_)/include" $(_SPACE_)\n',
        "bin/crt/link.stub": "link\n",
        "include/crt/host_config.h": "// host\n",
        "nvvm/bin/cicc": "#!/bin/sh\n",
        "nvvm/include/nvvm.h": "// nvvm\n",
        "nvvm/libdevice/libdevice.10.bc": "bitcode\n",
        "nvvm/lib64/libnvvm.so": "-> libnvvm.so.4",
        "nvvm/lib64/libnvvm.so.4": "nvvm\n",
    }
    return {**files, **{f"bin/{name}": tool(name) for name in ("ptxas", "fatbinary", "cudafe++", "nvlink")}}


def add_redist_toolkit(upstream, version, build, served=None):
    release, minor = ("cuda", version), version.rsplit(".", 1)[0]

    def add(component, number, entries, served=None):
        upstream.redist(release, component, number, entries, provides="toolkit", served=served)

    add("cuda_nvcc", build, nvcc_files(minor, build), served)
    stubs = {"include/cuda_runtime.h": "// runtime\n", "lib/libcudart_static.a": "cudart\n", "lib/libcudadevrt.a": "cudadevrt\n"}
    add("cuda_cudart", build, {**library("cudart", "12", build), **stubs, "lib/stubs/libcuda.so": "stub\n"})
    add("cuda_cccl", build, {"include/thrust/version.h": f"// {build}\n"})
    headers = {"include/cublas_v2.h": "// cublas\n", "lib/libcublas_static.a": "static" * 9000, "lib/stubs/libcublas.so": "stub\n"}
    add("libcublas", f"{minor}.5.8", {**library("cublas", "12", f"{minor}.5.8"), **headers})
    add("cuda_cupti", build, {**library("cupti", "12", "2024.1.1"), "include/cupti.h": f"// {build}\n"})
    add("nsight_systems", "2023.4.4.54", {"nsight-systems/2023.4.4/bin/nsys": "#!/bin/sh\n"})
    add("nvidia_driver", "550.54.15", {"lib/libcuda.so.550.54.15": "driver\n"})


def add_redist(upstream):
    for version, build in (("12.4.0", "12.4.99"), ("12.4.1", "12.4.131")):
        add_redist_toolkit(upstream, version, build)
    # What is wrong with the next ones shows when they are fetched or unpacked.
    add_redist_toolkit(upstream, "12.3.2", "12.3.107", served=b"not what was pinned\n")
    add_redist_toolkit(upstream, "12.2.2", "12.2.140", served=b"")
    add_redist_toolkit(upstream, "12.0.1", "12.0.146", served=b"x" * 20480)
    hostile = ("cuda", "12.1.1")
    add_redist_toolkit(upstream, "12.1.1", "12.1.105")
    upstream.redist(hostile, "cuda_nvrtc", "12.1.105", {"../../escape": "out\n"}, provides="toolkit")
    for version in ("8.9.7.29", "9.1.1.17"):
        for variant in ("cuda11", "cuda12"):
            number = version.rsplit(".", 1)[0]
            entries = {**library("cudnn", version[0], number), "include/cudnn.h": f"// {variant}\n", "lib/libcudnn_static.a": "cudnn\n"}
            upstream.redist(("cudnn", version), "cudnn", version, entries, variant)
    upstream.redist(("nccl", "2.21.5"), "nccl", "2.21.5", {**library("nccl", "2", "2.21.5"), "include/nccl.h": "// nccl\n"}, "cuda12.4")
    mp = ("cublasmp", "0.4.0")
    upstream.redist(mp, "libcublasmp", "0.4.0.789", library("cublasmp", "0", "0.4.0"), "cuda12")
    upstream.redist(mp, "libcal", "0.4.4.50", library("cal", "0", "0.4.4"), "cuda12")
    upstream.publish("cuda", "12.4.7", ["cuda_nvcc", "cuda_cudart", "libcublas"])
    upstream.publish("cudnn", "9.99.0", ["cudnn"])


def add_debian_toolkit(upstream, version):
    release, pool = ("cuda", version), "non-free/n/nvidia-cuda-toolkit"
    own, lib = "./usr/lib/nvidia-cuda-toolkit", f"./usr/lib/{TRIPLET}"

    def add(package, number, component, entries):
        upstream.debian(release, pool, package, f"{number}~{version}-3+deb11u3", component, entries)

    add("nvidia-cuda-toolkit", "11.2.152", "cuda_nvcc", {
        "./etc/nvcc.profile": "TOP = /usr/lib/nvidia-cuda-toolkit\n",
        f"{own}/bin/nvcc.profile": "-> /etc/nvcc.profile",
        f"{own}/bin/nvcc": tool("Cuda compilation tools, release 11.2, V11.2.152"),
        f"{own}/bin/cicc": "#!/bin/sh\n",
        f"{own}/bin/crt/link.stub": "link\n",
        f"{own}/libdevice/libdevice.10.bc": "bitcode\n",
        **{f"./usr/bin/{name}": tool(name) for name in ("ptxas", "fatbinary", "nvlink", "bin2c", "cuobjdump", "compute-sanitizer")}})
    add("nvidia-cuda-dev", "11.2.2", "cuda_dev", {
        "./usr/include/cuda_runtime.h": "#define CUDART_VERSION 11020\n",
        "./usr/include/crt/host_config.h": "// host\n",
        "./usr/include/nvvm.h": "// nvvm\n",
        f"{lib}/libcudart.so": "-> libcudart.so.11.0",
        f"{lib}/libcublas.so": "-> libcublas.so.11",
        f"{lib}/libnvvm.so": "-> libnvvm.so.4",
        f"{lib}/libcudart_static.a": "cudart\n",
        f"{lib}/libcudadevrt.a": "cudadevrt\n",
        f"{lib}/libcublas_static.a": "static" * 9000,
        f"{lib}/stubs/libcuda.so": "stub\n"})
    for package, number, component, name, real in (
            ("libcudart11.0", "11.2.152", "cuda_cudart", "libcudart.so.11.0", "libcudart.so.11.2.152"),
            ("libnvvm4", "11.2.152", "libnvvm", "libnvvm.so.4", "libnvvm.so.4.0.0"),
            ("libcublas11", "11.4.1.1043", "libcublas", "libcublas.so.11", "libcublas.so.11.4.1.1043")):
        add(package, number, component, {f"{lib}/{real}": real + "\n", f"{lib}/{name}": f"-> {real}"})


def add_debian_compiler(upstream):
    release, programs, bin_ = ("gcc", "10.2.1"), f"./usr/lib/gcc/{TRIPLET}/10", f"./usr/bin/{TRIPLET}-"

    def add(package, version, pool, entries):
        upstream.debian(release, pool, package, version, "gcc", entries, provides="compiler")

    for package, program, extra in (("cpp-10", "cc1", {}), ("gcc-10", "lto1", {}), ("g++-10", "cc1plus", {})):
        name = package.split("-")[0]
        add(package, "10.2.1-6", "main/g/gcc-10", {
            f"{bin_}{package}": f'#!/bin/sh\necho "{name} (Debian) 10.2.1"\n',
            f"./usr/bin/{package}": f"-> {TRIPLET}-{package}",
            f"{programs}/{program}": "#!/bin/sh\n", **extra})
    add("libstdc++-10-dev", "10.2.1-6", "main/g/gcc-10", {
        "./usr/include/c++/10/vector": "// vector\n", f"{programs}/libstdc++.so": f"-> ../../../{TRIPLET}/libstdc++.so.6"})
    for package, soname in (("libstdc++6", "libstdc++.so.6"), ("libisl23", "libisl.so.23"), ("libmpc3", "libmpc.so.3"),
                            ("libmpfr6", "libmpfr.so.6"), ("libgmp10", "libgmp.so.10")):
        entries = {f"./usr/lib/{TRIPLET}/{soname}.1": soname, f"./usr/lib/{TRIPLET}/{soname}": f"-> {soname}.1"}
        add(package, "1.0-1", "main/s/support", entries)


def add_wheels(upstream):
    release, cu = ("cuda", "13.0.2"), "nvidia/cu13"
    files = {f"{cu}/{name}": text for name, text in nvcc_files("13.0", "13.0.88").items()
             if name.startswith("bin/")}
    upstream.wheel(release, "nvidia-cuda-nvcc", "13.0.88", "cuda_nvcc", files)
    upstream.wheel(release, "nvidia-cuda-crt", "13.0.88", "cuda_crt", {f"{cu}/include/crt/host_config.h": "// host\n"})
    upstream.wheel(release, "nvidia-nvvm", "13.0.88", "libnvvm", {
        f"{cu}/nvvm/bin/cicc": "#!/bin/sh\n", f"{cu}/nvvm/libdevice/libdevice.10.bc": "bitcode\n",
        f"{cu}/lib/libnvvm.so.4": "nvvm\n", f"{cu}/include/nvvm.h": "// nvvm\n"})
    upstream.wheel(release, "nvidia-cuda-runtime", "13.0.96", "cuda_cudart", {
        f"{cu}/include/cuda_runtime.h": "// runtime\n", f"{cu}/lib/libcudart.so.13": "cudart\n",
        f"{cu}/lib/libcudart_static.a": "cudart\n", f"{cu}/lib/libcudadevrt.a": "cudadevrt\n"})
    upstream.wheel(release, "nvidia-cublas", "13.1.0.3", "libcublas", {
        f"{cu}/include/cublas_v2.h": "// cublas\n", f"{cu}/lib/libcublas.so.13": "cublas\n"})
    # Older than what source redist has, for when that cannot be reached.
    upstream.wheel(("cudnn", "8.9.6.50"), "nvidia-cudnn-cu11", "8.9.6.50", "cudnn", {
        "nvidia/cudnn/include/cudnn.h": "// cudnn\n", "nvidia/cudnn/lib/libcudnn.so.8": "cudnn\n"}, "library", "cuda11")
    upstream.wheel(("cudnn", "9.12.0.46"), "nvidia-cudnn-cu13", "9.12.0.46", "cudnn", {
        "nvidia/cudnn/include/cudnn.h": "// cudnn\n", "nvidia/cudnn/lib/libcudnn.so.9": "cudnn\n"}, "library", "cuda13")


class Handler(http.server.SimpleHTTPRequestHandler):
    protocol_version = "HTTP/1.0"

    def log_message(self, *_):
        pass

    def do_GET(self):
        parts = self.path.split("/")
        if parts[1] == "status":
            self.send_error(int(parts[2]))
        elif parts[1] == "cut":
            self.send_response(200)
            self.send_header("Content-Length", "100000")
            self.end_headers()
            self.wfile.write(b"the beginning")
        else:
            super().do_GET()

    do_HEAD = do_GET


def serve(directory, port_file):
    def handler(*arguments):
        return Handler(*arguments, directory=str(directory))

    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler)
    partial = port_file.with_suffix(".new")
    partial.write_text(str(server.server_port))
    partial.rename(port_file)
    server.serve_forever()


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("tables", type=pathlib.Path)
    parser.add_argument("directory", type=pathlib.Path)
    parser.add_argument("--serve", type=pathlib.Path)
    options = parser.parse_args()
    upstream = Upstream(options.directory)
    add_redist(upstream)
    for version in ("11.2.2", "12.0.1"):
        add_debian_toolkit(upstream, version)
    add_debian_compiler(upstream)
    add_wheels(upstream)
    upstream.write_catalog(options.tables)
    if options.serve:
        serve(options.directory, options.serve)


if __name__ == "__main__":
    main()
