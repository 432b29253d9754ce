// SPDX-License-Identifier: Apache-2.0
// A project of a test's own, and needs in words.
#pragma once

#include "support/temp_dir.hpp"

#include <cudaenv/base/error.hpp>
#include <cudaenv/python/frameworks.hpp>

#include <gtest/gtest.h>

#include <array>
#include <fstream>
#include <string>
#include <vector>

namespace cudaenv::python::test {

inline std::string release_words(const Spec& release,
                                 const std::string& build,
                                 const std::optional<Version>& cuda) {
    auto text = release.text();
    if (!build.empty()) text += " " + build;
    if (cuda) text += " CUDA " + cuda->text();
    return text;
}

/// "extra gpu", "group dev if python_version < '3.9'"; empty for the base.
inline std::string words(const Condition& condition) {
    constexpr std::array<const char*, 5> parts{"", "extra", "group", "feature", "environment"};
    std::string text = parts.at(static_cast<std::size_t>(condition.part));
    if (!condition.name.empty()) text += " " + condition.name;
    if (!condition.marker.empty()) text += (text.empty() ? "if " : " if ") + condition.marker;
    return text;
}

/// "torch 2.6.0 cu124 CUDA 12.4 cuDNN 9.1.0.70", what is not known left out.
inline std::string words(const FrameworkNeed& need) {
    auto text = need.framework + " " + release_words(need.release, need.build, need.cuda);
    if (need.cudnn) text += " cuDNN " + need.cudnn->text();
    return text;
}

/// "2.5.1 cu118 CUDA 11.8 (extra cu118)"
inline std::string words(const Alternative& other) {
    return release_words(other.release, other.build, other.cuda) + " (" + words(other.condition) +
           ")";
}

class ProjectFixture : public testing::Test {
 protected:
    void write(const std::string& name, const std::string& text) const {
        fs::create_directories((directory / name).parent_path());
        std::ofstream(directory / name) << text;
    }
    void make_directory(const std::string& name) const { fs::create_directories(directory / name); }

    [[nodiscard]] Reading read(const std::string& name) const {
        return load_frameworks(directory / name, choice);
    }
    [[nodiscard]] std::vector<FrameworkNeed> load(const std::string& name) const {
        return read(name).needs;
    }
    [[nodiscard]] std::vector<std::string> loaded(const std::string& name) const {
        std::vector<std::string> all;
        for (const auto& need : load(name)) all.push_back(words(need));
        return all;
    }
    /// What else the first need allows.
    [[nodiscard]] std::vector<std::string> also(const std::string& name) const {
        std::vector<std::string> all;
        const auto needs = load(name);
        for (const auto& other : needs.at(0).also) all.push_back(words(other));
        return all;
    }
    [[nodiscard]] std::vector<std::string> files_read(const std::string& name) const {
        std::vector<std::string> names;
        const auto reading = read(name);
        for (const auto& file : reading.read) names.push_back(file.filename().string());
        return names;
    }
    [[nodiscard]] Error failure(const std::string& name) const {
        try {
            static_cast<void>(load(name));
        } catch (const Error& error) {
            return error;
        }
        return {ErrorKind::internal, "nothing failed"};
    }

    cudaenv::test::TempDir directory;
    Choice choice;
};

}  // namespace cudaenv::python::test
