// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#pragma once

#include "audmg/core/result.hpp"

#include <cstddef>
#include <cstdint>
#include <stop_token>
#include <string>

namespace audmg::storage {

struct SealingRequest {
  /// Where the last step ended; "" for the first one.
  std::string after{};
  std::size_t max_objects = 100;
  std::uint64_t max_bytes = std::uint64_t{64} * 1024 * 1024;
  /// Ends the step within a large object, which is plain then as before.
  std::stop_token stop{};
};

/// The work of one step of ObjectSealing.
struct SealingStep {
  /// Where the next step goes on; "" at the end.
  std::string next{};
  std::uint64_t seen = 0;
  std::uint64_t sealed = 0;
  /// Objects that are still plain: there was no room for a second copy, or they cannot be read.
  std::uint64_t skipped = 0;
  std::uint64_t bytes = 0;
};

/// Seals the objects that a store has plain. Thread-safe.
class ObjectSealing {
 public:
  ObjectSealing() = default;
  ObjectSealing(const ObjectSealing&) = delete;
  ObjectSealing& operator=(const ObjectSealing&) = delete;
  virtual ~ObjectSealing() = default;

  /// Looks at some objects after a place, and seals each plain one in its place, durably: its
  /// bytes, time and ETag stay. One that is deleted or replaced meanwhile is left as it is then. A
  /// step ends after `max_objects`, or with the first object past `max_bytes`. A crash loses
  /// nothing; all steps again find the rest. Errors: conflict (the store has no keyring),
  /// unavailable (also when told to stop), internal.
  [[nodiscard]] virtual Result<SealingStep> seal_objects(const SealingRequest& request) = 0;
};

}  // namespace audmg::storage
