// SPDX-License-Identifier: Apache-2.0
// The files of a computer, as far as a test needs them.
#pragma once

#include "support/temp_dir.hpp"

#include <cudaenv/base/platform.hpp>
#include <cudaenv/machine/machine.hpp>

#include <filesystem>
#include <fstream>
#include <string>

namespace cudaenv::machine {

class SampleTree {
 public:
    void write(const std::string& relative, const std::string& text = {}) const {
        const auto path = root_ / relative;
        std::filesystem::create_directories(path.parent_path());
        std::ofstream(path) << text;
    }
    void write_program(const std::string& relative, const std::string& script) const {
        write(relative, "#!/bin/sh\n" + script);
        std::filesystem::permissions(root_ / relative, std::filesystem::perms::owner_all);
    }
    void link(const std::string& relative, const std::string& target) const {
        const auto path = root_ / relative;
        std::filesystem::create_directories(path.parent_path());
        std::filesystem::create_symlink(target, path);
    }
    /// The kernel module `version`, loaded.
    void load_module(const std::string& version) const {
        write("sys/module/nvidia/version", version + "\n");
    }
    /// An empty libcuda of this version in `directory`, with its links.
    void add_libcuda(const std::string& version, const std::string& directory = multiarch()) const {
        write(directory + "/libcuda.so." + version);
        link(directory + "/libcuda.so.1", "libcuda.so." + version);
    }
    static std::string multiarch() {
        return "usr/lib/" + std::string(gnu_triplet(host_platform()));
    }
    void start(const std::string& boot_id = "boot-1") const {
        write("proc/sys/kernel/random/boot_id", boot_id + "\n");
    }

    [[nodiscard]] std::filesystem::path operator/(const std::string& relative) const {
        return root_ / relative;
    }
    /// The programs of usr/bin are on PATH.
    [[nodiscard]] Environment environment() const {
        return Environment(Environment::Map{{"PATH", (root_ / "usr/bin").string()}});
    }
    /// No driver library is asked; answers are kept in the tree.
    [[nodiscard]] Places places() const {
        return {root_.path(), root_ / "home/cache", {}, std::chrono::seconds(5)};
    }

 private:
    test::TempDir root_;
};

}  // namespace cudaenv::machine
