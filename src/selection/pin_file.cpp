// SPDX-License-Identifier: Apache-2.0
// Finds pin files, and reads them without trusting what stands in their place.
#include <cudaenv/base/error.hpp>
#include <cudaenv/selection/pin.hpp>
#include <cudaenv/sys/files.hpp>

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <optional>
#include <utility>

namespace cudaenv::selection {
namespace {

namespace fs = std::filesystem;

constexpr std::array<const char*, 2> kPinNames{".cudaenv", ".cuda-version"};

/// What stands at a pin's place, opened once: what is judged is what is read.
struct PinFile {
    fs::path path;
    UniqueFd fd;
    struct stat entry {};   ///< of the file, or of the link to it
    struct stat opened {};  ///< of the file

    [[nodiscard]] bool is_link() const {
        return entry.st_dev != opened.st_dev || entry.st_ino != opened.st_ino;
    }
};

/// nullopt where there is no regular file and no link to one. A pipe or a device is not opened: it
/// would be waited for, or do something.
std::optional<PinFile> find_file(const fs::path& path) {
    PinFile file{path, UniqueFd()};
    struct stat target {};
    if (::lstat(path.c_str(), &file.entry) != 0) return std::nullopt;
    if (::stat(path.c_str(), &target) != 0 || !S_ISREG(target.st_mode)) return std::nullopt;
    file.fd = open_file(path, O_RDONLY | O_NONBLOCK | O_NOCTTY);
    if (::fstat(file.fd.get(), &file.opened) != 0 || !S_ISREG(file.opened.st_mode))
        return std::nullopt;
    return file;
}

bool is_foreign(const PinFile& file, const SafeDirectories& safe) {
    const fs::path directory = file.path.parent_path();
    return is_foreign(file.entry.st_uid, directory, safe) ||
           is_foreign(file.opened.st_uid, directory, safe);
}

/// At most one byte more than a pin may have.
std::string read_text(const PinFile& file) {
    std::array<char, kMaxPinBytes + 1> buffer{};
    std::size_t size = 0;
    while (size < buffer.size()) {
        const ssize_t count = ::read(file.fd.get(), buffer.data() + size, buffer.size() - size);
        if (count == 0) break;
        if (count < 0 && errno != EINTR) throw io_error("read", file.path.string(), errno);
        if (count > 0) size += static_cast<std::size_t>(count);
    }
    return {buffer.data(), size};
}

Pin parse_file(const PinFile& file, std::string_view text) {
    return parse_pin(text, file.path, file.is_link() ? Quoting::never : Quoting::allowed);
}

PinFile require_file(const fs::path& path) {
    if (auto file = find_file(path)) return *std::move(file);
    throw Error(ErrorKind::usage, path.string() + ":1: the pin is no regular file");
}

}  // namespace

PinSearch find_pin(const fs::path& directory, const SafeDirectories& safe) {
    PinSearch search;
    if (!directory.is_absolute()) return search;
    for (fs::path here = directory;; here = here.parent_path()) {
        for (const char* name : kPinNames) {
            const auto file = find_file(here / name);
            if (file && !is_foreign(*file, safe)) {
                search.pin = parse_file(*file, read_text(*file));
                return search;
            }
            if (file) search.not_followed.push_back(file->path);
        }
        if (here == here.root_path()) return search;
    }
}

Pin load_pin(const fs::path& path) {
    const PinFile file = require_file(path);
    return parse_file(file, read_text(file));
}

std::string read_pin_text(const fs::path& path) {
    const PinFile file = require_file(path);
    std::string text = read_text(file);
    static_cast<void>(parse_file(file, text));
    return text;
}

}  // namespace cudaenv::selection
