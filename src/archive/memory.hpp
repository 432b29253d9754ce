// SPDX-License-Identifier: Apache-2.0
// What one archive may make us keep in memory, so that eight that are unpacked at once stay below
// 1 GiB together, whatever they are.
#pragma once

#include <cstddef>
#include <cstdint>

namespace cudaenv::archive {

// A tar:    65 MiB  the window of its decompressor
//          + 16 MiB  names and targets of its entries (Limits::max_names)
//          + 29 MiB  what is noted of each of them: 100'000 (Limits::max_entries) of 300 bytes
//          +  3 MiB  one header, and buffers                            = 113 MiB, eight: 904 MiB.
// A wheel: names and notes as above
//          + 30 MiB  libarchive's note of each member: 180'000 fit into a list of 8 MiB.

/// What xz -9 wants, and NVIDIA uses.
inline constexpr std::uint64_t kMaxWindow = 64U << 20U;
/// What a decompressor needs besides.
inline constexpr std::uint64_t kDecoderOverhead = 1U << 20U;
/// Read at once, and unpacked at once.
inline constexpr std::size_t kBufferSize = 256U << 10U;
/// Of one entry: long names, pax records, maps of holes.
inline constexpr std::uint64_t kMaxHeader = 2U << 20U;
/// The list at a zip's end, all of which libarchive keeps.
inline constexpr std::uint64_t kMaxMemberList = 8U << 20U;

}  // namespace cudaenv::archive
