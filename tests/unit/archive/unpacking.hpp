// SPDX-License-Identifier: Apache-2.0
// Unpacks an archive from memory into a fresh directory, and looks at what came out.
#pragma once

#include "support/archive_builder.hpp"
#include "support/temp_dir.hpp"

#include <cudaenv/archive/unpack.hpp>
#include <cudaenv/base/byte_count.hpp>
#include <cudaenv/base/error.hpp>
#include <cudaenv/sys/files.hpp>

#include <fcntl.h>
#include <sys/stat.h>

#include <cstdint>
#include <filesystem>
#include <optional>
#include <set>
#include <string>

namespace cudaenv::archive {

/// Keeps every entry at its own name.
inline std::optional<Placement> keep(const std::string& entry) {
    return Placement{.part = 0, .path = entry, .mode = std::nullopt};
}

/// Noise that no filter shrinks.
inline std::string incompressible(std::size_t size) {
    std::string bytes(size, '\0');
    std::uint32_t state = 12345;
    for (char& byte : bytes) {
        state = state * 1664525U + 1013904223U;
        byte = static_cast<char>(state >> 24U);
    }
    return bytes;
}

/// What stands in the parts.
struct Unpacked {
    std::uint64_t files = 0;  ///< names of regular files
    ByteCount bytes;          ///< of those files, each once whatever number of names it has
};

class Unpacking {
 public:
    Unpacking(const std::string& file_name, const std::string& bytes, Mapping mapping = keep) {
        file_ = open_file(test::write_bytes(directory_ / file_name, bytes), O_RDONLY);
        bytes_.emplace(file_.get(), file_name, cancel);
        request.id = {file_name, archive_format(file_name)};
        request.parts = {make_part("out")};
        request.mapping = std::move(mapping);
    }

    std::filesystem::path make_part(const std::string& name) {
        std::filesystem::create_directories(directory_ / name);
        return directory_ / name;
    }

    Unpacked run() { return run(*bytes_); }
    Unpacked run(ByteSource& bytes) {
        unpack(bytes, request, cancel);
        return unpacked();
    }

    /// The error that unpacking must end with.
    Error failure() { return failure(*bytes_); }
    Error failure(ByteSource& bytes) {
        try {
            run(bytes);
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

    [[nodiscard]] int descriptor() const { return file_.get(); }

    UnpackRequest request;
    CancelFlag cancel;

 private:
    [[nodiscard]] Unpacked unpacked() const {
        Unpacked found;
        std::set<ino_t> seen;
        for (const std::filesystem::path& part : request.parts) {
            if (part.empty()) continue;
            for (const auto& entry : std::filesystem::recursive_directory_iterator(part)) {
                struct stat status {};
                if (::lstat(entry.path().c_str(), &status) != 0 || !S_ISREG(status.st_mode))
                    continue;
                ++found.files;
                if (seen.insert(status.st_ino).second)
                    found.bytes += {static_cast<std::uint64_t>(status.st_size)};
            }
        }
        return found;
    }

    test::TempDir directory_;
    UniqueFd file_;
    std::optional<FileSource> bytes_;
};

}  // namespace cudaenv::archive
