// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#pragma once

#include "audmg/core/clock.hpp"
#include "audmg/core/result.hpp"

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace audmg::storage {

/// An object in the quarantine.
struct QuarantinedObject {
  std::string key;
  std::uint64_t size = 0;
  /// The time at which it was moved there.
  TimePoint since;
};

struct ListQuarantineRequest {
  std::string prefix{};
  /// Keys after this one; "" from the start.
  std::string start_after{};
  std::size_t max_keys = 1000;
};

/// A second place of an object store, for objects that nothing seems to need: ObjectStore does not
/// see them, but they can be restored. ObjectStore::delete_object() instead deletes permanently and
/// leaves nothing behind. All methods may block and are thread-safe.
class Quarantine {
 public:
  Quarantine() = default;
  Quarantine(const Quarantine&) = delete;
  Quarantine& operator=(const Quarantine&) = delete;
  virtual ~Quarantine() = default;

  /// Moves the object; durable when it returns. An absent object is success. Replaces an object
  /// that is already quarantined under the same key. Errors: unavailable, out_of_space, internal.
  [[nodiscard]] virtual Result<void> quarantine_object(std::string_view key) = 0;
  /// Lists objects in key order, at most `max_keys`. Errors: unavailable, internal.
  [[nodiscard]] virtual Result<std::vector<QuarantinedObject>> list_quarantined(
      const ListQuarantineRequest& request) = 0;
  /// Moves the object back; durable when it returns. Errors: not_found, already_exists (the key is
  /// in use again), unavailable, internal.
  [[nodiscard]] virtual Result<void> restore_quarantined(std::string_view key) = 0;
  /// Permanently deletes objects that were moved there before `time`; returns how many. Does
  /// nothing in a store that expires them by itself (a lifecycle rule). Errors: unavailable,
  /// internal; a later call continues.
  [[nodiscard]] virtual Result<std::size_t> purge_quarantined(TimePoint time) = 0;
};

}  // namespace audmg::storage
