// SPDX-License-Identifier: Apache-2.0
// Holds a lock against the catalogue, archive by archive.
#include <cudaenv/catalog/components.hpp>
#include <cudaenv/lock/objections.hpp>

#include <algorithm>
#include <map>
#include <set>
#include <utility>

namespace cudaenv::lock {

namespace {

using catalog::Archive;
using catalog::Offer;
using catalog::Release;

/// An archive and all that stands around it, in a lock or in the catalogue.
struct Entry {
    Product product;
    const Version* version;
    const Offer* offer;
    Platform platform;
    const Archive* archive;
};

template <typename Visit>
void for_each_entry(const Release& release, const Visit& visit) {
    for (const Offer& offer : release.offers) {
        for (const auto& [platform, archives] : offer.archives) {
            for (const Archive& archive : archives)
                visit(Entry{release.product, &release.version, &offer, platform, &archive});
        }
    }
}

/// What both say of the file itself, wherever it belongs; empty when they agree.
std::vector<Disagreement> disagreements(const Entry& locked, const Entry& known) {
    std::vector<Disagreement> found;
    const auto compare = [&found](Field field, std::string_view left, std::string_view right) {
        if (left != right) found.push_back({field, std::string(left), std::string(right)});
    };
    compare(Field::product, product_text(locked.product), product_text(known.product));
    compare(Field::source, source_text(locked.offer->source), source_text(known.offer->source));
    compare(Field::provides,
            catalog::provides_text(locked.offer->provides),
            catalog::provides_text(known.offer->provides));
    compare(Field::platform, platform_text(locked.platform), platform_text(known.platform));
    compare(Field::component, locked.archive->component, known.archive->component);
    compare(Field::version, locked.archive->version, known.archive->version);
    compare(Field::path, locked.archive->path, known.archive->path);
    compare(Field::variant, locked.archive->variant, known.archive->variant);
    if (locked.archive->size && known.archive->size) {
        compare(Field::size,
                std::to_string(locked.archive->size->value),
                std::to_string(known.archive->size->value));
    }
    return found;
}

/// Drivers and what must be asked for by name are in the catalogue, and in no lock that cudaenv
/// writes.
bool is_held_by_environments(const Entry& entry) {
    return catalog::belongs_to_profile(
        entry.offer->source, entry.archive->component, Profile::full);
}

/// Every archive of the catalogue by its digest.
class DigestIndex {
 public:
    explicit DigestIndex(const catalog::Catalog& catalog) {
        for (const Product product : catalog.products()) {
            for (const catalog::Summary& summary : catalog.summaries(product))
                releases_.push_back(catalog.release(product, summary.version));
        }
        for (const Release& release : releases_) {
            for_each_entry(release, [this](const Entry& entry) {
                entries_.emplace(entry.archive->sha256, entry);
            });
        }
    }

    /// The one of that digest that differs least; nullptr when the catalogue does not know it.
    [[nodiscard]] const Entry* find_nearest(const Entry& locked) const {
        const Entry* nearest = nullptr;
        std::size_t least = 0;
        const auto [begin, end] = entries_.equal_range(locked.archive->sha256);
        for (auto each = begin; each != end; ++each) {
            const std::size_t count = disagreements(locked, each->second).size();
            if (nearest != nullptr && count >= least) continue;
            nearest = &each->second;
            least = count;
        }
        return nearest;
    }

 private:
    std::vector<Release> releases_;  ///< what the entries point into
    std::multimap<Sha256, Entry> entries_;
};

/// Whether the environments that `locked` is for hold `archive` of the same source and platform.
bool is_part_of(const std::vector<Archive>& locked,
                const Offer& offer,
                const Archive& archive,
                Profile profile) {
    const bool has_variants = offer.provides != catalog::Provides::toolkit &&
                              offer.provides != catalog::Provides::compiler;
    return (!has_variants || archive.variant == locked.front().variant) &&
           catalog::is_held(offer.provides, offer.source, archive.component, profile);
}

class Comparison {
 public:
    Comparison(const catalog::Catalog& catalog, Profile profile)
        : catalog_(catalog), profile_(profile) {}

    void compare(const Release& locked) {
        const std::optional<Release> known = find_known(locked);
        const std::size_t before = objections_.size();
        if (!known) {
            object({ObjectionKind::unknown_release, locked.product, locked.version, {}});
        } else {
            compare_glibc(locked, *known);
        }
        for_each_entry(locked, [&](const Entry& entry) { compare(entry, known); });
        if (known) compare_completeness(locked, *known, platforms_since(before));
    }

    std::vector<Objection> finish() { return std::move(objections_); }

 private:
    void object(Objection objection) { objections_.push_back(std::move(objection)); }

    void object(ObjectionKind kind, const Entry& entry, std::vector<Disagreement> differences) {
        object({kind,
                entry.product,
                *entry.version,
                std::move(differences),
                entry.platform,
                entry.offer->source,
                *entry.archive});
    }

    /// By its text: 12.4.1.0 is the same version as 12.4.1, and yet no name of that release.
    [[nodiscard]] std::optional<Release> find_known(const Release& locked) const {
        const auto& known = catalog_.summaries(locked.product);
        const bool is_known =
            std::any_of(known.begin(), known.end(), [&locked](const catalog::Summary& summary) {
                return summary.version.text() == locked.version.text();
            });
        if (!is_known) return std::nullopt;
        return catalog_.release(locked.product, locked.version);
    }

    void compare_glibc(const Release& locked, const Release& known) {
        const auto text = [](const Release& release) {
            return release.min_glibc ? release.min_glibc->text() : std::string("none");
        };
        if (text(locked) == text(known)) return;
        object({ObjectionKind::other_release,
                locked.product,
                locked.version,
                {{Field::min_glibc, text(locked), text(known)}}});
    }

    /// Those of the objections from the one at `index` on.
    [[nodiscard]] std::set<Platform> platforms_since(std::size_t index) const {
        std::set<Platform> platforms;
        for (; index < objections_.size(); ++index) {
            if (const auto& platform = objections_[index].platform) platforms.insert(*platform);
        }
        return platforms;
    }

    /// Where an archive is not as it should be, what it stands for is not known to be there.
    void compare_completeness(const Release& locked,
                              const Release& known,
                              const std::set<Platform>& objected) {
        for_each_entry(known, [&](const Entry& entry) {
            const Offer* offer = locked.find_offer(entry.offer->source);
            if (offer == nullptr || objected.contains(entry.platform)) return;
            const auto there = offer->archives.find(entry.platform);
            if (there == offer->archives.end()) return;
            const std::vector<Archive>& archives = there->second;
            if (!is_part_of(archives, *offer, *entry.archive, profile_)) return;
            const bool is_there =
                std::any_of(archives.begin(), archives.end(), [&entry](const Archive& archive) {
                    return archive.path == entry.archive->path;
                });
            if (!is_there) object(ObjectionKind::left_out, entry, {});
        });
    }

    void compare(const Entry& entry, const std::optional<Release>& known) {
        if (!is_held_by_environments(entry))
            return object(ObjectionKind::unfit_component, entry, {});
        if (known && has(*known, entry)) return;
        if (const Entry* nearest = index().find_nearest(entry)) {
            compare(entry, *nearest, known.has_value());
        } else {
            compare_path(entry, known);
        }
    }

    [[nodiscard]] static bool has(const Release& known, const Entry& locked) {
        bool found = false;
        for_each_entry(known, [&](const Entry& entry) {
            found = found || (entry.archive->sha256 == locked.archive->sha256 &&
                              disagreements(locked, entry).empty());
        });
        return found;
    }

    /// Of an unknown release has been said that it is unknown: what it shares with others is no
    /// news.
    void compare(const Entry& entry, const Entry& nearest, bool is_release_known) {
        std::vector<Disagreement> differences = disagreements(entry, nearest);
        if (!differences.empty()) {
            object(ObjectionKind::other_facts, entry, std::move(differences));
        } else if (is_release_known) {
            object(ObjectionKind::moved_archive,
                   entry,
                   {{Field::release, entry.version->text(), nearest.version->text()}});
        }
    }

    void compare_path(const Entry& entry, const std::optional<Release>& known) {
        std::vector<Disagreement> differences;
        if (known) {
            for_each_entry(*known, [&](const Entry& there) {
                if (differences.empty() && there.archive->path == entry.archive->path &&
                    there.platform == entry.platform &&
                    there.offer->source == entry.offer->source) {
                    differences.push_back(
                        {Field::sha256, entry.archive->sha256.hex(), there.archive->sha256.hex()});
                }
            });
        }
        const bool has_path = !differences.empty();
        object(has_path ? ObjectionKind::other_file : ObjectionKind::unknown_archive,
               entry,
               std::move(differences));
    }

    /// Costs the whole catalogue, and is needed only for what is not as it should be.
    const DigestIndex& index() {
        if (!index_) index_.emplace(catalog_);
        return *index_;
    }

    const catalog::Catalog& catalog_;
    Profile profile_;
    std::optional<DigestIndex> index_;
    std::vector<Objection> objections_;
};

}  // namespace

std::vector<Objection> find_objections(const Lock& lock, const catalog::Catalog& catalog) {
    Comparison comparison(catalog, lock.profile);
    for (const Release& release : lock.releases) comparison.compare(release);
    return comparison.finish();
}

bool may_be_trusted(const Objection& objection) {
    switch (objection.kind) {
        case ObjectionKind::unknown_release:
        case ObjectionKind::other_release:
        case ObjectionKind::unknown_archive:
        case ObjectionKind::other_file:
        case ObjectionKind::moved_archive:
        case ObjectionKind::left_out:
            return true;
        case ObjectionKind::other_facts:
        case ObjectionKind::unfit_component:
            break;
    }
    return false;
}

}  // namespace cudaenv::lock
