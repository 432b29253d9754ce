// SPDX-License-Identifier: Apache-2.0
// The only place that prints: data to standard output, words to standard error.
#pragma once

#include "cli/text_style.hpp"

#include <cudaenv/base/error.hpp>
#include <cudaenv/sys/environment.hpp>

#include <nlohmann/json_fwd.hpp>

#include <string_view>

namespace cudaenv::cli {

enum class Verbosity { quiet, normal, verbose };

class Output {
 public:
    explicit Output(const Environment& environment);

    void set_verbosity(Verbosity verbosity) { verbosity_ = verbosity; }
    /// One line of data on standard output.
    void data(std::string_view line) const;
    /// Data exactly as given.
    void raw(std::string_view text) const;
    void json(const nlohmann::ordered_json& value) const;
    /// One line of words on standard error; not with --quiet.
    void words(std::string_view line) const;
    /// A warning; also with --quiet.
    void warning(std::string_view text) const;
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

}  // namespace cudaenv::cli
