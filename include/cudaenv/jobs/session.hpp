// SPDX-License-Identifier: Apache-2.0
// What one command works with: configuration, catalogue, machine and sources, each read when it is
// first asked for, and once.
#pragma once

#include <cudaenv/catalog/catalog.hpp>
#include <cudaenv/config/config.hpp>
#include <cudaenv/install/plan.hpp>
#include <cudaenv/machine/machine.hpp>
#include <cudaenv/store/layout.hpp>
#include <cudaenv/sys/cancel.hpp>
#include <cudaenv/sys/clock.hpp>
#include <cudaenv/sys/environment.hpp>

#include <filesystem>
#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace cudaenv::jobs {

/// The hidden command of the program that asks the driver's libraries.
inline constexpr const char* kProbeCommand = "probe-driver";

/// What was captured when the program started. Refers to what outlives it.
struct Surroundings {
    const Environment& environment;
    const store::Layout& layout;
    std::filesystem::path program;  ///< this executable, which knows kProbeCommand
    const Clock& clock;
    const CancelFlag& cancel;
};

/// About which machine is asked.
struct MachineWish {
    machine::Overrides given;     ///< said on the command line, instead of what is found
    std::string file = {};        ///< that describes another machine; "-": standard input
    std::string file_where = {};  ///< what named the file: "--machine"
};

class Session {
 public:
    explicit Session(Surroundings surroundings, MachineWish wish = {});
    Session(const Session&) = delete;
    Session& operator=(const Session&) = delete;

    [[nodiscard]] const Environment& environment() const { return surroundings_.environment; }
    [[nodiscard]] const store::Layout& layout() const { return surroundings_.layout; }
    [[nodiscard]] const std::filesystem::path& program() const { return surroundings_.program; }
    [[nodiscard]] const Clock& clock() const { return surroundings_.clock; }
    [[nodiscard]] const CancelFlag& cancel() const { return surroundings_.cancel; }

    /// config.yaml. Throws Error for one that cannot be used.
    const config::Config& config();

    /// The shipped manifests ($CUDAENV_CATALOG when it is set), and above them what a catalogue
    /// update found.
    const catalog::Catalog& catalog();
    /// Without the updates.
    const catalog::Catalog& shipped_catalog();
    /// The releases of catalog(), for plans. Refers to this session.
    install::FindRelease find_release();

    /// The facts of this machine, or of the one in the file, with what the wish says instead. For
    /// this machine CUDAENV_DRIVER and CUDAENV_GPU count too. Throws Error(usage) for a file that
    /// is not there, and for a GPU that was named and that nobody knows.
    const machine::Machine& machine();

    /// All that were made until now, those of `names` among them. What only one source is
    /// configured with (pip's and apt's files) is read for that one alone.
    const install::Sources& sources(const std::vector<SourceName>& names);

 private:
    Surroundings surroundings_;
    MachineWish wish_;
    std::optional<config::Config> config_;
    std::unique_ptr<catalog::Catalog> catalog_;
    std::unique_ptr<catalog::Catalog> shipped_catalog_;
    std::optional<machine::Machine> machine_;
    install::Sources sources_;
};

}  // namespace cudaenv::jobs
