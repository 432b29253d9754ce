// SPDX-License-Identifier: Apache-2.0
// libarchive bounds no window of xz and zstd, so those are read with their own libraries.
#include "archive/decompress.hpp"

#include "archive/feed.hpp"
#include "archive/peekable.hpp"
#include "archive/xz_source.hpp"
#include "archive/zstd_source.hpp"

#include <archive_entry.h>

namespace cudaenv::archive {
namespace {

using namespace std::string_view_literals;

constexpr std::size_t kLookahead = 13;  // of an lzma header

std::uint64_t number_at(std::string_view bytes, std::size_t at, std::size_t size) {
    std::uint64_t number = 0;
    for (std::size_t i = size; i > 0; --i) {
        number = (number << 8U) | static_cast<unsigned char>(bytes[at + i - 1]);
    }
    return number;
}

/// An lzma file has no signature: what its header says must be what some encoder writes. No tar's
/// first name reads like that.
bool is_lzma(std::string_view head) {
    constexpr unsigned max_properties = (4 * 5 + 4) * 9 + 8;
    constexpr std::uint64_t unknown_size = ~std::uint64_t{0};
    constexpr std::uint64_t plausible_size = std::uint64_t{1} << 38U;
    if (head.size() < kLookahead) return false;
    const std::uint64_t dictionary = number_at(head, 1, 4);
    const std::uint64_t size = number_at(head, 5, 8);
    return static_cast<unsigned char>(head[0]) <= max_properties && dictionary >= 4096 &&
           (dictionary & 0xFFFU) == 0 && (size == unknown_size || size < plausible_size);
}

bool is_zstd(std::string_view head) {
    const bool is_skippable = head.size() >= 4 &&
                              (static_cast<unsigned char>(head[0]) & 0xF0U) == 0x50U &&
                              head.substr(1, 3) == "\x2A\x4D\x18"sv;
    return is_skippable || head.starts_with("\x28\xB5\x2F\xFD"sv);
}

/// gzip and bzip2, through libarchive. Exactly one filter: chosen by itself it would go on to
/// whatever it finds inside.
class FilterSource final : public ByteSource {
 public:
    FilterSource(std::unique_ptr<ByteSource> source, int filter, const std::string& name)
        : source_(std::move(source)),
          feed_(*source_, name),
          reader_(make_read_handle(name)),
          member_(reader_.get(), feed_) {
        feed_.require_ok(reader_.get(), archive_read_support_format_raw(reader_.get()));
        feed_.require_ok(reader_.get(), archive_read_append_filter(reader_.get(), filter));
        feed_.attach_to(reader_.get());
        ::archive_entry* ignored = nullptr;
        feed_.require_ok(reader_.get(), archive_read_next_header(reader_.get(), &ignored));
    }

    std::string_view read() override { return member_.read(); }

 private:
    std::unique_ptr<ByteSource> source_;
    Feed feed_;
    ReadHandle reader_;
    MemberSource member_;
};

}  // namespace

std::unique_ptr<ByteSource> decompress(ByteSource& source, const std::string& name) {
    auto peekable = std::make_unique<Peekable>(source);
    const std::string_view head = peekable->peek(kLookahead);
    if (head.starts_with("\xFD"
                         "7zXZ\0"sv)) {
        return std::make_unique<XzSource>(std::move(peekable), XzFormat::xz, name);
    }
    if (is_zstd(head)) return std::make_unique<ZstdSource>(std::move(peekable), name);
    if (head.starts_with("\x1F\x8B"sv)) {
        return std::make_unique<FilterSource>(std::move(peekable), ARCHIVE_FILTER_GZIP, name);
    }
    if (head.starts_with("BZh"sv)) {
        return std::make_unique<FilterSource>(std::move(peekable), ARCHIVE_FILTER_BZIP2, name);
    }
    if (is_lzma(head)) {
        return std::make_unique<XzSource>(std::move(peekable), XzFormat::lzma, name);
    }
    return peekable;
}

}  // namespace cudaenv::archive
