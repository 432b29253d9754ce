// SPDX-License-Identifier: Apache-2.0
// The only place that prints.
#include "cli/output/output.hpp"

#include <cudaenv/base/printable.hpp>
#include <cudaenv/base/text.hpp>
#include <cudaenv/explain/advice.hpp>
#include <cudaenv/sys/standard_streams.hpp>
#include <cudaenv/sys/terminal.hpp>

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include <unistd.h>

#include <cerrno>

namespace cudaenv::cli {

namespace {

void write_data(std::string_view text) {
    const int reason = write_stream(STDOUT_FILENO, text);
    if (reason == EPIPE) throw ReaderGone();
    if (reason == 0) return;
    throw Error(ErrorKind::io, io_error("write to", "standard output", reason).message());
}

/// What becomes of words is nobody's concern.
void write_words(std::string_view text) {
    static_cast<void>(write_stream(STDERR_FILENO, text));
}

std::string printed(std::string_view prefix, std::string_view line) {
    return fmt::format("{}{}\n", prefix, printable(line));
}

/// Moves the cursor to the first of the `height` lines above it and clears from there.
std::string erasure(std::size_t height) {
    return height > 0 ? fmt::format("\x1b[{}A\x1b[J", height) : std::string();
}

}  // namespace

Output::Output(const Environment& environment)
    : errors_on_terminal_(is_terminal(STDERR_FILENO, environment)),
      style_{is_terminal(STDOUT_FILENO, environment) && !environment.find_nonempty("NO_COLOR"),
             has_utf8_locale(environment)} {}

void Output::data(std::string_view line) const {
    write_data(printed("", line));
}

void Output::data(const std::vector<std::string>& lines) const {
    std::string text;
    for (const std::string& line : lines) text += printed("", line);
    write_data(text);
}

void Output::data(const std::vector<Line>& lines) const {
    std::string text;
    for (const Line& line : lines) text += render_line(line, style_) + "\n";
    write_data(text);
}

void Output::document(std::string_view text) const {
    std::string shown;
    for (const std::string_view line : split_lines(text)) shown += printed("", line);
    write_data(shown);
}

void Output::exact(std::string_view text) const {
    write_data(text);
}

void Output::json(const nlohmann::ordered_json& value) const {
    // In ASCII: what a string holds is spelled \uXXXX where it could steer a terminal.
    write_data(value.dump(-1, ' ', true, nlohmann::ordered_json::error_handler_t::replace) + "\n");
}

void Output::words(std::string_view line) const {
    if (!is_quiet()) write_words(printed("", line));
}

void Output::warning(std::string_view text) const {
    write_words(printed("warning: ", text));
}

void Output::warning(const Error& error) const {
    warning(error.message());
    for (const std::string& line : error.details()) words("  " + line);
    const std::string next = explain::cure_words(error.cure());
    if (!next.empty()) words("next: " + next);
}

void Output::error(const Error& error) const {
    std::string text = printed("cudaenv: ", error.message());
    for (const std::string& line : error.details()) text += printed("  ", line);
    const std::string next = explain::cure_words(error.cure());
    if (!next.empty()) text += printed("next: ", next);
    write_words(text);
}

void Frame::draw(const std::vector<std::string>& lines) {
    std::string text = erasure(height_);
    for (const std::string& line : lines) text += printed("", line);
    height_ = lines.size();
    write_words(text);
}

void Frame::erase() {
    write_words(erasure(height_));
    height_ = 0;
}

}  // namespace cudaenv::cli
