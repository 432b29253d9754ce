// SPDX-License-Identifier: Apache-2.0
// Error, its exit status, and the wording of operating-system failures.
#include <cudaenv/base/error.hpp>

#include <cerrno>
#include <system_error>
#include <utility>

namespace cudaenv {

namespace {

std::string io_hint(const std::string& path, int error_number) {
    switch (error_number) {
        case ENOSPC:
            return "free some space on the file system of " + path +
                   ", or remove files there when it has no inodes left (df -h, df -i)";
        case EDQUOT:
            return "your disk quota is used up on the file system of " + path + "; free some space";
        case EROFS:
            return "the file system of " + path + " is read-only; choose a writable place";
        case EACCES:
        case EPERM:
            return "check the owner and the permissions of " + path;
        case EMFILE:
        case ENFILE:
            return "too many files are open; raise the limit with: ulimit -n 4096";
        default:
            return {};
    }
}

}  // namespace

Error::Error(ErrorKind kind, std::string message, Cure cure)
    : kind_(kind), message_(std::move(message)), cure_(std::move(cure)) {}

std::string Error::hint() const {
    const auto* words = std::get_if<std::string>(&cure_);
    return words == nullptr ? std::string() : *words;
}

Error& Error::add_detail(std::string line) {
    details_.push_back(std::move(line));
    return *this;
}

Error& Error::set_hint(std::string hint) {
    cure_ = std::move(hint);
    return *this;
}

Error& Error::set_error_number(int error_number) {
    error_number_ = error_number;
    return *this;
}

int exit_status(ErrorKind kind) {
    switch (kind) {
        case ErrorKind::usage:
            return 2;
        case ErrorKind::not_found:
            return 3;
        case ErrorKind::network:
            return 4;
        case ErrorKind::integrity:
            return 5;
        case ErrorKind::refused:
            return 6;
        case ErrorKind::io:
        case ErrorKind::conflict:
        case ErrorKind::internal:
            break;
    }
    return 1;
}

Error io_error(const std::string& action, const std::string& path, int error_number) {
    const std::string reason = std::generic_category().message(error_number);
    Error error(ErrorKind::io,
                "cannot " + action + " " + path + ": " + reason,
                io_hint(path, error_number));
    error.set_error_number(error_number);
    return error;
}

bool is_shortage(int error_number) {
    return error_number == EMFILE || error_number == ENFILE || error_number == ENOMEM;
}

}  // namespace cudaenv
