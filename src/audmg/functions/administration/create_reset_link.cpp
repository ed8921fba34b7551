// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#include "audmg/core/clock.hpp"
#include "audmg/database/user_repository.hpp"
#include "audmg/functions/app_address.hpp"
#include "audmg/functions/credentials/admin_role.hpp"
#include "audmg/functions/credentials/audit_log.hpp"
#include "audmg/functions/credentials/link_tokens.hpp"
#include "audmg/functions/credentials/recent_authentication.hpp"
#include "audmg/functions/handlers.hpp"
#include "audmg/functions/outcome.hpp"
#include "audmg/functions/problems.hpp"
#include "audmg/lib/json/writer.hpp"

#include <string>
#include <utility>

namespace audmg::functions {

/// Makes a link by which a user sets a new password, for an admin to hand over where no mail comes.
Response create_reset_link(const http::Principal& caller, const http::Request& request,
                           const AccountServices& services) {
  AUDMG_CHECK(require_admin(caller, services));
  AUDMG_CHECK(require_recent_authentication(caller, services));
  const auto id = UserId::parse(request.path_parameters.find("id").value_or(""));
  if (!id) return refuse(not_found());
  AUDMG_TRY(const auto user, services.users.find_user(*id));
  if (!user) return refuse(not_found());
  if (services.app_address.url().empty()) return refuse(no_app_address());
  const std::string token = make_link_token(LinkPurpose::reset_password, *user, {}, services);
  note_audit({.action = "reset_link_made", .user = *id, .actor = caller.user}, request, services);
  json::Writer json;
  json.begin_object()
      .field("link", link_to_page("/reset", token, services))
      .field("expiresAt", format_rfc3339(services.clock.now() + kResetLifetime))
      .end_object();
  return http::json_response(200, std::move(json).take());
}

}  // namespace audmg::functions
