// SPDX-License-Identifier: Apache-2.0
// The one failure type of the program, and the exit status it maps to.
#pragma once

#include <cudaenv/base/advice.hpp>

#include <exception>
#include <string>
#include <vector>

namespace cudaenv {

/// What went wrong, as far as code or the exit status depends on it (docs/architecture.md,
/// "Errors").
enum class ErrorKind { usage, not_found, network, integrity, io, conflict, refused, internal };

/// A failure that travels to the command line: what failed and why, and the next step.
/// The message names the thing and the reason; the cure is what to do about it; context lines say
/// what was being done, innermost first.
class Error : public std::exception {
 public:
    Error(ErrorKind kind, std::string message, Cure cure = {});

    [[nodiscard]] ErrorKind kind() const { return kind_; }
    [[nodiscard]] const std::string& message() const { return message_; }
    /// What whoever words this failure anew passes on.
    [[nodiscard]] const Cure& cure() const { return cure_; }
    /// The cure in words; empty where it is advice, or where none is known.
    [[nodiscard]] std::string hint() const;
    /// Further lines printed below the message, indented.
    [[nodiscard]] const std::vector<std::string>& details() const { return details_; }
    /// Of what the operating system refused (io_error), its errno value; else 0.
    [[nodiscard]] int error_number() const { return error_number_; }
    [[nodiscard]] const char* what() const noexcept override { return message_.c_str(); }

    Error& add_detail(std::string line);
    Error& set_hint(std::string hint);
    Error& set_error_number(int error_number);

 private:
    ErrorKind kind_;
    std::string message_;
    Cure cure_;
    std::vector<std::string> details_;
    int error_number_ = 0;
};

/// The user asked to stop (SIGINT, SIGTERM). Deliberately no Error: it is not reported as a
/// failure.
class Interrupted : public std::exception {
 public:
    [[nodiscard]] const char* what() const noexcept override { return "interrupted"; }
};

/// Exit status of a command that failed with `kind` (README, "Exit status").
int exit_status(ErrorKind kind);

/// An io Error for `error_number` (an errno value), with a hint where one helps. `action` is a
/// verb: io_error("open", "/x", EACCES) says "cannot open /x: Permission denied".
Error io_error(const std::string& action, const std::string& path, int error_number);

/// True when the process or the machine ran out of descriptors or memory: that tells nothing of the
/// file that was to be read.
bool is_shortage(int error_number);

}  // namespace cudaenv
