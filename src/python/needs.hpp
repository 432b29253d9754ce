// SPDX-License-Identifier: Apache-2.0
// Gathers what a project's files say about frameworks into one need for each.
#pragma once

#include <cudaenv/formats/requirement.hpp>
#include <cudaenv/python/frameworks.hpp>

#include <map>
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

/// The need that a requirement states. Throws Error(usage) for a malformed version condition.
FrameworkNeed make_need(const formats::Requirement& requirement);

class Needs {
 public:
    explicit Needs(Platform platform) : platform_(platform) {}

    /// A requirement as written: noted when it is a framework's or one of NVIDIA's wheels and for
    /// this platform. Throws Error(usage) naming the place when it is malformed.
    void add(std::string_view requirement, const Place& place);
    /// The same from its parts.
    void add(const formats::Requirement& requirement, const Place& place);
    /// As add, for a line that asks for nothing but decides the version of what is asked for.
    void constrain(std::string_view requirement, const Place& place);
    /// An index that packages come from: builds for one CUDA have an index of their own.
    void add_index(std::string_view url);
    /// What is known to be the build of a framework; ignored when it is the name of no build.
    void set_build(std::string_view framework, std::string_view build);

    [[nodiscard]] Platform platform() const { return platform_; }
    /// Each framework once, in the order in which they were named.
    [[nodiscard]] std::vector<FrameworkNeed> finish() const;

 private:
    void note(const formats::Requirement& requirement, const Place& place);
    void complete(FrameworkNeed& need) const;

    Platform platform_;
    std::vector<FrameworkNeed> needs_;
    std::map<std::string, FrameworkNeed, std::less<>> constraints_;
    std::map<std::string, std::string, std::less<>> builds_;  ///< by framework
    std::optional<Version> runtime_;
    std::optional<Version> cudnn_;
};

}  // namespace cudaenv::python
