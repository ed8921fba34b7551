// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#include "audmg/functions/step.hpp"

namespace audmg::functions {

Result<http::Response> answer(const http::Request& request, Step<http::Response> step) {
  if (step) return *std::move(step);
  if (const auto* problem = std::get_if<http::Problem>(&step.error())) {
    return http::problem_response(*problem, request.request_id);
  }
  return std::unexpected(std::get<Error>(std::move(step).error()));
}

}  // namespace audmg::functions
