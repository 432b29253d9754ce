// SPDX-License-Identifier: Apache-2.0
// A user's machine for one test: own home, root, cache, project and PATH, and the real program in
// it.
#pragma once

#include "integration/background.hpp"
#include "integration/upstream.hpp"
#include "support/temp_dir.hpp"

#include <cudaenv/store/layout.hpp>
#include <cudaenv/sys/environment.hpp>
#include <cudaenv/sys/process.hpp>

#include <nlohmann/json.hpp>

#include <filesystem>
#include <string>
#include <vector>

namespace cudaenv::test {

class World {
    TempDir directory_;  // first: all else stands below it

 public:
    /// A machine with driver 580.159.04, one GPU of compute capability 8.6 and g++ 9.5, whose
    /// sources are `upstream`.
    explicit World(const Upstream& upstream);

    /// Runs cudaenv with `arguments` in the project directory.
    [[nodiscard]] ProcessResult run(const std::vector<std::string>& arguments) const;
    /// As run, in `directory`.
    [[nodiscard]] ProcessResult run_in(const std::filesystem::path& directory,
                                       const std::vector<std::string>& arguments) const;
    /// Runs any program in the project directory.
    [[nodiscard]] ProcessResult run_program(const std::vector<std::string>& argv) const;
    /// Runs cudaenv and returns at once.
    [[nodiscard]] Background start(const std::vector<std::string>& arguments) const;
    /// Runs any program and returns at once.
    [[nodiscard]] Background start_program(const std::vector<std::string>& argv) const;
    /// Runs `cudaenv install` with `arguments`; throws with what it said unless it succeeds.
    ProcessResult install(std::vector<std::string> arguments) const;
    /// As run, for a command that must succeed: what it printed, parsed.
    [[nodiscard]] nlohmann::json json(const std::vector<std::string>& arguments) const;

    /// A compiler on PATH that says it is g++ `version`.
    void set_host_compiler(const std::string& version) const;

    [[nodiscard]] std::filesystem::path home() const { return directory_ / "home"; }
    [[nodiscard]] std::filesystem::path project() const { return directory_ / "home/project"; }
    [[nodiscard]] const store::Layout& layout() const { return layout_; }
    [[nodiscard]] std::filesystem::path prefix(const std::string& environment_name) const {
        return layout_.environment(environment_name);
    }
    /// The files that describe the machine.
    [[nodiscard]] std::filesystem::path system() const { return directory_ / "system"; }
    /// A path in the test's own directory, for what else a test needs.
    [[nodiscard]] std::filesystem::path scratch(const std::string& name) const {
        return directory_ / name;
    }

    Environment environment;  ///< of everything that is run; a test may change it

 private:
    [[nodiscard]] std::vector<std::string> command(const std::filesystem::path& directory,
                                                   std::vector<std::string> argv) const;

    store::Layout layout_;
};

}  // namespace cudaenv::test
