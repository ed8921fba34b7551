// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#pragma once

#include "audmg/core/byte_range.hpp"

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace audmg::http {

/// A request for more ranges than this gets the whole representation.
inline constexpr std::size_t kMaxRanges = 5;

enum class RangeAnswer {
  whole,          ///< 200: another unit, malformed, too many ranges, or an empty representation
  partial,        ///< 206 with `ranges`
  unsatisfiable,  ///< 416 with unsatisfied_content_range()
};

struct RangeSelection {
  RangeAnswer answer = RangeAnswer::whole;
  /// 1 to kMaxRanges ranges inside the size, neither overlapping nor touching, in the order
  /// requested. Empty unless partial.
  std::vector<ByteRange> ranges;
};

/// Selects what a Range field (RFC 9110 section 14.2) requests from a representation of `size`
/// bytes. Merges overlapping and touching ranges, so that a response is never longer than the
/// representation (the amplification of RFC 9110 section 17.15).
[[nodiscard]] RangeSelection select_ranges(std::string_view range, std::uint64_t size);

/// Returns "bytes 0-4/10".
[[nodiscard]] std::string content_range(const ByteRange& range, std::uint64_t size);
/// Returns "bytes */10".
[[nodiscard]] std::string unsatisfied_content_range(std::uint64_t size);

}  // namespace audmg::http
