// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#include "audmg/app/control/protocol.hpp"

#include "audmg/core/wipe.hpp"
#include "audmg/http/json_writer.hpp"
#include "audmg/lib/json/document.hpp"

#include <array>
#include <optional>
#include <utility>

namespace audmg::app {
namespace {

using http::JsonWriter;

constexpr std::size_t kMaxDepth = 4;

std::string finish(JsonWriter&& json) {
  json.end_object();
  return std::move(json).take() + "\n";
}

std::string refusal(const Error& error) {
  JsonWriter json;
  json.begin_object().field("ok", false).field("code", to_string(error.code));
  json.field("message", error.message);
  return finish(std::move(json));
}

std::string success() {
  JsonWriter json;
  json.begin_object().field("ok", true);
  return finish(std::move(json));
}

std::string answer(const Result<void>& result) {
  return result ? success() : refusal(result.error());
}

std::string answer(const Result<std::string>& user_id) {
  if (!user_id) return refusal(user_id.error());
  JsonWriter json;
  json.begin_object().field("ok", true).field("userId", *user_id);
  return finish(std::move(json));
}

std::string answer(const Result<std::uint64_t>& removed) {
  if (!removed) return refusal(removed.error());
  JsonWriter json;
  json.begin_object().field("ok", true).field("removedObjects", *removed);
  return finish(std::move(json));
}

std::string answer(const Result<std::vector<Account>>& accounts) {
  if (!accounts) return refusal(accounts.error());
  JsonWriter json;
  json.begin_object().field("ok", true).key("accounts").begin_array();
  for (const Account& account : *accounts) {
    json.begin_object().field("userId", account.id).field("username", account.username);
    json.field("email", account.email).field("createdAt", account.created_at);
    json.field("disabled", account.disabled).end_object();
  }
  json.end_array();
  return finish(std::move(json));
}

/// A member that is a string; nothing when it is missing or of another type.
const std::string* text_of(const json::Value& object, std::string_view name) {
  const json::Value* member = object.find(name);
  return member == nullptr ? nullptr : member->as_string();
}

std::string bad_request(std::string message) {
  return refusal({ErrorCode::invalid_argument, std::move(message)});
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

Result<json::Value> read_answer(std::string_view line) {
  auto document = json::parse(line, {.max_bytes = kMaxControlAnswerBytes, .max_depth = kMaxDepth});
  if (!document || document->as_object() == nullptr) {
    return fail(ErrorCode::internal, "the server's answer on the control socket is no JSON object");
  }
  const json::Value* ok = document->find("ok");
  if (ok != nullptr && ok->as_bool() == true) return std::move(*document);
  const std::string* code = text_of(*document, "code");
  const std::string* message = text_of(*document, "message");
  Error error{ErrorCode::internal, message != nullptr ? *message : "the server gave no reason"};
  using enum ErrorCode;
  for (const ErrorCode known : {invalid_argument, not_found, already_exists, conflict, too_large,
                                out_of_space, unavailable, deadline_exceeded, corrupt}) {
    if (code != nullptr && *code == to_string(known)) error.code = known;
  }
  return std::unexpected(std::move(error));
}

std::unexpected<Error> missing_in_answer(std::string_view name) {
  return fail(ErrorCode::internal, "the server's answer has no " + std::string(name));
}

JsonWriter begin_request(std::string_view command) {
  JsonWriter json;
  json.begin_object().field("command", command);
  return json;
}

}  // namespace

std::string answer_control_request(std::string_view line, Accounts& accounts) {
  const auto request =
      json::parse(line, {.max_bytes = kMaxControlRequestBytes, .max_depth = kMaxDepth});
  if (!request || request->as_object() == nullptr) {
    return bad_request("a request is one JSON object on one line");
  }
  const std::string* command = text_of(*request, "command");
  if (command == nullptr) return bad_request("a request needs a command");
  if (*command == "user_add") return answer_user_add(*request, accounts);
  if (*command == "user_list") {
    const std::string* after = text_of(*request, "after");
    return answer(accounts.list(after == nullptr ? "" : *after));
  }
  const std::string* user = text_of(*request, "user");
  if (user == nullptr) return bad_request("this command is unknown or needs a user");
  if (*command == "user_disable") return answer(accounts.set_disabled(*user, true));
  if (*command == "user_enable") return answer(accounts.set_disabled(*user, false));
  if (*command == "user_delete") return answer(accounts.remove(*user));
  if (*command != "user_passwd") return bad_request("this command is unknown");
  const std::string* password = text_of(*request, "password");
  if (password == nullptr) return bad_request("user_passwd needs a password");
  return answer(accounts.set_password(*user, *password));
}

std::string user_add_request(const NewAccount& account) {
  JsonWriter json = begin_request("user_add");
  json.field("username", account.username).field("email", account.email);
  json.field("password", account.password);
  return finish(std::move(json));
}

std::string user_list_request(std::string_view after) {
  JsonWriter json = begin_request("user_list");
  json.field("after", after);
  return finish(std::move(json));
}

std::string user_passwd_request(std::string_view user, std::string_view password) {
  JsonWriter json = begin_request("user_passwd");
  json.field("user", user).field("password", password);
  return finish(std::move(json));
}

std::string user_disable_request(std::string_view user, bool disabled) {
  JsonWriter json = begin_request(disabled ? "user_disable" : "user_enable");
  json.field("user", user);
  return finish(std::move(json));
}

std::string user_delete_request(std::string_view user) {
  JsonWriter json = begin_request("user_delete");
  json.field("user", user);
  return finish(std::move(json));
}

Result<void> read_plain_answer(std::string_view line) {
  AUDMG_CHECK(read_answer(line));
  return {};
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
  const json::Value* removed = object.find("removedObjects");
  if (removed == nullptr || !removed->as_unsigned()) return missing_in_answer("removedObjects");
  return *removed->as_unsigned();
}

}  // namespace audmg::app
