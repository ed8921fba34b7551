// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#include "audmg/worker/lease_keeper.hpp"

#include <utility>

namespace audmg::worker {

LeaseKeeper::LeaseKeeper(queue::MessageQueue& queue, std::string receipt_handle,
                         std::chrono::milliseconds visibility_timeout,
                         const std::stop_token& runtime_stop)
    : queue_(queue),
      receipt_handle_(std::move(receipt_handle)),
      visibility_timeout_(visibility_timeout),
      on_runtime_stop_(runtime_stop, [this] { lost_.request_stop(); }),
      thread_([this](const std::stop_token& done) { renew_until_told(done); }) {}

LeaseKeeper::~LeaseKeeper() {
  thread_.request_stop();
  thread_.join();
}

void LeaseKeeper::renew_until_told(const std::stop_token& done) {
  std::unique_lock lock(mutex_);
  for (;;) {
    wake_.wait_for(lock, done, visibility_timeout_ / 3, [] { return false; });
    if (done.stop_requested()) return;
    const auto renewed = queue_.change_message_visibility(receipt_handle_, visibility_timeout_);
    if (!renewed && renewed.error().code == ErrorCode::conflict) {
      lost_.request_stop();
      return;
    }
    // Any other failure may pass before the lease does.
  }
}

}  // namespace audmg::worker
