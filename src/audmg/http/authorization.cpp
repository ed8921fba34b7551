// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#include "audmg/http/authorization.hpp"

#include "audmg/core/text.hpp"

#include <algorithm>
#include <array>

namespace audmg::http {
namespace {

/// b64token of RFC 6750 section 2.1. A table: this is looked at for every character of every token.
constexpr std::array<bool, 256> kIsTokenCharacter = [] {
  std::array<bool, 256> table{};
  for (const char c : std::string_view("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"
                                       "0123456789-._~+/=")) {
    table.at(static_cast<unsigned char>(c)) = true;
  }
  return table;
}();

bool is_token_character(char c) noexcept {
  return kIsTokenCharacter[static_cast<unsigned char>(c)];
}

}  // namespace

std::optional<std::string_view> bearer_token(std::string_view authorization) noexcept {
  constexpr std::string_view kScheme = "Bearer ";
  if (!equals_ignore_case(authorization.substr(0, kScheme.size()), kScheme)) return std::nullopt;
  const std::size_t first = authorization.find_first_not_of(' ', kScheme.size());
  if (first == std::string_view::npos) return std::nullopt;
  const std::string_view token = authorization.substr(first);
  if (!std::ranges::all_of(token, is_token_character)) return std::nullopt;
  return token;
}

}  // namespace audmg::http
