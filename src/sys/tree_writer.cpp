// SPDX-License-Identifier: Apache-2.0
// Every step down is an openat without following links, so no race or planted link can divert it.
#include "sys/directory_handle.hpp"

#include <cudaenv/base/text.hpp>
#include <cudaenv/sys/free_space.hpp>
#include <cudaenv/sys/tree_writer.hpp>

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <utility>

namespace cudaenv {
namespace {

constexpr int kNewFileFlags = O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC;
constexpr int kDirectoryFlags = O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC;

std::string sentence(Obstruction obstruction, const std::string& path) {
    switch (obstruction) {
        case Obstruction::taken:
            return "something else is at its place " + path;
        case Obstruction::below:
            return "its place " + path + " lies below a file or a link";
        case Obstruction::long_name:
            return "its place " + path + " has too long a name";
        case Obstruction::many_names:
            break;
    }
    return path + " is one name too many of its file";
}

}  // namespace

Obstructed::Obstructed(Obstruction obstruction, std::string path)
    : std::runtime_error(sentence(obstruction, path)),
      obstruction_(obstruction),
      path_(std::move(path)) {}

TreeWriter::TreeWriter(std::filesystem::path root)
    : root_path_(std::move(root)), root_(open_file(root_path_, kDirectoryFlags)) {}

void TreeWriter::ensure_directory(const std::string& path) {
    current_ = walk(path, path);
    current_name_ = path;
}

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
    if (::linkat(source.get(), source_name.c_str(), directory, name.c_str(), 0) == 0) return;
    if (errno == EMLINK) throw Obstructed(Obstruction::many_names, path);
    fail(path, errno);
}

void TreeWriter::ensure_symlink(const std::string& path, const std::string& target) {
    const std::string name(last_name(path));
    struct stat status {};
    if (::fstatat(directory_of(path), name.c_str(), &status, AT_SYMLINK_NOFOLLOW) == 0) return;
    make_symlink(path, target);
}

void TreeWriter::replace_file(const std::string& path, std::string_view text, unsigned mode) {
    remove_file(path);
    UniqueFd file = create_file(path);
    write_all(file.get(), text, full_path(path));
    if (::fchmod(file.get(), static_cast<mode_t>(mode)) != 0) fail(path, errno);
    file.close(full_path(path));
}

void TreeWriter::rename(const std::string& from, const std::string& to) {
    const UniqueFd source = walk(parent_name(from), from);
    const std::string source_name(last_name(from));
    const std::string name(last_name(to));
    const int directory = directory_of(to);
    if (::renameat(source.get(), source_name.c_str(), directory, name.c_str()) != 0) {
        fail(to, errno);
    }
}

void TreeWriter::remove_file(const std::string& path) {
    const std::string name(last_name(path));
    if (::unlinkat(directory_of(path), name.c_str(), 0) == 0 || errno == ENOENT) return;
    fail(path, errno);
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

UniqueFd TreeWriter::walk(std::string_view directory, const std::string& path) {
    UniqueFd current(::openat(root_.get(), ".", kDirectoryFlags));
    if (!current) fail(path, errno);
    if (directory.empty()) return current;
    for (const std::string_view component : split(directory, '/')) {
        current = enter(current.get(), std::string(component));
        if (!current) fail(path, errno);
    }
    return current;
}

/// Descriptor of directory `name` below `parent`, made when absent; none, with errno, on failure.
UniqueFd TreeWriter::enter(int parent, const std::string& name) {
    UniqueFd directory(::openat(parent, name.c_str(), kDirectoryFlags));
    if (directory || errno != ENOENT) return directory;
    const int reason = make_directory(parent, name.c_str(), 0755);
    if (reason == 0) {
        ++directories_made_;
    } else if (reason != EEXIST) {
        errno = reason;
        return {};
    }
    return UniqueFd(::openat(parent, name.c_str(), kDirectoryFlags));
}

void TreeWriter::fail(const std::string& path, int error_number) const {
    switch (error_number) {
        case EEXIST:
        case EISDIR:
            throw Obstructed(Obstruction::taken, path);
        case ENOTDIR:
        case ELOOP:
            throw Obstructed(Obstruction::below, path);
        case ENAMETOOLONG:
            throw Obstructed(Obstruction::long_name, path);
        default:
            throw creation_error(full_path(path), error_number);
    }
}

std::string_view parent_name(std::string_view path) {
    const std::size_t slash = path.rfind('/');
    return slash == std::string_view::npos ? std::string_view{} : path.substr(0, slash);
}

std::string_view last_name(std::string_view path) {
    const std::size_t slash = path.rfind('/');
    return slash == std::string_view::npos ? path : path.substr(slash + 1);
}

}  // namespace cudaenv
