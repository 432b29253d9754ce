// SPDX-License-Identifier: Apache-2.0
// The lines of the probe, among whatever libraries print.
#include <cudaenv/machine/probe.hpp>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace cudaenv::machine {
namespace {

using ::testing::IsEmpty;
using ::testing::SizeIs;

TEST(ProbeText, IsReadLineByLine) {
    const auto answer = parse_probe(
        "WARNING: a library says something\ndriver 550.144.03\ncuda 12.4 NVML\n"
        "gpu 9.0 85899345920 NVIDIA H100 80GB HBM3\ngpu - - NVIDIA T4\ngpu 8.7 - \ndone\n");
    EXPECT_EQ(answer.driver->text(), "550.144.03");
    EXPECT_EQ(answer.cuda->text(), "12.4");
    EXPECT_EQ(answer.cuda_origin, "NVML");
    ASSERT_THAT(answer.gpus, SizeIs(3));
    EXPECT_EQ(answer.gpus[0].name, "NVIDIA H100 80GB HBM3");
    EXPECT_EQ(answer.gpus[0].memory, ByteCount{85'899'345'920});
    EXPECT_FALSE(answer.gpus[1].capability);
    EXPECT_FALSE(answer.gpus[1].memory);
    EXPECT_EQ(answer.gpus[2].capability->text(), "8.7");
    EXPECT_FALSE(answer.failed);
    EXPECT_FALSE(answer.lacks_libcuda);
    EXPECT_TRUE(parse_probe("driver 550.144.03\nno-libcuda\ndone\n").lacks_libcuda);
}

TEST(ProbeText, ThatEndsEarlyIsAFailure) {
    EXPECT_TRUE(parse_probe("").failed);
    EXPECT_TRUE(parse_probe("driver 550.144.03\n").failed);
    EXPECT_EQ(parse_probe("driver 550.144.03\n").driver->text(), "550.144.03");
    EXPECT_TRUE(parse_probe("failed\ndone\n").failed);
    EXPECT_TRUE(parse_probe("mismatch\nfailed\ndone\n").mismatched);
}

TEST(ProbeText, BelievesNothingImplausible) {
    const auto answer = parse_probe(
        "driver ????\ncuda banana NVML\ngpu -5.1000000 99999999999999999999 \ngpu 8.6.1 x \n"
        "gpu\ngpu 0.1 0 \ndone\n");
    EXPECT_FALSE(answer.driver);
    EXPECT_FALSE(answer.cuda);
    EXPECT_EQ(answer.cuda_origin, "");
    EXPECT_THAT(answer.gpus, IsEmpty());
}

}  // namespace
}  // namespace cudaenv::machine
