// SPDX-License-Identifier: Apache-2.0
// Everything is read and judged before anything is kept.
#include <cudaenv/base/error.hpp>
#include <cudaenv/catalog/upstream/import.hpp>
#include <cudaenv/catalog/upstream/import_files.hpp>
#include <cudaenv/catalog/upstream/seen.hpp>
#include <cudaenv/digest/hash.hpp>
#include <cudaenv/jobs/catalog_update_job.hpp>
#include <cudaenv/jobs/sweeps.hpp>
#include <cudaenv/source/redist_index.hpp>
#include <cudaenv/store/layout.hpp>
#include <cudaenv/sys/file_lock.hpp>
#include <cudaenv/sys/own_file.hpp>

#include <fmt/format.h>

#include <algorithm>
#include <filesystem>
#include <memory>
#include <optional>
#include <set>
#include <utility>

namespace cudaenv::jobs {

namespace {

namespace fs = std::filesystem;

struct FoundReleases {
    std::vector<catalog::Release> releases;  ///< that the shipped catalogue does not know
    catalog::SeenManifests seen;             ///< their manifests, and those of earlier updates
    std::vector<UnlistedProduct> unlisted;
    bool lists_something = false;
};

bool is_redist(const catalog::Summary::Offered& offered) {
    return offered.source == SourceName::redist;
}

bool has_redist(const catalog::Summary& summary) {
    return std::any_of(summary.offers.begin(), summary.offers.end(), is_redist);
}

std::vector<Product> redist_products(const catalog::Catalog& catalog) {
    std::vector<Product> products;
    for (const Product product : catalog.products()) {
        const auto& summaries = catalog.summaries(product);
        if (std::any_of(summaries.begin(), summaries.end(), has_redist))
            products.push_back(product);
    }
    return products;
}

/// cuDNN's label 9.1.1 names the release 9.1.1.17.
bool is_known(const catalog::Catalog& catalog, Product product, const catalog::RedistLabel& label) {
    const auto& summaries = catalog.summaries(product);
    return std::any_of(
        summaries.begin(), summaries.end(), [&label](const catalog::Summary& summary) {
            return has_redist(summary) && label.version.is_prefix_of(summary.version);
        });
}

/// redistrib_13.6.0.json -> 13.6.0.
std::optional<catalog::RedistLabel> label_of(const std::string& name) {
    const std::size_t begin = name.find('_') + 1;
    return catalog::find_redist_label(name.substr(begin, name.rfind('.') - begin));
}

void check_unchanged(const std::string& path,
                     const Sha256& digest,
                     const catalog::SeenManifests& seen) {
    const auto known = seen.find(path);
    if (known == seen.end() || known->second == digest) return;
    Error error(ErrorKind::integrity,
                fmt::format("{} has changed since it was first read: nothing is taken", path),
                "find out why before trusting it; removing the directory catalog/ of cudaenv's "
                "root forgets what was seen");
    error.add_detail(fmt::format("first  {}", known->second.hex()));
    error.add_detail(fmt::format("now    {}", digest.hex()));
    throw Error(error);
}

class Search {
 public:
    Search(const catalog::SeenManifests& seen, Session& session)
        : shipped_(session.shipped_catalog()),
          seen_(seen),
          base_(session.config().redist_url),
          cancel_(session.cancel()),
          source_(*session.sources({SourceName::redist}).at(SourceName::redist)),
          connection_(source_.connect(session.environment(), session.clock())) {
        if (const auto obstacle = source_.find_obstacle())
            throw Error(ErrorKind::usage, obstacle->reason, obstacle->cure);
    }

    FoundReleases search() {
        found_.seen = seen_;
        const std::vector<Product> products = redist_products(shipped_);
        for (const Product product : products) {
            for (const std::string& name : list(product)) read(product, name);
        }
        found_.lists_something = found_.unlisted.size() < products.size();
        return std::move(found_);
    }

 private:
    std::vector<std::string> list(Product product) {
        std::vector<std::string> names;
        try {
            names = source::list_redist_manifests(base_.url, product, *connection_, cancel_);
            if (!names.empty()) return names;
            found_.unlisted.push_back({product, std::nullopt});
        } catch (const Error& error) {
            if (error.kind() != ErrorKind::not_found) throw;
            found_.unlisted.push_back({product, error});
        }
        return {};
    }

    void read(Product product, const std::string& name) {
        const auto label = label_of(name);
        if (!label || is_known(shipped_, product, *label)) return;
        const std::string path = fmt::format("{}/{}", product_text(product), name);
        const std::string text =
            source::fetch_redist_manifest(base_.url, product, name, *connection_, cancel_);
        const Sha256 digest = digest::hash_bytes(text);
        check_unchanged(path, digest, seen_);
        catalog::Release release = catalog::import_redist(text, product, *label, path);
        if (!label->version.is_prefix_of(release.version)) {
            throw Error(
                ErrorKind::integrity,
                fmt::format(
                    "{} describes {} {}", path, product_text(product), release.version.text()));
        }
        catalog::join_releases(found_.releases, std::move(release), path);
        found_.seen[path] = digest;
    }

    const catalog::Catalog& shipped_;
    const catalog::SeenManifests& seen_;
    NamedUrl base_;
    const CancelFlag& cancel_;
    const source::Source& source_;
    std::unique_ptr<source::Connection> connection_;
    FoundReleases found_;
};

catalog::SeenManifests read_seen(const fs::path& file) {
    const auto text = find_own_text(file);
    return text ? catalog::parse_seen(*text, file.string()) : catalog::SeenManifests{};
}

/// Manifests of releases that hold nothing of use are remembered, and no news.
std::vector<catalog::Release> news(const FoundReleases& found, const catalog::Catalog& current) {
    std::vector<catalog::Release> fresh;
    for (const catalog::Release& release : found.releases) {
        const auto& known = current.summaries(release.product);
        const bool is_known =
            std::any_of(known.begin(), known.end(), [&release](const catalog::Summary& summary) {
                return summary.version == release.version && has_redist(summary);
            });
        if (!release.offers.empty() && !is_known) fresh.push_back(release);
    }
    return fresh;
}

void keep(const FoundReleases& found,
          const catalog::SeenManifests& before,
          const fs::path& directory) {
    std::vector<catalog::Release> useful = found.releases;
    std::erase_if(useful, [](const catalog::Release& release) { return release.offers.empty(); });
    if (!useful.empty()) {
        std::set<std::string> names{"index"};
        for (const catalog::Release& release : useful) names.emplace(product_text(release.product));
        for (const std::string& name : names) ensure_own_directory(directory / name, 0755);
        catalog::import_releases(directory, useful);
    }
    if (found.seen != before)
        replace_own_file(directory / "seen.json", catalog::render_seen(found.seen), 0644);
}

}  // namespace

std::variant<CatalogUpdate, NothingListed> update_catalog(Keeping keeping,
                                                          const std::function<void()>& on_wait,
                                                          Session& session) {
    static_cast<void>(session.config());  // what is wrong with it is found before anything is made
    const store::Layout& layout = session.layout();
    std::optional<FileLock> lock;
    if (keeping == Keeping::what_is_found) {
        store::ensure_layout(layout);
        sweep_leftovers(session);
        lock = FileLock::acquire(layout.catalog_lock(), session.cancel(), on_wait);
    }
    const catalog::SeenManifests seen = read_seen(layout.catalog() / "seen.json");
    FoundReleases found = Search(seen, session).search();
    if (!found.lists_something)
        return NothingListed{session.config().redist_url, std::move(found.unlisted)};
    CatalogUpdate update{news(found, session.catalog()), found.unlisted};
    if (keeping == Keeping::what_is_found) keep(found, seen, layout.catalog());
    return update;
}

}  // namespace cudaenv::jobs
