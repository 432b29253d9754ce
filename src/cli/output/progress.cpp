// SPDX-License-Identifier: Apache-2.0
// How an installation is shown while it runs.
#include "cli/output/progress.hpp"

#include <cudaenv/sys/terminal.hpp>

#include <fmt/format.h>

#include <unistd.h>

#include <algorithm>

namespace cudaenv::cli {

namespace {

using install::Stage;

constexpr int kBarWidth = 30;

std::string render_bar(double fraction) {
    const int filled = static_cast<int>(std::clamp(fraction, 0.0, 1.0) * kBarWidth);
    std::string bar;
    for (int i = 0; i < kBarWidth; ++i) bar += i < filled ? "━" : (i == filled ? "╸" : " ");
    return bar;
}

std::string render_amount(const ProgressRow& row) {
    if (row.stage == Stage::done) return "✓";
    if (row.stage == Stage::unpacking) return "unpacking";
    if (row.size.value == 0) return render_bytes(row.done);
    return fmt::format("{} / {}", render_bytes(row.done), render_bytes(row.size));
}

double fraction(const ProgressRow& row) {
    if (row.size.value == 0) return 0.0;
    return static_cast<double>(row.done.value) / static_cast<double>(row.size.value);
}

std::string render_time_left(ByteCount left, ByteCount done, std::chrono::milliseconds elapsed) {
    if (done.value == 0 || elapsed.count() < 500) return {};
    const double rate =
        static_cast<double>(done.value) * 1000.0 / static_cast<double>(elapsed.count());
    const auto seconds = static_cast<long>(static_cast<double>(left.value) / rate);
    return fmt::format("   {}/s   {}:{:02}",
                       render_bytes({static_cast<std::uint64_t>(rate)}),
                       seconds / 60,
                       seconds % 60);
}

std::vector<ProgressRow> make_rows(const install::Plan& plan) {
    std::vector<ProgressRow> rows;
    for (const install::StoreStep& step : plan.steps) {
        for (const install::PlannedArchive& planned : step.archives) {
            rows.push_back({planned.label,
                            planned.archive.size.value_or(ByteCount{}),
                            {},
                            step.in_store ? Stage::done : Stage::waiting});
        }
    }
    return rows;
}

/// Common to all displays: the state, and words that must be seen in any case.
class Display : public install::Observer {
 public:
    Display(const install::Plan& plan, const Output& output)
        : rows_(make_rows(plan)), output_(output) {}

    void on_stage(std::size_t index, Stage stage) override { rows_[index].stage = stage; }
    void on_progress(std::size_t index, ByteCount done) override { rows_[index].done = done; }
    void on_wait(const install::Awaited& what) override { output_.words(waiting_text(what)); }
    void on_warning(const std::string& text) override { output_.warning(text); }

 protected:
    std::vector<ProgressRow> rows_;
    const Output& output_;
};

class PlainDisplay : public Display {
 public:
    using Display::Display;
    void on_stage(std::size_t index, Stage stage) override {
        const ProgressRow& row = rows_[index];
        const bool was_in_store = row.stage == Stage::done;
        if (stage == Stage::downloading)
            output_.words(fmt::format("  fetching {} ({})", row.label, render_bytes(row.size)));
        if (stage == Stage::done && !was_in_store)
            output_.words(fmt::format("  done     {}", row.label));
        Display::on_stage(index, stage);
    }
};

class TerminalDisplay : public Display {
 public:
    TerminalDisplay(const install::Plan& plan, const Output& output, const Clock& clock)
        : Display(plan, output), clock_(clock), started_(clock.now()), drawn_at_(started_) {}

    void on_stage(std::size_t index, Stage stage) override {
        Display::on_stage(index, stage);
        draw();
    }
    void on_progress(std::size_t index, ByteCount done) override {
        Display::on_progress(index, done);
        if (clock_.now() - drawn_at_ >= kRedraw) draw();
    }
    void on_wait(const install::Awaited& what) override {
        frame_.erase();
        Display::on_wait(what);
    }
    void on_warning(const std::string& text) override {
        frame_.erase();
        Display::on_warning(text);
    }

 private:
    static constexpr std::chrono::milliseconds kRedraw{100};

    void draw() {
        drawn_at_ = clock_.now();
        const auto elapsed =
            std::chrono::duration_cast<std::chrono::milliseconds>(drawn_at_ - started_);
        frame_.draw(render_frame(rows_, elapsed, terminal_width(STDERR_FILENO)));
    }

    const Clock& clock_;
    std::chrono::steady_clock::time_point started_;
    std::chrono::steady_clock::time_point drawn_at_;
    Frame frame_;
};

class SilentDisplay : public Display {
 public:
    using Display::Display;
};

}  // namespace

std::string waiting_text(const install::Awaited& what) {
    if (!what) return "waiting: another cudaenv is tidying up";
    return fmt::format("waiting: another cudaenv is installing {}", *what);
}

std::string render_row(const ProgressRow& row, std::size_t label_width, int width) {
    const std::string amount = render_amount(row);
    if (width < 60) return fmt::format("  {:<{}} {}", row.label, label_width, amount);
    return fmt::format("  {:<{}} {} {:>20}",
                       row.label,
                       label_width,
                       render_bar(row.stage == Stage::done ? 1.0 : fraction(row)),
                       amount);
}

std::vector<std::string> render_frame(const std::vector<ProgressRow>& rows,
                                      std::chrono::milliseconds elapsed,
                                      int width) {
    constexpr std::size_t label_limit = 24;
    std::size_t label_width = std::string_view("total").size();
    ProgressRow total{"total", {}, {}, Stage::downloading};
    for (const ProgressRow& row : rows) {
        if (row.stage == Stage::done && row.done.value == 0) continue;  // was in the store
        label_width = std::max(label_width, std::min(row.label.size(), label_limit));
        total.size += row.size;
        total.done += row.done;
    }
    std::vector<std::string> frame;
    for (const ProgressRow& row : rows) {
        const bool is_active = row.stage == Stage::downloading || row.stage == Stage::unpacking;
        if (is_active) frame.push_back(render_row(row, label_width, width));
    }
    const ByteCount left{total.size.value > total.done.value ? total.size.value - total.done.value
                                                             : 0};
    frame.push_back(render_row(total, label_width, width) +
                    render_time_left(left, total.done, elapsed));
    return frame;
}

std::unique_ptr<install::Observer> make_progress(const install::Plan& plan,
                                                 const Output& output,
                                                 const Clock& clock) {
    if (output.is_quiet()) return std::make_unique<SilentDisplay>(plan, output);
    if (output.draws_progress()) return std::make_unique<TerminalDisplay>(plan, output, clock);
    return std::make_unique<PlainDisplay>(plan, output);
}

}  // namespace cudaenv::cli
