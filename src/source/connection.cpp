// SPDX-License-Identifier: Apache-2.0
// One thread's way to a source.
#include "source/reachable.hpp"

#include <cudaenv/source/connection.hpp>

namespace cudaenv::source {

std::unique_ptr<Connection> Source::connect(const Environment& environment,
                                            const Clock& clock) const {
    return std::unique_ptr<Connection>(new Connection(*this, environment, clock));
}

Connection::Connection(const Source& source, const Environment& environment, const Clock& clock)
    : source_(source), clock_(clock), client_(source.client_options(), environment, clock) {}

std::optional<std::string> Connection::unreachable_reason(std::chrono::milliseconds timeout,
                                                          const CancelFlag& cancel) {
    return source::unreachable_reason(source_.asked_places(), client_, clock_, timeout, cancel);
}

std::vector<Address> Connection::locate(const catalog::Archive& archive,
                                        const Purpose& purpose,
                                        const CancelFlag& cancel) {
    return source_.locate(archive, purpose, client_, cancel);
}

net::Response Connection::fetch(const net::FetchRequest& request,
                                net::Sink& sink,
                                const CancelFlag& cancel) {
    return client_.fetch(request, sink, cancel);
}

net::Page Connection::fetch_text(const net::FetchRequest& request,
                                 std::uint64_t limit,
                                 const CancelFlag& cancel) {
    return client_.fetch_text(request, limit, cancel);
}

}  // namespace cudaenv::source
