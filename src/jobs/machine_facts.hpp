// SPDX-License-Identifier: Apache-2.0
// The machine that a session is about.
#pragma once

#include <cudaenv/catalog/tables.hpp>
#include <cudaenv/jobs/session.hpp>

namespace cudaenv::jobs {

/// This one or the one in the file, with what the wish says instead.
machine::Machine load_machine(const MachineWish& wish, const Surroundings& surroundings);

/// Of some GPU only the name is known.
bool has_unknown_gpu(const machine::Machine& machine);
/// Adds what the table knows of names. Throws Error(usage) for one that was given and that it does
/// not know.
void look_up_gpus(machine::Machine& machine,
                  const MachineWish& wish,
                  const catalog::GpuTable& table);

}  // namespace cudaenv::jobs
