// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#pragma once

#include "audmg/core/clock.hpp"
#include "audmg/core/result.hpp"
#include "audmg/lib/sqlite/connection.hpp"
#include "audmg/queue/queue_administration.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace audmg::queue {

// QueueAdministration's queries on the rows of one queue; connections as for MessageTable.

/// Errors: invalid_argument when `after` is not a message id.
[[nodiscard]] Result<std::vector<MessageSummary>> list_rows_of(sqlite::Connection& connection,
                                                               const std::string& queue,
                                                               const ListMessagesRequest& request);
[[nodiscard]] Result<std::optional<MessageSummary>> find_row_of(sqlite::Connection& connection,
                                                                const std::string& queue,
                                                                std::string_view message_id);
/// Errors: not_found, conflict.
[[nodiscard]] Result<void> make_visible(sqlite::Connection& connection, const std::string& queue,
                                        std::string_view message_id, TimePoint now);
/// Redrives a bounded number of dead messages; returns how many.
[[nodiscard]] Result<std::uint64_t> redrive_some(sqlite::Connection& connection,
                                                 const std::string& queue, TimePoint now);
[[nodiscard]] Result<void> write_paused(sqlite::Connection& connection, const std::string& queue,
                                        bool paused);

}  // namespace audmg::queue
