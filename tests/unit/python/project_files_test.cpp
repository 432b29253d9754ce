// SPDX-License-Identifier: Apache-2.0
// Each kind of file, and which of a directory are read.
#include "project_fixture.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace cudaenv::python {
namespace {

using testing::ElementsAre;
using testing::EndsWith;
using testing::HasSubstr;
using testing::IsEmpty;

class ProjectFiles : public test::ProjectFixture {
 protected:
    /// "setup.py (no reader)"
    [[nodiscard]] std::vector<std::string> unread(const std::string& name) const {
        std::vector<std::string> names;
        const auto reading = read(name);
        for (const auto& [file, reason] : reading.unread) {
            names.push_back(file.filename().string() +
                            (reason == UnreadFile::Reason::no_reader ? " (no reader)" : ""));
        }
        return names;
    }
};

TEST_F(ProjectFiles, OfCondaAreRead) {
    write("environment.yml", R"(name: detector
channels: [pytorch, nvidia, conda-forge]
dependencies:
  - python=3.11
  - pytorch::pytorch=2.5.1
  - pytorch-cuda=12.1  # the build
  - cudnn=9.3
  - pip
  - pip:
      - onnxruntime-gpu==1.20.1
      - --extra-index-url https://example.org/whl/cu121
)");
    EXPECT_THAT(loaded("environment.yml"),
                ElementsAre("torch 2.5.1 cuda12.1 CUDA 12.1 cuDNN 9.3", "onnxruntime-gpu 1.20.1"));
    EXPECT_THAT(load("environment.yml")[0].where, EndsWith("environment.yml, line 5"));
    EXPECT_THAT(load("environment.yml")[1].where, EndsWith("environment.yml, line 10"));
}

TEST_F(ProjectFiles, OfCondaTellTheBuildInManyWays) {
    struct Row {
        const char* dependencies;
        const char* need;
    };
    const Row rows[] = {
        {"[pytorch=2.5.1=py3.11_cuda12.4_cudnn9.1.0_0]",
         "torch 2.5.1 cuda12.4 CUDA 12.4 cuDNN 9.1.0"},
        {"['pytorch=2.5=*cuda126*']", "torch 2.5 cuda126 CUDA 12.6"},
        {"['conda-forge::pytorch>=2.4,<2.6']", "torch >=2.4,<2.6"},
        {"['pytorch >=2.4, <2.6']", "torch >=2.4,<2.6"},
        {"[\"pytorch[version='>=2.4', build='cuda*']\"]", "torch >=2.4"},
        {"[pytorch-gpu, cuda-version=12.6]", "torch latest CUDA 12.6"},
        {"[pytorch, cpuonly]", "torch latest cpu"},
        {"[pytorch=1.12.1, cudatoolkit=11.3]", "torch 1.12.1 CUDA 11.3"},
        {"[tensorflow-gpu=2.6.0, cudatoolkit=11.2.2, cudnn=8.1.0]",
         "tensorflow 2.6.0 CUDA 11.2 cuDNN 8.1.0"},
        {"['jaxlib=0.4.31=*cuda*']", "jax 0.4.31"},
        {"[jax]", "jax latest"},
        {"['cupy=13.*', 'cuda-version=12.*']", "cupy 13 CUDA 12"},
        {"[cudf=24.10, cuda-version=12.5]", "cudf 24.10 CUDA 12.5"},
        {"[pytorch, 'cuda-version>=12,<13']", "torch latest"},
    };
    for (const Row& row : rows) {
        write("environment.yml", std::string("dependencies: ") + row.dependencies + "\n");
        EXPECT_THAT(loaded("environment.yml"), ElementsAre(row.need)) << row.dependencies;
    }
}

TEST_F(ProjectFiles, OfCondaThatAreMalformedNameTheLine) {
    write("environment.yml", "dependencies:\n  - [pytorch\n");
    EXPECT_EQ(failure("environment.yml").kind(), ErrorKind::usage);
    EXPECT_THAT(failure("environment.yml").message(), HasSubstr("environment.yml, line "));
    write("environment.yml", "dependencies: {a: b}\n---\n");
    EXPECT_THAT(loaded("environment.yml"), IsEmpty());
    write("environment.yml", "");
    EXPECT_THAT(loaded("environment.yml"), IsEmpty());
}

constexpr const char* kPixi = R"([workspace]
channels = ["conda-forge"]
platforms = ["linux-64", "osx-arm64"]
[dependencies]
python = "3.12.*"
[feature.gpu.dependencies]
pytorch-gpu = "2.5.*"
cuda-version = "12.6.*"
[feature.gpu.target.osx-arm64.dependencies]
pytorch = "2.4.*"
[feature.pip.target.linux-64.pypi-dependencies]
torch = { version = "==2.6.0", index = "https://example.org/whl/cu124" }
[environments]
default = { features = [] }
train = { features = ["gpu"] }
serve = ["pip"]
)";

TEST_F(ProjectFiles, OfPixiAreRead) {
    write("pixi.toml", kPixi);
    EXPECT_THAT(loaded("pixi.toml"), ElementsAre("torch 2.5 CUDA 12.6"));
    EXPECT_EQ(test::words(load("pixi.toml")[0].condition), "feature gpu");
    EXPECT_THAT(also("pixi.toml"), ElementsAre("2.6.0 cu124 CUDA 12.4 (feature pip)"));
    choice.extras = {"serve"};
    EXPECT_THAT(loaded("pixi.toml"), ElementsAre("torch 2.6.0 cu124 CUDA 12.4"));
}

TEST_F(ProjectFiles, OfPixiMayBeAPyproject) {
    write("pyproject.toml", R"([project]
dependencies = ["numpy"]
[tool.pixi.dependencies]
pytorch = { version = "2.5.1", build = "cuda126*" }
[tool.pixi.pypi-dependencies]
vllm = "==0.8.5"
)");
    EXPECT_THAT(loaded("pyproject.toml"),
                ElementsAre("torch 2.5.1 cuda126 CUDA 12.6", "vllm 0.8.5"));
}

TEST_F(ProjectFiles, OfPixiMayBeALock) {
    write("pixi.lock", R"(version: 6
environments:
  default:
    channels:
    - url: https://example.org/conda-forge/
    packages:
      linux-64:
      - conda: https://example.org/conda-forge/linux-64/cuda-version-12.6-h7480c83_3.conda
      - conda: https://example.org/conda-forge/linux-64/cudnn-9.3.0.75-h93bb076_0.conda
      - conda: https://example.org/conda-forge/linux-64/pytorch-2.5.1-cuda126_py312h1763f6d_306.conda
      - pypi: https://example.org/ab/onnxruntime_gpu-1.20.1-cp312-cp312-manylinux_2_27_x86_64.whl
      osx-arm64:
      - conda: https://example.org/conda-forge/osx-arm64/pytorch-2.4.1-cpu_generic_py312_0.conda
  cpu:
    packages:
      linux-64:
      - conda: https://example.org/conda-forge/linux-64/pytorch-2.5.1-cpu_mkl_py312hcc9be2a_108.conda
packages: []
)");
    EXPECT_THAT(
        loaded("pixi.lock"),
        ElementsAre("torch 2.5.1 cuda126 CUDA 12.6 cuDNN 9.3.0.75", "onnxruntime-gpu 1.20.1"));
    EXPECT_THAT(also("pixi.lock"), ElementsAre("2.5.1 cpu (environment cpu)"));
    choice.platform = Platform::linux_sbsa;
    EXPECT_THAT(loaded("pixi.lock"), IsEmpty());
}

TEST_F(ProjectFiles, OfPylockAreRead) {
    write("pylock.toml", R"(lock-version = "1.0"
created-by = "uv"
requires-python = ">=3.10"
extras = ["gpu"]
[[packages]]
name = "torch"
version = "2.6.0"
marker = "python_full_version < '3.12'"
index = "https://example.org/simple"
[[packages]]
name = "torch"
version = "2.7.1+cu128"
marker = "python_full_version >= '3.12'"
wheels = [{ url = "https://example.org/whl/cu128/torch-2.7.1%2Bcu128-cp312-cp312-linux_x86_64.whl" }]
[[packages]]
name = "onnxruntime-gpu"
version = "1.20.1"
marker = "'gpu' in extras"
[[packages]]
name = "vllm"
version = "0.8.5"
marker = "sys_platform == 'win32'"
)");
    EXPECT_THAT(loaded("pylock.toml"),
                ElementsAre("torch 2.7.1 cu128 CUDA 12.8", "onnxruntime-gpu 1.20.1"));
    EXPECT_THAT(also("pylock.toml"), ElementsAre("2.6.0 (if python_full_version < '3.12')"));
    choice.python = parse_version("3.11");
    EXPECT_THAT(loaded("pylock.toml"), ElementsAre("torch 2.6.0", "onnxruntime-gpu 1.20.1"));
    EXPECT_EQ(test::words(load("pylock.toml")[1].condition), "if 'gpu' in extras");
    choice.extras = {"gpu"};
    EXPECT_EQ(test::words(load("pylock.toml")[1].condition), "");
}

TEST_F(ProjectFiles, OfPipenvAreRead) {
    write("Pipfile", R"([[source]]
url = "https://example.org/simple"
name = "pypi"
[[source]]
url = "https://example.org/whl/cu121"
name = "pytorch"
[packages]
torch = {version = "==2.5.1", index = "pytorch"}
jax = {version = "*", extras = ["cuda12"], sys_platform = "== 'linux'"}
tensorflow = {version = "==2.15.0", markers = "sys_platform == 'darwin'"}
[dev-packages]
onnxruntime-gpu = "~=1.19.0"
)");
    EXPECT_THAT(loaded("Pipfile"),
                ElementsAre("torch 2.5.1 cu121 CUDA 12.1",
                            "jax latest cuda12 CUDA 12",
                            "onnxruntime-gpu >=1.19.0,<1.20"));
    EXPECT_EQ(test::words(load("Pipfile")[2].condition), "group dev");
    EXPECT_THAT(load("Pipfile")[0].where, EndsWith("Pipfile, line 8"));
}

TEST_F(ProjectFiles, OfPipenvMayBeALock) {
    write("Pipfile.lock", R"({
  "_meta": {"sources": [{"name": "pypi", "url": "https://example.org/simple"},
                        {"name": "pytorch", "url": "https://example.org/whl/cu121"}]},
  "default": {
    "nvidia-cudnn-cu12": {"version": "==9.1.0.70"},
    "torch": {"hashes": ["sha256:00"], "index": "pytorch", "version": "==2.5.1",
              "markers": "python_full_version >= '3.8.0'"}
  },
  "develop": {"onnxruntime-gpu": {"version": "==1.19.2"}}
})");
    EXPECT_THAT(
        loaded("Pipfile.lock"),
        ElementsAre("torch 2.5.1 cu121 CUDA 12.1 cuDNN 9.1.0.70", "onnxruntime-gpu 1.19.2"));
    write("Pipfile.lock", "{\"default\": [1");
    EXPECT_EQ(failure("Pipfile.lock").kind(), ErrorKind::usage);
    EXPECT_THAT(failure("Pipfile.lock").message(), HasSubstr("Pipfile.lock is no JSON"));
    write("Pipfile.lock", "[1]");
    EXPECT_THAT(loaded("Pipfile.lock"), IsEmpty());
}

TEST_F(ProjectFiles, OfPdmAreRead) {
    write("pdm.lock", R"([metadata]
groups = ["default", "gpu"]
[[package]]
name = "torch"
version = "2.6.0"
groups = ["default"]
marker = "platform_machine == \"x86_64\""
[[package]]
name = "onnxruntime-gpu"
version = "1.20.1"
groups = ["gpu"]
)");
    EXPECT_THAT(loaded("pdm.lock"), ElementsAre("torch 2.6.0", "onnxruntime-gpu 1.20.1"));
    EXPECT_EQ(test::words(load("pdm.lock")[1].condition), "group gpu");
}

TEST_F(ProjectFiles, ThatStateMostAreRead) {
    write("requirements.txt", "torch==2.5.1\n");
    write("requirements-dev.txt", "pytest\n");
    write("setup.py", "");
    write("conda-lock.yml", "");
    EXPECT_THAT(files_read(""), ElementsAre("requirements.txt"));
    EXPECT_THAT(
        unread(""),
        ElementsAre("conda-lock.yml (no reader)", "requirements-dev.txt", "setup.py (no reader)"));
    write("uv.lock", "[[package]]\nname = \"torch\"\nversion = \"2.6.0\"\n");
    EXPECT_THAT(files_read(""), ElementsAre("uv.lock"));
    EXPECT_THAT(loaded(""), ElementsAre("torch 2.6.0"));
}

TEST_F(ProjectFiles, ThatNameNoFrameworkLeaveItToTheNext) {
    write("pyproject.toml", "[tool.ruff]\nline-length = 100\n");
    write("requirements.txt", "-r base.txt\n");
    write("base.txt", "torch==2.6.0\n");
    EXPECT_THAT(files_read(""), ElementsAre("pyproject.toml", "requirements.txt", "base.txt"));
    EXPECT_THAT(loaded(""), ElementsAre("torch 2.6.0"));
}

TEST_F(ProjectFiles, ThatAreNotReadAreNamed) {
    write("setup.py", "install_requires=['torch']\n");
    write("setup.cfg", "[options]\n");
    EXPECT_THAT(files_read(""), IsEmpty());
    EXPECT_THAT(unread(""), ElementsAre("setup.cfg (no reader)", "setup.py (no reader)"));
    EXPECT_THAT(loaded(""), IsEmpty());
    EXPECT_EQ(failure("setup.py").kind(), ErrorKind::usage);
    EXPECT_THAT(failure("setup.py").message(), HasSubstr("does not read"));
}

TEST_F(ProjectFiles, OfACondaEnvironmentAreItsRecords) {
    const std::string prefix = "conda/conda-meta/";
    write(prefix + "pytorch-2.5.1-py3.11_cuda12.4_cudnn9.1.0_0.json", "{}");
    write(prefix + "cuda-version-12.4-hbda6634_3.json", "{}");
    write(prefix + "jaxlib-0.4.31-cuda120py311h4ee7bbc_0.json", "{}");
    write(prefix + "libcudf-24.10.01-cuda12_0.json", "{}");
    write(prefix + "history", "");
    EXPECT_THAT(loaded("conda"),
                ElementsAre("jax 0.4.31 cuda120 CUDA 12.0",
                            "torch 2.5.1 cuda12.4 CUDA 12.4 cuDNN 9.1.0",
                            "libcudf 24.10.01 cuda12 CUDA 12"));
    EXPECT_THAT(files_read("conda"), ElementsAre("conda-meta"));
}

TEST_F(ProjectFiles, OfInstalledPackagesMayBeEggsAndDebians) {
    make_directory("old/lib/python3.8/site-packages/torch-1.7.1-py3.8.egg-info");
    EXPECT_THAT(loaded("old"), ElementsAre("torch 1.7.1"));
    make_directory("local/lib/python3.10/dist-packages/torch-2.1.0+cu118.dist-info");
    EXPECT_THAT(loaded("local"), ElementsAre("torch 2.1.0 cu118 CUDA 11.8"));
    make_directory("debian/lib/python3/dist-packages/torch-1.13.1.egg-info");
    EXPECT_THAT(loaded("debian"), ElementsAre("torch 1.13.1"));
    EXPECT_THAT(loaded("debian/lib/python3/dist-packages"), ElementsAre("torch 1.13.1"));
    EXPECT_THAT(loaded("local/lib/python3.10/dist-packages"),
                ElementsAre("torch 2.1.0 cu118 CUDA 11.8"));
}

TEST_F(ProjectFiles, OfATorchThatWasBuiltInPlaceIsItsVersionFile) {
    write("venv/lib/python3.12/site-packages/torch/version.py",
          "__version__ = '2.7.0a0+git1234567'\ncuda: Optional[str] = '12.8'\n");
    EXPECT_THAT(loaded("venv"), ElementsAre("torch 2.7.0a0 cuda12.8 CUDA 12.8"));
    EXPECT_THAT(load("venv")[0].where, EndsWith("torch/version.py"));
}

}  // namespace
}  // namespace cudaenv::python
