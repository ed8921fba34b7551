// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
// A name that is UTF-8 must come back from the field it was written into; no name may leave it.
#include "audmg/core/result.hpp"
#include "audmg/core/utf8.hpp"
#include "audmg/http/content_disposition.hpp"
#include "audmg/http/parameterized_value.hpp"

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* bytes, std::size_t size) {
  using namespace audmg::http;
  const std::string_view name(reinterpret_cast<const char*>(bytes), size);
  const std::string field = content_disposition(Disposition::attachment, name);
  AUDMG_ASSERT(std::ranges::all_of(field, [](char c) { return c >= 0x20 && c < 0x7f; }));
  const auto parsed = parse_parameterized_value(field);
  AUDMG_ASSERT(parsed.has_value() && parsed->value == "attachment");
  const std::string* plain = parsed->find("filename");
  const std::string* extended = parsed->find("filename*");
  AUDMG_ASSERT(plain != nullptr);
  AUDMG_ASSERT(parsed->parameters.size() == (extended == nullptr ? 1U : 2U));
  if (audmg::count_code_points(name)) {
    AUDMG_ASSERT((extended == nullptr ? *plain : decode_extended_value(*extended)) == name);
  }
  (void)parse_parameterized_value(name);
  (void)decode_extended_value(name);
  return 0;
}
