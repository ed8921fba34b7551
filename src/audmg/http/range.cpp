// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#include "audmg/http/range.hpp"

#include "audmg/core/number.hpp"
#include "audmg/core/text.hpp"

#include <algorithm>
#include <limits>
#include <optional>

namespace audmg::http {
namespace {

constexpr std::uint64_t kNoLimit = std::numeric_limits<std::uint64_t>::max();

/// A number too large for 64 bits is past the end of everything, so the largest one replaces it.
std::optional<std::uint64_t> parse_position(std::string_view digits) noexcept {
  if (digits.empty() || !std::ranges::all_of(digits, is_digit)) return std::nullopt;
  return parse_whole<std::uint64_t>(digits).value_or(kNoLimit);
}

struct Piece {
  bool well_formed = false;
  /// Returns nothing when it lies outside of the representation.
  std::optional<ByteRange> range;
};

Piece parse_piece(std::string_view piece, std::uint64_t size) noexcept {
  const std::size_t dash = piece.find('-');
  if (dash == std::string_view::npos) return {};
  const auto last = parse_position(piece.substr(dash + 1));
  if (dash == 0) {
    if (!last) return {};
    const std::uint64_t length = std::min(*last, size);
    if (length == 0) return {true, std::nullopt};
    return {true, ByteRange{size - length, length}};
  }
  const auto first = parse_position(piece.substr(0, dash));
  if (!first || (!last && dash + 1 != piece.size())) return {};
  if (last && *last < *first) return {};
  if (*first >= size) return {true, std::nullopt};
  const std::uint64_t end = std::min(last.value_or(kNoLimit), size - 1);
  return {true, ByteRange{*first, end - *first + 1}};
}

bool touches(const ByteRange& a, const ByteRange& b) noexcept {
  return a.offset <= b.offset + b.length && b.offset <= a.offset + a.length;
}

/// The merged range stands where the first of its pieces stood.
void add_range(std::vector<ByteRange>& ranges, const ByteRange& range) {
  ranges.push_back(range);
  for (std::size_t i = 0; i < ranges.size(); ++i) {
    for (std::size_t j = i + 1; j < ranges.size(); ++j) {
      if (!touches(ranges[i], ranges[j])) continue;
      const std::uint64_t end =
          std::max(ranges[i].offset + ranges[i].length, ranges[j].offset + ranges[j].length);
      ranges[i].offset = std::min(ranges[i].offset, ranges[j].offset);
      ranges[i].length = end - ranges[i].offset;
      ranges.erase(ranges.begin() + static_cast<std::ptrdiff_t>(j));
      j = i;  // the larger range may touch others that the smaller one did not
    }
  }
}

}  // namespace

RangeSelection select_ranges(std::string_view range, std::uint64_t size) {
  if (size == 0) return {};  // there is nothing to divide
  const std::size_t equals = range.find('=');
  if (equals == std::string_view::npos) return {};
  if (!equals_ignore_case(trim(range.substr(0, equals)), "bytes")) return {};
  std::string_view rest = range.substr(equals + 1);
  RangeSelection selection;
  std::size_t pieces = 0;
  while (!rest.empty()) {
    const std::string_view text = trim(take_until(rest, ','));
    if (text.empty()) continue;  // RFC 9110 section 5.6.1.2: empty list elements are ignored
    const Piece piece = parse_piece(text, size);
    if (!piece.well_formed || ++pieces > kMaxRanges) return {};
    if (piece.range) add_range(selection.ranges, *piece.range);
  }
  if (pieces == 0) return {};
  selection.answer = selection.ranges.empty() ? RangeAnswer::unsatisfiable : RangeAnswer::partial;
  return selection;
}

std::string content_range(const ByteRange& range, std::uint64_t size) {
  return "bytes " + std::to_string(range.offset) + "-" +
         std::to_string(range.offset + range.length - 1) + "/" + std::to_string(size);
}

std::string unsatisfied_content_range(std::uint64_t size) {
  return "bytes */" + std::to_string(size);
}

}  // namespace audmg::http
