// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#include "audmg/database/user_repository.hpp"
#include "audmg/functions/accounts/account_json.hpp"
#include "audmg/functions/credentials/account_credentials.hpp"
#include "audmg/functions/credentials/account_mail.hpp"
#include "audmg/functions/credentials/relying_party.hpp"
#include "audmg/functions/handlers.hpp"
#include "audmg/functions/policies.hpp"
#include "audmg/functions/problems.hpp"
#include "audmg/lib/json/writer.hpp"

#include <utility>

namespace audmg::functions {

/// Describes the caller's account, how it is secured, and what this drive offers it.
Response get_account(const http::Principal& caller, const http::Request&,
                     const AccountServices& services) {
  AUDMG_TRY(const auto user, services.users.find_user(caller.user));
  if (!user) return refuse(unauthorized());
  AUDMG_TRY(const AccountCredentials credentials, load_credentials(user->id, services));
  AUDMG_TRY(const database::Usage usage, services.usage.find_usage(user->id));
  json::Writer json;
  json.begin_object();
  write_account(json, *user, usage, services.policies);
  write_factor_counts(json, credentials.factors);
  json.field("mail", sends_mail(services))
      .field("passkeysAvailable", relying_party(services).has_value())
      .field("trashRetentionSeconds", services.policies.trash_retention.count())
      .end_object();
  return http::json_response(200, std::move(json).take());
}

}  // namespace audmg::functions
