// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#include "audmg/functions/accounts/session_json.hpp"

#include "audmg/core/clock.hpp"

#include <ranges>

namespace audmg::functions {

void write_sessions(json::Writer& json, const std::vector<database::Session>& sessions,
                    const SessionId& current) {
  json.key("sessions").begin_array();
  for (const database::Session& session : sessions | std::views::reverse) {
    json.begin_object()
        .field("sessionId", session.id.text())
        .field("device", session.device)
        .field("place", session.network)
        .field("createdAt", format_rfc3339(session.created_at))
        .field("lastUsedAt", format_rfc3339(session.last_used_at))
        .field("current", session.id == current)
        .end_object();
  }
  json.end_array();
}

}  // namespace audmg::functions
