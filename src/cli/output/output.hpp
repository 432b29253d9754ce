// SPDX-License-Identifier: Apache-2.0
// The only place that prints: data to standard output, words to standard error. Whatever a text
// holds, it reaches the terminal as characters to read (base/printable.hpp).
#pragma once

#include "cli/output/text_style.hpp"

#include <cudaenv/base/error.hpp>
#include <cudaenv/sys/environment.hpp>

#include <nlohmann/json_fwd.hpp>

#include <exception>
#include <string>
#include <string_view>
#include <vector>

namespace cudaenv::cli {

enum class Verbosity { quiet, normal };

/// Whoever read our standard output has left (EPIPE). No failure of ours: nothing is said.
class ReaderGone : public std::exception {};

/// Data that cannot be written is an Error(io), or ReaderGone; words that cannot change nothing.
class Output {
 public:
    explicit Output(const Environment& environment);

    void set_verbosity(Verbosity verbosity) { verbosity_ = verbosity; }
    /// One line of data on standard output.
    void data(std::string_view line) const;
    void data(const std::vector<std::string>& lines) const;
    void data(const std::vector<Line>& lines) const;
    /// A text with line ends of its own: a help page, a file of ours.
    void document(std::string_view text) const;
    /// Byte for byte, for programs: a path alone on its line, and code that a shell evaluates.
    void exact(std::string_view text) const;
    void json(const nlohmann::ordered_json& value) const;
    /// One line of words on standard error; not with --quiet.
    void words(std::string_view line) const;
    /// A warning; also with --quiet.
    void warning(std::string_view text) const;
    /// A failure that ends nothing; what cures it not with --quiet.
    void warning(const Error& error) const;
    void error(const Error& error) const;

    [[nodiscard]] bool is_quiet() const { return verbosity_ == Verbosity::quiet; }
    /// Standard error is a terminal: progress may be redrawn there.
    [[nodiscard]] bool draws_progress() const { return errors_on_terminal_ && !is_quiet(); }
    /// How text on standard output may look.
    [[nodiscard]] TextStyle style() const { return style_; }

 private:
    Verbosity verbosity_ = Verbosity::normal;
    bool errors_on_terminal_ = false;
    TextStyle style_;
};

/// Lines at the end of a terminal's standard error that are drawn again in place.
class Frame {
 public:
    Frame() = default;
    ~Frame() { erase(); }
    Frame(const Frame&) = delete;
    Frame& operator=(const Frame&) = delete;

    void draw(const std::vector<std::string>& lines);
    void erase();

 private:
    std::size_t height_ = 0;
};

}  // namespace cudaenv::cli
