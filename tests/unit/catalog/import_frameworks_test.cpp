// SPDX-License-Identifier: Apache-2.0
// The collected libraries and frameworks, each of which is written in its own way.
#include "unit/catalog/expect_error.hpp"

#include <cudaenv/catalog/import.hpp>
#include <cudaenv/catalog/manifest_text.hpp>

#include <gtest/gtest.h>

namespace cudaenv::catalog {
namespace {

constexpr const char* kFrameworks = R"yaml(
sources: {tf: "install page", pt: "release matrix", jc: "change log", jd: "docs", ort: "docs of ORT", cp: "install.rst", pd: "tables", unused: "nobody cites it"}
tensorflow:
  wheels: "since 2.14 `pip install tensorflow[and-cuda]` pulls wheels"
  releases:
    - {version: "2.16.1", cuda: "12.3", cudnn: "8.9", python: "3.9-3.12", compiler: "Clang", source: [tf], confidence: high}
    - {version: "2.13.0", cuda: "11.8", cudnn: "8.6", python: "3.8-3.11", source: [tf], confidence: high}
pytorch:
  releases:
    - {version: "2.14", cuda: {"12.6.3": "9.10.2.21", "13.0.3": "9.24.0.43"}, default: "13.0", source: [pt], note: "NCCL 2.29.3 (cu126) / 2.30.7; 2.14.1 came"}
    - {version: "2.13", cuda: {"12.6.3": "9.10.2.21", "13.0.3": "9.20.0.48"}, default: "13.0", source: [pt], note: "NCCL 2.29.3/2.29.7"}
    - {version: "2.11", cuda: {"12.6.3": "9.10.2.21"}, default: "12.6", source: [pt], note: "NCCL 2.28.9"}
    - {version: "1.8.2 (LTS)", cuda: {"11.1": null, "10.2": null}, default: null, source: [pt]}
  wheel_architectures:
    - {versions: "2.12 - 2.14", build: cu126, sm: ["50", "90"], source: [pt]}
    - {versions: "2.12 - 2.14", build: "cu130, cu132", sm: ["75", "120+PTX"], source: [pt]}
    - {versions: "2.11+", build: "cu128", note: "Volta removed", source: [pt]}
jax:
  releases:
    - {version: "0.11.x (Aug 2026)", extras: {cuda13: {built_with: "13.0", requires_cuda: ">=13.0", cudnn: ">=9.8,<10", nccl: ">=2.18", min_driver_linux: "580", min_cc: "7.5"}, cuda12: {built_with: "12.3 in the doc table, 12.9 in the changelog", requires_cuda: ">=12.1", cudnn: ">=9.8,<10"}}, source: [jd]}
    - {version: "0.7.1", change: "built with CUDA 12.9; >=12.1 supported", source: [jc]}
    - {version: "0.4.31", change: "cuDNN >=9.1", source: [jc]}
    - {version: "0.4.26", change: "only CUDA >=12.1 (11.8 dropped)", source: [jc]}
    - {version: "0.4.24", change: "CUDA 12.3 and 11.8", source: [jc]}
    - {version: "0.4.17", change: "cuda12 wheels need CUDA >=12.2, cuDNN >=8.9.4", source: [jc]}
    - {version: "0.4.8", change: "CUDA 11.8 and 12 only (11.4 dropped)", source: [jc]}
onnxruntime_gpu:
  releases:
    - {version: "1.15 - 1.17", cuda: "11.8", cudnn: "8.2.4", source: [ort]}
    - {version: "1.17 - 1.18.0", cuda: "12.x", cudnn: "8.x", source: [ort], note: "separate feed"}
    - {version: "1.27 - 1.30", cuda: "13.x (built with 13.0)", cudnn: "9.x", source: [ort]}
cupy:
  releases:
    - {version: "14 / 15 development", cuda: ["12.0", "13.3"], packages: [cupy-cuda12x], source: [cp]}
paddlepaddle:
  releases:
    - {version: "2.3.2", cuda: ["10.2 (default)", "11.1 (.post111)"], source: [pd]}
    - {version: "2.6", cuda: ["11.2", "12.0"], cudnn: {"11.2": "8.2"}, source: [pd]}
    - {version: "3.x (2026)", cuda: ["12.9"], source: [pd]}
vllm:
  releases:
    - {version: "0.2.4 - 0.6.6", cuda: "12.1", extra_wheels: "cu118", min_cc: "7.0", source: [cp]}
)yaml";

FrameworkTable frameworks() {
    return import_framework_table(kFrameworks, "f.yaml");
}

const FrameworkRow& row_of(const FrameworkTable& table, const char* name, const char* release) {
    const FrameworkRow* row = table.find_row(name, parse_version(release));
    if (row == nullptr) throw std::out_of_range(std::string(name) + release);
    return *row;
}

std::string builds_of(const FrameworkRow& row) {
    std::string text;
    for (const FrameworkBuild& build : row.builds) {
        if (!text.empty()) text += ' ';
        text += build.cuda.text() + "/" + (build.cudnn ? build.cudnn->text() : "?");
    }
    return text;
}

TEST(ImportFrameworks, CitesOnlyWhatRowsRestOn) {
    const FrameworkTable table = frameworks();
    EXPECT_FALSE(table.citations.contains("unused"));
    EXPECT_TRUE(table.citations.contains("pt"));
    EXPECT_EQ(
        table.frameworks(),
        (std::vector<std::string>{
            "cupy", "jax", "onnxruntime-gpu", "paddlepaddle-gpu", "tensorflow", "torch", "vllm"}));
    const std::string text = render_framework_table(table);
    EXPECT_EQ(render_framework_table(parse_framework_table(text, "frameworks.yaml")), text);
}

TEST(ImportFrameworks, TakesAMinorOfTensorflowForItsPatches) {
    const FrameworkTable table = frameworks();
    const FrameworkRow& row = row_of(table, "tensorflow", "2.16.2");
    EXPECT_EQ(row.from.text(), "2.16");
    EXPECT_EQ(builds_of(row), "12.3/8.9");
    EXPECT_EQ(row.default_cuda->text(), "12.3");
    EXPECT_EQ(row.python, "3.9-3.12");
    EXPECT_NE(row.note.find("[and-cuda]"), std::string::npos);
    EXPECT_TRUE(row_of(table, "tensorflow", "2.13.0").note.empty());
    EXPECT_EQ(table.find_row("tensorflow", parse_version("2.15")), nullptr);
}

TEST(ImportFrameworks, KnowsTheBuildsOfTorch) {
    const FrameworkTable table = frameworks();
    const FrameworkRow& newest = row_of(table, "torch", "2.14.1");
    EXPECT_EQ(builds_of(newest), "12.6.3/9.10.2.21 13.0.3/9.24.0.43");
    EXPECT_EQ(newest.default_cuda->text(), "13.0");
    EXPECT_TRUE(newest.bundles_runtime);
    EXPECT_EQ(newest.builds[0].nccl->text(), "2.29.3");
    EXPECT_EQ(newest.builds[1].nccl->text(), "2.30.7");
    EXPECT_EQ(newest.builds[0].min_cc->text(), "5.0");
    EXPECT_EQ(newest.builds[1].min_cc->text(), "7.5");
    EXPECT_FALSE(row_of(table, "torch", "2.13").builds[0].nccl.has_value());
    const FrameworkRow& older = row_of(table, "torch", "2.11.0");
    EXPECT_EQ(older.builds[0].nccl->text(), "2.28.9");
    EXPECT_FALSE(older.builds[0].min_cc.has_value());
    const FrameworkRow& lts = row_of(table, "torch", "1.8.2");
    EXPECT_EQ(builds_of(lts), "10.2/? 11.1/?");
    EXPECT_FALSE(lts.default_cuda.has_value());
    EXPECT_EQ(table.find_row("torch", parse_version("1.8.1")), nullptr);
}

TEST(ImportFrameworks, FollowsTheChangeLogOfJax) {
    const FrameworkTable table = frameworks();
    EXPECT_EQ(table.find_row("jax", parse_version("0.4.20")), nullptr);
    EXPECT_EQ(builds_of(row_of(table, "jax", "0.4.25")), "11.8/? 12.3/8.9.4");
    EXPECT_EQ(builds_of(row_of(table, "jax", "0.4.30")), "12.3/8.9.4");
    EXPECT_EQ(builds_of(row_of(table, "jax", "0.5.3")), "12.3/9.1");
    const FrameworkRow& row = row_of(table, "jax", "0.10.2");
    EXPECT_EQ(builds_of(row), "12.9/9.1");
    EXPECT_EQ(row.to->text(), "0.10");
    EXPECT_FALSE(row.default_cuda.has_value());
    const FrameworkRow& documented = row_of(table, "jax", "0.11.1");
    EXPECT_EQ(builds_of(documented), "12.9/9.8 13.0/9.8");
    EXPECT_EQ(documented.builds[0].min_cuda->text(), "12.1");
    EXPECT_EQ(documented.builds[1].min_driver->text(), "580");
    EXPECT_EQ(documented.builds[1].nccl->text(), "2.18");
    EXPECT_TRUE(documented.bundles_runtime);
}

TEST(ImportFrameworks, SplitsAReleaseThatTwoRowsHave) {
    const FrameworkTable table = frameworks();
    EXPECT_EQ(builds_of(row_of(table, "onnxruntime-gpu", "1.16.3")), "11.8/8.2.4");
    const FrameworkRow& both = row_of(table, "onnxruntime-gpu", "1.17.1");
    EXPECT_EQ(builds_of(both), "11.8/8.2.4 12/8");
    EXPECT_EQ(both.default_cuda->text(), "11.8");
    EXPECT_EQ(builds_of(row_of(table, "onnxruntime-gpu", "1.18.0")), "12/8");
    EXPECT_EQ(table.find_row("onnxruntime-gpu", parse_version("1.18.1")), nullptr);
    EXPECT_EQ(builds_of(row_of(table, "onnxruntime-gpu", "1.30.0")), "13.0/9");
}

TEST(ImportFrameworks, LeavesOutWhatNamesNoRelease) {
    const FrameworkTable table = frameworks();
    EXPECT_EQ(table.find_row("paddlepaddle-gpu", parse_version("3.0.0")), nullptr);
    const FrameworkRow& older = row_of(table, "paddlepaddle-gpu", "2.3.2");
    EXPECT_EQ(builds_of(older), "10.2/? 11.1/?");
    EXPECT_EQ(older.default_cuda->text(), "10.2");
    EXPECT_EQ(builds_of(row_of(table, "paddlepaddle-gpu", "2.6.1")), "11.2/8.2 12.0/?");
    EXPECT_EQ(builds_of(row_of(table, "cupy", "14.0.1")), "12.0/? 13.3/?");
    const FrameworkRow& vllm = row_of(table, "vllm", "0.5.0");
    EXPECT_EQ(builds_of(vllm), "11.8/? 12.1/?");
    EXPECT_EQ(vllm.default_cuda->text(), "12.1");
    EXPECT_EQ(vllm.builds[0].min_cc->text(), "7.0");
    EXPECT_TRUE(vllm.bundles_runtime);
}

constexpr const char* kLibraries = R"yaml(
sources: {spack: "recipes", redist: "manifests"}
nccl:
  - {versions: ">=2.27", cuda: "12 - 13", source: [spack], note: "conda has more"}
  - {versions: "<=2.6", cuda: "9 - 11", source: [spack]}
  - {versions: "<=2.27.5", note: "does not build with gcc 14", source: [spack]}
cutensor:
  - {versions: "1.3.2 - 2.2.0", cuda: ">=10.0 (x86_64), >=11.0 (aarch64)", source: [redist]}
  - {versions: "2.3.0 - 2.3.1", variants: [cuda12, cuda13], source: [redist]}
  - {versions: "newest seen 2.7.0.5", source: [spack]}
)yaml";
constexpr const char* kMoreLibraries = R"yaml(
sources: {sm: "support matrix", unused: "x"}
tensorflow: {releases: []}
tensorrt:
  releases:
    - {version: "8.5.3", cuda: ["11.0 - 11.8", "10.2"], cudnn: "8.6.0", source: [sm]}
    - {version: "10.5", variants: [cuda11, cuda12], min_cc: "7.5", source: [sm], note: "Volta dropped"}
    - {version: "10.6", variants: [cuda11, cuda12], cuda: ["12.1 - 12.6", "11.8"], source: [sm]}
    - {version: "11.5.0", cuda: ["13.5"], min_driver_linux: "580", source: [sm]}
)yaml";

TEST(ImportLibraries, CollectsThemFromSeveralFiles) {
    const LibraryTable table =
        import_library_table({{kLibraries, "n.yaml"}, {kMoreLibraries, "f.yaml"}});
    ASSERT_EQ(table.rows.size(), 8U);
    EXPECT_EQ(table.rows[0].versions, ">=2.3.0,<2.3.2");  // newest first
    EXPECT_EQ(table.rows[1].toolkits, ">=10.0");
    EXPECT_EQ(table.rows[1].note, "CUDA >=10.0 (x86_64), >=11.0 (aarch64)");
    const LibraryRow* nccl = table.find_row("nccl", parse_version("2.30.7"));
    ASSERT_NE(nccl, nullptr);
    EXPECT_EQ(nccl->toolkits, ">=12,<14");
    EXPECT_EQ(nccl->note, "conda has more");
    EXPECT_EQ(table.find_row("nccl", parse_version("2.4.8"))->toolkits, ">=9,<12");
    EXPECT_EQ(table.find_row("nccl", parse_version("2.7.8")), nullptr);
    EXPECT_EQ(table.find_row("cutensor", parse_version("2.7.0.5")), nullptr);
    EXPECT_EQ(table.citations.count("unused"), 0U);
    const std::string text = render_library_table(table);
    EXPECT_EQ(render_library_table(parse_library_table(text, "libraries.yaml")), text);
}

TEST(ImportLibraries, KeepsWhatANewerReleaseHasDropped) {
    const LibraryTable table = import_library_table({{kMoreLibraries, "f.yaml"}});
    const LibraryRow* row = table.find_row("tensorrt", parse_version("10.6.0.26"));
    ASSERT_NE(row, nullptr);
    EXPECT_EQ(row->min_cc->text(), "7.5");
    EXPECT_TRUE(row->toolkits.empty());
    EXPECT_EQ(row->note, "CUDA 12.1 - 12.6, 11.8");
    const LibraryRow* newest = table.find_row("tensorrt", parse_version("11.5.0"));
    EXPECT_EQ(newest->toolkits, ">=13,<14");
    EXPECT_EQ(newest->note, "CUDA 13.5");
    EXPECT_EQ(newest->min_driver->text(), "580");
    const LibraryRow* oldest = table.find_row("tensorrt", parse_version("8.5.3"));
    EXPECT_EQ(oldest->toolkits, ">=10.2,<11.9");
    EXPECT_EQ(oldest->note, "CUDA 11.0 - 11.8, 10.2; cuDNN 8.6.0");
    EXPECT_FALSE(oldest->min_cc.has_value());
}

TEST(ImportLibraries, RefusesOneKeyForTwoDocuments) {
    std::string other = kMoreLibraries;
    other.replace(other.find("sm:"), 3, "redist:");
    while (other.find("[sm]") != std::string::npos)
        other.replace(other.find("[sm]"), 4, "[redist]");
    test::expect_error(ErrorKind::integrity, "the source \"redist\" is another document", [&] {
        static_cast<void>(import_library_table({{kLibraries, "n.yaml"}, {other, "f.yaml"}}));
    });
}

}  // namespace
}  // namespace cudaenv::catalog
