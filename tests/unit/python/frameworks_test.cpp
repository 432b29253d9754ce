// SPDX-License-Identifier: Apache-2.0
// What is read from the files of Python projects and from virtual environments.
#include "project_fixture.hpp"

#include <cudaenv/base/error.hpp>
#include <cudaenv/python/frameworks.hpp>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace cudaenv::python {
namespace {

using test::words;
using testing::ElementsAre;
using testing::EndsWith;
using testing::HasSubstr;
using testing::IsEmpty;

class Frameworks : public test::ProjectFixture {};

TEST(ParseFramework, ReadsOneRequirement) {
    EXPECT_EQ(words(parse_framework("torch==2.6.0")), "torch 2.6.0");
    EXPECT_EQ(words(parse_framework("torch==2.6.0+cu124")), "torch 2.6.0 cu124 CUDA 12.4");
    EXPECT_EQ(words(parse_framework("torch==2.6.0+cpu")), "torch 2.6.0 cpu");
    EXPECT_EQ(words(parse_framework("jax[cuda12]>=0.5")), "jax >=0.5 cuda12 CUDA 12");
    EXPECT_EQ(words(parse_framework("tensorflow[and-cuda]")), "tensorflow latest");
    EXPECT_EQ(words(parse_framework("cupy-cuda12x")), "cupy latest cuda12x CUDA 12");
    EXPECT_EQ(words(parse_framework("Keras==3")), "keras 3");
    EXPECT_EQ(words(parse_framework(
                  "torch @ https://example.org/whl/torch-2.6.0%2Bcu124-cp312-linux_x86_64.whl")),
              "torch 2.6.0 cu124 CUDA 12.4");
}

TEST(ParseFramework, KnowsABuildWithoutCuda) {
    EXPECT_TRUE(is_without_cuda(parse_framework("torch==2.6.0+rocm6.2")));
    EXPECT_FALSE(is_without_cuda(parse_framework("torch==2.6.0+cu124")));
    EXPECT_FALSE(is_without_cuda(parse_framework("torch==2.6.0")));
    EXPECT_TRUE(is_without_cuda(parse_framework("torch==2.6.0+cpu.cxx11.abi")));
    EXPECT_TRUE(is_without_cuda(parse_framework("torch==2.6.0+xpu")));
    EXPECT_FALSE(is_without_cuda(parse_framework("torch==2.6.0a0+gitc8ac5ff")));
}

TEST_F(Frameworks, OfARequirementsFileComeWithItsIndexAndIncludes) {
    write("requirements.txt",
          "# training\n"
          "--extra-index-url https://example.org/whl/cu124\n"
          "numpy>=1.26  # not ours\n"
          "torch >= 2.4, \\\n"
          "      < 2.7 --hash=sha256:00\n"
          "torch==2.2.0 ; sys_platform == 'darwin'\n"
          "git+https://example.org/x.git#egg=torch\n"
          "-r more/inference.txt\n"
          "-e .\n");
    write("more/inference.txt", "onnxruntime-gpu~=1.19.0\n-r ../requirements.txt\n");
    const auto needs = load("requirements.txt");
    EXPECT_THAT(loaded("requirements.txt"),
                ElementsAre("torch >=2.4,<2.7 cu124 CUDA 12.4", "onnxruntime-gpu >=1.19.0,<1.20"));
    EXPECT_THAT(needs[0].where, EndsWith("requirements.txt, line 4"));
    EXPECT_THAT(needs[1].where, EndsWith("inference.txt, line 1"));
}

TEST_F(Frameworks, OfAFreezeTellTheBuildByNvidiasWheels) {
    write("frozen.txt",
          "nvidia-cublas-cu12==12.4.5.8\n"
          "nvidia-cuda-runtime-cu12==12.4.127\n"
          "nvidia-cudnn-cu12==9.1.0.70\n"
          "torch==2.6.0\r\n"
          "triton==3.2.0\n");
    EXPECT_THAT(loaded("frozen.txt"), ElementsAre("torch 2.6.0 CUDA 12.4 cuDNN 9.1.0.70"));
}

TEST_F(Frameworks, TakeTheirVersionFromConstraints) {
    write("requirements.txt", "-c constraints.txt\ntorch\n");
    write("constraints.txt", "torch==2.5.1+cu121\njax==0.4.30\n");
    EXPECT_THAT(loaded("requirements.txt"), ElementsAre("torch 2.5.1 cu121 CUDA 12.1"));
}

TEST_F(Frameworks, OfAMalformedRequirementNameFileAndLine) {
    write("requirements.txt", "numpy\ntorch==banana\n");
    const auto error = failure("requirements.txt");
    EXPECT_EQ(error.kind(), ErrorKind::usage);
    EXPECT_THAT(error.message(), HasSubstr("requirements.txt, line 2: '==banana'"));
}

TEST_F(Frameworks, OfAMissingIncludeNameWhoIncludesIt) {
    write("requirements.txt", "\n-r base.txt\n");
    const auto error = failure("requirements.txt");
    EXPECT_EQ(error.kind(), ErrorKind::not_found);
    EXPECT_THAT(error.message(), HasSubstr("requirements.txt, line 2"));
    EXPECT_THAT(error.message(), HasSubstr("base.txt does not exist"));
}

TEST_F(Frameworks, OfAProjectAreInItsStandardTables) {
    write("pyproject.toml", R"([project]
name = "detector"
dependencies = [
    "numpy",
    "torch>=2.6",
]
[project.optional-dependencies]
jax = ["jax[cuda12]==0.4.38"]
[dependency-groups]
dev = ["pytest", {include-group = "lint"}, "cupy-cuda12x>=13"]
)");
    EXPECT_THAT(
        loaded("pyproject.toml"),
        ElementsAre("torch >=2.6", "jax 0.4.38 cuda12 CUDA 12", "cupy >=13 cuda12x CUDA 12"));
    EXPECT_THAT(load("pyproject.toml")[0].where, EndsWith("pyproject.toml, line 5"));
}

TEST_F(Frameworks, OfAUvProjectComeFromItsIndexes) {
    write("pyproject.toml", R"([project]
dependencies = ["torch>=2.6.0"]
[tool.uv.sources]
torch = [
    { index = "pytorch-cpu", marker = "sys_platform != 'linux'" },
    { index = "pytorch-cu124", marker = "sys_platform == 'linux'" },
]
[[tool.uv.index]]
name = "pytorch-cpu"
url = "https://example.org/whl/cpu"
explicit = true
[[tool.uv.index]]
name = "pytorch-cu124"
url = "https://example.org/whl/cu124"
explicit = true
)");
    EXPECT_THAT(loaded("pyproject.toml"), ElementsAre("torch >=2.6.0 cu124 CUDA 12.4"));
}

TEST_F(Frameworks, OfAUvProjectWithoutSourcesComeFromItsDefaultIndex) {
    const std::string project =
        "[project]\ndependencies = [\"torch>=2.5\"]\n[[tool.uv.index]]\n"
        "url = \"https://example.org/whl/cu121\"\n";
    write("pyproject.toml", project + "default = true\n");
    EXPECT_THAT(loaded("pyproject.toml"), ElementsAre("torch >=2.5 cu121 CUDA 12.1"));
    write("pyproject.toml", project + "explicit = true\n");
    EXPECT_THAT(loaded("pyproject.toml"), ElementsAre("torch >=2.5"));
}

TEST_F(Frameworks, OfAPoetryProjectAreInItsTables) {
    write("pyproject.toml", R"([tool.poetry.dependencies]
python = "^3.10"
torch = {version = "^2.5.1", source = "pytorch"}
jax = {version = "0.4.38", extras = ["cuda12"]}
[tool.poetry.group.gpu.dependencies]
tensorflow = "~2.15"
[[tool.poetry.source]]
name = "pytorch"
url = "https://example.org/whl/cu121"
priority = "explicit"
)");
    EXPECT_THAT(loaded("pyproject.toml"),
                testing::UnorderedElementsAre("torch >=2.5.1,<3 cu121 CUDA 12.1",
                                              "jax 0.4.38 cuda12 CUDA 12",
                                              "tensorflow >=2.15,<2.16"));
}

TEST_F(Frameworks, OfAPoetryProjectMayHaveSeveralConstraints) {
    write("pyproject.toml", R"([tool.poetry.dependencies]
torch = [
    {version = "2.2.0", source = "cpu", markers = "sys_platform == 'darwin'"},
    {version = "^2.5.1", source = "cuda", markers = "sys_platform == 'linux'"},
]
[[tool.poetry.source]]
name = "cpu"
url = "https://example.org/whl/cpu"
[[tool.poetry.source]]
name = "cuda"
url = "https://example.org/whl/cu121"
)");
    EXPECT_THAT(loaded("pyproject.toml"), ElementsAre("torch >=2.5.1,<3 cu121 CUDA 12.1"));
    EXPECT_THAT(load("pyproject.toml")[0].where, EndsWith("pyproject.toml, line 4"));
}

TEST_F(Frameworks, OfALockAreExact) {
    write("uv.lock", R"(version = 1
requires-python = ">=3.12"

[[package]]
name = "nvidia-cuda-runtime-cu12"
version = "12.4.127"
source = { registry = "https://example.org/simple" }

[[package]]
name = "nvidia-cudnn-cu12"
version = "9.1.0.70"
source = { registry = "https://example.org/simple" }

[[package]]
name = "torch"
version = "2.6.0"
source = { registry = "https://example.org/whl/cpu" }
resolution-markers = ["sys_platform == 'darwin'"]

[[package]]
name = "torch"
version = "2.6.0+cu124"
source = { registry = "https://example.org/whl/cu124" }
resolution-markers = ["sys_platform == 'linux'", "sys_platform == 'win32'"]
dependencies = [{ name = "nvidia-cudnn-cu12", marker = "sys_platform == 'linux'" }]
)");
    EXPECT_THAT(loaded("uv.lock"), ElementsAre("torch 2.6.0 cu124 CUDA 12.4 cuDNN 9.1.0.70"));
    EXPECT_THAT(load("uv.lock")[0].where, EndsWith("uv.lock, line 21"));
}

TEST_F(Frameworks, OfALockFromTheDefaultIndexTellTheBuildByNvidiasWheels) {
    write("uv.lock", R"([[package]]
name = "torch"
version = "2.7.1"
[[package]]
name = "nvidia-cuda-runtime-cu12"
version = "12.6.77"
)");
    EXPECT_THAT(loaded("uv.lock"), ElementsAre("torch 2.7.1 CUDA 12.6"));
}

TEST_F(Frameworks, OfAMalformedTomlFileNameFileAndLine) {
    write("pyproject.toml", "[project]\nname = \"x\"\ndependencies = [\"torch\"\n");
    const auto error = failure("pyproject.toml");
    EXPECT_EQ(error.kind(), ErrorKind::usage);
    EXPECT_THAT(error.message(), HasSubstr("pyproject.toml, line "));
    write("uv.lock", "[[package]]\nname = \"torch\"\n");
    EXPECT_THAT(failure("uv.lock").message(), HasSubstr("uv.lock, line 2: torch has no version"));
}

TEST_F(Frameworks, TolerateTomlOfAnotherShape) {
    write("pyproject.toml",
          "project = 3\n[tool]\nuv = []\n[tool.poetry]\ndependencies = \"torch\"\n");
    EXPECT_THAT(loaded("pyproject.toml"), IsEmpty());
    write("uv.lock", "package = [1, \"torch\", {version = \"2.6\"}]\n");
    EXPECT_THAT(loaded("uv.lock"), IsEmpty());
}

TEST_F(Frameworks, OfAVirtualEnvironmentAreTheInstalledOnes) {
    const std::string packages = "venv/lib/python3.12/site-packages/";
    for (const auto* metadata : {"numpy-2.2.1.dist-info",
                                 "torch-2.6.0.dist-info",
                                 "nvidia_cuda_runtime_cu12-12.4.127.dist-info",
                                 "nvidia_cudnn_cu12-9.1.0.70.dist-info",
                                 "onnxruntime_gpu-1.20.1.dist-info"})
        make_directory(packages + metadata);
    EXPECT_THAT(loaded("venv"),
                ElementsAre("onnxruntime-gpu 1.20.1", "torch 2.6.0 CUDA 12.4 cuDNN 9.1.0.70"));
    EXPECT_THAT(load("venv")[1].where, EndsWith("site-packages/torch-2.6.0.dist-info"));
}

TEST_F(Frameworks, OfACondaEnvironmentTellTheirBuildInTorchsOwnFile) {
    const std::string packages = "conda/lib/python3.11/site-packages/";
    make_directory(packages + "torch-2.5.1.dist-info");
    write(packages + "torch/version.py",
          "__all__ = ['__version__', 'debug', 'cuda', 'git_version', 'hip']\n"
          "__version__ = '2.5.1'\ndebug = False\ncuda: Optional[str] = '12.4'\nhip = None\n");
    EXPECT_THAT(loaded("conda"), ElementsAre("torch 2.5.1 cuda12.4 CUDA 12.4"));
    write(packages + "torch/version.py", "cuda: Optional[str] = None\n");
    EXPECT_THAT(loaded("conda"), ElementsAre("torch 2.5.1 cpu"));
}

TEST_F(Frameworks, BuiltFromSourceTellTheirBuildInTorchsOwnFile) {
    const std::string packages = "ngc/lib/python3.12/site-packages/";
    make_directory(packages + "torch-2.6.0a0+df5bbc09d1.nv24.12.dist-info");
    EXPECT_THAT(loaded("ngc"), ElementsAre("torch 2.6.0a0"));
    write(packages + "torch/version.py",
          "__version__ = '2.6.0a0+df5bbc09d1.nv24.12'\ncuda = '12.6'\n");
    EXPECT_THAT(loaded("ngc"), ElementsAre("torch 2.6.0a0 cuda12.6 CUDA 12.6"));
    write(packages + "torch/version.py", "cuda = '\x1b[31m'\n");
    EXPECT_THAT(loaded("ngc"), ElementsAre("torch 2.6.0a0"));
}

TEST_F(Frameworks, WithAPostReleaseAreThatRelease) {
    const std::string packages = "conda/lib/python3.9/site-packages/";
    make_directory(packages + "torch-1.7.0.post2.dev3.dist-info");
    EXPECT_THAT(loaded("conda"), ElementsAre("torch 1.7.0"));
}

TEST_F(Frameworks, OfAProjectsDirectoryAreThoseOfTheFileThatStatesMost) {
    write("requirements.txt", "torch\n");
    EXPECT_THAT(loaded(""), ElementsAre("torch latest"));
    write("pyproject.toml", "[project]\ndependencies = [\"torch>=2.5\"]\n");
    EXPECT_THAT(loaded(""), ElementsAre("torch >=2.5"));
    write("uv.lock", "[[package]]\nname = \"torch\"\nversion = \"2.6.0\"\n");
    EXPECT_THAT(loaded(""), ElementsAre("torch 2.6.0"));
}

TEST_F(Frameworks, AreNowhereElse) {
    make_directory("empty");
    EXPECT_EQ(failure("empty").kind(), ErrorKind::not_found);
    EXPECT_THAT(failure("empty").message(), HasSubstr("no virtual environment"));
    EXPECT_EQ(failure("missing.txt").kind(), ErrorKind::not_found);
    EXPECT_THAT(failure("missing.txt").message(), HasSubstr("missing.txt does not exist"));
}

TEST(ActiveEnvironment, IsTheVirtualOneBeforeCondas) {
    Environment environment;
    EXPECT_FALSE(active_environment(environment));
    environment.set("CONDA_PREFIX", "/conda");
    EXPECT_EQ(active_environment(environment), "/conda");
    environment.set("VIRTUAL_ENV", "/venv");
    EXPECT_EQ(active_environment(environment), "/venv");
}

std::string repeated(std::string_view text, std::size_t bytes) {
    std::string all;
    while (all.size() < bytes) all += text;
    return all;
}

TEST_F(Frameworks, NamesTheLineOfAKeyThatIsTooDeep) {
    for (const char* name : {"pyproject.toml", "uv.lock"}) {
        for (const std::string& deep : {"[" + repeated("a.", 2U << 20U) + "a]",
                                        repeated("a.", 2U << 20U) + "a = 1",
                                        "a = " + repeated("[", 2U << 20U),
                                        "a = " + repeated("{a=", 2U << 20U)}) {
            write(name, "x = 1\n" + deep + "\n");
            const Error error = failure(name);
            EXPECT_EQ(error.kind(), ErrorKind::usage);
            EXPECT_THAT(error.message(), HasSubstr("line 2"));
            EXPECT_LT(error.message().size(), 500U);
        }
    }
}

TEST_F(Frameworks, QuotesNoAddress) {
    for (const char* line : {"torch https://user:s3cr3t@h.example/x.whl",
                             "torch user:s3cr3t@h.example",
                             "torch==https://user:s3cr3t@h.example",
                             "torch @ https://h.example/torch-s3cr3t@x-cp312.whl"}) {
        write("requirements.txt", line);
        EXPECT_THAT(failure("requirements.txt").message(), testing::Not(HasSubstr("s3cr3t")))
            << line;
    }
}

/// So long that each takes minutes where the same is read again and again: CTest's time limit ends
/// it then.
TEST_F(Frameworks, AreReadInOnePass) {
    for (const char* text : {"torch;(",
                             "torch==1,",
                             "torch>=1,",
                             "torch",
                             "torch[a,",
                             "#",
                             "\\\n",
                             " #",
                             "-r x ",
                             "--",
                             "torch @ ",
                             "torch;'a' in 'a' and ",
                             "1.",
                             "torch==1.1.1.1.1.1.1.1.1.1.1\n",
                             "torch\n",
                             "torch==2.6.0;python_version<'3.9'\n",
                             "torch==2.6.0;sys_platform=='win32'\n",
                             "flash-attn==2.8.3\n",
                             "cudf-cu12\nnvidia-cudnn-cu12==9.1\n"}) {
        write("requirements.txt", "torch" + repeated(text, 3U << 20U));
        try {
            static_cast<void>(load("requirements.txt"));
        } catch (const Error& error) {
            EXPECT_LT(error.message().size(), 1000U) << text;
        }
    }
}

}  // namespace
}  // namespace cudaenv::python
