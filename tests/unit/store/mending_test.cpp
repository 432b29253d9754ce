// SPDX-License-Identifier: Apache-2.0
// Commands that make an environment again, from all or little that is known of it.
#include "support/temp_dir.hpp"

#include <cudaenv/base/spec.hpp>
#include <cudaenv/store/environment_name.hpp>
#include <cudaenv/store/mending.hpp>
#include <cudaenv/sys/files.hpp>

#include <gtest/gtest.h>

namespace cudaenv::store {
namespace {

Record full_record() {
    Record record;
    record.name = "12.4.1-cudnn9.1.1";
    record.toolkit = parse_version("12.4.1");
    record.libraries = {{Product::cudnn, parse_version("9.1.1.17")}};
    record.profile = Profile::standard;
    return record;
}

TEST(DefaultEnvironmentName, NamesToolkitAndLibraries) {
    const Version toolkit = parse_version("12.4.1");
    EXPECT_EQ(default_environment_name(toolkit, {}), "12.4.1");
    EXPECT_EQ(default_environment_name(toolkit,
                                       {{Product::cudnn, parse_version("9.1.1.17")},
                                        {Product::nccl, parse_version("2.21.5")}}),
              "12.4.1-cudnn9.1.1-nccl2.21.5");
    EXPECT_EQ(default_environment_name(toolkit, {{Product::nccl, parse_version("2.27.7")}}),
              "12.4.1-nccl2.27.7");
}

TEST(DefaultEnvironmentName, NamesNoMoreThanANameCanHold) {
    std::map<Product, Version> all;
    for (const Product library : libraries()) all.emplace(library, parse_version("12.34.56.78"));
    const std::string name = default_environment_name(parse_version("12.4.1"), all);
    EXPECT_EQ(name, "12.4.1-cudnn12.34.56-cublasmp12.34.56.78-cudss12.34.56.78-and12more");
    EXPECT_TRUE(is_environment_name(name + "-clang20-default-" + lock_label("0123456789")));
    EXPECT_TRUE(is_named_by_rule(name, parse_version("12.4.1"), all));
}

TEST(IsNamedByRule, UnlessSomebodyChoseIt) {
    const Version toolkit = parse_version("11.2.2");
    const std::map<Product, Version> libraries = {{Product::cudnn, parse_version("8.9.7.29")},
                                                  {Product::nccl, parse_version("2.8.4")}};
    for (const char* name : {"11.2.2-cudnn8.9.7-nccl2.8.4",
                             "11.2.2-cudnn8.9.7-nccl2.8.4-gcc10",
                             "11.2.2-cudnn8.9.7-nccl2.8.4-clang11-full",
                             "11.2.2-cudnn8.9.7"})
        EXPECT_TRUE(is_named_by_rule(name, toolkit, libraries)) << name;
    for (const char* name : {"11.2.2",
                             "11.2.2-cudnn8.9.7-nccl2.8.4-mine",
                             "11.2.2-cudnn8.9.7-nccl2.8.4-",
                             "11.2.2-cudnn8.9.7-nccl2.8.4-gcc",
                             "11.2.2-cudnn8.9.7-nccl2.8.4gcc10",
                             "lab"})
        EXPECT_FALSE(is_named_by_rule(name, toolkit, libraries)) << name;
}

TEST(MendingCommand, NamesWhatDiffersFromTheUsual) {
    Record record = full_record();
    EXPECT_EQ(mending_command(record), "cudaenv install 12.4.1 --cudnn 9.1.1.17");
    record.libraries = {{Product::nccl, parse_version("2.21.5.1")}};
    record.profile = Profile::minimal;
    record.name = "lab";
    record.components = {"cuda_gdb", "nsight_systems"};
    record.host_compiler = RecordedCompiler{
        CompilerKind::gcc, *find_version("10.2.1"), CompilerOrigin::store, "gcc-10-x"};
    record.archives.push_back({"libcublas", "f", {}, {}, SourceName::redist, {"core", "static"}});
    EXPECT_EQ(mending_command(record),
              "cudaenv install 12.4.1 --profile minimal --cudnn none --with nccl=2.21.5.1,static "
              "--component cuda_gdb,nsight_systems --host-compiler gcc-10 --name lab");
    record = full_record();
    record.host_compiler = RecordedCompiler{
        CompilerKind::gcc, *find_version("12.2.0"), CompilerOrigin::system, "/usr/bin/g++"};
    EXPECT_EQ(mending_command(record), "cudaenv install 12.4.1 --cudnn 9.1.1.17");
}

TEST(MendingCommand, TrustsTheSameLockAgain) {
    Record record = full_record();
    record.name += "-lock0123abcd";
    record.project = "/home/me/my project";
    EXPECT_EQ(mending_command(record), "cd '/home/me/my project' && cudaenv install --trust-lock");
    record.name = "lab";
    EXPECT_EQ(mending_command(record, "/opt/cuda"),
              "cd '/home/me/my project' && CUDAENV_ROOT=/opt/cuda cudaenv install --trust-lock "
              "--name lab");
}

TEST(GuessRecord, KnowsNoReleaseOfALockThatIsNobodys) {
    const cudaenv::test::TempDir dir;
    replace_file(dir / "activation", "toolkit 12.4.1\nproject /home/me/x\n");
    EXPECT_EQ(guess_record("12.4.1-lock0123abcd", dir / "activation").project, "/home/me/x");
    replace_file(dir / "activation", "toolkit 12.4.1\n");
    const Record record = guess_record("12.4.1-lock0123abcd", dir / "activation");
    EXPECT_EQ(record.toolkit.text(), "");
    EXPECT_EQ(mending_command(record), "cudaenv uninstall 12.4.1-lock0123abcd");
}

TEST(MendingCommand, WorksOnTheRootOfTheEnvironment) {
    EXPECT_EQ(mending_command(full_record(), "/opt/cuda"),
              "CUDAENV_ROOT=/opt/cuda cudaenv install 12.4.1 --cudnn 9.1.1.17");
}

TEST(MendingCommand, RemovesWhatNobodyKnows) {
    Record record;
    record.name = "lab";
    EXPECT_EQ(mending_command(record), "cudaenv uninstall lab");
}

TEST(GuessRecord, ReadsWhatIsLeft) {
    const cudaenv::test::TempDir dir;
    const auto file = dir / "activation";
    replace_file(file,
                 "garbage\ntoolkit 12.4.1\nlibrary cudnn 9.1.1.17\nlibrary x\nlibrary toy 1\n"
                 "library nccl two\n\x01\n");
    const Record record = guess_record("lab", file);
    EXPECT_EQ(record.toolkit.text(), "12.4.1");
    EXPECT_EQ(record.libraries.size(), 1U);
    EXPECT_EQ(mending_command(record), "cudaenv install 12.4.1 --cudnn 9.1.1.17 --name lab");
}

TEST(GuessRecord, GoesByTheNameWhenNothingIsLeft) {
    const cudaenv::test::TempDir dir;
    const auto command = [&](const char* name) {
        return mending_command(guess_record(name, dir / "absent"));
    };
    EXPECT_EQ(command("12.4.1-cudnn9.1.1"), "cudaenv install 12.4.1 --cudnn 9.1.1");
    EXPECT_EQ(command("12.4.1"), "cudaenv install 12.4.1 --cudnn none");
    EXPECT_EQ(command("12.4.1-mine"), "cudaenv install 12.4.1 --name 12.4.1-mine");
    EXPECT_EQ(command("lab"), "cudaenv uninstall lab");
}

}  // namespace
}  // namespace cudaenv::store
