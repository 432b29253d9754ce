// SPDX-License-Identifier: Apache-2.0
// What one worker keeps open from archive to archive.
#include "install/connections.hpp"

namespace cudaenv::install {

source::Connection& Connections::to(SourceName source) {
    auto& connection = opened_[source];
    if (!connection) {
        connection = context_.sources.at(source)->connect(context_.environment, context_.clock);
    }
    return *connection;
}

}  // namespace cudaenv::install
