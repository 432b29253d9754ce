// SPDX-License-Identifier: Apache-2.0
// What is listed as installed.
#include "root_fixture.hpp"

#include <cudaenv/jobs/inventory.hpp>
#include <cudaenv/store/entries.hpp>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace cudaenv::jobs {
namespace {

using testing::IsEmpty;
using testing::SizeIs;

class TakeInventory : public testing::Test, protected test::RootFixture {
 protected:
    Environment environment_;
};

TEST_F(TakeInventory, MeasuresWhatIsWholeAndNamesWhatIsDamaged) {
    add("12.4.1", "12.4.1");
    replace_file(layout.environment("12.4.1") / "bin/nvcc", std::string(100'000, 'x'));
    add_damaged("11.8.0", "11.8.0");
    const Inventory inventory = take_inventory(environment_, layout);
    ASSERT_THAT(inventory.healthy, SizeIs(1));
    EXPECT_EQ(inventory.healthy.front().environment.name, "12.4.1");
    EXPECT_GE(inventory.healthy.front().size.value, 100'000U);
    ASSERT_THAT(inventory.damaged, SizeIs(1));
    EXPECT_EQ(inventory.damaged.front().name, "11.8.0");
}

TEST_F(TakeInventory, ListsALinkedToolkitThatIsGone) {
    store::Activation activation;
    activation.toolkit = "12.4";
    activation.prefix = (directory / "gone").string();
    replace_file(layout.environment("mine") / ".cudaenv/activation",
                 store::render_activation(activation));
    const Inventory inventory = take_inventory(environment_, layout);
    ASSERT_THAT(inventory.healthy, SizeIs(1));
    EXPECT_EQ(inventory.healthy.front().size.value, 0U);
}

TEST_F(TakeInventory, IsEmptyWhereNothingIsInstalled) {
    const Inventory inventory = take_inventory(environment_, layout);
    EXPECT_THAT(inventory.healthy, IsEmpty());
    EXPECT_THAT(inventory.damaged, IsEmpty());
    EXPECT_THAT(inventory.passed_over, IsEmpty());
}

TEST_F(TakeInventory, FindsCompilersThatAreKeptAndThere) {
    const std::string there = "gcc-10-10.2.1-0123456789abcdef";
    replace_file(store::entry_path(layout, there) / "bin/g++", std::string(50'000, 'x'));
    store::keep_entry(layout, there);
    store::keep_entry(layout, "gcc-12-12.2.0-0123456789abcdef");
    const auto compilers = kept_compilers(layout);
    ASSERT_THAT(compilers, SizeIs(1));
    EXPECT_EQ(compilers.front().entry, there);
    EXPECT_GE(compilers.front().size.value, 50'000U);
}

}  // namespace
}  // namespace cudaenv::jobs
