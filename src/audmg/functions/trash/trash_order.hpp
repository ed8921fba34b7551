// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#pragma once

#include "audmg/core/clock.hpp"
#include "audmg/core/id.hpp"
#include "audmg/core/result.hpp"
#include "audmg/functions/services.hpp"

#include <cstddef>
#include <optional>
#include <stop_token>
#include <string>
#include <string_view>

namespace audmg::functions {

enum class TrashAction { restore, empty };

/// An order about all files that an owner has in the trash, as a message of the queue `media`
/// (docs/formats/queue-message.md). Files that came there later are not concerned.
struct TrashOrder {
  UserId owner;
  TrashAction action = TrashAction::restore;
  TimePoint trashed_before;

  [[nodiscard]] bool operator==(const TrashOrder&) const = default;
};

[[nodiscard]] std::string write_trash_order(const TrashOrder& order);
/// Returns nothing for a message of another kind. Errors: invalid_argument.
[[nodiscard]] Result<std::optional<TrashOrder>> read_trash_order(std::string_view body);

/// The part of an order that was carried out.
struct TrashProgress {
  std::size_t changed = 0;
  /// True if nothing is left to do.
  bool finished = false;
};

/// Carries out an order for at most `limit` files. If there are more and the drive has a queue for
/// jobs, sends the order there, once, in the transaction that changes the first of them; without a
/// queue, carries on to the end.
/// Errors: those of the repositories; done again, it continues.
[[nodiscard]] Result<TrashProgress> begin_trash_order(const TrashOrder& order, std::size_t limit,
                                                      const ObjectServices& services);

/// Carries out an order to its end, unless `stop` is requested. Errors: as above; unavailable when
/// it was stopped.
[[nodiscard]] Result<void> finish_trash_order(const TrashOrder& order, const std::stop_token& stop,
                                              const ObjectServices& services);

}  // namespace audmg::functions
