// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#include "audmg/lambda/bearer_scheme.hpp"

#include "audmg/core/text.hpp"

namespace audmg::lambda {

std::string with_bearer_scheme(std::string_view authorization) {
  authorization = trim(authorization);
  const bool is_bare = !authorization.empty() && authorization.find(' ') == std::string_view::npos;
  return (is_bare ? "Bearer " : "") + std::string(authorization);
}

}  // namespace audmg::lambda
