// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#include "audmg/queue/lease_keeper.hpp"

#include <algorithm>
#include <utility>

namespace audmg::queue {

using std::chrono::steady_clock;

LeaseKeeper::Lease::Lease(LeaseKeeper& keeper, std::string receipt_handle,
                          const std::stop_token& runtime_stop)
    : keeper_(keeper), on_runtime_stop_(runtime_stop, RequestStop{lost_}) {
  {
    const std::scoped_lock lock(keeper_.mutex_);
    kept_ = keeper_.kept_.insert(keeper_.kept_.end(),
                                 {.receipt_handle = std::move(receipt_handle),
                                  .lost = lost_,
                                  .due = steady_clock::now() + keeper_.visibility_timeout_ / 3});
  }
  keeper_.changed_.notify_all();
}

LeaseKeeper::Lease::~Lease() {
  std::unique_lock lock(keeper_.mutex_);
  keeper_.changed_.wait(lock, [this] { return !kept_->in_renewal; });
  keeper_.kept_.erase(kept_);
}

LeaseKeeper::LeaseKeeper(MessageQueue& queue, std::chrono::milliseconds visibility_timeout)
    : queue_(queue),
      visibility_timeout_(visibility_timeout),
      thread_([this](const std::stop_token& stop) { run(stop); }) {}

std::list<LeaseKeeper::Kept>::iterator LeaseKeeper::next_due() {
  return std::ranges::min_element(kept_, {}, &Kept::due);
}

void LeaseKeeper::run(const std::stop_token& stop) {
  std::unique_lock lock(mutex_);
  while (!stop.stop_requested()) {
    const auto next = next_due();
    const Time due = next == kept_.end() ? Time::max() : next->due;
    if (due <= steady_clock::now()) {
      renew(*next, lock);
      continue;
    }
    const auto something_else_is_due = [&] {
      const auto now_next = next_due();
      return (now_next == kept_.end() ? Time::max() : now_next->due) != due;
    };
    if (due == Time::max()) {
      changed_.wait(lock, stop, something_else_is_due);
    } else {
      changed_.wait_until(lock, stop, due, something_else_is_due);
    }
  }
}

void LeaseKeeper::renew(Kept& kept, std::unique_lock<std::mutex>& lock) {
  kept.in_renewal = true;
  lock.unlock();
  const bool ours = renew_now(kept.receipt_handle);
  if (!ours) kept.lost.request_stop();
  lock.lock();
  kept.in_renewal = false;
  kept.due = ours ? steady_clock::now() + visibility_timeout_ / 3 : Time::max();
  changed_.notify_all();
}

/// Returns false when the lease is lost. Any other failure may be over before the lease expires.
bool LeaseKeeper::renew_now(const std::string& receipt_handle) noexcept {
  try {
    const auto renewed = queue_.change_message_visibility(receipt_handle, visibility_timeout_);
    return renewed || renewed.error().code != ErrorCode::conflict;
  } catch (...) {
    // There was no memory to ask with.
    return true;
  }
}

}  // namespace audmg::queue
