// SPDX-License-Identifier: Apache-2.0
// A root with environments that hold small scripts instead of tools.
#pragma once

#include "support/temp_dir.hpp"

#include <cudaenv/store/examination.hpp>
#include <cudaenv/store/layout.hpp>
#include <cudaenv/sys/environment.hpp>

#include <filesystem>
#include <fstream>
#include <string>

namespace cudaenv::test {

namespace fs = std::filesystem;

class FakeRoot {
 public:
    FakeRoot() { write(layout.layout_file(), "1\n"); }

    static void write(const fs::path& file, const std::string& text) {
        fs::create_directories(file.parent_path());
        std::ofstream(file, std::ios::binary) << text;
    }

    static void write_program(const fs::path& file, const std::string& text = "#!/bin/sh\n") {
        write(file, text);
        fs::permissions(file, fs::perms{0755});
    }

    /// Adds an environment whose bin holds `nvcc`; `more` are further lines of its activation file.
    store::Installed add(const std::string& name,
                         const std::string& toolkit,
                         const std::string& more = {}) const {
        write(layout.environment(name) / ".cudaenv/activation",
              "cudaenv-activation 1\ntoolkit " + toolkit +
                  "\npath bin\nlibrary-path lib64\nset CUDA_HOME .\nset CUDACXX ./bin/nvcc\n" +
                  more);
        write_program(layout.environment(name) / "bin/nvcc");
        return std::get<store::Installed>(
            store::examine_activation(layout.root, name, store::EnvironmentOrigin::installed)
                .value());
    }

    /// What a refresh makes for a tool that it knows.
    void add_shim(const std::string& tool) const {
        const fs::path place = layout.shims() / tool;
        fs::create_directories(layout.shims());
        if (!fs::is_symlink(fs::symlink_status(place)))
            fs::create_symlink("../shim/cudaenv-shim", place);
    }

    TempDir dir;
    store::Layout layout{dir / "data/cudaenv", dir / "cache/cudaenv", dir / "config/cudaenv"};
    fs::path home = dir / "home";
    fs::path project = dir / "home/x";
    Environment environment{{{"HOME", home.string()},
                             {"XDG_DATA_HOME", (dir / "data").string()},
                             {"XDG_CACHE_HOME", (dir / "cache").string()},
                             {"XDG_CONFIG_HOME", (dir / "config").string()},
                             {"PATH", "/usr/bin:/bin"}}};
};

}  // namespace cudaenv::test
