// SPDX-License-Identifier: Apache-2.0
// Pinning a release for a project.
#include <cudaenv/install/leftovers.hpp>
#include <cudaenv/jobs/pin_job.hpp>
#include <cudaenv/selection/foreign.hpp>
#include <cudaenv/selection/pin.hpp>
#include <cudaenv/store/projects.hpp>
#include <cudaenv/sys/files.hpp>

namespace cudaenv::jobs {

namespace {

namespace fs = std::filesystem;

/// What `work` fails of, when that is a disk.
template <class Work>
std::optional<Error> find_io_fault(const Work& work) {
    try {
        work();
        return std::nullopt;
    } catch (const Error& error) {
        if (error.kind() != ErrorKind::io) throw;
        return error;
    }
}

}  // namespace

fs::path pin_file(const fs::path& directory) {
    return directory / ".cudaenv";
}

ReplacedPin find_replaced_pin(const fs::path& directory,
                              const Environment& environment,
                              const store::Layout& layout) {
    const fs::path file = pin_file(directory);
    if (!fs::is_regular_file(file)) return {};
    if (selection::is_foreign(file, {environment, layout.config_file()})) return {{}, true};
    return {selection::read_pin_text(file)};
}

bool remembers_pins(const store::Layout& layout) {
    return !store::belongs_to_another(layout);
}

std::optional<Error> tidy_root(const store::Layout& layout, const CancelFlag& cancel) {
    return find_io_fault([&] {
        store::ensure_layout(layout);
        install::sweep_leftovers(layout, cancel);
    });
}

std::optional<Error> write_pin(const std::string& spec,
                               const std::string& replaced,
                               const fs::path& directory,
                               const store::Layout& layout) {
    const fs::path file = pin_file(directory);
    install::sweep_project(directory);
    replace_file(file, selection::render_pin(replaced, spec));
    if (!remembers_pins(layout)) return std::nullopt;
    return find_io_fault([&] { store::remember_project(layout, file); });
}

}  // namespace cudaenv::jobs
