// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#pragma once

#include "audmg/http/headers.hpp"

#include <string>

namespace audmg::http {

/// A small response of a function. Media bytes never travel in it.
struct Response {
  int status = 200;
  Headers headers;
  std::string body;
};

/// Returns a response with a JSON body. `json` is the UTF-8 text of one JSON value.
[[nodiscard]] Response json_response(int status, std::string json);

}  // namespace audmg::http
