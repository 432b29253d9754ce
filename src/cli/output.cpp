// SPDX-License-Identifier: Apache-2.0
// The only place that prints.
#include "cli/output.hpp"

#include <cudaenv/sys/terminal.hpp>

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include <unistd.h>

#include <cstdio>

namespace cudaenv::cli {

namespace {

void write_stream(std::FILE* stream, std::string_view text) {
    // A closed pipe downstream is the reader's choice, not our failure.
    static_cast<void>(std::fwrite(text.data(), 1, text.size(), stream));
    static_cast<void>(std::fflush(stream));
}

}  // namespace

Output::Output(const Environment& environment)
    : errors_on_terminal_(is_terminal(STDERR_FILENO, environment)),
      style_{is_terminal(STDOUT_FILENO, environment) && !environment.find_nonempty("NO_COLOR"),
             has_utf8_locale(environment)} {}

void Output::data(std::string_view line) const {
    write_stream(stdout, fmt::format("{}\n", line));
}

void Output::raw(std::string_view text) const {
    write_stream(stdout, text);
}

void Output::json(const nlohmann::ordered_json& value) const {
    write_stream(
        stdout,
        value.dump(-1, ' ', false, nlohmann::ordered_json::error_handler_t::replace) + "\n");
}

void Output::words(std::string_view line) const {
    if (!is_quiet()) write_stream(stderr, fmt::format("{}\n", line));
}

void Output::warning(std::string_view text) const {
    write_stream(stderr, fmt::format("warning: {}\n", text));
}

void Output::error(const Error& error) const {
    std::string text = fmt::format("cudaenv: {}\n", error.message());
    for (const std::string& line : error.details()) text += fmt::format("  {}\n", line);
    if (!error.hint().empty()) text += fmt::format("next: {}\n", error.hint());
    write_stream(stderr, text);
}

}  // namespace cudaenv::cli
