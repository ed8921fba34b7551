// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#include "audmg/core/clock.hpp"
#include "audmg/database/session_repository.hpp"
#include "audmg/functions/accounts/session_json.hpp"
#include "audmg/functions/handlers.hpp"
#include "audmg/lib/json/writer.hpp"

#include <utility>

namespace audmg::functions {

/// Lists the log-ins of the caller, newest first.
Response list_sessions(const http::Principal& caller, const http::Request&,
                       const AccountServices& services) {
  AUDMG_TRY(const auto sessions,
            services.sessions.list_sessions(caller.user, services.clock.now()));
  json::Writer json;
  json.begin_object();
  write_sessions(json, sessions, caller.session);
  json.end_object();
  return http::json_response(200, std::move(json).take());
}

}  // namespace audmg::functions
