// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#include "audmg/functions/administration/audit_page.hpp"

#include "audmg/core/clock.hpp"
#include "audmg/core/number.hpp"
#include "audmg/functions/problems.hpp"

#include <string>
#include <utility>

namespace audmg::functions {
namespace {

constexpr std::size_t kStandardLimit = 100;
constexpr std::size_t kMaxLimit = 200;

Outcome<database::ListAuditRequest> read_request(const UserId& user, const http::Request& request) {
  database::ListAuditRequest list{.user = user, .limit = kStandardLimit};
  if (const auto text = request.query.find("before")) {
    const auto id = AuditEntryId::parse(*text);
    if (!id) {
      return refuse(invalid_field("before", "invalid", "Send the entryId of the last entry."));
    }
    list.before = *id;
  }
  if (const auto text = request.query.find("limit")) {
    const auto limit = parse_whole<std::size_t>(*text, 1, kMaxLimit);
    if (!limit) {
      return refuse(invalid_field("limit", "out_of_range", "Send a number from 1 to 200."));
    }
    list.limit = *limit;
  }
  return list;
}

}  // namespace

Outcome<http::Response> audit_page(const UserId& user, const http::Request& request,
                                   const AccountServices& services) {
  AUDMG_TRY(const database::ListAuditRequest list, read_request(user, request));
  AUDMG_TRY(const auto entries, services.audit.list_entries(list));
  json::Writer json;
  json.begin_object().key("entries").begin_array();
  for (const database::AuditEntry& entry : entries) write_audit_entry(json, entry);
  json.end_array();
  if (entries.size() == list.limit) json.field("nextBefore", entries.back().id.text());
  json.end_object();
  return http::json_response(200, std::move(json).take());
}

void write_audit_entry(json::Writer& json, const database::AuditEntry& entry) {
  json.begin_object()
      .field("entryId", entry.id.text())
      .field("at", format_rfc3339(entry.at))
      .field("action", entry.action);
  if (!entry.user.empty()) json.field("userId", entry.user.text());
  if (!entry.actor.empty()) json.field("actorId", entry.actor.text());
  if (!entry.network.empty()) json.field("place", entry.network);
  if (!entry.device.empty()) json.field("device", entry.device);
  if (!entry.detail.empty()) json.key("detail").raw(entry.detail);
  json.field("hash", entry.hash).end_object();
}

}  // namespace audmg::functions
