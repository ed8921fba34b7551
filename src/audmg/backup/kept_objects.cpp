// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#include "audmg/backup/kept_objects.hpp"

#include "audmg/core/clock.hpp"
#include "audmg/core/id.hpp"
#include "audmg/core/shortage.hpp"

#include <utility>

namespace audmg::backup {

Result<std::unique_ptr<KeptObjects>> KeptObjects::take(database::DriveRepository& drive,
                                                       const Clock& clock,
                                                       std::chrono::milliseconds renewal) {
  const TimePoint now = clock.now();
  std::string holder = make_uuid7(now);
  AUDMG_TRY(const bool taken,
            drive.take_lease(database::kKeepObjectsLease, holder, now, now + kLeaseTime));
  if (!taken) {
    return fail(ErrorCode::conflict,
                "another backup of this drive is being made, or one died less than two minutes "
                "ago; try again later",
                true);
  }
  try {
    return std::unique_ptr<KeptObjects>(
        new KeptObjects(drive, clock, holder, now + kLeaseTime, renewal));
  } catch (...) {
    Error error = current_exception_error();
    (void)drive.end_lease(database::kKeepObjectsLease, holder);
    return std::unexpected(std::move(error));
  }
}

KeptObjects::KeptObjects(database::DriveRepository& drive, const Clock& clock, std::string holder,
                         TimePoint until, std::chrono::milliseconds renewal)
    : drive_(drive),
      clock_(clock),
      holder_(std::move(holder)),
      until_(until),
      thread_([this, renewal](const std::stop_token& stop) { renew(stop, renewal); }) {}

KeptObjects::~KeptObjects() {
  thread_.request_stop();
  thread_.join();
  // A lease that cannot be ended expires by itself.
  (void)drive_.end_lease(database::kKeepObjectsLease, holder_);
}

Result<void> KeptObjects::check() const {
  if (!lost_ && clock_.now() < until_.load()) return {};
  return fail(ErrorCode::unavailable,
              "the lease that keeps objects from being deleted could not be renewed in time", true);
}

void KeptObjects::renew(const std::stop_token& stop, std::chrono::milliseconds renewal) {
  for (;;) {
    {
      std::unique_lock lock(mutex_);
      wake_.wait_for(lock, stop, renewal, [] { return false; });
    }
    if (stop.stop_requested()) return;
    const TimePoint now = clock_.now();
    if (now >= until_.load()) lost_ = true;  // Objects may have gone since.
    const auto renewed = take_again(now);
    if (!renewed) continue;  // There is time for another try.
    if (*renewed) {
      until_ = now + kLeaseTime;
    } else {
      lost_ = true;
    }
  }
}

Result<bool> KeptObjects::take_again(TimePoint now) {
  try {
    return drive_.take_lease(database::kKeepObjectsLease, holder_, now, now + kLeaseTime);
  } catch (...) {
    return std::unexpected(current_exception_error());
  }
}

}  // namespace audmg::backup
