// SPDX-License-Identifier: Apache-2.0
// When an environment is what a request asks for, and when it only looks so.
#include "jobs/same_request.hpp"

#include "support/temp_dir.hpp"

#include <cudaenv/store/record.hpp>

#include <gtest/gtest.h>

#include <fstream>

namespace cudaenv::jobs {
namespace {

using store::RecordedCompiler;

class InstalledAlready : public ::testing::Test {
 protected:
    InstalledAlready() {
        request_.cuda = parse_spec("11.2");
        resolution_.toolkit = parse_version("11.2.2");
        record_.name = "11.2.2";
        record_.spec = "11.2";
        record_.toolkit = parse_version("11.2.2");
        record_.profile = Profile::standard;
        record_.source = SourceName::debian;
    }

    void ask(const char* host_compiler, const char* resolved_version, CompilerOrigin origin) {
        request_.host_compiler = parse_compiler_wish(host_compiler);
        resolution_.host_compiler.kind = CompilerKind::gcc;
        resolution_.host_compiler.version = parse_version(resolved_version);
        resolution_.host_compiler.origin = origin;
    }

    [[nodiscard]] bool is_found() const {
        std::filesystem::create_directories(directory_ / ".cudaenv");
        std::ofstream(directory_ / ".cudaenv/record.json") << store::render_record(record_);
        store::Installed environment;
        environment.name = record_.name;
        environment.path = directory_.path();
        environment.toolkit = record_.toolkit;
        return find_same_request(request_, resolution_, {environment}).has_value();
    }

    test::TempDir directory_;
    resolve::Request request_;
    resolve::Resolution resolution_;
    store::Record record_;
};

TEST_F(InstalledAlready, TakesACompilerOfCudaenvForAnyOtherWhenNoneIsNamed) {
    record_.host_compiler = RecordedCompiler{
        CompilerKind::gcc, *find_version("10.2.1"), CompilerOrigin::store, "gcc-10.2.1-00"};
    ask("auto", "9.5.0", CompilerOrigin::store);
    EXPECT_TRUE(is_found());
    ask("auto", "9.5.0", CompilerOrigin::system);
    EXPECT_FALSE(is_found());
}

TEST_F(InstalledAlready, IsTheNamedCompilerOrNotTheSame) {
    record_.host_compiler = RecordedCompiler{
        CompilerKind::gcc, *find_version("10.2.1"), CompilerOrigin::store, "gcc-10.2.1-00"};
    ask("gcc-10", "10.2.1", CompilerOrigin::store);
    EXPECT_TRUE(is_found());
    ask("gcc-9", "9.5.0", CompilerOrigin::store);
    EXPECT_FALSE(is_found());
}

TEST_F(InstalledAlready, IsTheMachinesCompilerOrNotTheSame) {
    record_.host_compiler = RecordedCompiler{
        CompilerKind::gcc, *find_version("10.2.1"), CompilerOrigin::system, "/usr/bin/g++-10"};
    ask("system", "10.2.1", CompilerOrigin::system);
    EXPECT_TRUE(is_found());
    ask("system", "9.5.0", CompilerOrigin::system);
    EXPECT_FALSE(is_found());
}

TEST_F(InstalledAlready, RecordsNoCompilerThatNvccFindsByItself) {
    ask("system", "9.5.0", CompilerOrigin::system);
    resolution_.host_compiler.is_default = true;
    EXPECT_TRUE(is_found());
    resolution_.host_compiler.is_default = false;
    EXPECT_FALSE(is_found());
}

}  // namespace
}  // namespace cudaenv::jobs
