// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#include "audmg/functions/handlers.hpp"

namespace audmg::functions {

/// The process runs and its loop turns; nothing more is looked at.
Response livez(const http::Request&, const CommonServices&) {
  return http::json_response(200, R"({"status":"ok"})");
}

}  // namespace audmg::functions
