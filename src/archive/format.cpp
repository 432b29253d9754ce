// SPDX-License-Identifier: Apache-2.0
// Tells an archive's format by its file name.
#include <cudaenv/archive/unpack.hpp>
#include <cudaenv/base/error.hpp>

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <string_view>

namespace cudaenv::archive {
namespace {

struct Ending {
    std::string_view text;
    Format format;
};

constexpr std::array kEndings{
    Ending{".deb", Format::deb},
    Ending{".whl", Format::zip},
    Ending{".zip", Format::zip},
    Ending{".tar", Format::tar},
    Ending{".tar.bz2", Format::tar},
    Ending{".tar.gz", Format::tar},
    Ending{".tar.lzma", Format::tar},
    Ending{".tar.xz", Format::tar},
    Ending{".tar.zst", Format::tar},
    Ending{".tgz", Format::tar},
    Ending{".txz", Format::tar},
};

}  // namespace

Format archive_format(const std::string& file_name) {
    const auto* const ending =
        std::find_if(kEndings.begin(), kEndings.end(), [&](const Ending& candidate) {
            return file_name.ends_with(candidate.text);
        });
    if (ending != kEndings.end()) return ending->format;
    throw Error(ErrorKind::usage,
                fmt::format("{} is no archive that cudaenv can unpack", file_name),
                "give a file that ends in .tar.xz, .tar.gz, .tar.zst, .tgz, .whl, .zip or .deb");
}

}  // namespace cudaenv::archive
