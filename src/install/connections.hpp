// SPDX-License-Identifier: Apache-2.0
// What one worker keeps open from archive to archive.
#pragma once

#include <cudaenv/install/install.hpp>
#include <cudaenv/source/connection.hpp>

#include <map>
#include <memory>
#include <string>

namespace cudaenv::install {

/// A connection to each source, opened when it is first needed. Of one thread; refers to what the
/// context refers to.
class Connections {
 public:
    explicit Connections(const RunContext& context) : context_(context) {}

    /// Throws as Source::connect.
    source::Connection& to(SourceName source);

 private:
    RunContext context_;
    std::map<SourceName, std::unique_ptr<source::Connection>> opened_;
};

}  // namespace cudaenv::install
