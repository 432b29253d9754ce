// SPDX-License-Identifier: Apache-2.0
// The rules of compatibility in words, each with the document that states it.
#include "resolve/citing.hpp"
#include "resolve/gpu_fit.hpp"
#include "resolve/rules.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace cudaenv::resolve {

namespace {

bool has_verdict(const std::vector<Weighed>& weighed, Verdict verdict) {
    return std::any_of(weighed.begin(), weighed.end(), [&](const Weighed& each) {
        return each.verdict == verdict;
    });
}

std::string document(const catalog::Citations& documents, const std::vector<std::string>& keys) {
    std::vector<std::string> cited;
    cite(documents, keys, cited);
    return cited.empty() ? std::string() : cited.front();
}

Rule driver_rule(const Considered& chosen,
                 const machine::Machine& machine,
                 const catalog::DriverTable& table) {
    using machine::DriverKind;
    if (machine.driver && machine.driver->kind == DriverKind::windows) {
        return {
            "in WSL the driver is the one of Windows: it runs every toolkit up to the CUDA "
            "version that it names",
            ""};
    }
    if (machine.driver && machine.driver->kind == DriverKind::tegra) {
        const auto* row = table.find_jetpack(machine.driver->version.major_number());
        return {"a Jetson runs the CUDA of its JetPack and older ones natively",
                row == nullptr ? "" : document(table.citations, row->sources)};
    }
    const auto* row = chosen.known.row;
    return {"a driver runs every toolkit whose minimum it reaches, however old the toolkit is",
            row == nullptr ? "" : document(table.citations, row->sources)};
}

Rule minor_rule(const Considered& chosen, const catalog::DriverTable& table) {
    const unsigned major = chosen.version().major_number();
    for (const auto& floor : table.floors) {
        if (floor.major != major) continue;
        return {fmt::format("minor-version compatibility: from driver {} on every CUDA {} runs, "
                            "without compiling PTX; taken only when a release is named exactly or "
                            "with --compat minor",
                            floor.min_driver.text(),
                            major),
                document(table.citations, floor.sources)};
    }
    return {
        "minor-version compatibility: a driver runs newer toolkits of its own major, without "
        "compiling PTX",
        ""};
}

Rule forward_rule(const catalog::DriverTable& table) {
    const auto& rows = table.forward_compat;
    return {
        "forward compatibility: NVIDIA's cuda-compat package lets older drivers run newer "
        "toolkits on data-centre GPUs; taken only with --compat forward",
        rows.empty() ? "" : document(table.citations, rows.back().sources)};
}

Rule gpu_rule(const machine::Machine& machine, const catalog::GpuTable& table) {
    std::vector<std::string> keys;
    for (const auto& capability : known_capabilities(machine, table)) {
        if (const auto* row = table.find_row(capability); row != nullptr && keys.empty())
            keys = row->sources;
    }
    return {
        "a toolkit makes machine code for a GPU from its first to its last CUDA; for newer GPUs "
        "it makes PTX, which only a driver as new as the toolkit compiles",
        document(table.citations, keys)};
}

}  // namespace

std::vector<Rule> deciding_rules(const std::vector<Weighed>& weighed,
                                 const Considered& chosen,
                                 const machine::Machine& machine,
                                 const CatalogView& catalog) {
    const auto& drivers = *catalog.drivers;
    std::vector<Rule> rules;
    if (machine.driver) {
        rules.push_back(driver_rule(chosen, machine, drivers));
    } else {
        rules.push_back({"nvcc needs no driver: without one the newest release is taken", ""});
    }
    if (has_verdict(weighed, Verdict::minor_compat)) rules.push_back(minor_rule(chosen, drivers));
    if (has_verdict(weighed, Verdict::forward_compat)) rules.push_back(forward_rule(drivers));
    if (!machine.gpus.empty()) rules.push_back(gpu_rule(machine, *catalog.gpus));
    return rules;
}

}  // namespace cudaenv::resolve
