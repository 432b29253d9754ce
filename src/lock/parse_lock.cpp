// SPDX-License-Identifier: Apache-2.0
// Reads a lock: a file that anybody may have edited or merged.
#include <cudaenv/base/error.hpp>
#include <cudaenv/base/json_limits.hpp>
#include <cudaenv/base/text.hpp>
#include <cudaenv/lock/lock.hpp>

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include <algorithm>
#include <set>
#include <utility>

namespace cudaenv::lock {

namespace {

using Json = nlohmann::json;

constexpr unsigned kSchema = 1;
constexpr std::size_t kMaxWord = 200;
constexpr std::size_t kLongestReason = 300;  ///< the parser quotes what it read last

/// What may stand in a name that becomes part of a path or of an address.
bool is_word(std::string_view text) {
    return !text.empty() && text.size() <= kMaxWord && text.front() != '.' &&
           text.find("..") == std::string_view::npos &&
           std::all_of(text.begin(), text.end(), [](char c) {
               return c > ' ' && c < '\x7f' && c != '/' && c != '\\';
           });
}

/// Relative, and never up: "cuda_nvcc/linux-x86_64/cuda_nvcc-….tar.xz".
bool is_path_below(std::string_view text) {
    const std::vector<std::string_view> parts = split(text, '/');
    return std::all_of(parts.begin(), parts.end(), is_word);
}

/// One object of the file and the way to it; every field must be taken.
class Object {
 public:
    Object(const Json& json, std::string where) : json_(json), where_(std::move(where)) {
        if (!json.is_object()) fail("is no object");
    }

    [[noreturn]] void fail(const std::string& reason) const {
        throw Error(ErrorKind::integrity,
                    fmt::format("{} {}", where_, reason),
                    "cudaenv lock writes the file again from the pin");
    }
    [[noreturn]] void fail_at(const std::string& key, const std::string& reason) const {
        fail(fmt::format("has a bad field \"{}\": {}", key, reason));
    }

    const Json* find(const std::string& key) {
        taken_.insert(key);
        const auto found = json_.find(key);
        return found == json_.end() ? nullptr : &*found;
    }
    const Json& require(const std::string& key) {
        if (const Json* value = find(key)) return *value;
        fail(fmt::format("has no field \"{}\"", key));
    }
    std::string text(const std::string& key) {
        const Json& value = require(key);
        if (!value.is_string()) fail_at(key, "it is no text");
        return value.get<std::string>();
    }
    std::string word(const std::string& key) {
        std::string value = text(key);
        if (!is_word(value)) fail_at(key, "it is no plain name");
        return value;
    }
    Version version(const std::string& key) {
        if (auto version = find_version(text(key))) return *std::move(version);
        fail_at(key, "it is no version");
    }
    std::uint64_t number(const std::string& key) {
        const Json& value = require(key);
        if (!value.is_number_unsigned()) fail_at(key, "it is no number");
        return value.get<std::uint64_t>();
    }
    std::vector<Object> objects(const std::string& key) {
        const Json& value = require(key);
        if (!value.is_array()) fail_at(key, "it is no list");
        std::vector<Object> objects;
        for (std::size_t i = 0; i < value.size(); ++i)
            objects.emplace_back(value[i], fmt::format("{}: {}[{}]", where_, key, i));
        return objects;
    }
    [[nodiscard]] std::vector<std::string> keys() const {
        std::vector<std::string> keys;
        for (const auto& [key, value] : json_.items()) keys.push_back(key);
        return keys;
    }
    void expect_no_more() const {
        for (const std::string& key : keys()) {
            if (!taken_.contains(key)) fail(fmt::format("has an unknown field \"{}\"", key));
        }
    }

 private:
    const Json& json_;
    std::string where_;
    std::set<std::string> taken_;
};

catalog::Archive read_archive(Object& object) {
    catalog::Archive archive;
    archive.component = object.word("component");
    archive.version = object.word("version");
    archive.path = object.text("path");
    if (!is_path_below(archive.path)) object.fail_at("path", "it leads elsewhere");
    const auto sha256 = find_sha256(object.text("sha256"));
    if (!sha256) object.fail_at("sha256", "it is not 64 hexadecimal digits");
    archive.sha256 = *sha256;
    if (object.find("size") != nullptr) archive.size = ByteCount{object.number("size")};
    if (object.find("variant") != nullptr) archive.variant = object.word("variant");
    return archive;
}

void add_archive(catalog::Release& release, Object& object) {
    const auto platform = find_platform(object.text("platform"));
    if (!platform) object.fail_at("platform", "it is none that cudaenv knows");
    const auto provides = catalog::find_provides(object.text("provides"));
    if (!provides) object.fail_at("provides", "it is nothing that a source provides");
    const std::string source = object.word("source");
    auto offer = std::find_if(
        release.offers.begin(), release.offers.end(), [&source](const catalog::Offer& each) {
            return each.source == source;
        });
    if (offer == release.offers.end())
        offer = release.offers.insert(offer, catalog::Offer{source, *provides, {}});
    if (offer->provides != *provides)
        object.fail_at("provides", "another archive of this source says otherwise");
    std::vector<catalog::Archive>& archives = offer->archives[*platform];
    archives.push_back(read_archive(object));
    object.expect_no_more();
    const bool is_known = std::any_of(
        archives.begin(), archives.end() - 1, [&archives](const catalog::Archive& each) {
            return each.path == archives.back().path && each.sha256 == archives.back().sha256;
        });
    if (is_known) object.fail("repeats an archive");
}

catalog::Release read_release(Object& object) {
    catalog::Release release;
    release.product = object.word("product");
    release.version = object.version("version");
    release.prerelease = release.version.is_prerelease();
    if (object.find("min_glibc") != nullptr) release.min_glibc = object.version("min_glibc");
    for (Object& archive : object.objects("archives")) add_archive(release, archive);
    object.expect_no_more();
    if (release.offers.empty()) object.fail("has no archives");
    return release;
}

/// A platform gets one release of a product, from one source.
void check_unambiguous(const Lock& lock, const Object& root) {
    std::set<std::pair<std::string, Platform>> seen;
    for (const catalog::Release& release : lock.releases) {
        for (const catalog::Offer& offer : release.offers) {
            for (const auto& [platform, archives] : offer.archives) {
                if (seen.emplace(release.product, platform).second) continue;
                root.fail(fmt::format(
                    "has more than one {} for {}", release.product, platform_text(platform)));
            }
        }
    }
    if (lock.platforms().empty()) root.fail("has no toolkit");
}

PinValues read_pin(Object& root, const std::string& file) {
    Object object(root.require("pin"), file + ": pin");
    PinValues pin;
    for (const std::string& key : object.keys()) pin[key] = object.text(key);
    if (!pin.contains("cuda")) object.fail("has no field \"cuda\"");
    return pin;
}

Json parse_json(std::string_view text, const std::string& file) {
    if (const std::string fault = json_fault(text, {.bytes = kMaxLockBytes}); !fault.empty()) {
        throw Error(ErrorKind::integrity,
                    fmt::format("{} is no lock: {}", file, fault),
                    "cudaenv lock writes the file again from the pin");
    }
    try {
        return Json::parse(text);
    } catch (const Json::exception& error) {
        throw Error(ErrorKind::integrity,
                    fmt::format("{} is no JSON: {}",
                                file,
                                std::string_view(error.what()).substr(0, kLongestReason)),
                    "settle what a merge left in it, or write it again: cudaenv lock");
    }
}

}  // namespace

Lock parse_lock(std::string_view text, const std::string& file) {
    const Json json = parse_json(text, file);
    Object root(json, file);
    if (root.number("schema") != kSchema) {
        throw Error(ErrorKind::integrity,
                    fmt::format("{} has a schema that this program does not know", file),
                    "a newer cudaenv wrote it; update cudaenv");
    }
    Lock lock;
    lock.catalogue = static_cast<unsigned>(root.number("catalogue"));
    lock.pin = read_pin(root, file);
    const auto profile = catalog::find_profile(root.text("profile"));
    if (!profile) root.fail_at("profile", "it is none of minimal, default, full");
    lock.profile = *profile;
    lock.host_compiler = root.word("host_compiler");
    for (Object& release : root.objects("releases")) lock.releases.push_back(read_release(release));
    root.expect_no_more();
    check_unambiguous(lock, root);
    return lock;
}

}  // namespace cudaenv::lock
