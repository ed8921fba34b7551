// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#pragma once

#include "audmg/http/headers.hpp"

#include <string>

namespace audmg::http {

/// One small answer of a function. Media bytes never travel in it.
struct Response {
  int status = 200;
  Headers headers;
  std::string body;
};

/// An answer with a JSON body. `json` is UTF-8 text of one JSON value.
[[nodiscard]] Response json_response(int status, std::string json);

}  // namespace audmg::http
