// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#include "audmg/core/clock.hpp"
#include "audmg/database/app_password_repository.hpp"
#include "audmg/database/audit_repository.hpp"
#include "audmg/database/session_repository.hpp"
#include "audmg/database/user_repository.hpp"
#include "audmg/functions/accounts/account_json.hpp"
#include "audmg/functions/accounts/session_json.hpp"
#include "audmg/functions/administration/audit_page.hpp"
#include "audmg/functions/app_passwords/app_password_json.hpp"
#include "audmg/functions/credentials/account_credentials.hpp"
#include "audmg/functions/credentials/audit_log.hpp"
#include "audmg/functions/credentials/relying_party.hpp"
#include "audmg/functions/factors/passkey_json.hpp"
#include "audmg/functions/handlers.hpp"
#include "audmg/functions/outcome.hpp"
#include "audmg/functions/problems.hpp"
#include "audmg/lib/json/writer.hpp"

#include <array>
#include <cstddef>
#include <string_view>
#include <utility>

namespace audmg::functions {
namespace {

/// Entries of the audit log are added until the text is so long, then to the end of their page. AWS
/// Lambda takes 6 MB in all, in which each quotation mark of this text has a backslash.
constexpr std::size_t kMaxTextBytes = std::size_t{2} * 1024 * 1024;
constexpr std::size_t kAuditPage = 200;

struct Elsewhere {
  std::string_view what;
  std::string_view path;
};

/// What else is the user's, and grows without limit.
constexpr auto kElsewhere = std::to_array<Elsewhere>({
    {"files, with what their owner says about them", "/retrieve"},
    {"the bytes of files", "/downloads"},
    {"collections", "/collections"},
    {"deleted files", "/trash"},
    {"older entries of the audit log", "/audit"},
});

/// Adds the log, last entry first, as far as it fits: then "nextBefore" says where /audit goes on.
Result<void> write_audit_log(json::Writer& json, const UserId& user,
                             const AccountServices& services) {
  database::ListAuditRequest page{.user = user, .limit = kAuditPage};
  json.key("audit").begin_object().key("entries").begin_array();
  bool has_more = true;
  while (has_more && json.text().size() < kMaxTextBytes) {
    AUDMG_TRY(const auto entries, services.audit.list_entries(page));
    for (const database::AuditEntry& entry : entries) write_audit_entry(json, entry);
    has_more = entries.size() == page.limit;
    if (has_more) page.before = entries.back().id;
  }
  json.end_array();
  if (has_more) json.field("nextBefore", page.before.text());
  json.end_object();
  return {};
}

void write_elsewhere(json::Writer& json) {
  json.key("elsewhere").begin_array();
  for (const auto& [what, path] : kElsewhere) {
    json.begin_object().field("what", what).field("path", path).end_object();
  }
  json.end_array();
}

}  // namespace

/// What the caller has given to the drive and done there, besides files and collections, as one
/// file (article 20 of the GDPR). No secrets, nor what they are checked against.
Response export_account(const http::Principal& caller, const http::Request& request,
                        const AccountServices& services) {
  AUDMG_TRY(const auto user, services.users.find_user(caller.user));
  if (!user) return refuse(unauthorized());
  const TimePoint now = services.clock.now();
  AUDMG_TRY(const AccountCredentials credentials, load_credentials(user->id, services));
  AUDMG_TRY(const auto sessions, services.sessions.list_sessions(user->id, now));
  AUDMG_TRY(const auto app_passwords, services.app_passwords.list_app_passwords(user->id));
  AUDMG_TRY(const database::Usage usage, services.usage.find_usage(user->id));
  const auto party = relying_party(services);
  json::Writer json;
  json.begin_object().field("exportedAt", format_rfc3339(now)).key("account").begin_object();
  write_account(json, *user, usage, services.policies);
  write_factor_counts(json, credentials.factors);
  json.end_object();
  write_sessions(json, sessions, caller.session);
  write_passkeys(json, credentials.factors, party ? party->id : "");
  write_app_passwords(json, app_passwords);
  AUDMG_CHECK(write_audit_log(json, user->id, services));
  write_elsewhere(json);
  json.end_object();
  note_audit({.action = "account_exported", .user = user->id}, request, services);
  http::Response response = http::json_response(200, std::move(json).take());
  response.headers.add("Content-Disposition", "attachment; filename=\"account.json\"");
  return response;
}

}  // namespace audmg::functions
