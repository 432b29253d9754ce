// SPDX-License-Identifier: Apache-2.0
// Reads a lock: a file that anybody may have edited or merged.
#include <cudaenv/base/error.hpp>
#include <cudaenv/base/own_names.hpp>
#include <cudaenv/base/text.hpp>
#include <cudaenv/formats/json.hpp>
#include <cudaenv/lock/lock.hpp>

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <set>
#include <tuple>
#include <utility>

namespace cudaenv::lock {

namespace {

constexpr unsigned kSchema = 1;
constexpr std::size_t kMaxWord = 200;
constexpr std::size_t kLongestField = 40;
constexpr std::uint64_t kMostBytes = 1ULL << 40U;  ///< sizes of a lock are added up

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

/// ` "key"` for a plain word, else nothing: what stands in the place of a lock may be a secret.
std::string shown_field(const std::string& key) {
    const bool is_plain = !key.empty() && key.size() <= kLongestField &&
                          key.find_first_not_of("abcdefghijklmnopqrstuvwxyz_") == std::string::npos;
    return is_plain ? fmt::format(" \"{}\"", key) : "";
}

/// One object of the file and the way to it; every field must be taken. Complaints name the fields
/// that a lock has, and never quote what stands in one.
class Object {
 public:
    Object(const formats::Value& value, std::string where) : where_(std::move(where)) {
        if (!value.is_map()) fail("is no object");
        for (auto& [key, field] : value.entries()) fields_.emplace(key, field);
    }

    [[noreturn]] void fail(const std::string& reason) const {
        throw Error(ErrorKind::integrity,
                    fmt::format("{} {}", where_, reason),
                    Advice::lock_again_from_pin);
    }
    [[noreturn]] void fail_at(const std::string& key, const std::string& reason) const {
        fail(fmt::format("has a bad field \"{}\": {}", key, reason));
    }

    /// Of something that a lock may hold one day.
    [[noreturn]] void fail_unknown(const std::string& key) const {
        throw Error(
            ErrorKind::integrity,
            fmt::format("{} has a bad field \"{}\": it is none that cudaenv knows", where_, key),
            Advice::lock_again_or_update);
    }

    const formats::Value* find(const std::string& key) {
        taken_.insert(key);
        const auto found = fields_.find(key);
        return found == fields_.end() ? nullptr : &found->second;
    }
    const formats::Value& require(const std::string& key) {
        if (const formats::Value* value = find(key)) return *value;
        fail(fmt::format("has no field \"{}\"", key));
    }
    std::string text(const std::string& key) {
        const std::string* text = require(key).find_text();
        if (text == nullptr) fail_at(key, "it is no text");
        return *text;
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
        const std::optional<std::uint64_t> number = require(key).find_whole();
        if (!number) fail_at(key, "it is no number");
        return *number;
    }
    std::vector<Object> objects(const std::string& key) {
        const formats::Value& value = require(key);
        if (!value.is_list()) fail_at(key, "it is no list");
        std::vector<Object> objects;
        for (const formats::Value& each : value.list())
            objects.emplace_back(each, fmt::format("{}: {}[{}]", where_, key, objects.size()));
        return objects;
    }
    /// All fields, of any name.
    [[nodiscard]] std::map<std::string, std::string> texts() const {
        std::map<std::string, std::string> texts;
        for (const auto& [key, value] : fields_) {
            const std::string* text = value.find_text();
            if (text == nullptr)
                fail(fmt::format("has a field{} that is no text", shown_field(key)));
            texts.emplace(key, *text);
        }
        return texts;
    }
    void expect_no_more() const {
        for (const auto& [key, value] : fields_) {
            if (!taken_.contains(key))
                fail(fmt::format("has an unknown field{}", shown_field(key)));
        }
    }

 private:
    std::string where_;
    std::map<std::string, formats::Value> fields_;
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
    if (archive.size && archive.size->value > kMostBytes)
        object.fail_at("size", "no archive is that large");
    if (object.find("variant") != nullptr) archive.variant = object.word("variant");
    return archive;
}

/// What a source has for a platform once.
class Repetitions {
 public:
    /// False when the path or the digest was there before.
    bool is_new(SourceName source, Platform platform, const catalog::Archive& archive) {
        const bool is_new_path = paths_.emplace(source, platform, archive.path).second;
        return digests_.emplace(source, platform, archive.sha256).second && is_new_path;
    }

 private:
    std::set<std::tuple<SourceName, Platform, std::string>> paths_;
    std::set<std::tuple<SourceName, Platform, Sha256>> digests_;
};

void add_archive(catalog::Release& release, Repetitions& repetitions, Object& object) {
    const auto platform = find_platform(object.text("platform"));
    if (!platform) object.fail_unknown("platform");
    const auto provides = catalog::find_provides(object.text("provides"));
    if (!provides) object.fail_at("provides", "it is nothing that a source provides");
    const auto source = find_source_name(object.text("source"));
    if (!source) object.fail_unknown("source");
    auto offer = std::find_if(
        release.offers.begin(), release.offers.end(), [&source](const catalog::Offer& each) {
            return each.source == *source;
        });
    if (offer == release.offers.end())
        offer = release.offers.insert(offer, catalog::Offer{*source, *provides, {}});
    if (offer->provides != *provides)
        object.fail_at("provides", "another archive of this source says otherwise");
    catalog::Archive archive = read_archive(object);
    object.expect_no_more();
    if (!repetitions.is_new(*source, *platform, archive)) object.fail("repeats an archive");
    offer->archives[*platform].push_back(std::move(archive));
}

/// As in the catalogue: whoever works on several archives of one release locks each by its digest,
/// one after the other in the order of their paths.
void sort_archives(catalog::Release& release) {
    for (catalog::Offer& offer : release.offers) {
        for (auto& [platform, archives] : offer.archives) {
            std::sort(archives.begin(), archives.end(), [](const auto& one, const auto& two) {
                return one.path < two.path;
            });
        }
    }
}

catalog::Release read_release(Object& object) {
    catalog::Release release;
    const auto product = find_product(object.text("product"));
    if (!product) object.fail_unknown("product");
    release.product = *product;
    release.version = object.version("version");
    release.prerelease = release.version.is_prerelease();
    if (object.find("min_glibc") != nullptr) release.min_glibc = object.version("min_glibc");
    Repetitions repetitions;
    for (Object& archive : object.objects("archives")) add_archive(release, repetitions, archive);
    sort_archives(release);
    object.expect_no_more();
    if (release.offers.empty()) object.fail("has no archives");
    return release;
}

std::size_t archive_count(const catalog::Release& release) {
    std::size_t count = 0;
    for (const catalog::Offer& offer : release.offers) {
        for (const auto& [platform, archives] : offer.archives) count += archives.size();
    }
    return count;
}

std::vector<catalog::Release> read_releases(Object& root) {
    std::vector<catalog::Release> releases;
    std::size_t count = 0;
    for (Object& object : root.objects("releases")) {
        releases.push_back(read_release(object));
        count += archive_count(releases.back());
        if (count > kMostArchives)
            root.fail(fmt::format("has more than {} archives", kMostArchives));
    }
    return releases;
}

/// A platform gets one release of a product, from one source.
void check_unambiguous(const Lock& lock, const Object& root) {
    std::set<std::pair<Product, Platform>> seen;
    for (const catalog::Release& release : lock.releases) {
        for (const catalog::Offer& offer : release.offers) {
            for (const auto& [platform, archives] : offer.archives) {
                if (seen.emplace(release.product, platform).second) continue;
                root.fail(fmt::format("has more than one {} for {}",
                                      product_text(release.product),
                                      platform_text(platform)));
            }
        }
    }
    if (lock.platforms().empty()) root.fail("has no toolkit");
}

PinValues read_pin(Object& root, const std::string& file) {
    Object object(root.require("pin"), file + ": pin");
    PinValues pin = object.texts();
    if (!pin.contains("cuda")) object.fail("has no field \"cuda\"");
    return pin;
}

formats::Document read_document(std::string_view text, const std::string& file) {
    auto read = formats::read_json(text, file, {.bytes = kMostLockBytes});
    if (auto* document = std::get_if<formats::Document>(&read)) return std::move(*document);
    const auto& fault = std::get<formats::JsonFault>(read);
    if (fault.kind == formats::JsonFault::Kind::limits) {
        throw Error(ErrorKind::integrity,
                    fmt::format("{} is no lock: {}", file, fault.reason),
                    Advice::lock_again_from_pin);
    }
    throw Error(ErrorKind::integrity,
                fmt::format("{} is no JSON ({})", file, fault.reason),
                Advice::lock_again_or_settle_merge);
}

}  // namespace

Lock parse_lock(std::string_view text, const std::string& file) {
    const formats::Document document = read_document(text, file);
    Object root(document.root(), file);
    if (root.number("schema") != kSchema) {
        throw Error(ErrorKind::integrity,
                    fmt::format("{} has a schema that this program does not know", file),
                    "a newer cudaenv wrote it; update cudaenv");
    }
    Lock lock;
    lock.catalogue = static_cast<unsigned>(root.number("catalogue"));
    lock.pin = read_pin(root, file);
    const auto profile = find_profile(root.text("profile"));
    if (!profile) root.fail_at("profile", "it is none of minimal, default, full");
    lock.profile = *profile;
    const auto compiler = find_compiler_wish(root.text("host_compiler"));
    if (!compiler) root.fail_at("host_compiler", "it is none of auto, system, gcc-N");
    lock.host_compiler = *compiler;
    lock.releases = read_releases(root);
    root.expect_no_more();
    check_unambiguous(lock, root);
    return lock;
}

}  // namespace cudaenv::lock
