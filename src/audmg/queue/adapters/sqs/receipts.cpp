// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#include "audmg/queue/adapters/sqs/receipts.hpp"

namespace audmg::queue::sqs {

void Receipts::add(const std::string& handle, TimePoint until) {
  const TimePoint now = clock_.now();
  const std::scoped_lock lock(mutex_);
  std::erase_if(until_, [&](const auto& entry) { return entry.second <= now; });
  until_.insert_or_assign(handle, until);
}

bool Receipts::take(std::string_view handle) {
  const TimePoint now = clock_.now();
  const std::scoped_lock lock(mutex_);
  const auto found = until_.find(handle);
  if (found == until_.end()) return false;
  const bool good = now < found->second;
  until_.erase(found);
  return good;
}

bool Receipts::holds(std::string_view handle) const {
  const TimePoint now = clock_.now();
  const std::scoped_lock lock(mutex_);
  const auto found = until_.find(handle);
  return found != until_.end() && now < found->second;
}

}  // namespace audmg::queue::sqs
