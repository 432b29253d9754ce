// SPDX-License-Identifier: Apache-2.0
// A fresh directory per test, removed with everything in it.
#pragma once

#include <cstdlib>
#include <filesystem>
#include <stdexcept>
#include <string>

namespace cudaenv::test {

class TempDir {
 public:
    TempDir() {
        std::string name =
            (std::filesystem::temp_directory_path() / "cudaenv-test-XXXXXX").string();
        if (::mkdtemp(name.data()) == nullptr) throw std::runtime_error("mkdtemp " + name);
        path_ = name;
    }
    ~TempDir() {
        std::error_code ignored;
        make_writable(path_);
        std::filesystem::remove_all(path_, ignored);
    }
    TempDir(const TempDir&) = delete;
    TempDir& operator=(const TempDir&) = delete;

    [[nodiscard]] const std::filesystem::path& path() const { return path_; }
    std::filesystem::path operator/(const std::string& relative) const { return path_ / relative; }

 private:
    static void make_writable(const std::filesystem::path& directory) {
        namespace fs = std::filesystem;
        std::error_code ignored;
        fs::permissions(directory, fs::perms::owner_all, fs::perm_options::add, ignored);
        for (const auto& entry : fs::directory_iterator(directory, ignored)) {
            if (entry.is_directory(ignored) && !entry.is_symlink(ignored))
                make_writable(entry.path());
        }
    }
    std::filesystem::path path_;
};

}  // namespace cudaenv::test
