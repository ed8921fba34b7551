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
  /// When it was moved there.
  TimePoint since;
};

struct ListQuarantineRequest {
  std::string prefix{};
  /// Keys after this one; "" from the start.
  std::string start_after{};
  std::size_t max_keys = 1000;
};

/// A second place of an object store, for objects that nothing is known to need: out of sight of
/// ObjectStore, and still there to be brought back. What is to be gone for good is deleted by
/// ObjectStore::delete_object() instead, which leaves nothing behind.
/// All methods may block and are thread-safe.
class Quarantine {
 public:
  Quarantine() = default;
  Quarantine(const Quarantine&) = delete;
  Quarantine& operator=(const Quarantine&) = delete;
  virtual ~Quarantine() = default;

  /// Moves the object; durable when it returns. An absent object is success. An object that is
  /// there under the same key already is replaced. Errors: unavailable, out_of_space, internal.
  [[nodiscard]] virtual Result<void> quarantine_object(std::string_view key) = 0;
  /// In key order, at most `max_keys`. Errors: unavailable, internal.
  [[nodiscard]] virtual Result<std::vector<QuarantinedObject>> list_quarantined(
      const ListQuarantineRequest& request) = 0;
  /// Moves the object back; durable when it returns. Errors: not_found, already_exists (an object
  /// has the key meanwhile), unavailable, internal.
  [[nodiscard]] virtual Result<void> restore_quarantined(std::string_view key) = 0;
  /// Deletes for good what was moved there before `time`; returns how many objects. A store that
  /// expires them by itself (a lifecycle rule) does nothing. Errors: unavailable, internal; a later
  /// call goes on.
  [[nodiscard]] virtual Result<std::size_t> purge_quarantined(TimePoint time) = 0;
};

}  // namespace audmg::storage
