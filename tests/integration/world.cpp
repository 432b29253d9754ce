// SPDX-License-Identifier: Apache-2.0
// Nothing of the machine that runs the tests reaches cudaenv but its libc and a few tools.
#include "integration/world.hpp"

#include <cudaenv/base/platform.hpp>
#include <cudaenv/base/variables.hpp>

#include <fmt/format.h>

#include <stdexcept>

namespace cudaenv::test {

namespace fs = std::filesystem;

namespace {

constexpr std::chrono::seconds kDeadline{60};

/// The only programs on PATH: another compiler there would change what is installed.
void link_tools(const fs::path& tools) {
    fs::create_directories(tools);
    for (const char* name : {"as", "ld", "sh", "cat", "env", "readlink"}) {
        for (const char* directory : {"/usr/bin", "/bin"}) {
            const fs::path program = fs::path(directory) / name;
            if (!fs::exists(program)) continue;
            fs::create_symlink(program, tools / name);
            break;
        }
    }
}

/// A system with the libc of this machine and nothing else, so that no driver or compiler of it is
/// found.
void link_system(const fs::path& system) {
    const fs::path multiarch = fs::path("usr/lib") / gnu_triplet(host_platform());
    for (const fs::path& directory : {multiarch, fs::path("usr/lib64"), fs::path("usr/lib")}) {
        fs::create_directories(system / directory);
        for (const char* name : {"crt1.o", "libc.so.6"}) {
            const fs::path file = "/" / directory / name;
            if (fs::exists(file)) fs::create_symlink(file, system / directory / name);
        }
    }
    fs::create_symlink("/usr/include", system / "usr/include");
}

Environment make_environment(const fs::path& directory, const Upstream& upstream) {
    return Environment({
        {"HOME", directory / "home"},
        {"PATH", directory / "tools"},
        {"LC_ALL", "C"},
        {"TERM", "dumb"},
        {"XDG_DATA_HOME", directory / "home/.local/share"},
        {"XDG_CACHE_HOME", directory / "home/.cache"},
        {"XDG_CONFIG_HOME", directory / "home/.config"},
        {"PIP_CONFIG_FILE", "/dev/null"},
        {variables::kRoot, directory / "root"},
        {variables::kCatalog, upstream.catalog()},
        {variables::kSystemRoot, directory / "system"},
        {variables::kDriver, "580.159.04"},
        {variables::kGpu, "8.6"},
        {"CUDAENV_DEBIAN_URL", upstream.debian_url()},
        {"CUDAENV_REDIST_URL", upstream.redist_url()},
        {"CUDAENV_WHEEL_INDEX_URL", upstream.wheel_index_url()},
    });
}

}  // namespace

World::World(const Upstream& upstream)
    : environment(make_environment(directory_.path(), upstream)),
      layout_(store::locate_layout(environment)) {
    fs::create_directories(project());
    link_tools(directory_ / "tools");
    link_system(system());
    set_host_compiler("9.5.0");
}

void World::set_host_compiler(const std::string& version) const {
    const fs::path program = write_bytes(
        directory_ / "tools/g++",
        fmt::format("#!/bin/sh\ncase $1 in\n-dumpfullversion|-dumpversion) echo {0} ;;\n"
                    "*) echo \"g++ {0}\" ;;\nesac\n",
                    version));
    fs::permissions(program, fs::perms{0755});
}

std::vector<std::string> World::command(const fs::path& directory,
                                        std::vector<std::string> argv) const {
    // A test runner in the background starts its children with SIGINT ignored.
    std::vector<std::string> command{"/usr/bin/env",
                                     "--default-signal=INT",
                                     "--chdir=" + directory.string(),
                                     "PWD=" + directory.string()};
    command.insert(command.end(), argv.begin(), argv.end());
    return command;
}

ProcessResult World::run(const std::vector<std::string>& arguments) const {
    return run_in(project(), arguments);
}

ProcessResult World::run_in(const fs::path& directory,
                            const std::vector<std::string>& arguments) const {
    std::vector<std::string> argv{CUDAENV_PROGRAM};
    argv.insert(argv.end(), arguments.begin(), arguments.end());
    return run_process(command(directory, std::move(argv)), environment, kDeadline).value();
}

ProcessResult World::run_program(const std::vector<std::string>& argv) const {
    return run_process(command(project(), argv), environment, kDeadline).value();
}

Background World::start(const std::vector<std::string>& arguments) const {
    std::vector<std::string> argv{CUDAENV_PROGRAM};
    argv.insert(argv.end(), arguments.begin(), arguments.end());
    return start_program(argv);
}

Background World::start_program(const std::vector<std::string>& argv) const {
    return Background(command(project(), argv), environment, kDeadline);
}

ProcessResult World::install(std::vector<std::string> arguments) const {
    arguments.insert(arguments.begin(), "install");
    ProcessResult result = run(arguments);
    if (result.status != 0) throw std::runtime_error(result.errors);
    return result;
}

nlohmann::json World::json(const std::vector<std::string>& arguments) const {
    const ProcessResult result = run(arguments);
    if (result.status != 0) throw std::runtime_error(result.errors);
    return nlohmann::json::parse(result.output);
}

}  // namespace cudaenv::test
