// SPDX-License-Identifier: Apache-2.0
// Gathers what a project's files say about frameworks.
#pragma once

#include "python/packages.hpp"

#include <cudaenv/formats/marker.hpp>
#include <cudaenv/formats/requirement.hpp>
#include <cudaenv/python/frameworks.hpp>

#include <map>
#include <set>
#include <string>
#include <string_view>
#include <vector>

namespace cudaenv::python {

/// A line of a file, for messages and for FrameworkNeed::where.
struct Place {
    fs::path file;
    std::size_t line = 0;

    [[nodiscard]] std::string text() const;
};

/// Whose package a name means: "pytorch" and builds are conda's own.
enum class Channel { pip, conda };

/// How a requirement stands in a file.
struct Stated {
    Place place;
    Condition condition = {};
    Channel channel = Channel::pip;
    bool is_direct = true;   ///< false: only other packages ask for it
    std::string build = {};  ///< where its version tells none: of the index that it comes from
    std::optional<Version> runtime = std::nullopt;  ///< NVIDIA's wheels that are locked for it
    std::optional<Version> cudnn = std::nullopt;
};

/// What is said of a framework.
struct Statement {
    FrameworkNeed need;
    Channel channel = Channel::pip;
};
/// What is said of a package that goes with a framework.
struct CompanionStatement {
    CompanionPackage package;
    FrameworkNeed need;  ///< release, build, CUDA, where and condition of the package
    std::optional<Version> torch;
    Channel channel = Channel::pip;
};
/// What tells the build of a framework, beside its own version.
struct BuildHint {
    std::string framework;
    std::string build;
    Condition condition;
    enum class Kind { source, index } kind = Kind::source;  ///< index: of whatever has no source
};
struct WheelStatement {
    NvidiaWheel wheel;
    Version version;
    Condition condition;
    Channel channel = Channel::pip;
};

/// All that files say, in their order.
struct Statements {
    std::vector<Statement> frameworks;
    std::vector<CompanionStatement> companions;
    std::map<std::string, FrameworkNeed, std::less<>> constraints;  ///< by framework
    std::vector<BuildHint> builds;
    std::vector<WheelStatement> wheels;
};

/// The need that a requirement states. Throws Error(usage) for a malformed version condition.
FrameworkNeed make_need(const formats::Requirement& requirement, Channel channel = Channel::pip);

class Needs {
 public:
    explicit Needs(Choice choice);

    [[nodiscard]] const Choice& choice() const { return choice_; }
    /// What markers are asked about: the extras are those that were chosen.
    [[nodiscard]] formats::MarkerEnvironment marker_environment() const;

    /// A requirement as written, or the address of a wheel: noted when it is a framework's, goes
    /// with one, or is one of NVIDIA's wheels. Throws Error(usage) naming the place when it is
    /// malformed.
    void add(std::string_view requirement, const Stated& stated);
    /// The same from its parts.
    void add(const formats::Requirement& requirement, const Stated& stated);
    /// As add, for a line that asks for nothing but decides the version of what is asked for.
    void constrain(std::string_view requirement, const Place& place);
    /// An index that packages come from: builds for one CUDA have an index of their own.
    void add_index(std::string_view url, const Condition& condition = {});
    /// NVIDIA's runtime or cuDNN beside what the same channel brings; noted where it is exact.
    void add_wheel(NvidiaWheel wheel, std::string_view specifier, const Stated& stated);
    /// What is known to be the build of a framework; ignored when it is the name of no build.
    void set_build(std::string_view framework,
                   std::string_view build,
                   const Condition& condition = {});

    /// A part of the project that may be chosen, by its name.
    void add_part(std::string_view name);
    /// What chooses an environment chooses its features too.
    void choose(const std::string& part);
    void note_read(const fs::path& file);

    [[nodiscard]] bool is_empty() const;
    [[nodiscard]] const Statements& statements() const { return said_; }
    /// Throws Error(usage) for a chosen extra that is nowhere.
    void expect_chosen_parts(const fs::path& path) const;
    /// Files and directories, in the order of reading.
    [[nodiscard]] const std::vector<fs::path>& read() const { return read_; }

 private:
    void note(const formats::Requirement& requirement, const Stated& stated);
    /// Throws Error(usage) where more is said than any project says.
    void expect_room() const;

    Choice choice_;
    Statements said_;
    std::set<std::string, std::less<>> parts_;
    std::vector<fs::path> read_;
};

}  // namespace cudaenv::python
