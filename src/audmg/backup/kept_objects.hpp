// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#pragma once

#include "audmg/core/clock.hpp"
#include "audmg/core/result.hpp"
#include "audmg/database/drive_repository.hpp"

#include <atomic>
#include <chrono>
#include <condition_variable>
#include <memory>
#include <mutex>
#include <stop_token>
#include <string>
#include <thread>

namespace audmg::backup {

/// Time after a crash during which other processes still keep the drive's objects.
inline constexpr std::chrono::minutes kLeaseTime{2};

/// Holds the lease database::kKeepObjectsLease until destruction and renews it on its own thread:
/// no object is deleted meanwhile.
class KeptObjects {
 public:
  /// Errors: conflict (another backup is running), unavailable (no thread is available), those of
  /// the repository.
  [[nodiscard]] static Result<std::unique_ptr<KeptObjects>> take(
      database::DriveRepository& drive, const Clock& clock,
      std::chrono::milliseconds renewal = kLeaseTime / 4);
  KeptObjects(const KeptObjects&) = delete;
  KeptObjects& operator=(const KeptObjects&) = delete;
  ~KeptObjects();

  /// Succeeds if the objects were kept without a gap. Errors: unavailable.
  [[nodiscard]] Result<void> check() const;

 private:
  KeptObjects(database::DriveRepository& drive, const Clock& clock, std::string holder,
              TimePoint until, std::chrono::milliseconds renewal);
  void renew(const std::stop_token& stop, std::chrono::milliseconds renewal);
  /// Also turns exceptions into errors, because they would end the process here.
  [[nodiscard]] Result<bool> take_again(TimePoint now);

  database::DriveRepository& drive_;
  const Clock& clock_;
  const std::string holder_;
  std::atomic<TimePoint> until_;
  std::atomic<bool> lost_{false};
  std::mutex mutex_;
  std::condition_variable_any wake_;
  std::jthread thread_;  // last: uses all members above
};

}  // namespace audmg::backup
