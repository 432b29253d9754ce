// SPDX-License-Identifier: Apache-2.0
// Locates Debian's packages on the configured mirrors and maps those of a toolkit into a prefix.
#include "source/debian_source.hpp"

#include "source/debian_compiler.hpp"
#include "source/path_rules.hpp"

#include <array>
#include <system_error>

namespace cudaenv::source {
namespace {

// The rows that drop wrappers: each starts a tool by an absolute path or chooses a compiler of its
// own.
constexpr auto kRules = std::to_array<PathRule>({
    {"usr/share/doc/*/copyright", "share/licenses/$1/copyright"},
    {"usr/lib/nvidia-cuda-toolkit/bin/nvcc.profile", kDrop},
    {"usr/bin/nvcc", kDrop},
    {"usr/bin/nvprof", kDrop},
    {"usr/bin/cuda-gcc", kDrop},
    {"usr/bin/cuda-g++", kDrop},
    {"usr/lib/nvidia-cuda-toolkit/bin/gcc", kDrop},
    {"usr/lib/nvidia-cuda-toolkit/bin/g++", kDrop},
    {"usr/lib/nvidia-cuda-toolkit/bin/cicc", "nvvm/bin/cicc"},
    {"usr/lib/nvidia-cuda-toolkit/bin/**", "bin/$1"},
    {"usr/lib/nvidia-cuda-toolkit/libdevice/**", "nvvm/libdevice/$1"},
    {"usr/lib/nvidia-cuda-toolkit/compute-sanitizer/**", "compute-sanitizer/$1"},
    {"usr/bin/compute-sanitizer", "compute-sanitizer/compute-sanitizer"},
    {"usr/bin/TreeLauncher*", "compute-sanitizer/TreeLauncher$1"},
    {"usr/bin/*", "bin/$1"},
    {"usr/include/nvvm.h", "nvvm/include/nvvm.h"},
    {"usr/include/cuda-gdb/**", "extras/Debugger/include/$1"},
    {"usr/include/**", "include/$1"},
    {"usr/lib/{triplet}/libnvvm.so*", "nvvm/lib64/libnvvm.so$1"},
    {"usr/lib/{triplet}/pkgconfig/cuda.pc", "pkg-config/cuda-{release}.pc"},
    {"usr/lib/{triplet}/cuda-gdb/**", "extras/Debugger/lib64/$1"},
    {"usr/lib/{triplet}/nsight-compute/**", "nsight-compute/$1"},
    {"usr/lib/{triplet}/nsight-systems/**", "nsight-systems/$1"},
    {"usr/lib/nsight-compute/**", "nsight-compute/$1"},
    {"usr/lib/nsight-systems/**", "nsight-systems/$1"},
    {"usr/lib/{triplet}/**", "lib/$1"},
    {"usr/share/cmake/**", "lib/cmake/$1"},
    {"usr/share/cuda-gdb/**", "share/gdb/$1"},
    {"usr/libexec/gds/**", "gds/$1"},
});

}  // namespace

DebianSource::DebianSource(const Settings& settings)
    : bases_(settings.debian_bases),
      proxy_(settings.debian_proxy),
      fault_(settings.debian_fault),
      plain_http_hosts_(settings.plain_http_hosts) {}

std::optional<Obstacle> DebianSource::find_obstacle() const {
    if (bases_.empty())
        return Obstacle{"no Debian mirror is configured", Advice::set_debian_mirror};
    if (fault_) return Obstacle{*fault_};
    return std::nullopt;
}

std::vector<NamedUrl> DebianSource::asked_places() const {
    return bases_;
}

std::vector<Address> DebianSource::locate(const catalog::Archive& archive,
                                          const Purpose& /*purpose*/,
                                          net::Client& /*client*/,
                                          const CancelFlag& /*cancel*/) const {
    std::vector<Address> addresses;
    addresses.reserve(bases_.size());
    for (const NamedUrl& base : bases_) addresses.push_back({base.url.joined(archive.path)});
    return addresses;
}

std::string DebianSource::label(const catalog::Archive& archive) const {
    const std::string file = archive.file_name();
    return file.substr(0, file.find('_'));
}

archive::Mapping DebianSource::mapping(const catalog::Archive& archive,
                                       const Purpose& purpose) const {
    if (purpose.provides == catalog::Provides::compiler) {
        return debian_compiler_mapping(
            archive.file_name(), purpose.platform, purpose.release.major_number());
    }
    PathRules rules({{"triplet", std::string(gnu_triplet(purpose.platform))},
                     {"release", purpose.release.truncated(2).text()}});
    return prefix_mapping(std::move(rules.add(kRules)));
}

void DebianSource::complete(TreeWriter& tree,
                            const Purpose& purpose,
                            const std::filesystem::path& system_root,
                            const CancelFlag& cancel) const {
    if (purpose.provides == catalog::Provides::compiler) {
        complete_debian_compiler(
            tree, purpose.platform, purpose.release.major_number(), system_root, cancel);
        return;
    }
    std::error_code ignored;
    const std::string tool = "compute-sanitizer/compute-sanitizer";
    if (std::filesystem::exists(tree.full_path(tool), ignored)) {
        tree.ensure_symlink("bin/compute-sanitizer", "../" + tool);
    }
}

net::ClientOptions DebianSource::client_options() const {
    net::ClientOptions options;
    options.policy.plain_http_hosts = plain_http_hosts_;
    // A mirror of this list was named by the user or by apt, which is what permits plain http.
    for (const NamedUrl& base : bases_) {
        if (base.url.scheme() == "http") options.policy.plain_http_hosts.push_back(base.url.host());
    }
    options.proxy = proxy_;
    return options;
}

}  // namespace cudaenv::source
