// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#pragma once

#include "audmg/app/operations/operations.hpp"
#include "audmg/core/result.hpp"

#include <cstddef>
#include <functional>
#include <string>
#include <string_view>

namespace audmg::app {

/// Longest request: a password of 1 KiB, escaped, and the rest.
inline constexpr std::size_t kMaxControlRequestBytes = std::size_t{16} * 1024;
/// Longest reply: a job's body of 256 KiB, each byte escaped as six.
inline constexpr std::size_t kMaxControlReplyBytes = std::size_t{2} * 1024 * 1024;

// The protocol of the control socket: one JSON object per line in each direction, UTF-8, ended by
// "\n". A request has "command", the name of an operation, and the operation's arguments; a reply
// has "ok", and the operation's result when it is true, "code" and "message" when it is false. The
// table (operations.hpp) and operation_json.hpp define both. Both sides come from the same build,
// so there is no version.

/// Carries out one request line (without "\n") and returns the reply line (with "\n"). Replies to
/// any bytes.
[[nodiscard]] std::string answer_control_request(std::string_view line,
                                                 const Operations& operations);

/// Sends a request line (with "\n") and returns the reply line (without).
using AskServer = std::function<Result<std::string>(const std::string& request)>;

/// Returns the table of operations of a running server: each call sends it one request. Errors:
/// those of `ask`, those in the server's reply, and internal for a reply that is malformed.
[[nodiscard]] Operations remote_operations(const AskServer& ask);

}  // namespace audmg::app
