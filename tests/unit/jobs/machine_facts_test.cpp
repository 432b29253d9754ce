// SPDX-License-Identifier: Apache-2.0
// The machine that is asked about: this one or another, and what is said instead of its facts.
#include "jobs/machine_facts.hpp"

#include "session_fixture.hpp"
#include "support/expect_error.hpp"

#include <cudaenv/machine/machine_file.hpp>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace cudaenv::jobs {
namespace {

using cudaenv::test::expect_error;
using testing::ElementsAre;

class LoadMachine : public testing::Test, protected test::SessionFixture {
 protected:
    static MachineWish with_driver(const std::string& driver) {
        MachineWish wish;
        wish.given.driver = driver;
        wish.given.driver_where = "--driver";
        return wish;
    }
    static MachineWish with_gpu(const std::string& gpu) {
        MachineWish wish;
        wish.given.gpu = gpu;
        wish.given.gpu_where = "--gpu";
        return wish;
    }
    machine::Machine load(const MachineWish& wish) const {
        return load_machine(wish, surroundings());
    }
    /// Another machine's own words, in a file.
    [[nodiscard]] MachineWish of_another(MachineWish wish) const {
        machine::Machine node;
        node.platform = Platform::linux_sbsa;
        node.driver = machine::Driver{parse_version("535.104.05"), "NVML"};
        node.gpus = {{.name = "NVIDIA GH200 480GB", .origin = "NVML"}};
        write("node.json", machine::render_machine(node));
        wish.file = (directory / "node.json").string();
        wish.file_where = "--machine";
        return wish;
    }
};

TEST_F(LoadMachine, OfThisOneTheWishCountsBeforeTheEnvironment) {
    environment.set(variables::kDriver, "550.54.15");
    environment.set(variables::kGpu, "8.6");
    const machine::Machine plain = load({});
    ASSERT_TRUE(plain.driver);
    EXPECT_EQ(plain.driver->version.text(), "550.54.15");
    EXPECT_EQ(plain.driver->origin, variables::kDriver);

    const machine::Machine wished = load(with_driver("460.80"));
    EXPECT_EQ(wished.driver->version.text(), "460.80");
    EXPECT_EQ(wished.driver->origin, "--driver");
    EXPECT_THAT(machine::capabilities(wished), ElementsAre(parse_version("8.6")));
    EXPECT_THAT(machine::capabilities(load(with_gpu("9.0"))), ElementsAre(parse_version("9.0")));
}

TEST_F(LoadMachine, OfAnotherOneTheWishCountsAndTheEnvironmentDoesNot) {
    environment.set(variables::kDriver, "550.54.15");
    const machine::Machine node = load(of_another({}));
    EXPECT_EQ(node.platform, Platform::linux_sbsa);
    EXPECT_EQ(node.driver->version.text(), "535.104.05");
    const machine::Machine wished = load(of_another(with_driver("460.80")));
    EXPECT_EQ(wished.driver->version.text(), "460.80");
    EXPECT_EQ(wished.platform, Platform::linux_sbsa);
}

TEST_F(LoadMachine, NeedsTheFileThatIsNamed) {
    MachineWish wish = of_another({});
    wish.file = (directory / "none.json").string();
    expect_error(ErrorKind::usage, "--machine: there is no file", Advice::describe_machine, [&] {
        load(wish);
    });
}

catalog::GpuTable table_of(const std::string& name, const std::string& capability) {
    catalog::GpuProduct product;
    product.names = {name};
    product.capability = parse_version(capability);
    catalog::GpuTable table;
    table.products.push_back(product);
    return table;
}

class LookUpGpus : public testing::Test {
 protected:
    static machine::Machine with_gpu(const std::string& name, const std::string& origin) {
        machine::Machine machine;
        machine.gpus = {{.name = name, .origin = origin}};
        return machine;
    }
    catalog::GpuTable table_ = table_of("GeForce RTX 4090", "8.9");
};

TEST_F(LookUpGpus, AddsTheCapabilityOfAName) {
    machine::Machine machine = with_gpu("NVIDIA GeForce RTX 4090", "/proc/driver/nvidia/gpus");
    EXPECT_TRUE(has_unknown_gpu(machine));
    look_up_gpus(machine, {}, table_);
    EXPECT_FALSE(has_unknown_gpu(machine));
    EXPECT_EQ(machine.gpus.front().capability, parse_version("8.9"));
}

TEST_F(LookUpGpus, LeavesACapabilityThatIsKnown) {
    machine::Machine machine = with_gpu("GeForce RTX 4090", "NVML");
    machine.gpus.front().capability = parse_version("9.0");
    EXPECT_FALSE(has_unknown_gpu(machine));
    look_up_gpus(machine, {}, table_);
    EXPECT_EQ(machine.gpus.front().capability, parse_version("9.0"));
}

TEST_F(LookUpGpus, RefusesAnUnknownNameOnlyWhereItWasGiven) {
    MachineWish wish;
    wish.given.gpu_where = "--gpu";
    machine::Machine found = with_gpu("Voodoo 2", "/proc/driver/nvidia/gpus");
    look_up_gpus(found, wish, table_);
    EXPECT_TRUE(has_unknown_gpu(found));
    for (const std::string origin : {"--gpu", variables::kGpu}) {
        machine::Machine given = with_gpu("Voodoo 2", origin);
        expect_error(ErrorKind::usage, origin + ": no GPU that CUDA knows", [&] {
            look_up_gpus(given, wish, table_);
        });
    }
}

}  // namespace
}  // namespace cudaenv::jobs
