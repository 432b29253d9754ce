// SPDX-License-Identifier: Apache-2.0
// A session whose root, settings and machine are a test's own.
#pragma once

#include "support/temp_dir.hpp"

#include <cudaenv/base/variables.hpp>
#include <cudaenv/jobs/session.hpp>

#include <fstream>
#include <string>

namespace cudaenv::jobs::test {

struct SessionFixture {
    SessionFixture() {
        environment.set(variables::kCatalog, CUDAENV_FROZEN_CATALOG);
        environment.set(variables::kSystemRoot, (directory / "system").string());
        environment.set(variables::kDriver, "none");
        environment.set(variables::kGpu, "none");
        std::filesystem::create_directories(directory / "system");
    }
    [[nodiscard]] Surroundings surroundings() const {
        return {environment, layout, "/nowhere/cudaenv", system_clock(), cancel};
    }
    /// An upstream of the test's own, which is empty.
    void use_local_redist() const {
        write("config/config.yaml",
              "redist_url: file://" + (directory / "upstream").string() + "\n");
    }
    void write(const std::string& file, const std::string& text) const {
        std::filesystem::create_directories((directory / file).parent_path());
        std::ofstream(directory / file) << text;
    }

    cudaenv::test::TempDir directory;
    Environment environment;
    store::Layout layout{directory / "root", directory / "cache", directory / "config"};
    CancelFlag cancel;
};

}  // namespace cudaenv::jobs::test
