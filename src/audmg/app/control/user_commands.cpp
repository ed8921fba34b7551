// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#include "audmg/app/control/user_commands.hpp"

#include "audmg/app/control/message.hpp"
#include "audmg/core/wipe.hpp"

#include <utility>

namespace audmg::app {
namespace {

std::string answer(const Result<std::string>& user_id) {
  if (!user_id) return refusal(user_id.error());
  json::Writer json = begin_success();
  json.field("userId", *user_id);
  return finish_line(std::move(json));
}

std::string answer(const Result<std::uint64_t>& removed) {
  if (!removed) return refusal(removed.error());
  json::Writer json = begin_success();
  json.field("removedObjects", *removed);
  return finish_line(std::move(json));
}

std::string answer(const Result<std::vector<Account>>& accounts) {
  if (!accounts) return refusal(accounts.error());
  json::Writer json = begin_success();
  json.key("accounts").begin_array();
  for (const Account& account : *accounts) {
    json.begin_object().field("userId", account.id).field("username", account.username);
    json.field("email", account.email).field("createdAt", account.created_at);
    json.field("disabled", account.disabled).end_object();
  }
  json.end_array();
  return finish_line(std::move(json));
}

std::string answer_user_add(const json::Value& request, Accounts& accounts) {
  const std::string* username = text_of(request, "username");
  const std::string* email = text_of(request, "email");
  const std::string* password = text_of(request, "password");
  if (username == nullptr || email == nullptr || password == nullptr) {
    return bad_request("user_add needs username, email and password");
  }
  NewAccount account{*username, *email, *password};
  auto answered = answer(accounts.add(account));
  wipe(account.password);
  return answered;
}

}  // namespace

std::optional<std::string> answer_user_command(std::string_view command, const json::Value& request,
                                               Accounts& accounts) {
  if (!command.starts_with("user_")) return std::nullopt;
  if (command == "user_add") return answer_user_add(request, accounts);
  if (command == "user_list") {
    const std::string* after = text_of(request, "after");
    return answer(accounts.list(after == nullptr ? "" : *after));
  }
  const std::string* user = text_of(request, "user");
  if (user == nullptr) return bad_request("this command is unknown or needs a user");
  if (command == "user_disable") return answer(accounts.set_disabled(*user, true));
  if (command == "user_enable") return answer(accounts.set_disabled(*user, false));
  if (command == "user_delete") return answer(accounts.remove(*user));
  if (command != "user_passwd") return std::nullopt;
  const std::string* password = text_of(request, "password");
  if (password == nullptr) return bad_request("user_passwd needs a password");
  return answer(accounts.set_password(*user, *password));
}

std::string user_add_request(const NewAccount& account) {
  json::Writer json = begin_request("user_add");
  json.field("username", account.username).field("email", account.email);
  json.field("password", account.password);
  return finish_line(std::move(json));
}

std::string user_list_request(std::string_view after) {
  json::Writer json = begin_request("user_list");
  json.field("after", after);
  return finish_line(std::move(json));
}

std::string user_passwd_request(std::string_view user, std::string_view password) {
  json::Writer json = begin_request("user_passwd");
  json.field("user", user).field("password", password);
  return finish_line(std::move(json));
}

std::string user_disable_request(std::string_view user, bool disabled) {
  json::Writer json = begin_request(disabled ? "user_disable" : "user_enable");
  json.field("user", user);
  return finish_line(std::move(json));
}

std::string user_delete_request(std::string_view user) {
  json::Writer json = begin_request("user_delete");
  json.field("user", user);
  return finish_line(std::move(json));
}

Result<std::string> read_user_id_answer(std::string_view line) {
  AUDMG_TRY(const json::Value object, read_answer(line));
  const std::string* id = text_of(object, "userId");
  if (id == nullptr) return missing_in_answer("userId");
  return *id;
}

Result<std::vector<Account>> read_accounts_answer(std::string_view line) {
  AUDMG_TRY(const json::Value object, read_answer(line));
  const json::Value* member = object.find("accounts");
  const json::Array* list = member == nullptr ? nullptr : member->as_array();
  if (list == nullptr) return missing_in_answer("accounts");
  std::vector<Account> accounts;
  for (const json::Value& entry : *list) {
    const std::string* id = text_of(entry, "userId");
    const std::string* username = text_of(entry, "username");
    const std::string* email = text_of(entry, "email");
    const std::string* created_at = text_of(entry, "createdAt");
    const json::Value* disabled = entry.find("disabled");
    if (id == nullptr || username == nullptr || email == nullptr || created_at == nullptr ||
        disabled == nullptr) {
      return missing_in_answer("field of an account");
    }
    accounts.push_back({*id, *username, *email, *created_at, disabled->as_bool() == true});
  }
  return accounts;
}

Result<std::uint64_t> read_removed_answer(std::string_view line) {
  AUDMG_TRY(const json::Value object, read_answer(line));
  const auto removed = number_of(object, "removedObjects");
  if (!removed) return missing_in_answer("removedObjects");
  return *removed;
}

}  // namespace audmg::app
