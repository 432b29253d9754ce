// SPDX-License-Identifier: Apache-2.0
// Releases: what upstream published, source by source, each archive with its digest.
#pragma once

#include <cudaenv/base/byte_count.hpp>
#include <cudaenv/base/platform.hpp>
#include <cudaenv/base/product.hpp>
#include <cudaenv/base/sha256.hpp>
#include <cudaenv/base/source_name.hpp>
#include <cudaenv/base/version.hpp>

#include <map>
#include <optional>
#include <string>
#include <vector>

namespace cudaenv::catalog {

/// What a source's archives of a release add up to. A runtime has libraries but no nvcc.
enum class Provides { toolkit, runtime, library, compiler };
std::string_view provides_text(Provides provides);
std::optional<Provides> find_provides(std::string_view text);

/// One downloadable file.
struct Archive {
    std::string component;  ///< NVIDIA's redistrib name: "cuda_nvcc", "libcublas", "cudnn"; "gcc"
                            ///< for compilers
    std::string version;    ///< the component's own version
    std::string
        path;  ///< as the source addresses it: relative_path, pool/… path, or <project>/<wheel>
    Sha256 sha256;
    std::optional<ByteCount> size;
    std::string
        variant;  ///< "cuda12" where one release is built for several toolkit majors; else empty
    bool yanked = false;  ///< withdrawn upstream: only used when named exactly

    [[nodiscard]] std::string file_name() const;  ///< last part of path
};

/// The order of an offer's archives. One path may be there for several variants: NCCL's archives of
/// different toolkits have the same name.
bool by_path(const Archive& left, const Archive& right);

/// What one source has of a release.
struct Offer {
    SourceName source = SourceName::redist;
    Provides provides = Provides::toolkit;
    std::map<Platform, std::vector<Archive>> archives;  ///< sorted by path and variant
};

struct Release {
    Product product = Product::cuda;
    Version version;   ///< toolkit label "12.4.1"; cuDNN's full "9.1.1.17"; "10.2.1" for gcc
    std::string date;  ///< ISO date, or empty
    bool prerelease = false;
    std::optional<Version>
        min_glibc;              ///< of a compiler's own binaries (Debian's Depends: libc6 (>= …))
    std::vector<Offer> offers;  ///< sorted by source
    unsigned revision = 1;      ///< of this file: grows with every change

    [[nodiscard]] const Offer* find_offer(SourceName source) const;
};

/// One line of the index: enough to list and to resolve without parsing the release's own file.
struct Summary {
    struct Offered {
        SourceName source = SourceName::redist;
        Provides provides = Provides::toolkit;
        std::vector<Platform> platforms;
        std::vector<std::string>
            variants;  ///< empty when there is only one; yanked ones are left out
    };
    Product product = Product::cuda;
    Version version;
    bool prerelease = false;
    bool yanked = false;  ///< every archive is
    std::optional<Version> min_glibc;
    std::vector<Offered> offers;
};

/// index.yaml.
struct Index {
    unsigned revision = 1;  ///< of the whole catalogue: grows with every change
    std::vector<Product> products;
};

/// index/<product>.yaml.
struct ProductIndex {
    unsigned revision = 1;  ///< of this file
    Product product = Product::cuda;
    std::vector<Summary> releases;  ///< ascending by version
};

}  // namespace cudaenv::catalog
