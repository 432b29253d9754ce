// SPDX-License-Identifier: Apache-2.0
// The line-based activation file.
#include <cudaenv/base/error.hpp>
#include <cudaenv/store/activation_file.hpp>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace cudaenv::store {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::Pair;

constexpr const char* kExample =
    "cudaenv-activation 3\n"
    "toolkit 11.2.2\n"
    "library cudnn 8.9.7.29\n"
    "profile default\n"
    "path bin\n"
    "path nvvm/bin\n"
    "library-path lib64\n"
    "set CUDA_HOME .\n"
    "set NVCC_CCBIN store:gcc-10.2.1-0123456789abcdef/bin/g++\n"
    "prepend NVCC_PREPEND_FLAGS -ccbin /opt/gcc 10/bin/g++\n"
    "end\n";

TEST(ActivationFile, HoldsEverythingTheShimNeeds) {
    const Activation activation = parse_activation(kExample, "file");
    EXPECT_EQ(activation.toolkit, "11.2.2");
    EXPECT_THAT(activation.libraries, ElementsAre(Pair("cudnn", "8.9.7.29")));
    EXPECT_EQ(activation.profile, Profile::standard);
    EXPECT_THAT(activation.paths, ElementsAre("bin", "nvvm/bin"));
    EXPECT_THAT(activation.library_paths, ElementsAre("lib64"));
    EXPECT_THAT(activation.set,
                ElementsAre(Pair("CUDA_HOME", "."),
                            Pair("NVCC_CCBIN", "store:gcc-10.2.1-0123456789abcdef/bin/g++")));
    EXPECT_THAT(activation.prepend,
                ElementsAre(Pair("NVCC_PREPEND_FLAGS", "-ccbin /opt/gcc 10/bin/g++")));
    EXPECT_EQ(activation.prefix, "");
}

TEST(ActivationFile, RendersWhatItParses) {
    EXPECT_EQ(render_activation(parse_activation(kExample, "file")), kExample);
}

TEST(ActivationFile, OfAnEarlierProgramHasNoEndOrNoProfile) {
    std::string text(kExample);
    text.replace(text.find('3'), 1, "1");
    text.resize(text.rfind("end"));
    EXPECT_EQ(render_activation(parse_activation(text, "file")), kExample);

    text = kExample;
    text.replace(text.find('3'), 1, "2");
    const std::string_view profile = "profile default\n";
    text.erase(text.find(profile), profile.size());
    EXPECT_EQ(parse_activation(text, "file").profile, std::nullopt);
}

TEST(ActivationFile, OfANewerProgramMayNameAProfileThatNobodyKnowsYet) {
    std::string text(kExample);
    text.replace(text.find("default"), 7, "tiny");
    EXPECT_EQ(parse_activation(text, "file").profile, std::nullopt);
}

TEST(ActivationFile, IsDamagedWhereverItIsCut) {
    const std::string text(kExample);
    for (std::size_t size = 0; size + 1 < text.size(); ++size)
        EXPECT_THROW(parse_activation(text.substr(0, size), "file"), Error) << size;
}

TEST(ActivationFile, KeepsThePrefixOfALinkedToolkit) {
    Activation activation;
    activation.toolkit = "12.4";
    activation.prefix = "/usr/local/my cuda-12.4";
    const std::string text = render_activation(activation);
    EXPECT_EQ(text, "cudaenv-activation 3\ntoolkit 12.4\nprefix /usr/local/my cuda-12.4\nend\n");
    EXPECT_EQ(parse_activation(text, "file").prefix, activation.prefix);
}

TEST(ActivationFile, KeepsTheProjectWhoseLockWasTrusted) {
    Activation activation;
    activation.toolkit = "12.4";
    activation.project = "/home/me/my project";
    const std::string text = render_activation(activation);
    EXPECT_EQ(text, "cudaenv-activation 3\ntoolkit 12.4\nproject /home/me/my project\nend\n");
    EXPECT_EQ(parse_activation(text, "file").project, activation.project);
}

TEST(ActivationFile, KeepsEmptyValuesAndBlanksInsideValues) {
    const Activation activation =
        parse_activation("cudaenv-activation 1\ntoolkit 1\nset A \nset B  x y \n", "file");
    EXPECT_THAT(activation.set, ElementsAre(Pair("A", ""), Pair("B", " x y ")));
}

TEST(ActivationFile, RefusesToRenderALineEnd) {
    Activation activation;
    activation.toolkit = "12.4";
    activation.prefix = "/a\nset LD_PRELOAD /evil";
    try {
        render_activation(activation);
        FAIL();
    } catch (const Error& error) {
        EXPECT_EQ(error.kind(), ErrorKind::usage);
        EXPECT_THAT(error.message(), HasSubstr("line end"));
    }
}

TEST(ActivationFile, NamesFileAndLineOfWhatIsMalformed) {
    struct Row {
        const char* line;
        const char* words;
    };
    constexpr Row rows[] = {
        {"", "malformed"},
        {"toolkit", "malformed"},
        {"toolkit ", "malformed"},
        {"library cudnn", "malformed"},
        {"library  9", "malformed"},
        {"path ", "malformed"},
        {"set 1A x", "malformed"},
        {"set A-B x", "malformed"},
        {"prepend  x", "malformed"},
        {"prefix relative", "malformed"},
        {"prefix /a\x1b[2J", "malformed line 'prefix /a\x1b[2J'"},
        {"project relative", "malformed"},
        {"project /a\x07", "malformed"},
        {"library a/b 9", "malformed"},
        {"library cu\x1b 9", "malformed"},
        {"run rm", "malformed line 'run rm'"},
    };
    for (const Row& row : rows) {
        try {
            parse_activation("cudaenv-activation 1\ntoolkit 12\n" + std::string(row.line) + "\n",
                             "/e/activation");
            ADD_FAILURE() << row.line;
        } catch (const Error& error) {
            EXPECT_EQ(error.kind(), ErrorKind::integrity);
            EXPECT_THAT(error.message(), HasSubstr("/e/activation:3: ")) << row.line;
            EXPECT_THAT(error.message(), HasSubstr(row.words)) << row.line;
        }
    }
}

TEST(ActivationFile, NeedsAKnownFormatAndAToolkit) {
    struct Row {
        const char* text;
        const char* words;
    };
    constexpr Row rows[] = {
        {"", "no activation file"},
        {"toolkit 12\n", "no activation file"},
        {"cudaenv-activation 4\ntoolkit 12\nend\n", "format '4' is not known"},
        {"cudaenv-activation 3\ntoolkit 12\n", "file:2: its end is missing"},
        {"cudaenv-activation 3", "file:1: its end is missing"},
        {"cudaenv-activation 3\ntoolkit 12\nend\npath bin\n", "its end is missing"},
        {"cudaenv-activation 3\ntoolkit 12\nend\nend\n", "malformed line 'end'"},
        {"cudaenv-activation\ntoolkit 12\n", "format '' is not known"},
        {"cudaenv-activation 1\npath bin\n", "no toolkit"},
    };
    for (const Row& row : rows) {
        try {
            parse_activation(row.text, "file");
            ADD_FAILURE() << row.text;
        } catch (const Error& error) {
            EXPECT_EQ(error.kind(), ErrorKind::integrity);
            EXPECT_THAT(error.message(), HasSubstr(row.words));
        }
    }
}

}  // namespace
}  // namespace cudaenv::store
