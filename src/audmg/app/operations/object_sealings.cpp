// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#include "audmg/app/operations/object_sealings.hpp"

#include "audmg/core/shortage.hpp"
#include "audmg/telemetry/logger.hpp"

#include <string_view>
#include <utility>

namespace audmg::app {

Result<SealingStatus> ObjectSealings::apply(const std::uint64_t& run) {
  const std::scoped_lock lock(mutex_);
  if (sealing_ == nullptr) {
    return fail(ErrorCode::unavailable, "the bucket of this drive encrypts its objects itself");
  }
  if (run == 0 && !is_running_) AUDMG_CHECK(start());
  if (run != 0 && run != status_.run) {
    return fail(ErrorCode::not_found,
                "the server was restarted while it encrypted objects; the same command goes on");
  }
  if (error_) return std::unexpected(*error_);
  return status_;
}

/// Called under the lock, which the thread takes to end its run. A thread that is left has ended
/// its run.
Result<void> ObjectSealings::start() {
  try {
    thread_ = std::jthread([this](const std::stop_token& stop) { this->run(stop); });
  } catch (...) {
    return std::unexpected(current_exception_error());
  }
  is_running_ = true;
  status_ = {.run = status_.run + 1};
  error_.reset();
  return {};
}

void ObjectSealings::run(const std::stop_token& stop) {
  Result<void> outcome;
  try {
    outcome = seal_all(stop);
  } catch (...) {
    outcome = std::unexpected(current_exception_error());
  }
  const std::scoped_lock lock(mutex_);
  log(outcome);
  is_running_ = false;
  status_.done = outcome.has_value();
  if (!outcome) error_ = outcome.error();
}

Result<void> ObjectSealings::seal_all(const std::stop_token& stop) {
  storage::SealingRequest request{.stop = stop};
  do {
    if (stop.stop_requested()) return fail(ErrorCode::unavailable, "told to stop", true);
    AUDMG_TRY(storage::SealingStep step, sealing_->seal_objects(request));
    request.after = std::move(step.next);
    const std::scoped_lock lock(mutex_);
    status_.seen += step.seen;
    status_.sealed += step.sealed;
    status_.skipped += step.skipped;
    status_.bytes += step.bytes;
  } while (!request.after.empty());
  return {};
}

void ObjectSealings::log(const Result<void>& outcome) {
  using telemetry::Level;
  if (!outcome) {
    logger_.log(Level::error, "sealing_failed",
                {{"error", std::string_view(outcome.error().message)}});
    return;
  }
  logger_.log(status_.skipped == 0 ? Level::info : Level::warning, "objects_sealed",
              {{"objects", static_cast<std::int64_t>(status_.seen)},
               {"sealed", static_cast<std::int64_t>(status_.sealed)},
               {"skipped", static_cast<std::int64_t>(status_.skipped)},
               {"bytes", static_cast<std::int64_t>(status_.bytes)}});
}

}  // namespace audmg::app
