// SPDX-License-Identifier: Apache-2.0
// Debian's packages of toolkits: addresses, mapping, completion.
#include "source/debian_source.hpp"

#include "mapping_table.hpp"
#include "open_source.hpp"
#include "support/temp_dir.hpp"

#include <cudaenv/sys/files.hpp>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace cudaenv::source {
namespace {

namespace fs = std::filesystem;
using testing::ElementsAre;
using testing::HasSubstr;

Purpose toolkit(Platform platform, const char* release) {
    Purpose purpose;
    purpose.platform = platform;
    purpose.release = parse_version(release);
    return purpose;
}

archive::Mapping mapping_of(const Purpose& purpose) {
    catalog::Archive archive;
    archive.path = "pool/non-free/n/nvidia-cuda-toolkit/nvidia-cuda-toolkit_11.2.2-3_amd64.deb";
    return DebianSource({}).mapping(archive, purpose);
}

TEST(DebianSource, JoinsEveryBaseWithThePath) {
    Settings settings;
    settings.debian_bases = {named("http://mirror.example.com/debian/"),
                             named("file:///srv/debian")};
    const DebianSource source(settings);
    TestConnection connection(source);
    catalog::Archive archive;
    archive.path = "pool/main/g/gmp/libgmp10_6.2.1+dfsg-1~deb11u1_amd64.deb";
    EXPECT_THAT(texts_of(connection->locate(archive, {}, CancelFlag())),
                ElementsAre("http://mirror.example.com/debian/" + archive.path,
                            "file:///srv/debian/" + archive.path));
}

TEST(DebianSource, PermitsPlainHttpToItsMirrorsAndUsesTheirProxy) {
    Settings settings;
    settings.debian_bases = {named("http://mirror.example.com/debian"),
                             named("https://other.example.com/debian")};
    settings.debian_proxy = parse_url("http://proxy.example.com:3128", "a test");
    settings.plain_http_hosts = {"third.example.com"};
    const net::ClientOptions options = DebianSource(settings).client_options();
    EXPECT_THAT(options.policy.plain_http_hosts,
                ElementsAre("third.example.com", "mirror.example.com"));
    EXPECT_EQ(options.proxy, settings.debian_proxy);
}

TEST(DebianSource, IsUnusableWithoutAMirror) {
    EXPECT_EQ(DebianSource({}).find_obstacle(),
              (Obstacle{"no Debian mirror is configured", Advice::set_debian_mirror}));
    Settings settings;
    settings.debian_bases = {named("https://mirror.example.com")};
    EXPECT_EQ(DebianSource(settings).find_obstacle(), std::nullopt);
    settings.debian_fault = "no proxy has this address";
    EXPECT_EQ(DebianSource(settings).find_obstacle(), Obstacle{*settings.debian_fault});
}

TEST(DebianSource, AsksItsMirrorsInOrderAndReportsTheFirst) {
    const test::TempDir directory;
    Settings settings;
    settings.debian_bases = {named("file:///absent/first"),
                             named("file://" + directory.path().string())};
    const DebianSource source(settings);
    TestConnection connection(source);
    EXPECT_EQ(connection->unreachable_reason(std::chrono::seconds(2), CancelFlag()), std::nullopt);
    settings.debian_bases.back() = named("file:///absent/second");
    const DebianSource absent(settings);
    EXPECT_THAT(TestConnection(absent)
                    ->unreachable_reason(std::chrono::seconds(2), CancelFlag())
                    .value_or(""),
                HasSubstr("first"));
}

TEST(DebianSource, MapsTheCompiler) {
    expect_places(mapping_of(toolkit(Platform::linux_x86_64, "11.2.2")),
                  {
                      {"usr/lib/nvidia-cuda-toolkit/bin/nvcc", "bin/nvcc"},
                      {"usr/lib/nvidia-cuda-toolkit/bin/cicc", "nvvm/bin/cicc"},
                      {"usr/lib/nvidia-cuda-toolkit/bin/crt/link.stub", "bin/crt/link.stub"},
                      {"usr/lib/nvidia-cuda-toolkit/libdevice/libdevice.10.bc",
                       "nvvm/libdevice/libdevice.10.bc"},
                      {"usr/lib/nvidia-cuda-toolkit/bin/nvcc.profile", ""},
                      {"usr/lib/nvidia-cuda-toolkit/bin/gcc", ""},
                      {"usr/lib/nvidia-cuda-toolkit/bin/g++", ""},
                      {"usr/lib/nvidia-cuda-toolkit/bin/nvprof", "bin/nvprof"},
                      {"usr/bin/nvprof", ""},
                      {"usr/bin/nvcc", ""},
                      {"usr/bin/cuda-g++", ""},
                      {"etc/nvcc.profile", ""},
                      {"usr/bin/ptxas", "bin/ptxas"},
                      {"usr/bin/cu++filt", "bin/cu++filt"},
                      {"usr/bin/cuda-gdb", "bin/cuda-gdb"},
                      {"usr/bin/compute-sanitizer", "compute-sanitizer/compute-sanitizer"},
                      {"usr/bin/TreeLauncherSubreaper", "compute-sanitizer/TreeLauncherSubreaper"},
                      {"usr/lib/nvidia-cuda-toolkit/compute-sanitizer/libsanitizer-public.so",
                       "compute-sanitizer/libsanitizer-public.so"},
                  });
}

TEST(DebianSource, MapsHeadersAndLibraries) {
    expect_places(
        mapping_of(toolkit(Platform::linux_x86_64, "11.8.0")),
        {
            {"usr/include/cuda.h", "include/cuda.h"},
            {"usr/include/thrust/async/copy.h", "include/thrust/async/copy.h"},
            {"usr/include/nvvm.h", "nvvm/include/nvvm.h"},
            {"usr/include/cuda-gdb/cudacoredump.h", "extras/Debugger/include/cudacoredump.h"},
            {"usr/lib/x86_64-linux-gnu/libcudart.so.11.8.89", "lib/libcudart.so.11.8.89"},
            {"usr/lib/x86_64-linux-gnu/libcublas_static.a", "lib/libcublas_static.a"},
            {"usr/lib/x86_64-linux-gnu/stubs/libcuda.so", "lib/stubs/libcuda.so"},
            {"usr/lib/x86_64-linux-gnu/libnvvm.so.4", "nvvm/lib64/libnvvm.so.4"},
            {"usr/lib/x86_64-linux-gnu/libnvvm.so", "nvvm/lib64/libnvvm.so"},
            {"usr/lib/x86_64-linux-gnu/pkgconfig/cuda.pc", "pkg-config/cuda-11.8.pc"},
            {"usr/lib/x86_64-linux-gnu/cuda-gdb/libcudacore.a",
             "extras/Debugger/lib64/libcudacore.a"},
            {"usr/share/cmake/thrust/thrust-config.cmake", "lib/cmake/thrust/thrust-config.cmake"},
            {"usr/share/cuda-gdb/python/gdb/types.py", "share/gdb/python/gdb/types.py"},
            {"usr/libexec/gds/tools/gdsio", "gds/tools/gdsio"},
            {"usr/lib/aarch64-linux-gnu/libcudart.so.11.8.89", ""},
        });
}

TEST(DebianSource, MergesBothPlacesOfNsight) {
    expect_places(
        mapping_of(toolkit(Platform::linux_x86_64, "12.4.1")),
        {
            {"usr/lib/x86_64-linux-gnu/nsight-compute/target/linux-desktop/ncu",
             "nsight-compute/target/linux-desktop/ncu"},
            {"usr/lib/nsight-compute/ncu", "nsight-compute/ncu"},
            {"usr/lib/nsight-systems/target-linux-x64", "nsight-systems/target-linux-x64"},
            {"usr/lib/x86_64-linux-gnu/nsight-systems/target-linux-x64",
             "nsight-systems/target-linux-x64"},
        });
}

TEST(DebianSource, KeepsLicencesAndDropsDocumentation) {
    expect_places(
        mapping_of(toolkit(Platform::linux_x86_64, "11.2.2")),
        {
            {"usr/share/doc/libcudart11.0/copyright", "share/licenses/libcudart11.0/copyright"},
            {"usr/share/doc/libcudart11.0/changelog.Debian.gz", ""},
            {"usr/share/doc/libcufile-dev/examples/Makefile", ""},
            {"usr/share/lintian/overrides/libcudart11.0", ""},
            {"usr/share/man/man3/cufile.h.3.gz", ""},
            {"usr/lib/cuda/bin", ""},
            {"usr/lib/python3/dist-packages/x.py", ""},
        });
}

TEST(DebianSource, FollowsTheTripletOfThePlatform) {
    expect_places(
        mapping_of(toolkit(Platform::linux_sbsa, "12.4.1")),
        {
            {"usr/lib/aarch64-linux-gnu/libcudart.so.12.4.127", "lib/libcudart.so.12.4.127"},
            {"usr/lib/nvidia-cuda-toolkit/include/aarch64-linux-gnu/bits/math-vector.h", ""},
        });
}

TEST(DebianSource, MapsCompilersAsTrees) {
    Purpose purpose = toolkit(Platform::linux_x86_64, "10.2.1");
    purpose.provides = catalog::Provides::compiler;
    catalog::Archive archive;
    archive.path = "pool/main/i/isl/libisl23_0.23-1_amd64.deb";
    expect_places(DebianSource({}).mapping(archive, purpose),
                  {{"usr/lib/x86_64-linux-gnu/libisl.so.23.0.0", "lib/libisl.so.23.0.0"}});
    archive.path = "pool/main/g/gcc-10/cpp-10_10.2.1-6_amd64.deb";
    expect_places(
        DebianSource({}).mapping(archive, purpose),
        {{"usr/lib/gcc/x86_64-linux-gnu/10/cc1", "usr/lib/gcc/x86_64-linux-gnu/10/.cc1.bin"}});
}

TEST(DebianSource, LinksTheLauncherOfComputeSanitizer) {
    const test::TempDir part;
    replace_file(part / "compute-sanitizer/compute-sanitizer", "", 0755);
    const Purpose purpose = toolkit(Platform::linux_x86_64, "11.2.2");
    TreeWriter tree(part.path());
    DebianSource({}).complete(tree, purpose, "/", CancelFlag());
    DebianSource({}).complete(tree, purpose, "/", CancelFlag());
    EXPECT_EQ(fs::read_symlink(part / "bin/compute-sanitizer"),
              "../compute-sanitizer/compute-sanitizer");
}

TEST(DebianSource, MakesCompilersRunOnTheSystemThatIsGiven) {
    const test::TempDir tree;
    const test::TempDir system;
    const fs::path internal = "usr/lib/gcc/x86_64-linux-gnu/10";
    for (const char* const driver : {"gcc", "g++", "cpp"})
        replace_file(tree / ("usr/bin/x86_64-linux-gnu-" + std::string(driver) + "-10"), "", 0755);
    for (const char* const name : {".cc1.bin", ".cc1plus.bin", ".lto1.bin"})
        replace_file(tree.path() / internal / name, "", 0755);
    replace_file(system / "usr/lib64/crt1.o", "");
    Purpose purpose = toolkit(Platform::linux_x86_64, "10.2.1");
    purpose.provides = catalog::Provides::compiler;
    TreeWriter writer(tree.path());
    DebianSource({}).complete(writer, purpose, system.path(), CancelFlag());
    EXPECT_THAT(read_file_text(tree / "bin/g++"), HasSubstr("-B/usr/lib64/"));
    EXPECT_TRUE(fs::exists(tree.path() / internal / "cc1plus"));
}

TEST(DebianSource, CallsAPackageByItsName) {
    catalog::Archive archive;
    archive.component = "cuda_nvcc";
    archive.path = "pool/non-free/n/nvidia-cuda-toolkit/nvidia-cuda-dev_11.2.2-3_amd64.deb";
    EXPECT_EQ(DebianSource({}).label(archive), "nvidia-cuda-dev");
}

TEST(DebianSource, LeavesOtherPackagesAsTheyAre) {
    const test::TempDir part;
    TreeWriter tree(part.path());
    DebianSource({}).complete(tree, toolkit(Platform::linux_x86_64, "11.2.2"), "/", CancelFlag());
    EXPECT_TRUE(fs::is_empty(part.path()));
}

}  // namespace
}  // namespace cudaenv::source
