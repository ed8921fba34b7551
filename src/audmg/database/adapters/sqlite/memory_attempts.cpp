// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#include "audmg/database/adapters/sqlite/memory_attempts.hpp"

#include "audmg/lib/openssl/sha256.hpp"

#include <algorithm>
#include <utility>
#include <vector>

namespace audmg::database {
namespace {

std::string key_of(const AttemptLimit& limit, std::string_view subject) {
  openssl::Sha256 hash;
  hash.update(limit.name);
  hash.update(std::string_view("\0", 1));
  hash.update(subject);
  const openssl::Sha256Digest digest = hash.finish();
  return {reinterpret_cast<const char*>(digest.data()), digest.size()};
}

}  // namespace

Result<std::optional<std::chrono::seconds>> MemoryAttempts::take(const AttemptLimit& limit,
                                                                 std::string_view subject,
                                                                 TimePoint now) {
  AUDMG_ASSERT(limit.count > 0 && limit.window.count() > 0);
  std::string key = key_of(limit, subject);
  const std::lock_guard lock(mutex_);
  auto found = counters_.find(key);
  if (found == counters_.end()) {
    if (counters_.size() >= max_counters_) make_room(now);
    found = counters_.emplace(std::move(key), Counter{0, limit.window, now}).first;
  }
  Counter& counter = found->second;
  if (is_over(counter, now)) counter = {0, limit.window, now};
  if (counter.count >= limit.count) {
    const auto wait =
        std::chrono::ceil<std::chrono::seconds>(counter.begun_at + limit.window - now);
    return std::clamp(wait, std::chrono::seconds(1), limit.window);
  }
  ++counter.count;
  return std::nullopt;
}

Result<void> MemoryAttempts::give_back(const AttemptLimit& limit, std::string_view subject,
                                       TimePoint now) {
  const std::lock_guard lock(mutex_);
  const auto found = counters_.find(key_of(limit, subject));
  if (found == counters_.end() || is_over(found->second, now)) return {};
  Counter& counter = found->second;
  counter.count = std::max(0, counter.count - 1);
  return {};
}

bool MemoryAttempts::is_over(const Counter& counter, TimePoint now) noexcept {
  // A clock that was set back by more than a window must not lock anybody out until then.
  return now >= counter.begun_at + counter.window || now < counter.begun_at - counter.window;
}

void MemoryAttempts::make_room(TimePoint now) {
  std::erase_if(counters_, [&](const auto& entry) { return is_over(entry.second, now); });
  const std::size_t kept = max_counters_ / 2;
  if (counters_.size() <= kept) return;
  std::vector<int> counts;
  counts.reserve(counters_.size());
  for (const auto& [key, counter] : counters_) counts.push_back(counter.count);
  std::size_t surplus = counters_.size() - kept;
  std::ranges::nth_element(counts, counts.begin() + static_cast<std::ptrdiff_t>(surplus));
  const int few = counts[surplus];
  std::erase_if(counters_, [&](const auto& entry) {
    if (surplus == 0 || entry.second.count > few) return false;
    --surplus;
    return true;
  });
}

}  // namespace audmg::database
