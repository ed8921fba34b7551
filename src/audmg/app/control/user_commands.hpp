// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#pragma once

#include "audmg/app/operations/accounts.hpp"
#include "audmg/core/result.hpp"
#include "audmg/lib/json/document.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

// The part of the control protocol that is about users: user_add, user_list, user_passwd,
// user_disable, user_enable, user_delete.
namespace audmg::app {

/// The answer line; nothing when the command is none of these.
[[nodiscard]] std::optional<std::string> answer_user_command(std::string_view command,
                                                             const json::Value& request,
                                                             Accounts& accounts);

// The other side: a request line for each command, and what the answers say. Errors of the readers:
// what the server answered; internal for an answer that is none.
[[nodiscard]] std::string user_add_request(const NewAccount& account);
[[nodiscard]] std::string user_list_request(std::string_view after);
[[nodiscard]] std::string user_passwd_request(std::string_view user, std::string_view password);
[[nodiscard]] std::string user_disable_request(std::string_view user, bool disabled);
[[nodiscard]] std::string user_delete_request(std::string_view user);

[[nodiscard]] Result<std::string> read_user_id_answer(std::string_view line);
[[nodiscard]] Result<std::vector<Account>> read_accounts_answer(std::string_view line);
[[nodiscard]] Result<std::uint64_t> read_removed_answer(std::string_view line);

}  // namespace audmg::app
