// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#include "audmg/functions/credentials/audit_log.hpp"

#include "audmg/core/clock.hpp"
#include "audmg/database/audit_repository.hpp"
#include "audmg/functions/credentials/client_place.hpp"
#include "audmg/telemetry/logger.hpp"

#include <utility>

namespace audmg::functions {
namespace {

void append(database::AuditEntry entry, std::string_view request_id,
            const AccountServices& services) {
  services.logger.log(telemetry::Level::info, entry.action,
                      {{"requestId", request_id},
                       {"userId", std::string_view(entry.user.text())},
                       {"actorId", std::string_view(entry.actor.text())}});
  const std::string action = entry.action;
  const auto appended = services.audit.append_entry(std::move(entry));
  if (appended) return;
  services.logger.log(telemetry::Level::error, "audit_entry_lost",
                      {{"requestId", request_id},
                       {"action", std::string_view(action)},
                       {"reason", std::string_view(appended.error().message)}});
}

database::AuditEntry entry_of(const AuditNote& note, TimePoint now) {
  return {.id = AuditEntryId::make(now),
          .user = note.user,
          .actor = note.actor,
          .at = now,
          .action = std::string(note.action),
          .detail = note.detail};
}

}  // namespace

void note_audit(const AuditNote& note, const http::Request& request,
                const AccountServices& services) {
  database::AuditEntry entry = entry_of(note, services.clock.now());
  entry.network = network_of(request.client_address);
  entry.device = device_of(request);
  append(std::move(entry), request.request_id, services);
}

void note_audit(const AuditNote& note, const AccountServices& services) {
  append(entry_of(note, services.clock.now()), {}, services);
}

}  // namespace audmg::functions
