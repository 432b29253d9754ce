// SPDX-License-Identifier: Apache-2.0
// A sliding window made of a few samples.
#include "net/pace.hpp"

namespace cudaenv::net {
namespace {

constexpr int kSamplesPerWindow = 32;
constexpr std::chrono::seconds kLongestPause{5};

}  // namespace

Pace::Pace(std::uint64_t slowest_rate, std::chrono::seconds window, std::chrono::seconds patience)
    : slowest_rate_(slowest_rate), window_(window), patience_(patience) {}

void Pace::begin(TimePoint now, std::uint64_t total) {
    asked_ = now;
    now_ = present(now);
    begin_ = now_;
    samples_ = {{now_, total}};
    total_ = total;
    in_window_ = 0;
    verdict_ = Verdict::fine;
}

void Pace::end(TimePoint now) {
    now_ = present(now);
    spent_ += now_ - begin_;
    begin_ = now_;
}

Pace::TimePoint Pace::present(TimePoint now) {
    if (now - asked_ > kLongestPause) absent_ += now - asked_;
    asked_ = now;
    return now - absent_;
}

Pace::Verdict Pace::judge(TimePoint time, std::uint64_t total) {
    const TimePoint now = present(time);
    now_ = now;
    total_ = total;
    if (now - samples_.back().time >= window_ / kSamplesPerWindow) samples_.push_back({now, total});
    while (samples_.size() > 1 && now - samples_[1].time >= window_) samples_.pop_front();
    in_window_ = total - samples_.front().total;

    const auto least = [this](std::chrono::seconds spent_time) {
        return slowest_rate_ * static_cast<std::uint64_t>(spent_time.count());
    };
    if (now - samples_.front().time >= window_ && in_window_ < least(window_))
        verdict_ = Verdict::stalled;
    if (spent() >= patience_ && total < least(spent())) verdict_ = Verdict::hopeless;
    return verdict_;
}

std::chrono::seconds Pace::spent() const {
    return std::chrono::duration_cast<std::chrono::seconds>(spent_ + (now_ - begin_));
}

}  // namespace cudaenv::net
