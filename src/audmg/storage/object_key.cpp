// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#include "audmg/storage/object_key.hpp"

#include "audmg/core/ascii.hpp"

#include <array>
#include <cstddef>

namespace audmg::storage {
namespace {

/// Looked up, because a key is checked for each signed URL.
constexpr std::array<bool, 256> kKeyCharacters = [] {
  std::array<bool, 256> allowed{};
  for (std::size_t i = 0; i < allowed.size(); ++i) {
    const char c = static_cast<char>(i);
    allowed[i] = is_alnum(c) || c == '.' || c == '_' || c == '-';
  }
  return allowed;
}();

bool is_key_segment(std::string_view segment) noexcept {
  if (segment.empty() || segment == "." || segment == "..") return false;
  // Looks at all of them, because nearly every key is right.
  bool is_right = true;
  for (const char c : segment) is_right &= kKeyCharacters[static_cast<unsigned char>(c)];
  return is_right;
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
