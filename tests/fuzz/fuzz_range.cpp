// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
// Input: a size, a line end, a field value. The ranges must lie inside the size and be apart.
#include "audmg/core/result.hpp"
#include "audmg/http/conditional.hpp"
#include "audmg/http/range.hpp"

#include <cstddef>
#include <cstdint>
#include <string_view>

namespace {

using namespace audmg::http;

void check_ranges(std::string_view field, std::uint64_t size) {
  const RangeSelection selection = select_ranges(field, size);
  AUDMG_ASSERT((selection.answer == RangeAnswer::partial) == !selection.ranges.empty());
  AUDMG_ASSERT(selection.ranges.size() <= kMaxRanges);
  for (std::size_t i = 0; i < selection.ranges.size(); ++i) {
    const audmg::ByteRange& a = selection.ranges[i];
    AUDMG_ASSERT(a.length > 0 && a.offset < size && a.length <= size - a.offset);
    for (std::size_t j = 0; j < i; ++j) {
      const audmg::ByteRange& b = selection.ranges[j];
      AUDMG_ASSERT(a.offset + a.length < b.offset || b.offset + b.length < a.offset);
    }
    // A range that was given out is understood when asked for alone.
    const std::string text = content_range(a, size);
    const std::string alone = "bytes=" + text.substr(6, text.find('/') - 6);
    AUDMG_ASSERT(select_ranges(alone, size).ranges == std::vector{a});
  }
}

void check_preconditions(std::string_view field) {
  constexpr Validators kValidators{"\"a\"", {}};
  for (const char* name : {"If-Match", "If-None-Match", "If-Modified-Since", "If-Range"}) {
    Headers headers;
    headers.add(name, std::string(field));
    (void)evaluate_preconditions(Method::get, headers, kValidators);
    (void)range_applies(headers, kValidators);
  }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* bytes, std::size_t length) {
  const std::string_view text(reinterpret_cast<const char*>(bytes), length);
  std::uint64_t size = 0;
  std::size_t i = 0;
  for (; i < text.size() && text[i] >= '0' && text[i] <= '9'; ++i) {
    size = size * 10 + static_cast<std::uint64_t>(text[i] - '0');
  }
  const std::string_view field = text.substr(std::min(i + 1, text.size()));
  check_ranges(field, size);
  check_preconditions(field);
  return 0;
}
