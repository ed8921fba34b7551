// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#include "audmg/functions/uploads/file_rules.hpp"

#include "audmg/core/base64.hpp"
#include "audmg/core/hex.hpp"
#include "audmg/core/utf8.hpp"
#include "audmg/functions/problems.hpp"

namespace audmg::functions {
namespace {

constexpr std::size_t kSha256Bytes = 32;

}  // namespace

Outcome<void> check_file_name(std::string_view field, std::string_view name) {
  if (name.empty()) return refuse(invalid_field(field, "too_short", "A file needs a name."));
  if (name.size() > kMaxFileNameBytes) {
    return refuse(invalid_field(field, "too_long", "A file name has at most 1024 bytes."));
  }
  if (!count_code_points(name)) {
    return refuse(invalid_field(field, "invalid", "A file name is UTF-8 text."));
  }
  return {};
}

Outcome<std::string> read_sha256(std::string_view field, std::string_view text) {
  const auto digest = from_hex(text);
  if (!digest || digest->size() != kSha256Bytes) {
    return refuse(invalid_field(field, "invalid", "A SHA-256 digest has 64 hexadecimal digits."));
  }
  return to_hex(*digest);
}

Outcome<std::string> read_base64_sha256(std::string_view field, std::string_view text) {
  const auto digest = from_base64(text);
  if (!digest || digest->size() != kSha256Bytes) {
    return refuse(invalid_field(field, "invalid", "A SHA-256 digest in base64 has 44 characters."));
  }
  return to_hex(*digest);
}

}  // namespace audmg::functions
