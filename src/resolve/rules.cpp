// SPDX-License-Identifier: Apache-2.0
// The rules of compatibility that decided, each with the document that states it.
#include "resolve/rules.hpp"

#include "resolve/citing.hpp"
#include "resolve/judge/gpu_fit.hpp"

#include <algorithm>

namespace cudaenv::resolve {

namespace {

bool has_verdict(const std::vector<Weighed>& weighed, Verdict verdict) {
    return std::any_of(weighed.begin(), weighed.end(), [&](const Weighed& each) {
        return each.judgement.verdict == verdict;
    });
}

std::string document(const catalog::Citations& documents, const std::vector<std::string>& keys) {
    std::vector<std::string> cited;
    cite(documents, keys, cited);
    return cited.empty() ? std::string() : cited.front();
}

Rule driver_rule(const Considered& chosen, const catalog::DriverTable& table) {
    const auto& driver = chosen.judgement.driver;
    if (!driver) return {RuleKind::no_driver, {}};
    if (driver->kind == machine::DriverKind::windows) return {RuleKind::windows_driver, {}};
    if (driver->kind == machine::DriverKind::tegra) {
        const auto* row = table.find_jetpack(driver->version);
        return {RuleKind::jetson,
                row == nullptr ? std::string() : document(table.citations, row->sources)};
    }
    const auto* row = chosen.known.row;
    return {RuleKind::linux_driver,
            row == nullptr ? std::string() : document(table.citations, row->sources)};
}

Rule minor_rule(const Considered& chosen, const catalog::DriverTable& table) {
    const unsigned major = chosen.version().major_number();
    for (const auto& floor : table.floors) {
        if (floor.major != major) continue;
        return {RuleKind::minor_compat,
                document(table.citations, floor.sources),
                major,
                floor.min_driver};
    }
    return {RuleKind::minor_compat, {}};
}

Rule forward_rule(const catalog::DriverTable& table) {
    const auto& rows = table.forward_compat;
    return {RuleKind::forward_compat,
            rows.empty() ? std::string() : document(table.citations, rows.back().sources)};
}

Rule gpu_rule(const machine::Machine& machine, const catalog::GpuTable& table) {
    std::vector<std::string> keys;
    for (const auto& capability : known_capabilities(machine, table)) {
        if (const auto* row = table.find_row(capability); row != nullptr && keys.empty())
            keys = row->sources;
    }
    return {RuleKind::gpu_code, document(table.citations, keys)};
}

}  // namespace

std::vector<Rule> deciding_rules(const std::vector<Weighed>& weighed,
                                 const Considered& chosen,
                                 const machine::Machine& machine,
                                 const catalog::Facts& catalog) {
    const auto& drivers = catalog.drivers();
    std::vector<Rule> rules{driver_rule(chosen, drivers)};
    if (has_verdict(weighed, Verdict::minor_compat)) rules.push_back(minor_rule(chosen, drivers));
    if (has_verdict(weighed, Verdict::forward_compat)) rules.push_back(forward_rule(drivers));
    if (!machine.gpus.empty()) rules.push_back(gpu_rule(machine, catalog.gpus()));
    return rules;
}

}  // namespace cudaenv::resolve
