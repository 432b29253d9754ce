// SPDX-License-Identifier: Apache-2.0
// What is called alike, and what is told apart.
#include "install/choose_name.hpp"

#include "support/temp_dir.hpp"

#include <cudaenv/digest/hash.hpp>
#include <cudaenv/sys/files.hpp>

#include <gtest/gtest.h>

namespace cudaenv::install {
namespace {

class ChooseName : public testing::Test {
 protected:
    static store::Record record(Profile profile = Profile::standard) {
        store::Record record;
        record.toolkit = parse_version("11.2.2");
        record.profile = profile;
        record.source = SourceName::redist;
        for (const char* component : {"cuda_nvcc", "libcublas", "nsight_compute"}) {
            record.archives.push_back({component,
                                       component,
                                       digest::hash_bytes(component),
                                       {},
                                       SourceName::redist,
                                       {component}});
        }
        record.archives.resize(profile == Profile::minimal    ? 1
                               : profile == Profile::standard ? 2
                                                              : 3);
        return record;
    }
    static store::RecordedCompiler gcc(const char* version) {
        return {CompilerKind::gcc, parse_version(version), CompilerOrigin::store, "gcc-entry"};
    }
    /// What a --host-compiler comes to.
    static Distinctions named(const char* version) {
        Distinctions distinctions;
        distinctions.compiler.origin = CompilerOrigin::store;
        distinctions.compiler.version = parse_version(version);
        distinctions.is_compiler_named = true;
        return distinctions;
    }
    void install(store::Record record, const std::string& name) const {
        record.name = name;
        replace_file(layout_.environment(name) / store::kRecordFile, store::render_record(record));
    }
    [[nodiscard]] std::string name_of(const store::Record& record,
                                      const Distinctions& distinctions = {}) const {
        return choose_name(record, distinctions, layout_);
    }

    test::TempDir dir_;
    store::Layout layout_{dir_ / "root", dir_ / "cache", dir_ / "config"};
};

TEST_F(ChooseName, AfterReleaseAndLibraries) {
    store::Record wish = record();
    EXPECT_EQ(name_of(wish), "11.2.2");
    wish.libraries = {{Product::nccl, parse_version("2.27.7")}};
    EXPECT_EQ(name_of(wish), "11.2.2-nccl2.27.7");
    EXPECT_EQ(name_of(wish, {{}, false, "lock0123abcd"}), "11.2.2-nccl2.27.7-lock0123abcd");
}

TEST_F(ChooseName, SharesItWithALargerOrSmallerProfile) {
    install(record(), "11.2.2");
    EXPECT_EQ(name_of(record(Profile::minimal)), "11.2.2") << "it is there";
    EXPECT_EQ(name_of(record(Profile::full)), "11.2.2") << "it grows";
}

TEST_F(ChooseName, TellsApartWhatWouldTakeSomethingAway) {
    store::Record there = record();
    there.libraries = {{Product::nccl, parse_version("2.27.7")}};
    install(there, "11.2.2");  // as earlier programs called it
    EXPECT_EQ(name_of(record()), "11.2.2") << "it is there";
    EXPECT_EQ(name_of(record(Profile::full)), "11.2.2-full");
    there.libraries = {};
    there.components = {"nsight_systems"};
    install(there, "11.2.2");
    EXPECT_EQ(name_of(record(Profile::full)), "11.2.2-full");
}

TEST_F(ChooseName, TellsCompilersApartThatWereNamed) {
    store::Record there = record();
    there.host_compiler = gcc("10.2.1");
    install(there, "11.2.2");
    store::Record wish = record();
    wish.host_compiler = gcc("9.3.0");
    EXPECT_EQ(name_of(wish), "11.2.2") << "nobody named one: another that fits takes its place";
    EXPECT_EQ(name_of(wish, named("9.3.0")), "11.2.2-gcc9");
    wish.host_compiler = gcc("10.5.0");
    EXPECT_EQ(name_of(wish, named("10.5.0")), "11.2.2") << "it is the same major";
    wish.host_compiler.reset();  // nvcc finds it without being told
    EXPECT_EQ(name_of(wish, named("9.4.0")), "11.2.2-gcc9");
    install(wish, "11.2.2-gcc9");
    wish.libraries = {{Product::cudnn, parse_version("8.1.1.33")}};
    EXPECT_EQ(name_of(wish, named("9.4.0")), "11.2.2-cudnn8.1.1");
}

TEST_F(ChooseName, MakesADamagedOneAnew) {
    replace_file(layout_.environment("11.2.2") / store::kRecordFile, "{");
    EXPECT_EQ(name_of(record()), "11.2.2");
}

}  // namespace
}  // namespace cudaenv::install
