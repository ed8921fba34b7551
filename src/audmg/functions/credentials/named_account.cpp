// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#include "audmg/functions/credentials/named_account.hpp"

#include "audmg/identity/account_rules.hpp"
#include "audmg/identity/account_text.hpp"

#include <utility>

namespace audmg::functions {

std::string read_account_name(http::FieldReader& fields) {
  const auto username = fields.optional_string("username");
  const auto email = fields.optional_string("email");
  for (const auto& [field, text] : {std::pair("username", &username), std::pair("email", &email)}) {
    if (*text && (*text)->size() > identity::kMaxEmailLength) {
      fields.reject(field, "too_long", "No name and no address is that long.");
      return {};
    }
  }
  if (username) return identity::normal_account_name(*username);
  if (email) {
    std::string name = identity::normal_account_name(*email);
    if (!name.contains('@') && !fields.rejected("email")) {
      fields.reject("email", "invalid", "This does not look like an e-mail address.");
    }
    return name;
  }
  if (!fields.rejected("email") && !fields.rejected("username")) {
    fields.reject("username", "missing", "Send username or email.");
  }
  return {};
}

Result<std::optional<database::User>> find_named_account(std::string_view name,
                                                         database::UserRepository& users) {
  return name.contains('@') ? users.find_user_by_email(name) : users.find_user_by_username(name);
}

}  // namespace audmg::functions
