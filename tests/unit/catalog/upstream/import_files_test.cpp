// SPDX-License-Identifier: Apache-2.0
// Importing files: merging, the index, and that a repeated import changes no byte.
#include "support/expect_error.hpp"
#include "support/temp_dir.hpp"

#include <cudaenv/catalog/catalog.hpp>
#include <cudaenv/catalog/upstream/import_files.hpp>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <fstream>
#include <map>
#include <sstream>

namespace cudaenv::catalog {
namespace {

namespace fs = std::filesystem;

class ImportFiles : public testing::Test {
 protected:
    std::string write(const std::string& name, const std::string& text) {
        const fs::path path = inputs_ / name;
        fs::create_directories(path.parent_path());
        std::ofstream(path) << text;
        return path.string();
    }

    std::string write_redist(const std::string& name, char digest = 'a') {
        return write(
            name,
            R"({"release_date": "2024-04-03", "cuda_nvcc": {"version": "12.4.131", "linux-x86_64": )"
            R"({"relative_path": "nvcc.tar.xz", "size": "5", "sha256": ")" +
                std::string(64, digest) + R"("}}})");
    }

    void write_wheels() {
        write(
            "wheels/nvidia-cuda-runtime-cu12.json",
            R"({"meta": {"api-version": "1.0"}, "files": [{"filename": "nvidia_cuda_runtime_cu12-12.4.127-py3-none-manylinux2014_x86_64.whl", )"
            R"("hashes": {"sha256": ")" +
                std::string(64, 'b') + R"("}}]})");
        write(
            "wheels/cuda-toolkit-12.4.1.json",
            R"({"info": {"requires_dist": ["nvidia-cuda-runtime-cu12==12.4.127.*; extra == 'all'"]}})");
        write("wheels/notes.txt", "not an index");
    }

    std::vector<std::string> import(ImportKind kind, const std::vector<std::string>& inputs) {
        std::vector<std::string> lines;
        for (const ImportedFile& file : import_into(manifests(), kind, inputs)) {
            lines.push_back(std::string(import_outcome_text(file.outcome)) + " " + file.path);
        }
        return lines;
    }

    [[nodiscard]] std::map<std::string, std::string> contents() const {
        std::map<std::string, std::string> texts;
        for (const fs::directory_entry& entry : fs::recursive_directory_iterator(manifests())) {
            if (!entry.is_regular_file()) continue;
            std::ostringstream text;
            text << std::ifstream(entry.path()).rdbuf();
            texts[entry.path().string()] = text.str();
        }
        return texts;
    }

    [[nodiscard]] fs::path manifests() const { return output_ / "manifests"; }

 private:
    test::TempDir inputs_;
    test::TempDir output_;
};

TEST_F(ImportFiles, CollectsSourcesInOneFile) {
    const std::string redist = write_redist("redistrib_12.4.1.json");
    EXPECT_THAT(import(ImportKind::redist, {"cuda", redist}),
                testing::ElementsAre(
                    "added cuda/12.4.1.yaml", "added index.yaml", "added index/cuda.yaml"));
    write_wheels();
    const std::string directory = fs::path(redist).parent_path() / "wheels";
    EXPECT_THAT(import(ImportKind::wheels, {directory}),
                testing::ElementsAre(
                    "changed cuda/12.4.1.yaml", "changed index.yaml", "changed index/cuda.yaml"));

    const Catalog catalog(directory_manifests(manifests()));
    const Release release = catalog.release(Product::cuda, parse_version("12.4.1"));
    ASSERT_EQ(release.offers.size(), 2U);
    EXPECT_EQ(release.offers[0].source, SourceName::redist);
    EXPECT_EQ(release.offers[1].source, SourceName::wheels);
    EXPECT_EQ(release.revision, 2U);
    EXPECT_EQ(catalog.revision(), 2U);
    EXPECT_EQ(catalog.summaries(Product::cuda).at(0).offers.size(), 2U);
}

TEST_F(ImportFiles, ChangesNoByteWhenRepeated) {
    const std::string redist = write_redist("redistrib_12.4.1.json");
    write_wheels();
    const std::string directory = fs::path(redist).parent_path() / "wheels";
    static_cast<void>(import(ImportKind::redist, {"cuda", redist}));
    static_cast<void>(import(ImportKind::wheels, {directory}));
    const auto before = contents();

    EXPECT_THAT(import(ImportKind::redist, {"cuda", redist}),
                testing::ElementsAre("unchanged cuda/12.4.1.yaml"));
    EXPECT_THAT(import(ImportKind::wheels, {directory}),
                testing::ElementsAre("unchanged cuda/12.4.1.yaml"));
    EXPECT_EQ(contents(), before);
}

TEST_F(ImportFiles, LeavesAloneWhatANewerProgramFound) {
    const fs::path directory = manifests();
    static_cast<void>(import(ImportKind::redist, {"cuda", write_redist("redistrib_12.4.1.json")}));
    fs::create_directories(directory / "cufuture");
    std::ofstream(directory / "cufuture/1.0.yaml") << "schema: 2\n";
    std::ofstream(directory / "index.yaml")
        << "schema: 1\nrevision: 7\nproducts: [cuda, cufuture]\n";
    static_cast<void>(
        import(ImportKind::redist, {"cuda", write_redist("redistrib_12.4.0.json", 'b')}));
    const Catalog catalog(directory_manifests(directory));
    EXPECT_THAT(catalog.products(), testing::ElementsAre(Product::cuda));
    EXPECT_EQ(catalog.summaries(Product::cuda).size(), 2U);
    EXPECT_EQ(catalog.revision(), 8U);
    EXPECT_TRUE(fs::exists(directory / "cufuture/1.0.yaml"));
}

TEST_F(ImportFiles, CountsARevisionForEachChange) {
    static_cast<void>(import(ImportKind::redist, {"cuda", write_redist("redistrib_12.4.1.json")}));
    EXPECT_THAT(import(ImportKind::redist, {"cuda", write_redist("redistrib_12.4.1.json", 'c')}),
                testing::ElementsAre("changed cuda/12.4.1.yaml", "changed index.yaml"));
    const Catalog catalog(directory_manifests(manifests()));
    EXPECT_EQ(catalog.release(Product::cuda, parse_version("12.4.1")).revision, 2U);
    EXPECT_EQ(catalog.revision(), 2U);
}

TEST_F(ImportFiles, ReadsDebianIndexesOfOneSuiteTogether) {
    const auto stanza = [](const std::string& name, const std::string& source, char digest) {
        return "Package: " + name + "\nSource: " + source + "\nVersion: 12.4.1-2\nFilename: pool/" +
               name + ".deb\nSize: 1\nSHA256: " + std::string(64, digest) + "\n\n";
    };
    const std::string main =
        write("main", stanza("libthrust-dev", "cccl", '1') + stanza("libcub-dev", "cccl", '2'));
    const std::string non_free = write("non-free",
                                       stanza("nvidia-cuda-toolkit", "nvidia-cuda-toolkit", '3') +
                                           stanza("nvidia-cuda-dev", "nvidia-cuda-toolkit", '4'));
    EXPECT_THAT(import(ImportKind::debian, {"trixie:amd64:" + main, "trixie:amd64:" + non_free}),
                testing::ElementsAre(
                    "added cuda/12.4.1.yaml", "added index.yaml", "added index/cuda.yaml"));
    const Catalog catalog(directory_manifests(manifests()));
    EXPECT_EQ(catalog.release(Product::cuda, parse_version("12.4.1"))
                  .offers.at(0)
                  .archives.at(Platform::linux_x86_64)
                  .size(),
              4U);
}

TEST_F(ImportFiles, PutsTheLabelsOfOneVersionTogether) {
    const auto nccl = [&](const std::string& label, char digest) {
        return write(
            "redistrib_" + label + ".json",
            R"({"nccl": {"version": "2.32.3", "linux-x86_64": {"relative_path": "n.tar.xz", )"
            R"("sha256": ")" +
                std::string(64, digest) + R"("}}})");
    };
    EXPECT_THAT(import(ImportKind::redist,
                       {"nccl", nccl("2.32.3-cuda12.9", 'a'), nccl("2.32.3-cuda13.4", 'b')}),
                testing::ElementsAre(
                    "added index.yaml", "added index/nccl.yaml", "added nccl/2.32.3.yaml"));
    const Catalog catalog(directory_manifests(manifests()));
    EXPECT_EQ(catalog.summaries(Product::nccl).at(0).offers.at(0).variants,
              (std::vector<std::string>{"cuda12", "cuda13"}));
}

TEST_F(ImportFiles, SkipsFilesThatHoldNoToolkit) {
    const std::string file = write("redistrib_11.2.2.json",
                                   R"({"fabricmanager": {"460.32.03": {"linux-x86_64": "f"}}})");
    EXPECT_THAT(import(ImportKind::redist, {"cuda", file}),
                testing::Contains("skipped cuda/11.2.2.yaml"));
    EXPECT_FALSE(fs::exists(manifests() / "cuda/11.2.2.yaml"));
}

TEST_F(ImportFiles, WritesNothingWhenOneInputIsBad) {
    const std::string good = write_redist("redistrib_12.4.1.json");
    const std::string bad = write("redistrib_12.5.0.json", "{");
    test::expect_error(ErrorKind::integrity, "redistrib_12.5.0.json: not readable as JSON", [&] {
        static_cast<void>(import(ImportKind::redist, {"cuda", good, bad}));
    });
    EXPECT_FALSE(fs::exists(manifests()));
}

TEST_F(ImportFiles, ExplainsWrongInputs) {
    const auto expect_usage =
        [&](ImportKind kind, const std::vector<std::string>& inputs, const char* words) {
            test::expect_error(
                ErrorKind::usage, words, [&] { static_cast<void>(import(kind, inputs)); });
        };
    expect_usage(ImportKind::debian, {}, "import debian needs SUITE:ARCHITECTURE:FILE");
    expect_usage(ImportKind::debian,
                 {"trixie:Packages"},
                 "\"trixie:Packages\" is not SUITE:ARCHITECTURE:FILE");
    expect_usage(ImportKind::wheels, {"a", "b"}, "import wheels needs one DIRECTORY");
    expect_usage(ImportKind::redist, {"cuda"}, "import redist needs PRODUCT FILE");
    expect_usage(ImportKind::redist,
                 {"cuda", write("new.json", "{}")},
                 "is not named redistrib_<label>.json");
    expect_usage(ImportKind::redist,
                 {"cudart", write_redist("redistrib_12.4.1.json")},
                 "\"cudart\" is no product that cudaenv knows");
    test::expect_error(ErrorKind::io, "absent", [&] {
        static_cast<void>(import(ImportKind::wheels, {"absent"}));
    });
    test::expect_error(ErrorKind::not_found, "no release", [&] {
        static_cast<void>(import(ImportKind::debian, {"trixie:amd64:" + write("empty", "")}));
    });
}

TEST(ImportKinds, HaveNames) {
    EXPECT_EQ(find_import_kind("debian"), ImportKind::debian);
    EXPECT_EQ(find_import_kind("table"), std::nullopt);
    EXPECT_EQ(find_import_kind("runfile"), std::nullopt);
    EXPECT_EQ(import_outcome_text(ImportOutcome::skipped), "skipped");
}

}  // namespace
}  // namespace cudaenv::catalog
