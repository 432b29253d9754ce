// SPDX-License-Identifier: Apache-2.0
// Texts that others wrote, with escapes for the terminal: whatever shows them shows characters.
#include "integration/redist_archives.hpp"
#include "integration/trees.hpp"
#include "integration/world.hpp"
#include "support/archive_builder.hpp"

#include <cudaenv/base/printable.hpp>
#include <cudaenv/base/text.hpp>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace cudaenv::test {
namespace {

namespace fs = std::filesystem;
using nlohmann::json;
using testing::HasSubstr;

/// Colours, clears, writes to the clipboard, and turns the direction of writing.
const std::string kEvil = "evil\x1b]52;c;eA==\x07\u009b2J\u202e";
/// As bytes that are no UTF-8.
const std::string kEvilBytes =
    "evil\x9b"
    "2J\x1b[2J\x07";
/// Without what a pin refuses in any case.
const std::string kEvilLetters = "evil\u009b2J\u202e\x9b";

void expect_harmless(const std::string& text) {
    for (const std::string_view line : split_lines(text)) EXPECT_EQ(printable(line), line);
}

/// The text is shown, as `shown`, and steers nothing.
void expect_shown(const ProcessResult& result, const std::string& shown = "evil?") {
    expect_harmless(result.output);
    expect_harmless(result.errors);
    EXPECT_THAT(result.output + result.errors, HasSubstr(shown));
}

class HostileText : public testing::Test {
 protected:
    [[nodiscard]] ProcessResult run_shim(const std::vector<std::string>& arguments,
                                         const fs::path& directory) const {
        const fs::path shim = fs::path(CUDAENV_PROGRAM).parent_path() / "cudaenv-shim";
        std::vector<std::string> argv{
            "/bin/sh", "-c", "cd \"$0\" && exec \"$@\"", directory.string(), shim.string()};
        argv.insert(argv.end(), arguments.begin(), arguments.end());
        return world.run_program(argv);
    }
    fs::path write(const std::string& name, const std::string& text) const {
        return write_bytes(world.project() / name, text);
    }

    Upstream upstream;
    World world{upstream};
};

TEST_F(HostileText, InALockIsHarmless) {
    write(".cudaenv", "12.4\n");
    ASSERT_EQ(world.run({"lock"}).status, 0);
    json lock = json::parse(text_of(world.project() / ".cudaenv.lock"));
    lock["pin"]["cuda"] = kEvil;
    write(".cudaenv.lock", lock.dump());
    expect_shown(world.run({"install", "--locked"}));
    expect_shown(world.run({"lock", "--check"}));
    lock[kEvil] = 1;
    write(".cudaenv.lock", lock.dump());
    expect_shown(world.run({"install", "--locked"}), "has an unknown field");
    expect_shown(world.run({"lock", "--check"}), "has an unknown field");
}

TEST_F(HostileText, InARequirementIsHarmless) {
    for (const std::string& line : {"torch " + kEvil, "torch==" + kEvilBytes}) {
        write("requirements.txt", line + "\n");
        expect_shown(world.run({"resolve", "--for", "requirements.txt"}));
    }
    write("pyproject.toml", "[project]\ndependencies = [\"torch evil\\u001b[2J\\u202e\"]\n");
    expect_shown(world.run({"resolve", "--for", "pyproject.toml"}));
    expect_harmless(world.run({"resolve", "--for", "pyproject.toml", "--json"}).output);
}

TEST_F(HostileText, InAMachineFileIsHarmless) {
    json machine = world.json({"machine", "--json"});
    machine["gpus"][0]["name"] = kEvil;
    const std::string file = write("machine.json", machine.dump()).string();
    expect_shown(world.run({"machine", "--machine", file}));
    expect_shown(world.run({"list", "--available", "--machine", file}));
    expect_shown(world.run({"machine", "--json", "--machine", file}), "evil\\u001b");
    machine["platform"] = kEvil;
    write("machine.json", machine.dump());
    expect_shown(world.run({"resolve", "--machine", file}));
}

TEST_F(HostileText, InAnIndexPageIsHarmless) {
    const json page{{"meta", {{"api-version", kEvil}}}, {"files", json::array()}};
    upstream.server().serve("/simple/nvidia-cublas/", page.dump());
    expect_shown(world.run({"install", "13"}));
    Behaviour html;
    html.content_type = "text/html";
    upstream.server().behave("/simple/nvidia-cublas/", html);
    const std::string file = fs::path(upstream.address("nvidia_cublas")).filename().string();
    for (const std::string& evil : {kEvil, kEvilBytes}) {
        upstream.server().serve("/simple/nvidia-cublas/",
                                "<base href=\"http://127.0.0.1/" + evil + "/\"><a href=\"" + file +
                                    "#sha256=" + std::string(64, 'a') + "\">x</a>");
        const ProcessResult result = world.run({"install", "13"});
        EXPECT_NE(result.status, 0);
        expect_harmless(result.errors);
    }
}

TEST_F(HostileText, InARedirectIsHarmless) {
    Behaviour behaviour;
    behaviour.redirect_to = "http://evil\u009b\x9b\u202e/";
    upstream.server().behave("/simple/nvidia-cublas/", behaviour);
    const ProcessResult result = world.run({"install", "13"});
    EXPECT_NE(result.status, 0);
    expect_harmless(result.errors);
}

TEST_F(HostileText, InTheMetadataOfReleasesIsHarmless) {
    const std::string manifest = upstream.publish(redist_cuda("12.4.7"));
    json redist = json::parse(upstream.bytes(manifest));
    redist["cuda_nvcc"]["linux-x86_64"]["sha256"] = kEvil;
    upstream.tamper(manifest, redist.dump());
    expect_shown(world.run({"catalog", "update"}));
    const std::string file = write("redistrib_12.4.7.json", redist.dump()).string();
    expect_shown(world.run({"catalog", "import", "redist", "cuda", file}));
}

TEST_F(HostileText, InAManifestIsHarmless) {
    const fs::path manifest = upstream.catalog() / "cuda/12.4.1.yaml";
    write_bytes(manifest, text_of(manifest) + "evil\u202e\u0085: 1\n");
    expect_shown(world.run({"install", "12.4"}));
}

TEST_F(HostileText, InAPinIsHarmless) {
    for (const std::string& text : {"cuda: 12\n" + kEvilLetters + ": 1\n", kEvilLetters + "\n"}) {
        write(".cudaenv", text);
        for (const char* command : {"install", "current", "list", "use"})
            expect_harmless(world.run({command}).errors);
        expect_shown(world.run({"current"}));
        expect_shown(run_shim({"--hook", "bash"}, world.project()));
    }
}

TEST_F(HostileText, InTheNameOfAMemberIsHarmless) {
    Shipment shipment = redist_cuda("12.4.1");
    shipment.package("cuda_nvcc-").entries.push_back(file_entry("/" + kEvil, "x"));
    upstream.add(shipment);
    expect_shown(world.run({"install", "12.4"}));
}

TEST_F(HostileText, InVariablesIsHarmless) {
    for (const char* name : {"CUDAENV_VERSION",
                             "CUDAENV_JOBS",
                             "CUDAENV_ROOT",
                             "CUDAENV_DRIVER",
                             "CUDAENV_GPU",
                             "CUDAENV_LIBRARY_PATH",
                             "CUDAENV_DEBIAN_URL"}) {
        World user(upstream);
        user.environment.set(name, kEvilBytes);
        for (const std::vector<std::string>& arguments : std::vector<std::vector<std::string>>{
                 {"current"}, {"list", "--available"}, {"install"}}) {
            const ProcessResult result = user.run(arguments);
            expect_harmless(result.output);
            expect_harmless(result.errors);
        }
    }
    world.environment.set("CUDAENV_VERSION", kEvilBytes);
    expect_shown(world.run({"current"}));
}

TEST_F(HostileText, InWordsOfTheCommandLineIsHarmless) {
    for (const std::string& evil : {kEvil, kEvilBytes}) {
        for (const std::vector<std::string>& arguments : {std::vector<std::string>{evil},
                                                          {"--" + evil},
                                                          {"install", evil},
                                                          {"install", "--" + evil},
                                                          {"install", "12.4", "--profile", evil},
                                                          {"install", "12.4", "--source", evil},
                                                          {"list", evil},
                                                          {"list", "--available", evil},
                                                          {"resolve", "12.4", "--driver", evil},
                                                          {"resolve", "12.4", "--gpu", evil},
                                                          {"resolve", "12.4", "--machine", evil},
                                                          {"resolve", "--for", evil},
                                                          {"uninstall", evil},
                                                          {"use", evil},
                                                          {"prefix", evil},
                                                          {"exec", "--", evil},
                                                          {"init", evil},
                                                          {"catalog", "show", evil},
                                                          {"catalog", "import", evil, "x"}}) {
            SCOPED_TRACE(arguments.front());
            expect_shown(world.run(arguments));
        }
    }
}

TEST_F(HostileText, InTheNameOfADirectoryIsHarmless) {
    const fs::path directory = world.home() / kEvilBytes;
    write_bytes(directory / ".cudaenv", "12.9.\n");
    expect_shown(run_shim({"--hook", "bash"}, directory));
    expect_shown(world.run_in(directory, {"current"}));
    world.environment.set("CUDAENV_ROOT", (world.scratch(kEvil) / "root").string());
    const ProcessResult refused = world.run({"install", "12.4", "--profile", "minimal"});
    EXPECT_EQ(refused.status, 2);
    expect_shown(refused);
}

TEST_F(HostileText, InAPinThatAShimCannotFollowIsHarmless) {
    const fs::path shims = world.scratch("shims");
    fs::create_directories(shims);
    fs::create_symlink(fs::path(CUDAENV_PROGRAM).parent_path() / "cudaenv-shim", shims / "nvcc");
    write(".cudaenv", kEvilLetters + "\n");
    const ProcessResult result = world.run_program({(shims / "nvcc").string()});
    EXPECT_EQ(result.status, 127);
    expect_shown(result);
}

TEST_F(HostileText, InFilesOfTheRootAndTheConfigurationIsHarmless) {
    world.install({"12.4", "--profile", "minimal"});
    const fs::path activation = world.prefix("12.4.1") / ".cudaenv/activation";
    const std::string text = text_of(activation);
    fs::remove(activation);
    write_bytes(activation, text + kEvilBytes + "\n");
    for (const char* command : {"list", "current", "prefix"})
        expect_harmless(world.run({command, "12.4"}).errors);
    write_bytes(world.layout().default_file(), kEvilBytes + "\n");
    expect_shown(world.run({"current"}));
    write_bytes(world.layout().config_file(), "evil\u202e: 1\n");
    const ProcessResult refused = world.run({"install", "12.4"});
    EXPECT_EQ(refused.status, 2);
    expect_harmless(refused.errors);
}

}  // namespace
}  // namespace cudaenv::test
