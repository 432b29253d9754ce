// SPDX-License-Identifier: Apache-2.0
// One transfer over http(s): attempts, redirects, and what each answer means.
#pragma once

#include "net/body.hpp"
#include "net/connection.hpp"
#include "net/exchange.hpp"
#include "net/failure.hpp"
#include "net/pace.hpp"
#include "net/peer_guard.hpp"

#include <cudaenv/base/error.hpp>
#include <cudaenv/net/fetch.hpp>

#include <chrono>
#include <optional>
#include <random>
#include <string>
#include <variant>

namespace cudaenv::net {

/// What a Client lends to its transfers.
struct Toolbox {
    ClientOptions options;
    ConnectionSettings settings;
    const Clock& clock;
    EasyHandle handle;
    std::minstd_rand random;
};

class Transfer {
 public:
    Transfer(Toolbox& tools, const FetchRequest& request, Sink& sink, const CancelFlag& cancel);

    /// As Client::fetch, for a permitted http(s) URL.
    Response run();

 private:
    /// An attempt that failed; give_up ends the transfer.
    struct Failure {
        Error error;
        Persistence persistence = Persistence::keep_trying;
        std::optional<std::chrono::milliseconds> retry_after{};
    };
    using Outcome = std::variant<Response, Failure>;

    Outcome attempt();
    Outcome follow_redirects();
    [[nodiscard]] NamedBy named_by(const Url& url) const;
    void prepare_request(const Url& url);
    /// Sends the request, if `reach` admits the machine that it would go to; true when the whole
    /// answer arrived.
    bool perform(Exchange& exchange, const Url& url, Reach reach);
    /// Of what the server of `url`, which answered last, names.
    [[nodiscard]] Reach reach_of_answer(const Url& url, Reach reach) const;
    Outcome judge(const Exchange& exchange, bool is_whole, const Url& url);
    Outcome finish(const Exchange& exchange, bool is_whole, const Url& url);
    Outcome judge_refused_range(const ResponseHead& head, const Url& url);
    Failure bad_status(const ResponseHead& head, const Url& url);
    [[nodiscard]] Failure broken(const Exchange& exchange, const Url& url) const;

    std::optional<std::chrono::milliseconds> delay_after(const Failure& failure, unsigned attempt);
    void pause(std::chrono::milliseconds duration) const;

    Toolbox& tools_;
    const FetchRequest& request_;
    const CancelFlag& cancel_;
    Body body_;
    Pace pace_;
    std::uint64_t farthest_ = 0;  ///< position that was reached by any attempt
    bool was_reached_ = false;
};

}  // namespace cudaenv::net
