// SPDX-License-Identifier: Apache-2.0
// What of a project decides, and what else it allows.
#include "project_fixture.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace cudaenv::python {
namespace {

using test::words;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;

class Choosing : public test::ProjectFixture {};

constexpr const char* kWithExtras = R"([project]
name = "detector"
dependencies = ["numpy", "torch>=2.4"]
[project.optional-dependencies]
xpu = ["torch==2.6.0+xpu"]
rocm = ["torch==2.6.0+rocm6.2.4"]
cu118 = ["torch==2.5.1+cu118"]
cuda = ["torch==2.6.0+cu124"]
)";

TEST_F(Choosing, TakesTheBaseBeforeExtrasAndNamesThem) {
    write("pyproject.toml", kWithExtras);
    EXPECT_THAT(loaded("pyproject.toml"), ElementsAre("torch >=2.4"));
    EXPECT_THAT(also("pyproject.toml"),
                ElementsAre("2.6.0 xpu (extra xpu)",
                            "2.6.0 rocm6.2.4 (extra rocm)",
                            "2.5.1 cu118 CUDA 11.8 (extra cu118)",
                            "2.6.0 cu124 CUDA 12.4 (extra cuda)"));
}

TEST_F(Choosing, TakesTheExtraThatIsNamed) {
    write("pyproject.toml", kWithExtras);
    choice.extras = {"CUDA"};
    EXPECT_THAT(loaded("pyproject.toml"), ElementsAre("torch 2.6.0 cu124 CUDA 12.4"));
    choice.extras = {"rocm"};
    EXPECT_THAT(loaded("pyproject.toml"), ElementsAre("torch 2.6.0 rocm6.2.4"));
}

TEST_F(Choosing, RefusesAnExtraThatIsNotThere) {
    write("pyproject.toml", kWithExtras);
    choice.extras = {"gpu"};
    const auto error = failure("pyproject.toml");
    EXPECT_EQ(error.kind(), ErrorKind::usage);
    EXPECT_THAT(error.message(), HasSubstr("has no extra 'gpu'"));
    EXPECT_THAT(std::get<std::string>(error.cure()), HasSubstr("cu118, cuda, rocm, xpu"));
}

TEST_F(Choosing, LetsNoIntelOrRocmPinOfAnExtraDecide) {
    write("pyproject.toml", R"([project]
dependencies = []
[project.optional-dependencies]
xpu = ["torch==2.6.0+xpu"]
rocm = ["torch==2.6.0+rocm6.2.4"]
cuda = ["torch==2.6.0"]
)");
    EXPECT_THAT(loaded("pyproject.toml"), ElementsAre("torch 2.6.0"));
    EXPECT_EQ(words(load("pyproject.toml")[0].condition), "extra cuda");
}

/// As uv's guide for PyTorch has it.
constexpr const char* kWithSources = R"([project]
dependencies = ["torch>=2.7.0"]
[project.optional-dependencies]
xpu = ["torch>=2.7.0"]
cu128 = ["torch>=2.7.0"]
[tool.uv]
conflicts = [[{ extra = "xpu" }, { extra = "cu128" }]]
[tool.uv.sources]
torch = [
  { index = "pytorch-xpu", extra = "xpu" },
  { index = "pytorch-cu128", extra = "cu128" },
]
[[tool.uv.index]]
name = "pytorch-xpu"
url = "https://example.org/whl/xpu"
[[tool.uv.index]]
name = "pytorch-cu128"
url = "https://example.org/whl/cu128"
explicit = true
)";

TEST_F(Choosing, LetsNoSourceOfAnExtraDecide) {
    write("pyproject.toml", kWithSources);
    EXPECT_THAT(loaded("pyproject.toml"), ElementsAre("torch >=2.7.0"));
    EXPECT_THAT(also("pyproject.toml"),
                ElementsAre(">=2.7.0 xpu (extra xpu)", ">=2.7.0 cu128 CUDA 12.8 (extra cu128)"));
    choice.extras = {"cu128"};
    EXPECT_THAT(loaded("pyproject.toml"), ElementsAre("torch >=2.7.0 cu128 CUDA 12.8"));
    choice.extras = {"xpu"};
    EXPECT_THAT(loaded("pyproject.toml"), ElementsAre("torch >=2.7.0 xpu"));
}

TEST_F(Choosing, NamesTheSourcesOfExtrasThatTheBaseIsTakenFrom) {
    write("pyproject.toml", R"([project]
dependencies = ["torch==2.7.1"]
[project.optional-dependencies]
gpu = []
[tool.uv.sources]
torch = [{ index = "cu126", extra = "gpu" }]
[[tool.uv.index]]
name = "cu126"
url = "https://example.org/whl/cu126"
)");
    EXPECT_THAT(loaded("pyproject.toml"), ElementsAre("torch 2.7.1"));
    EXPECT_THAT(also("pyproject.toml"), ElementsAre("2.7.1 cu126 CUDA 12.6 (extra gpu)"));
}

TEST_F(Choosing, TakesGroupsLikeExtras) {
    write("pyproject.toml", R"([project]
dependencies = ["torch==2.6.0"]
[dependency-groups]
bench = ["torch==2.5.1", "vllm==0.8.5"]
)");
    EXPECT_THAT(loaded("pyproject.toml"), ElementsAre("torch 2.6.0", "vllm 0.8.5"));
    EXPECT_THAT(also("pyproject.toml"), ElementsAre("2.5.1 (group bench)"));
    choice.extras = {"bench"};
    EXPECT_THAT(loaded("pyproject.toml"), ElementsAre("torch 2.6.0", "vllm 0.8.5"));
}

/// What uv 0.11 wrote for "torch" and requires-python ">=3.8", shortened.
constexpr const char* kForkedLock = R"(version = 1
requires-python = ">=3.8"
resolution-markers = ["python_full_version >= '3.9'", "python_full_version < '3.9'"]

[[package]]
name = "b"
version = "0.1"
source = { virtual = "." }
dependencies = [
    { name = "torch", version = "2.4.1", source = { registry = "https://example.org/simple" }, marker = "python_full_version < '3.9'" },
    { name = "torch", version = "2.8.0", source = { registry = "https://example.org/simple" }, marker = "python_full_version >= '3.9'" },
]

[[package]]
name = "torch"
version = "2.4.1"
source = { registry = "https://example.org/simple" }
resolution-markers = ["python_full_version < '3.9'"]
dependencies = [
    { name = "nvidia-cuda-runtime-cu12", version = "12.1.105", source = { registry = "https://example.org/simple" }, marker = "python_full_version < '3.9'" },
    { name = "nvidia-cudnn-cu12", version = "9.1.0.70", source = { registry = "https://example.org/simple" } },
]

[[package]]
name = "torch"
version = "2.8.0"
source = { registry = "https://example.org/simple" }
resolution-markers = ["python_full_version >= '3.9'"]
dependencies = [
    { name = "nvidia-cuda-runtime-cu12", version = "12.8.90", source = { registry = "https://example.org/simple" } },
    { name = "nvidia-cudnn-cu12", version = "9.10.2.21", source = { registry = "https://example.org/simple" } },
]

[[package]]
name = "nvidia-cuda-runtime-cu12"
version = "12.1.105"

[[package]]
name = "nvidia-cuda-runtime-cu12"
version = "12.8.90"

[[package]]
name = "nvidia-cudnn-cu12"
version = "9.1.0.70"

[[package]]
name = "nvidia-cudnn-cu12"
version = "9.10.2.21"
)";

TEST_F(Choosing, NamesBothReleasesThatAreLockedForDifferentPythons) {
    write("uv.lock", kForkedLock);
    EXPECT_THAT(loaded("uv.lock"), ElementsAre("torch 2.8.0 CUDA 12.8 cuDNN 9.10.2.21"));
    EXPECT_EQ(words(load("uv.lock")[0].condition), "if python_full_version >= '3.9'");
    EXPECT_THAT(also("uv.lock"), ElementsAre("2.4.1 CUDA 12.1 (if python_full_version < '3.9')"));
}

TEST_F(Choosing, TakesTheReleaseForThePythonThatIsNamed) {
    write("uv.lock", kForkedLock);
    choice.python = parse_version("3.8");
    EXPECT_THAT(loaded("uv.lock"), ElementsAre("torch 2.4.1 CUDA 12.1 cuDNN 9.1.0.70"));
    EXPECT_THAT(also("uv.lock"), IsEmpty());
    choice.python = parse_version("3.12");
    EXPECT_THAT(loaded("uv.lock"), ElementsAre("torch 2.8.0 CUDA 12.8 cuDNN 9.10.2.21"));
    EXPECT_EQ(words(load("uv.lock")[0].condition), "");
}

TEST_F(Choosing, HeedsTheMarkersOfAPoetryLock) {
    write("poetry.lock", R"([[package]]
name = "torch"
version = "2.6.0"
optional = false
python-versions = ">=3.9.0"
groups = ["main"]
markers = "python_version < \"3.12\""

[package.dependencies]
nvidia-cuda-runtime-cu12 = {version = "12.4.127", markers = "platform_system == \"Linux\""}
nvidia-cudnn-cu12 = {version = "9.1.0.70", markers = "platform_system == \"Linux\""}

[[package]]
name = "torch"
version = "2.7.1"
optional = false
python-versions = ">=3.9.0"
groups = ["main", "dev"]
markers = {main = "python_version >= \"3.12\"", dev = "sys_platform == \"darwin\""}

[package.dependencies]
nvidia-cuda-runtime-cu12 = {version = "12.6.77", markers = "platform_system == \"Linux\""}
nvidia-cudnn-cu12 = {version = "9.5.1.17", markers = "platform_system == \"Linux\""}

[[package]]
name = "onnxruntime-gpu"
version = "1.20.1"
optional = false
groups = ["dev"]
markers = "sys_platform == \"win32\""

[metadata]
lock-version = "2.1"
python-versions = ">=3.10,<4"
)");
    EXPECT_THAT(loaded("poetry.lock"), ElementsAre("torch 2.7.1 CUDA 12.6 cuDNN 9.5.1.17"));
    EXPECT_THAT(also("poetry.lock"), ElementsAre("2.6.0 CUDA 12.4 (if python_version < \"3.12\")"));
    choice.python = parse_version("3.11");
    EXPECT_THAT(loaded("poetry.lock"), ElementsAre("torch 2.6.0 CUDA 12.4 cuDNN 9.1.0.70"));
}

TEST_F(Choosing, HeedsThePythonsOfAPoetryProject) {
    write("pyproject.toml", R"([tool.poetry.dependencies]
python = "^3.10"
torch = [
    {version = "2.6.0", python = "<3.12"},
    {version = "2.7.1", python = ">=3.12"},
]
)");
    EXPECT_THAT(loaded("pyproject.toml"), ElementsAre("torch 2.7.1"));
    EXPECT_THAT(also("pyproject.toml"), ElementsAre("2.6.0 (if python_full_version < '3.12')"));
    choice.python = parse_version("3.11");
    EXPECT_THAT(loaded("pyproject.toml"), ElementsAre("torch 2.6.0"));
}

TEST_F(Choosing, TakesOptionalPackagesOfPoetryForTheExtrasThatNameThem) {
    write("pyproject.toml", R"([tool.poetry.dependencies]
torch = {version = "2.6.0", optional = true}
jax = {version = "0.4.30", optional = true, extras = ["cuda12"]}
[tool.poetry.extras]
gpu = ["torch"]
)");
    EXPECT_EQ(words(load("pyproject.toml")[0].condition), "extra gpu");
    EXPECT_EQ(words(load("pyproject.toml")[1].condition), "extra");
}

/// What uv 0.11 wrote for two extras in conflict, and one that adds JAX's plugin, shortened.
constexpr const char* kConflictingLock = R"(version = 1
conflicts = [[
    { package = "my-proj", extra = "new" },
    { package = "my-proj", extra = "old" },
]]

[[package]]
name = "flax"
version = "0.8.5"
source = { registry = "https://example.org/simple" }
dependencies = [{ name = "jax" }]

[[package]]
name = "jax"
version = "0.5.3"
source = { registry = "https://example.org/simple" }
dependencies = [{ name = "jaxlib" }]

[package.optional-dependencies]
cuda12 = [{ name = "jax-cuda12-plugin", extra = ["with-cuda"] }, { name = "jaxlib" }]

[[package]]
name = "jax-cuda12-plugin"
version = "0.5.3"
source = { registry = "https://example.org/simple" }

[[package]]
name = "jaxlib"
version = "0.5.3"
source = { registry = "https://example.org/simple" }

[[package]]
name = "my-proj"
version = "0.1"
source = { virtual = "." }
dependencies = [{ name = "flax" }]

[package.optional-dependencies]
cuda = [{ name = "jax", extra = ["cuda12"] }]
new = [{ name = "torch", version = "2.6.0", source = { registry = "https://example.org/simple" } }]
old = [
    { name = "torch", version = "2.5.1", source = { registry = "https://example.org/simple" }, marker = "extra == 'extra-7-my-proj-old' or extra != 'extra-7-my-proj-new'" },
]

[package.metadata]
provides-extras = ["old", "new", "cuda"]

[[package]]
name = "torch"
version = "2.5.1"
source = { registry = "https://example.org/simple" }
resolution-markers = ["python_full_version >= '3.12'", "python_full_version < '3.12'"]

[[package]]
name = "torch"
version = "2.6.0"
source = { registry = "https://example.org/simple" }
resolution-markers = ["python_full_version >= '3.12'", "python_full_version < '3.12'"]
)";

TEST_F(Choosing, FollowsTheExtrasOfALock) {
    write("uv.lock", kConflictingLock);
    EXPECT_THAT(loaded("uv.lock"), ElementsAre("jax 0.5.3 cpu", "torch 2.6.0"));
    EXPECT_THAT(also("uv.lock"), ElementsAre("0.5.3 cuda12 CUDA 12 (extra cuda)"));
    choice.extras = {"cuda", "old"};
    EXPECT_THAT(loaded("uv.lock"), ElementsAre("jax 0.5.3 cuda12 CUDA 12", "torch 2.5.1"));
}

TEST_F(Choosing, AsksForNothingByATransitiveDependencyWithoutCuda) {
    write("uv.lock", kConflictingLock);
    const auto jax = load("uv.lock")[0];
    EXPECT_TRUE(is_without_cuda(jax));
    EXPECT_FALSE(jax.is_direct);
    choice.extras = {"cuda"};
    EXPECT_TRUE(load("uv.lock")[0].is_direct);
}

TEST_F(Choosing, KnowsByThePyprojectWhatAPoetryLockIsAskedFor) {
    write("poetry.lock",
          "[[package]]\nname = \"torch\"\nversion = \"2.6.0\"\n"
          "[[package]]\nname = \"jax\"\nversion = \"0.4.30\"\n");
    write("pyproject.toml", "[project]\ndependencies = [\"torch\", \"flax\"]\n");
    const auto needs = load("");
    EXPECT_TRUE(needs[0].is_direct);
    EXPECT_FALSE(needs[1].is_direct);
    EXPECT_THAT(files_read(""), ElementsAre("poetry.lock", "pyproject.toml"));
}

TEST_F(Choosing, TakesJaxWithoutItsPluginForTheCpuOnly) {
    write("requirements.txt", "jax==0.4.30\njaxlib==0.4.30\n");
    EXPECT_THAT(loaded("requirements.txt"), ElementsAre("jax 0.4.30 cpu"));
    write("requirements.txt", "jax==0.4.30\njax-cuda12-plugin==0.4.30\n");
    EXPECT_THAT(loaded("requirements.txt"), ElementsAre("jax 0.4.30 cuda12 CUDA 12"));
    write("requirements.txt", "jax[cuda12_pip]==0.4.20\n");
    EXPECT_THAT(loaded("requirements.txt"), ElementsAre("jax 0.4.20 cuda12 CUDA 12"));
    for (const auto* venv : {"cpu", "gpu"})
        make_directory(std::string(venv) + "/lib/python3.12/site-packages/jax-0.4.30.dist-info");
    make_directory("gpu/lib/python3.12/site-packages/jax_cuda12_pjrt-0.4.30.dist-info");
    EXPECT_THAT(loaded("cpu"), ElementsAre("jax 0.4.30 cpu"));
    EXPECT_THAT(loaded("gpu"), ElementsAre("jax 0.4.30 cuda12 CUDA 12"));
}

TEST_F(Choosing, TakesJaxForCudaWhereItsExtraOrItsIndexSaysSo) {
    write("requirements.txt", "jax[cuda]==0.4.16\n");
    EXPECT_THAT(loaded("requirements.txt"), ElementsAre("jax 0.4.16 cuda"));
    EXPECT_FALSE(is_without_cuda(load("requirements.txt")[0]));
    write("requirements.txt",
          "--find-links https://example.org/jax-releases/jax_cuda_releases.html\njax==0.4.7\n"
          "jaxlib==0.4.7+cuda12.cudnn88\n");
    EXPECT_THAT(loaded("requirements.txt"), ElementsAre("jax 0.4.7 cuda12 CUDA 12 cuDNN 8.8"));
    write("requirements.txt", "-f https://example.org/jax-releases/jax_cuda_releases.html\njax\n");
    EXPECT_THAT(loaded("requirements.txt"), ElementsAre("jax latest cuda"));
}

TEST_F(Choosing, ReadsCudaAndCudnnFromALabel) {
    write("requirements.txt", "jaxlib==0.3.10+cu11.cudnn82\n");
    EXPECT_THAT(loaded("requirements.txt"), ElementsAre("jax 0.3.10 cu11 CUDA 11 cuDNN 8.2"));
    EXPECT_EQ(words(parse_framework("jaxlib==0.3.10+cuda11.cudnn805")),
              "jax 0.3.10 cuda11 CUDA 11 cuDNN 8.0.5");
    EXPECT_EQ(words(parse_framework("jax[cuda11_cudnn82]==0.3.25")),
              "jax 0.3.25 cuda11 CUDA 11 cuDNN 8.2");
}

TEST_F(Choosing, KnowsTheBuildOfABareCupy) {
    EXPECT_EQ(words(parse_framework("cupy-cuda11x")), "cupy latest cuda11x CUDA 11");
    write("requirements.txt", "cupy-cuda11x\n");
    EXPECT_THAT(loaded("requirements.txt"), ElementsAre("cupy latest cuda11x CUDA 11"));
}

TEST_F(Choosing, KnowsNvidiasContainerBuilds) {
    const auto need = parse_framework("torch==2.6.0a0+ecf3bae40a.nv25.01");
    EXPECT_EQ(need.container, "25.01");
    EXPECT_EQ(words(need), "torch 2.6.0a0");
    EXPECT_FALSE(is_without_cuda(need));
    EXPECT_EQ(parse_framework("tensorflow==2.17.0+nv25.02").container, "25.02");
    const std::string packages = "ngc/usr/lib/python3.12/dist-packages/";
    make_directory(packages + "torch-2.6.0a0+ecf3bae40a.nv25.1.dist-info");
    write(packages + "torch/version.py",
          "__version__ = '2.6.0a0+ecf3bae40a.nv25.01'\ncuda: Optional[str] = '12.8'\n");
    EXPECT_THAT(loaded("ngc/usr"), ElementsAre("torch 2.6.0a0 cuda12.8 CUDA 12.8"));
    EXPECT_EQ(load("ngc/usr")[0].container, "25.1");
}

TEST_F(Choosing, ReadsTheAddressesOfWheels) {
    const std::string wheel =
        "https://example.org/v2.8.3/"
        "flash_attn-2.8.3%2Bcu128torch2.9.0cxx11abiTRUE-cp312-cp312-linux_x86_64.whl";
    for (const auto& line :
         {wheel, "flash-attn @ " + wheel, wheel + " ; sys_platform == 'linux'"}) {
        write("requirements.txt", line + "\n");
        EXPECT_THAT(loaded("requirements.txt"), ElementsAre("torch 2.9.0 cu128 CUDA 12.8")) << line;
        const auto companions = load("requirements.txt")[0].companions;
        ASSERT_EQ(companions.size(), 1U);
        EXPECT_EQ(companions[0].package, "flash-attn");
        EXPECT_EQ(companions[0].release.text(), "2.8.3");
    }
    EXPECT_EQ(words(parse_framework(wheel)), "torch 2.9.0 cu128 CUDA 12.8");
    write("requirements.txt", "./wheels/torch-2.6.0+cu124-cp312-cp312-linux_x86_64.whl\n");
    EXPECT_THAT(loaded("requirements.txt"), ElementsAre("torch 2.6.0 cu124 CUDA 12.4"));
    write("torch-2.6.0+cu118-cp312-cp312-linux_x86_64.whl", "");
    EXPECT_THAT(loaded("torch-2.6.0+cu118-cp312-cp312-linux_x86_64.whl"),
                ElementsAre("torch 2.6.0 cu118 CUDA 11.8"));
}

TEST_F(Choosing, TakesTheBuildOfTorchFromWhatGoesWithIt) {
    write("requirements.txt", "torchvision==0.21.0+cu124\ntorch==2.6.0\nxformers==0.0.29.post2\n");
    EXPECT_THAT(loaded("requirements.txt"), ElementsAre("torch 2.6.0 cu124 CUDA 12.4"));
    EXPECT_EQ(load("requirements.txt")[0].companions.size(), 2U);
}

TEST_F(Choosing, SaysWhatGoesWithATorchThatNobodyNames) {
    for (const auto* package : {"flash-attn==2.8.3",
                                "xformers",
                                "bitsandbytes>=0.43",
                                "torchvision==0.21.0",
                                "torchaudio",
                                "deepspeed==0.16.4"}) {
        write("requirements.txt", std::string(package) + "\n");
        const auto needs = load("requirements.txt");
        ASSERT_EQ(needs.size(), 1U) << package;
        EXPECT_EQ(needs[0].goes_with, "torch") << package;
        EXPECT_TRUE(is_framework(needs[0].framework)) << package;
        EXPECT_EQ(parse_framework(package).goes_with, "torch") << package;
    }
    write("requirements.txt", "torchaudio==2.6.0+cu126\n");
    EXPECT_THAT(loaded("requirements.txt"), ElementsAre("torchaudio 2.6.0 cu126 CUDA 12.6"));
}

TEST_F(Choosing, KnowsTheCudaOfTensorRtAndRapids) {
    write("requirements.txt",
          "cudf-cu12==25.2.*\ncuml-cu12==25.2.*\ntensorrt-cu12==10.9.0.34\n"
          "tensorrt-cu12-libs==10.9.0.34\n");
    EXPECT_THAT(loaded("requirements.txt"),
                ElementsAre("cudf 25.2 cu12 CUDA 12", "tensorrt 10.9.0.34 cu12 CUDA 12"));
    EXPECT_EQ(load("requirements.txt")[0].companions.size(), 1U);
    EXPECT_EQ(parse_framework("tensorrt==8.6.1").goes_with, "CUDA");
    EXPECT_EQ(words(parse_framework("cudf-cu12==25.2.0")), "cudf 25.2.0 cu12 CUDA 12");
}

}  // namespace
}  // namespace cudaenv::python
