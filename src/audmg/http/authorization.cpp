// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#include "audmg/http/authorization.hpp"

#include "audmg/http/headers.hpp"

namespace audmg::http {

std::optional<std::string_view> bearer_token(std::string_view authorization) noexcept {
  constexpr std::string_view kScheme = "Bearer ";
  constexpr std::string_view kTokenCharacters =
      "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~+/=";
  if (!equals_ignore_case(authorization.substr(0, kScheme.size()), kScheme)) return std::nullopt;
  const std::size_t first = authorization.find_first_not_of(' ', kScheme.size());
  if (first == std::string_view::npos) return std::nullopt;
  const std::string_view token = authorization.substr(first);
  if (token.find_first_not_of(kTokenCharacters) != std::string_view::npos) return std::nullopt;
  return token;
}

}  // namespace audmg::http
