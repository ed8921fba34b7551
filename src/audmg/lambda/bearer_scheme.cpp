// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#include "audmg/lambda/bearer_scheme.hpp"

namespace audmg::lambda {
namespace {

std::string_view trim(std::string_view text) noexcept {
  constexpr std::string_view kBlanks = " \t";
  const std::size_t first = text.find_first_not_of(kBlanks);
  if (first == std::string_view::npos) return {};
  return text.substr(first, text.find_last_not_of(kBlanks) + 1 - first);
}

}  // namespace

std::string with_bearer_scheme(std::string_view authorization) {
  authorization = trim(authorization);
  const bool is_bare = !authorization.empty() && authorization.find(' ') == std::string_view::npos;
  return (is_bare ? "Bearer " : "") + std::string(authorization);
}

}  // namespace audmg::lambda
