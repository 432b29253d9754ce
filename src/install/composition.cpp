// SPDX-License-Identifier: Apache-2.0
// Names that identify what is installed.
#include "install/composition.hpp"

#include <cudaenv/digest/hash.hpp>
#include <cudaenv/store/entries.hpp>

#include <fmt/format.h>

#include <algorithm>

namespace cudaenv::install {

namespace {

std::string identity(const std::string& text) {
    return digest::hash_bytes(text).hex();
}

}  // namespace

std::string archive_entry(const catalog::Archive& archive,
                          const source::Source& source,
                          const source::Purpose& purpose,
                          std::size_t part,
                          Voucher voucher) {
    auto text = fmt::format("{}\n{} {}\n{} {}\n",
                            archive.sha256.hex(),
                            source_text(source.name()),
                            source.mapping_revision(),
                            product_text(purpose.product),
                            source::part_text(part));
    if (!purpose.toolkit.text().empty())
        text += fmt::format("for {}\n", purpose.toolkit.truncated(2).text());
    if (voucher == Voucher::lock) {
        text += fmt::format(
            "by lock\n{} {} {}\n", purpose.release.text(), archive.component, archive.path);
    }
    const std::string key = identity(text);
    std::string label = source.label(archive);
    if (part != source::kCore) label += fmt::format("-{}", source::part_text(part));
    return store::entry_name(label, archive.version, key);
}

std::string compiler_entry(const Version& version,
                           const std::vector<const catalog::Archive*>& archives,
                           const source::Source& source,
                           Voucher voucher) {
    std::vector<std::string> digests;
    digests.reserve(archives.size());
    for (const catalog::Archive* archive : archives) digests.push_back(archive->sha256.hex());
    std::sort(digests.begin(), digests.end());
    const std::string key = identity(fmt::format("{}\n{} {}\ncompiler\n{}",
                                                 fmt::join(digests, "\n"),
                                                 source_text(source.name()),
                                                 source.mapping_revision(),
                                                 voucher == Voucher::lock ? "by lock\n" : ""));
    return store::entry_name(fmt::format("gcc-{}", version.major_number()), version.text(), key);
}

}  // namespace cudaenv::install
