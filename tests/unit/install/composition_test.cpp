// SPDX-License-Identifier: Apache-2.0
// Whose word a store entry stands for.
#include "install/composition.hpp"

#include <cudaenv/source/sources.hpp>

#include <gtest/gtest.h>

namespace cudaenv::install {
namespace {

catalog::Archive archive(char digit) {
    catalog::Archive archive;
    archive.component = "cuda_nvcc";
    archive.version = "12.4.131";
    archive.path = "cuda_nvcc/x.tar.xz";
    archive.sha256 = *find_sha256(std::string(64, digit));
    return archive;
}

class StoreEntry : public testing::Test {
 protected:
    [[nodiscard]] std::string entry(const catalog::Archive& archive,
                                    Voucher voucher,
                                    const std::string& release = "12.4.1") const {
        const source::Purpose purpose{Platform::linux_x86_64,
                                      catalog::Provides::toolkit,
                                      Product::cuda,
                                      parse_version(release),
                                      {}};
        return archive_entry(archive, *source_, purpose, source::kCore, voucher);
    }

    std::unique_ptr<source::Source> source_ = source::make_source(SourceName::redist, {});
};

TEST_F(StoreEntry, OfAnArchiveThatOnlyALockVouchesForHasAKeyOfItsOwn) {
    EXPECT_EQ(entry(archive('1'), Voucher::catalogue), entry(archive('1'), Voucher::catalogue));
    EXPECT_NE(entry(archive('1'), Voucher::lock), entry(archive('1'), Voucher::catalogue));
    EXPECT_EQ(entry(archive('1'), Voucher::lock), entry(archive('1'), Voucher::lock));
    EXPECT_NE(entry(archive('1'), Voucher::lock), entry(archive('2'), Voucher::lock));
}

TEST_F(StoreEntry, OfALockDependsOnAllThatTheLockSaysOfTheFile) {
    catalog::Archive other = archive('1');
    other.path = "cuda_nvcc/y.tar.xz";
    EXPECT_NE(entry(archive('1'), Voucher::lock), entry(other, Voucher::lock));
    EXPECT_NE(entry(archive('1'), Voucher::lock), entry(archive('1'), Voucher::lock, "12.4.7"));
}

TEST_F(StoreEntry, OfACompilerThatOnlyALockVouchesForHasAKeyOfItsOwn) {
    const catalog::Archive one = archive('1');
    const catalog::Archive two = archive('2');
    const Version version = parse_version("10.2.1");
    EXPECT_NE(compiler_entry(version, {&one, &two}, *source_, Voucher::lock),
              compiler_entry(version, {&one, &two}, *source_, Voucher::catalogue));
}

}  // namespace
}  // namespace cudaenv::install
