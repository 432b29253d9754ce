// SPDX-License-Identifier: Apache-2.0
// NVIDIA's redistrib_<label>.json.
#include "catalog/json_reader.hpp"
#include "catalog/offers.hpp"

#include <cudaenv/base/text.hpp>
#include <cudaenv/catalog/components.hpp>
#include <cudaenv/catalog/import.hpp>

#include <fmt/format.h>

namespace cudaenv::catalog {

namespace {

class RedistImport {
 public:
    RedistImport(std::string product, std::string file)
        : product_(std::move(product)), file_(std::move(file)) {
        offer_.source = "redist";
    }

    void add_component(const std::string& component, const JsonValue& value) {
        const std::string version = value.require("version").text();
        for (const auto& [key, content] : value.entries()) {
            const std::optional<Platform> platform = find_platform(key);
            if (platform) add_platform(component, version, *platform, content);
        }
        // A library's full version is its component's; a toolkit's label is no component's version.
        if (product_ != "cuda" && (component == product_ || component == "lib" + product_))
            full_version_ = version;
    }

    [[nodiscard]] const std::string& full_version() const { return full_version_; }

    [[nodiscard]] Offer finish() {
        offer_.provides = Provides::library;
        if (product_ == "cuda") {
            offer_.provides =
                has_component(offer_, "cuda_nvcc") ? Provides::toolkit : Provides::runtime;
        }
        return std::move(offer_);
    }

 private:
    void add_platform(const std::string& component,
                      const std::string& version,
                      Platform platform,
                      const JsonValue& value) {
        if (value.find("relative_path")) {
            add(component, version, platform, "", value);
            return;
        }
        for (const auto& [variant, content] : value.entries()) {
            if (!variant.starts_with("cuda"))
                content.fail("neither an archive nor a variant for a CUDA version");
            add(component, version, platform, variant, content);
        }
    }

    void add(const std::string& component,
             const std::string& version,
             Platform platform,
             const std::string& variant,
             const JsonValue& value) {
        Archive archive;
        archive.component = component;
        archive.version = version;
        archive.path = value.require("relative_path").text();
        archive.sha256 = value.require("sha256").sha256();
        if (const auto size = value.find("size")) archive.size = size->bytes();
        archive.variant = variant;
        add_archive(offer_, platform, std::move(archive), file_);
    }

    std::string product_;
    std::string file_;
    std::string full_version_;
    Offer offer_;
};

}  // namespace

Release import_redist(std::string_view json,
                      const std::string& product,
                      const Version& label,
                      const std::string& file) {
    const nlohmann::json document = parse_json(json, file);
    const JsonValue root(document, file);
    Release release;
    release.product = product;
    release.version = label;
    RedistImport components(product, file);
    for (const auto& [key, value] : root.entries()) {
        if (key == "release_date") release.date = value.text();
        // Files before 11.4.2 describe nothing but driver and fabric parts, in another shape.
        if (!value.is_object() || !component_profile("redist", key)) continue;
        components.add_component(key, value);
    }
    if (!components.full_version().empty()) {
        const std::optional<Version> full = find_version(components.full_version());
        if (!full) {
            root.fail(
                fmt::format("\"{}\" is no version of {}", components.full_version(), product));
        }
        release.version = *full;
    }
    release.prerelease = release.version.is_prerelease();
    Offer offer = components.finish();
    if (!offer.archives.empty()) release.offers.push_back(std::move(offer));
    return release;
}

}  // namespace cudaenv::catalog
