// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#pragma once

#include "audmg/core/result.hpp"
#include "audmg/storage/object_sealing.hpp"
#include "audmg/telemetry/logger.hpp"

#include <cstdint>
#include <mutex>
#include <optional>
#include <stop_token>
#include <string>
#include <thread>

namespace audmg::app {

/// The progress of a run over all stored objects.
struct SealingStatus {
  /// Number of the run.
  std::uint64_t run = 0;
  /// Objects looked at, those of them that were sealed now, and those that stay plain: for want of
  /// room for a second copy, or because they cannot be read.
  std::uint64_t seen = 0;
  std::uint64_t sealed = 0;
  std::uint64_t skipped = 0;
  /// Bytes of the objects that were sealed.
  std::uint64_t bytes = 0;
  bool done = false;
};

/// Seals the plain objects of a store, one run at a time, on a thread of its own: other commands
/// are served meanwhile, however large an object is. Thread-safe.
class ObjectSealings {
 public:
  /// `sealing` is null where the store has no keys of ours. The references must outlive it.
  ObjectSealings(storage::ObjectSealing* sealing, telemetry::Logger& logger)
      : sealing_(sealing), logger_(logger) {}

  /// Begins a run, or joins the one under way, if `run` is 0; returns the progress of that run.
  /// Errors: those of the run, once it has failed; not_found (it is not the newest run, or the
  /// server was restarted meanwhile); unavailable (the store seals its objects itself).
  [[nodiscard]] Result<SealingStatus> apply(const std::uint64_t& run);

 private:
  [[nodiscard]] Result<void> start();
  void run(const std::stop_token& stop);
  [[nodiscard]] Result<void> seal_all(const std::stop_token& stop);
  void log(const Result<void>& outcome);

  storage::ObjectSealing* const sealing_;
  telemetry::Logger& logger_;
  std::mutex mutex_;
  bool is_running_ = false;
  SealingStatus status_;
  std::optional<Error> error_;
  std::jthread thread_;  // last: uses all of the above; its destruction ends a run under way
};

}  // namespace audmg::app
