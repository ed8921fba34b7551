// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#pragma once

#include "audmg/app/accounts.hpp"
#include "audmg/core/result.hpp"

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace audmg::app {

/// Longest request: a password of 1 KiB, escaped, and the rest.
inline constexpr std::size_t kMaxControlRequestBytes = std::size_t{16} * 1024;
/// Longest answer: a page of accounts.
inline constexpr std::size_t kMaxControlAnswerBytes = std::size_t{1024} * 1024;

// The protocol of the control socket: one JSON object a line in each direction, UTF-8, ended by
// "\n". A request has "command" (user_add, user_list, user_passwd, user_disable, user_enable,
// user_delete) and that command's fields; an answer has "ok", and "code" and "message" when it is
// false. Both sides come from the same build, so there is no version.

/// Carries out one request line (without "\n") and gives the answer line (with "\n"). Whatever the
/// bytes are, an answer comes back.
[[nodiscard]] std::string answer_control_request(std::string_view line, Accounts& accounts);

// The other side: a request line for each command, and what the answers say. Errors of the readers:
// what the server answered; internal for an answer that is none.
[[nodiscard]] std::string user_add_request(const NewAccount& account);
[[nodiscard]] std::string user_list_request(std::string_view after);
[[nodiscard]] std::string user_passwd_request(std::string_view user, std::string_view password);
[[nodiscard]] std::string user_disable_request(std::string_view user, bool disabled);
[[nodiscard]] std::string user_delete_request(std::string_view user);

[[nodiscard]] Result<void> read_plain_answer(std::string_view line);
[[nodiscard]] Result<std::string> read_user_id_answer(std::string_view line);
[[nodiscard]] Result<std::vector<Account>> read_accounts_answer(std::string_view line);
[[nodiscard]] Result<std::uint64_t> read_removed_answer(std::string_view line);

}  // namespace audmg::app
