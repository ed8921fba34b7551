// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#include "audmg/database/user_repository.hpp"
#include "audmg/functions/accounts/account_json.hpp"
#include "audmg/functions/credentials/admin_role.hpp"
#include "audmg/functions/handlers.hpp"
#include "audmg/functions/outcome.hpp"
#include "audmg/functions/problems.hpp"
#include "audmg/lib/json/writer.hpp"

#include <algorithm>
#include <cstddef>
#include <iterator>
#include <utility>
#include <vector>

namespace audmg::functions {
namespace {

constexpr std::size_t kUsersPerPage = 100;

}  // namespace

/// Lists accounts, oldest first, after the user of `after`.
Response list_users(const http::Principal& caller, const http::Request& request,
                    const AccountServices& services) {
  AUDMG_CHECK(require_admin(caller, services));
  UserId after;
  if (const auto text = request.query.find("after")) {
    const auto id = UserId::parse(*text);
    if (!id) return refuse(invalid_field("after", "invalid", "Send the userId of the last user."));
    after = *id;
  }
  AUDMG_TRY(const auto users, services.users.list_users(after, kUsersPerPage));
  std::vector<UserId> ids;
  std::ranges::transform(users, std::back_inserter(ids), &database::User::id);
  AUDMG_TRY(const auto usages, services.usage.find_usages(ids));
  json::Writer json;
  json.begin_object().key("users").begin_array();
  for (std::size_t i = 0; i < users.size(); ++i) {
    json.begin_object();
    write_account(json, users[i], usages[i], services.policies);
    json.field("disabled", users[i].disabled).end_object();
  }
  json.end_array();
  if (users.size() == kUsersPerPage) json.field("nextAfter", users.back().id.text());
  json.end_object();
  return http::json_response(200, std::move(json).take());
}

}  // namespace audmg::functions
