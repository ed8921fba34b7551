// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
// Input: what a client calls its file, and a time that it names. A name that is taken is text
// without separators and controls, and is taken again as it is.
#include "audmg/core/ascii.hpp"
#include "audmg/core/clock.hpp"
#include "audmg/core/result.hpp"
#include "audmg/core/utf8.hpp"
#include "audmg/functions/uploads/file_rules.hpp"

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <string_view>

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* bytes, std::size_t size) {
  using namespace audmg;
  const std::string_view text(reinterpret_cast<const char*>(bytes), size);
  AUDMG_ASSERT(!parse_date_time(text) ||
               text.size() >= std::string_view("2026-01-31T23:59:59Z").size());
  const auto name = functions::read_file_name("file", text);
  if (!name) return 0;
  AUDMG_ASSERT(!name->empty() && name->size() <= functions::kMaxFileNameBytes);
  AUDMG_ASSERT(count_code_points(*name).has_value());
  AUDMG_ASSERT(std::ranges::none_of(*name, is_control));
  AUDMG_ASSERT(name->find_first_of("/\\") == std::string_view::npos);
  AUDMG_ASSERT(*name != "." && *name != "..");
  const auto again = functions::read_file_name("file", *name);
  AUDMG_ASSERT(again && *again == *name);
  return 0;
}
