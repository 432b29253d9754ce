// SPDX-License-Identifier: Apache-2.0
// Unpacks an archive from memory into a fresh directory, and looks at what came out.
#pragma once

#include "support/archive_builder.hpp"
#include "support/temp_dir.hpp"

#include <cudaenv/archive/unpack.hpp>
#include <cudaenv/base/error.hpp>
#include <cudaenv/sys/files.hpp>

#include <fcntl.h>

#include <filesystem>
#include <optional>
#include <string>

namespace cudaenv::archive {

/// Keeps every entry at its own name.
inline std::optional<Placement> keep(const std::string& entry) {
    return Placement{.part = 0, .path = entry, .mode = std::nullopt};
}

class Unpacking {
 public:
    Unpacking(const std::string& file_name, const std::string& bytes, Mapping mapping = keep) {
        file_ = open_file(test::write_bytes(directory_ / file_name, bytes), O_RDONLY);
        request.input = {
            .descriptor = file_.get(), .name = file_name, .format = archive_format(file_name)};
        request.parts = {make_part("out")};
        request.mapping = std::move(mapping);
    }

    std::filesystem::path make_part(const std::string& name) {
        std::filesystem::create_directories(directory_ / name);
        return directory_ / name;
    }

    Report run() { return unpack(request, cancel); }

    /// The error that unpacking must end with.
    Error failure() {
        try {
            run();
        } catch (const Error& error) {
            return error;
        }
        return {ErrorKind::internal, "nothing was refused"};
    }

    [[nodiscard]] std::filesystem::path operator/(const std::string& name) const {
        return directory_ / name;
    }
    [[nodiscard]] std::string text(const std::string& path) const {
        return read_file_text(directory_ / "out" / path);
    }
    [[nodiscard]] std::string link(const std::string& path) const {
        return std::filesystem::read_symlink(directory_ / "out" / path).string();
    }
    [[nodiscard]] bool exists(const std::string& path) const {
        return std::filesystem::exists(std::filesystem::symlink_status(directory_ / "out" / path));
    }
    [[nodiscard]] unsigned mode(const std::string& path) const {
        const auto status = std::filesystem::symlink_status(directory_ / "out" / path);
        return static_cast<unsigned>(status.permissions());
    }

    Request request;
    CancelFlag cancel;

 private:
    test::TempDir directory_;
    UniqueFd file_;
};

}  // namespace cudaenv::archive
