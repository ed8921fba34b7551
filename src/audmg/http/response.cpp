// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#include "audmg/http/response.hpp"

#include <cstddef>
#include <utility>

namespace audmg::http {

Response json_response(int status, std::string json) {
  Response response;
  response.status = status;
  constexpr std::size_t kUsualFields = 4;  // these two, and what a function adds
  response.headers.reserve(kUsualFields);
  response.headers.add("Content-Type", "application/json");
  response.headers.add("Cache-Control", "no-store");
  response.body = std::move(json);
  return response;
}

}  // namespace audmg::http
