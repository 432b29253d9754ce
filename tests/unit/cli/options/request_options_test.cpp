// SPDX-License-Identifier: Apache-2.0
// What the options, a pin and the configuration ask for together.
#include "cli/options/request_options.hpp"

#include <cudaenv/base/error.hpp>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <optional>

namespace cudaenv::cli {
namespace {

using testing::AllOf;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::Not;

resolve::Request request_with(const std::vector<std::string>& with,
                              const selection::Pin* pin = nullptr) {
    RequestOptions options;
    options.with = with;
    return make_request(parse_spec("12.4"), options, pin, {});
}

/// The Error that `action` must throw.
template <typename Action>
Error failure_of(Action action) {
    try {
        action();
    } catch (const Error& error) {
        return error;
    }
    ADD_FAILURE() << "nothing was thrown";
    return {ErrorKind::internal, ""};
}

Error failure_with(const std::string& with) {
    return failure_of([&] { request_with({with}); });
}

TEST(MakeRequest, TakesLibrariesFromThePinAndRatherFromTheOption) {
    const auto pin = selection::parse_pin("cuda: 12.4\ncudnn: 9\nnccl: none\nnvcomp: 5\n", "/p");
    const auto request = request_with({"static", "nccl=2.21", "cutensor"}, &pin);
    EXPECT_EQ(request.cudnn->text(), "9");
    ASSERT_EQ(request.libraries.size(), 3U);
    EXPECT_EQ(request.libraries.at(Product::nccl).text(), "2.21");
    EXPECT_EQ(request.libraries.at(Product::cutensor).kind(), Spec::Kind::latest);
    EXPECT_EQ(request.libraries.at(Product::nvcomp).text(), "5");
}

TEST(MakeRequest, OfAnUnknownLibraryNamesThoseThatThereAre) {
    for (const std::string name : {"nickel", "NCCL", ""}) {
        const Error error = failure_with(name);
        EXPECT_EQ(error.kind(), ErrorKind::not_found);
        EXPECT_EQ(error.message(), "no library is called " + name);
        EXPECT_THAT(error.hint(), AllOf(HasSubstr("cublasmp, "), HasSubstr("nccl, ")));
        EXPECT_THAT(error.hint(), AllOf(Not(HasSubstr("cuda,")), Not(HasSubstr("cudnn"))));
    }
    EXPECT_EQ(failure_with("nickel=2.21").message(), "no library is called nickel");
}

TEST(MakeRequest, TakesNeitherToolkitNorCompilerForALibrary) {
    EXPECT_EQ(failure_with("cuda=12.4").message(), "no library is called cuda");
    EXPECT_EQ(failure_with("gcc").message(), "no library is called gcc");
}

TEST(MakeRequest, OfCudnnNamesItsOwnOption) {
    const Error error = failure_with("cudnn=9");
    EXPECT_EQ(error.kind(), ErrorKind::usage);
    EXPECT_EQ(error.message(), "cuDNN has an option of its own");
    EXPECT_THAT(error.hint(), HasSubstr("--cudnn"));
}

TEST(SourceOrder, IsThatOfTheConfigurationUnlessOneIsNamed) {
    config::Config config;
    config.sources = {SourceName::wheels, SourceName::redist};
    EXPECT_THAT(source_order(config, ""), ElementsAre(SourceName::wheels, SourceName::redist));
    EXPECT_THAT(source_order(config, "debian"), ElementsAre(SourceName::debian));
}

TEST(SourceOrder, OfAnUnknownSourceNamesThoseThatThereAre) {
    const Error error = failure_of([] { source_order({}, "conda"); });
    EXPECT_EQ(error.kind(), ErrorKind::usage);
    EXPECT_EQ(error.message(), "no source is called conda");
    EXPECT_EQ(error.hint(), "--source takes one of: redist debian wheels");
}

}  // namespace
}  // namespace cudaenv::cli
