// SPDX-License-Identifier: Apache-2.0
// NVIDIA's redistrib_<label>.json.
#include "catalog/upstream/limits.hpp"
#include "catalog/upstream/offers.hpp"

#include <cudaenv/base/text.hpp>
#include <cudaenv/catalog/components.hpp>
#include <cudaenv/catalog/upstream/import.hpp>
#include <cudaenv/formats/json.hpp>

#include <fmt/format.h>

#include <algorithm>
#include <array>

namespace cudaenv::catalog {

namespace {

/// Their documents and wheels name the full version, where the label has three numbers.
constexpr auto kFullyNamed = std::to_array({Product::cudnn, Product::tensorrt});

bool is_fully_named(Product product) {
    return std::find(kFullyNamed.begin(), kFullyNamed.end(), product) != kFullyNamed.end();
}

class RedistImport {
 public:
    RedistImport(Product product, const RedistLabel& label, std::string file)
        : product_(product), label_(label), file_(std::move(file)) {
        offer_.source = SourceName::redist;
    }

    void add_component(const std::string& component, const formats::Value& value) {
        const std::string version = value.require("version").text_or_empty();
        for (const auto& [key, content] : value.entries()) {
            const std::optional<Platform> platform = find_platform(key);
            if (platform) add_platform(component, version, *platform, content);
        }
        if (component == product_text(product_) && is_fully_named(product_))
            full_version_ = version;
    }

    [[nodiscard]] const std::string& full_version() const { return full_version_; }
    [[nodiscard]] bool is_early_access() const { return early_access_; }

    [[nodiscard]] Offer finish() {
        offer_.provides = Provides::library;
        if (product_ == Product::cuda) {
            offer_.provides =
                has_component(offer_, "cuda_nvcc") ? Provides::toolkit : Provides::runtime;
        }
        return std::move(offer_);
    }

 private:
    void add_platform(const std::string& component,
                      const std::string& version,
                      Platform platform,
                      const formats::Value& value) {
        if (value.find("relative_path")) {
            add(component, version, platform, label_.variant, value);
            return;
        }
        for (const auto& [variant, content] : value.entries()) {
            if (!variant.starts_with("cuda"))
                content.fail("neither an archive nor a variant for a CUDA version");
            // One toolkit's cuda_compat is for that toolkit alone: nothing to choose from.
            if (product_ == Product::cuda &&
                variant == "cuda" + label_.version.truncated(2).text()) {
                add(component, version, platform, "", content);
                continue;
            }
            add(component, version, platform, variant, content);
        }
    }

    void add(const std::string& component,
             const std::string& version,
             Platform platform,
             const std::string& variant,
             const formats::Value& value) {
        Archive archive;
        archive.component = component;
        archive.version = version;
        archive.path = value.require("relative_path").text_or_empty();
        early_access_ = early_access_ || archive.path.starts_with("../");
        archive.sha256 = value.require("sha256").sha256();
        if (const auto size = value.find("size")) archive.size = size->bytes();
        archive.variant = variant;
        add_archive(offer_, platform, std::move(archive), file_);
    }

    Product product_;
    const RedistLabel& label_;
    std::string file_;
    std::string full_version_;
    bool early_access_ = false;
    Offer offer_;
};

}  // namespace

std::optional<RedistLabel> find_redist_label(std::string_view text) {
    constexpr std::string_view separator = "-cuda";
    const std::size_t toolkit = text.find(separator);
    const std::optional<Version> version = find_version(text.substr(0, toolkit));
    if (!version) return std::nullopt;
    if (toolkit == std::string_view::npos) return RedistLabel{*version, ""};
    const std::optional<Version> cuda = find_version(text.substr(toolkit + separator.size()));
    if (!cuda) return std::nullopt;
    return RedistLabel{*version, fmt::format("cuda{}", cuda->major_number())};
}

Release import_redist(std::string_view json,
                      Product product,
                      const RedistLabel& label,
                      const std::string& file) {
    const formats::Document document = formats::parse_json(json, file, kJsonLimits);
    const formats::Value root = document.root();
    Release release;
    release.product = product;
    release.version = label.version;
    RedistImport components(product, label, file);
    for (const auto& [key, value] : root.entries()) {
        if (key == "release_date") release.date = value.text_or_empty();
        // Files before 11.4.2 describe nothing but driver and fabric parts, in another shape.
        if (!value.is_map() || !component_profile(SourceName::redist, key)) continue;
        components.add_component(key, value);
    }
    if (!components.full_version().empty()) {
        const std::optional<Version> full = find_version(components.full_version());
        if (!full) {
            root.fail(fmt::format(
                "\"{}\" is no version of {}", components.full_version(), product_text(product)));
        }
        release.version = *full;
    }
    release.prerelease = release.version.is_prerelease() || components.is_early_access();
    Offer offer = components.finish();
    if (!offer.archives.empty()) release.offers.push_back(std::move(offer));
    return release;
}

}  // namespace cudaenv::catalog
