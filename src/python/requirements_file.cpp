// SPDX-License-Identifier: Apache-2.0
// Reads requirements files as pip does: comments, continued lines, options, includes.
#include "python/readers.hpp"

#include <cudaenv/base/error.hpp>
#include <cudaenv/base/text.hpp>
#include <cudaenv/sys/files.hpp>

#include <fmt/format.h>

#include <optional>
#include <set>
#include <utility>

namespace cudaenv::python {

namespace {

constexpr std::uint64_t kLargestFile = 4U << 20U;
constexpr std::size_t kMostFiles = 100;

struct Line {
    std::string text;
    std::size_t number = 0;  ///< of its first line
};

/// A '#' starts a comment at the start of a line or after a blank; elsewhere it is part of an
/// address.
std::string_view without_comment(std::string_view line) {
    for (auto at = line.find('#'); at != std::string_view::npos; at = line.find('#', at + 1)) {
        if (at == 0 || line[at - 1] == ' ' || line[at - 1] == '\t') return line.substr(0, at);
    }
    return line;
}

/// The lines that say something, those that end in a backslash joined with the next.
std::vector<Line> logical_lines(std::string_view text) {
    constexpr std::string_view byte_order_mark = "\xEF\xBB\xBF";
    if (text.starts_with(byte_order_mark)) text.remove_prefix(byte_order_mark.size());
    std::vector<Line> lines;
    bool continues = false;
    std::size_t number = 0;
    for (std::string_view line : split_lines(text)) {
        ++number;
        if (!continues) lines.push_back({{}, number});
        continues = line.ends_with('\\');
        if (continues) line.remove_suffix(1);
        lines.back().text += without_comment(line);
    }
    std::erase_if(lines, [](const Line& line) { return trim(line.text).empty(); });
    return lines;
}

/// The value of an option that may be written "-r x", "-rx", "--requirement x" or
/// "--requirement=x".
std::optional<std::string> find_option(std::string_view line,
                                       std::string_view letter,
                                       std::string_view name) {
    if (line.starts_with(name)) {
        const auto rest = line.substr(name.size());
        if (rest.starts_with('=') || rest.starts_with(' ') || rest.starts_with('\t'))
            return std::string(trim(rest.substr(1)));
    } else if (!letter.empty() && line.starts_with(letter)) {
        return std::string(trim(line.substr(letter.size())));
    }
    return std::nullopt;
}

/// Options of one requirement (--hash, --config-settings) stand behind it.
std::string_view without_options(std::string_view line) {
    return trim(line.substr(0, line.find(" --")));
}

enum class Kind { requirements, constraints };

class RequirementsReader {
 public:
    explicit RequirementsReader(Needs& needs, Stated stated = {})
        : needs_(needs), stated_(std::move(stated)) {}

    void read(const fs::path& file, Kind kind) {
        if (!seen_.emplace(file.lexically_normal().string(), kind).second) return;
        if (seen_.size() > kMostFiles) {
            throw Error(ErrorKind::usage,
                        fmt::format("{}: more than {} requirements files include one another",
                                    file.string(),
                                    kMostFiles));
        }
        needs_.note_read(file);
        for (const Line& line : logical_lines(read_file_text(file, kLargestFile)))
            read_line(trim(line.text), {file, line.number}, kind);
    }

    void read_line(std::string_view line, const Place& place, Kind kind) {
        if (line.starts_with('-')) {
            read_option(line, place, kind);
        } else if (kind == Kind::constraints) {
            needs_.constrain(without_options(line), place);
        } else {
            auto stated = stated_;
            stated.place = place;
            needs_.add(without_options(line), stated);
        }
    }

 private:
    void read_option(std::string_view line, const Place& place, Kind kind) {
        if (const auto included = find_option(line, "-r", "--requirement")) {
            include(*included, place, kind);
        } else if (const auto constraints = find_option(line, "-c", "--constraint")) {
            include(*constraints, place, Kind::constraints);
        }
        const auto index = find_option(line, "-i", "--index-url");
        const auto extra_index = find_option(line, "", "--extra-index-url");
        const auto links = find_option(line, "-f", "--find-links");
        for (const auto& address : {index, extra_index, links}) {
            if (address) needs_.add_index(*address, stated_.condition);
        }
    }

    void include(const std::string& name, const Place& place, Kind kind) {
        // pip fetches addresses; cudaenv asks no server here.
        if (name.find("://") != std::string::npos) return;
        const auto file = place.file.parent_path() / name;
        if (!fs::exists(file)) {
            throw Error(ErrorKind::not_found,
                        fmt::format("{}: {} does not exist", place.text(), file.string()));
        }
        read(file, kind);
    }

    Needs& needs_;
    Stated stated_;
    std::set<std::pair<std::string, Kind>> seen_;
};

}  // namespace

void read_requirements_file(const fs::path& file, Needs& needs) {
    RequirementsReader(needs).read(file, Kind::requirements);
}

void read_requirement_line(std::string_view line, const Stated& stated, Needs& needs) {
    RequirementsReader(needs, stated)
        .read_line(trim(without_comment(line)), stated.place, Kind::requirements);
}

}  // namespace cudaenv::python
