// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#include "audmg/storage/object_key.hpp"

#include "audmg/core/ascii.hpp"

namespace audmg::storage {
namespace {

bool is_key_character(char c) noexcept { return is_alnum(c) || c == '.' || c == '_' || c == '-'; }

bool is_key_segment(std::string_view segment) noexcept {
  if (segment.empty() || segment == "." || segment == "..") return false;
  for (const char c : segment) {
    if (!is_key_character(c)) return false;
  }
  return true;
}

}  // namespace

bool is_object_key(std::string_view key) noexcept {
  if (key.size() > kMaxObjectKeyBytes) return false;
  while (true) {
    const auto slash = key.find('/');
    if (!is_key_segment(key.substr(0, slash))) return false;
    if (slash == std::string_view::npos) return true;
    key.remove_prefix(slash + 1);
  }
}

}  // namespace audmg::storage
