# SPDX-License-Identifier: Apache-2.0
"""The newest release of each product on the wheel index against manifests/index."""
from auditing import tables, versions

# By product: a project for each toolkit major that is still served.
PROJECTS = {
    "cuda": ["cuda-toolkit"],
    "cudnn": ["nvidia-cudnn-cu12", "nvidia-cudnn-cu13"],
    "nccl": ["nvidia-nccl-cu12", "nvidia-nccl-cu13"],
    "cutensor": ["cutensor-cu12", "cutensor-cu13"],
    "cusparselt": ["nvidia-cusparselt-cu12", "nvidia-cusparselt-cu13"],
    "nvshmem": ["nvidia-nvshmem-cu12", "nvidia-nvshmem-cu13"],
    "cudss": ["nvidia-cudss-cu12", "nvidia-cudss-cu13"],
    "nvcomp": ["nvidia-libnvcomp-cu12", "nvidia-libnvcomp-cu13"],
    "cublasmp": ["nvidia-cublasmp-cu12", "nvidia-cublasmp-cu13"],
    "cusolvermp": ["nvidia-cusolvermp-cu12", "nvidia-cusolvermp-cu13"],
    "cuquantum": ["cuquantum-cu12", "cuquantum-cu13"],
    "nvjpeg2000": ["nvidia-nvjpeg2k-cu12", "nvidia-nvjpeg2k-cu13"],
    "nvtiff": ["nvidia-nvtiff-cu12", "nvidia-nvtiff-cu13"],
}


def differences(manifests, index):
    for product, projects in PROJECTS.items():
        if not (manifests / "index" / f"{product}.yaml").exists():
            continue
        ours = [each for each in map(versions.numbers, tables.index_versions(manifests, product)) if each]
        for project in projects:
            newest = index.newest(project)
            if newest is None:
                continue
            theirs = versions.numbers(newest)
            if not any(versions.same_release(each, theirs) for each in ours):
                yield f"{product}: {project} has {newest}; the newest in index/{product}.yaml is {'.'.join(map(str, max(ours)))}"
