// SPDX-License-Identifier: Apache-2.0
// One project's page of a wheel index.
#include "catalog/upstream/wheel_project.hpp"

#include "catalog/upstream/limits.hpp"

#include <cudaenv/base/error.hpp>
#include <cudaenv/base/text.hpp>
#include <cudaenv/formats/json.hpp>
#include <cudaenv/formats/project_page.hpp>

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <tuple>

namespace cudaenv::catalog {

namespace {

constexpr std::string_view kWheelEnding = ".whl";

/// The fields of {project}-{version}[-{build}]-{python}-{abi}-{platform}.whl, read from the right.
struct WheelName {
    std::string_view version;
    std::string_view build;
    std::string_view platform;
};

std::optional<WheelName> split_wheel_name(std::string_view file_name) {
    if (!file_name.ends_with(kWheelEnding)) return std::nullopt;
    file_name.remove_suffix(kWheelEnding.size());
    const std::vector<std::string_view> fields = split(file_name, '-');
    if (fields.size() != 5 && fields.size() != 6) return std::nullopt;
    return WheelName{fields[1], fields.size() == 6 ? fields[2] : std::string_view(), fields.back()};
}

std::optional<Platform> find_wheel_platform(std::string_view tag) {
    if (tag.find("manylinux") == std::string_view::npos) return std::nullopt;
    for (const Platform platform : {Platform::linux_x86_64, Platform::linux_sbsa}) {
        if (tag.ends_with(wheel_suffix(platform))) return platform;
    }
    return std::nullopt;
}

unsigned leading_number(std::string_view text) {
    unsigned number = 0;
    std::from_chars(text.data(), text.data() + text.size(), number);
    return number;
}

/// The page's complaint about one of its files.
Error complaint(const std::string& project, const formats::ProjectFile& file) {
    return {ErrorKind::integrity, fmt::format("{}.{}", project, file.fault)};
}

std::optional<Wheel> read_wheel(const formats::ProjectFile& file, const std::string& project) {
    if (file.name.empty()) throw complaint(project, file);
    const std::optional<WheelName> name = split_wheel_name(file.name);
    const std::optional<Platform> platform =
        name ? find_wheel_platform(name->platform) : std::nullopt;
    if (!platform) return std::nullopt;
    if (file.name.find('/') != std::string::npos) {
        throw Error(ErrorKind::integrity,
                    fmt::format("{}: \"{}\" is no file name", project, file.name));
    }
    std::optional<Version> version = find_version(name->version);
    if (!version) {
        throw Error(ErrorKind::integrity,
                    fmt::format("{}: \"{}\" has no readable version", project, file.name));
    }
    if (!file.fault.empty()) throw complaint(project, file);
    return Wheel{formats::PythonVersion(*std::move(version)),
                 *platform,
                 leading_number(name->build),
                 file.name,
                 file.uploaded,
                 file.sha256.value(),
                 file.size,
                 file.is_yanked};
}

/// Sorted so that of equal version and platform the preferred wheel comes first.
bool comes_first(const Wheel& left, const Wheel& right) {
    if (left.version != right.version) return left.version < right.version;
    if (left.platform != right.platform) return left.platform < right.platform;
    if (left.yanked != right.yanked) return right.yanked;
    return std::tie(left.build, left.uploaded, left.file_name) >
           std::tie(right.build, right.uploaded, right.file_name);
}

}  // namespace

std::vector<Wheel> parse_wheel_project(std::string_view json, const std::string& project) {
    const formats::Document document = formats::parse_json(json, project, kJsonLimits);
    std::vector<Wheel> wheels;
    for (const auto& file : formats::read_json_project_page(document.root()).files) {
        if (std::optional<Wheel> wheel = read_wheel(file, project))
            wheels.push_back(*std::move(wheel));
    }
    std::sort(wheels.begin(), wheels.end(), comes_first);
    const auto rest =
        std::unique(wheels.begin(), wheels.end(), [](const Wheel& left, const Wheel& right) {
            return left.version == right.version && left.platform == right.platform;
        });
    wheels.erase(rest, wheels.end());
    return wheels;
}

Archive make_archive(const Wheel& wheel, const std::string& project, std::string_view component) {
    Archive archive;
    archive.component = component;
    archive.version = wheel.version.text();
    archive.path = fmt::format("{}/{}", project, wheel.file_name);
    archive.sha256 = wheel.sha256;
    archive.size = wheel.size;
    archive.yanked = wheel.yanked;
    return archive;
}

}  // namespace cudaenv::catalog
