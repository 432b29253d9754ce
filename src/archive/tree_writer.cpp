// SPDX-License-Identifier: Apache-2.0
// Every step down is an openat without following links, so no race or planted link can divert it.
#include "entry_name.hpp"
#include "refusal.hpp"
#include "tree_writer.hpp"

#include <cudaenv/base/error.hpp>
#include <cudaenv/base/text.hpp>

#include <fmt/format.h>

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <utility>

namespace cudaenv::archive {
namespace {

constexpr int kNewFileFlags = O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC;
constexpr int kDirectoryFlags = O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC;

/// Descriptor of directory `name` below `parent`, made when absent; none, with errno, on failure.
UniqueFd enter_directory(int parent, const std::string& name) {
    UniqueFd directory(::openat(parent, name.c_str(), kDirectoryFlags));
    if (directory || errno != ENOENT) return directory;
    if (::mkdirat(parent, name.c_str(), 0755) != 0 && errno != EEXIST) return {};
    return UniqueFd(::openat(parent, name.c_str(), kDirectoryFlags));
}

}  // namespace

TreeWriter::TreeWriter(std::filesystem::path root)
    : root_path_(std::move(root)), root_(open_file(root_path_, O_RDONLY | O_DIRECTORY)) {}

UniqueFd TreeWriter::create_file(const std::string& path) {
    const std::string name(last_name(path));
    UniqueFd file(::openat(directory_of(path), name.c_str(), kNewFileFlags, 0600));
    if (!file) fail(path, errno);
    return file;
}

UniqueFd TreeWriter::open_existing(const std::string& path) {
    const std::string name(last_name(path));
    UniqueFd file(::openat(directory_of(path), name.c_str(), O_RDONLY | O_NOFOLLOW | O_CLOEXEC));
    if (!file) fail(path, errno);
    return file;
}

void TreeWriter::make_symlink(const std::string& path, const std::string& target) {
    const std::string name(last_name(path));
    if (::symlinkat(target.c_str(), directory_of(path), name.c_str()) != 0) fail(path, errno);
}

void TreeWriter::make_hard_link(const std::string& existing, const std::string& path) {
    const UniqueFd source = walk(parent_name(existing), existing);
    const std::string source_name(last_name(existing));
    const std::string name(last_name(path));
    const int directory = directory_of(path);
    if (::linkat(source.get(), source_name.c_str(), directory, name.c_str(), 0) != 0) {
        fail(path, errno);
    }
}

std::filesystem::path TreeWriter::full_path(const std::string& path) const {
    return root_path_ / path;
}

int TreeWriter::directory_of(const std::string& path) {
    const std::string_view name = parent_name(path);
    if (name.empty()) return root_.get();
    if (!current_ || current_name_ != name) {
        current_ = walk(name, path);
        current_name_ = name;
    }
    return current_.get();
}

UniqueFd TreeWriter::walk(std::string_view directory, const std::string& path) const {
    UniqueFd current(::openat(root_.get(), ".", kDirectoryFlags));
    if (!current) fail(path, errno);
    if (directory.empty()) return current;
    for (const std::string_view component : split(directory, '/')) {
        current = enter_directory(current.get(), std::string(component));
        if (!current) fail(path, errno);
    }
    return current;
}

void TreeWriter::fail(const std::string& path, int error_number) const {
    switch (error_number) {
        case EEXIST:
            throw Refusal(fmt::format("something else is at its place {}", path));
        case ENOTDIR:
        case ELOOP:
            throw Refusal(fmt::format("its place {} lies below a file or a link", path));
        case ENAMETOOLONG:
            throw Refusal(fmt::format("its place {} has too long a name", path));
        default:
            throw io_error("create", full_path(path).string(), error_number);
    }
}

}  // namespace cudaenv::archive
