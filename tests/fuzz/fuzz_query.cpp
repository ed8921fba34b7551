// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
// A target that was understood, encoded afresh, must be understood alike.
#include "audmg/core/hex.hpp"
#include "audmg/core/result.hpp"
#include "audmg/http/authorization.hpp"
#include "audmg/http/target.hpp"

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

namespace {

using namespace audmg::http;

std::string encode(std::string_view text) {
  std::string encoded;
  for (const char c : text) {
    encoded += "%" + audmg::to_hex(std::as_bytes(std::span(&c, 1)));
  }
  return encoded;
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* bytes, std::size_t size) {
  const std::string_view text(reinterpret_cast<const char*>(bytes), size);
  (void)bearer_token(text);
  const auto target = parse_target(text);
  if (!target) return 0;
  AUDMG_ASSERT(target->path.starts_with('/'));
  AUDMG_ASSERT(target->path.find('\0') == std::string::npos);
  AUDMG_ASSERT(text.ends_with(target->sent));
  std::string again = "/" + encode(std::string_view(target->path).substr(1)) + "?";
  for (const auto& [name, value] : target->query.all()) {
    again += encode(name) + "=" + encode(value) + "&";
  }
  if (again.size() > kMaxTargetBytes) return 0;
  const auto same = parse_target(again);
  AUDMG_ASSERT(same.has_value());
  AUDMG_ASSERT(same->path == target->path);
  AUDMG_ASSERT(same->query.all() == target->query.all());
  return 0;
}
