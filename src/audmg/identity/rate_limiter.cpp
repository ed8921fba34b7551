// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#include "audmg/identity/rate_limiter.hpp"

#include "audmg/core/result.hpp"

#include <algorithm>
#include <cmath>
#include <utility>

namespace audmg::identity {
namespace {

/// Buckets of one generation, about 10 MiB.
constexpr std::size_t kMaxBucketsPerGeneration = 50'000;
/// Rounding must not turn a whole token into a little less.
constexpr double kRounding = 1e-6;

double per_second(const RateLimit& limit) {
  return static_cast<double>(limit.count) / static_cast<double>(limit.window.count());
}

}  // namespace

RateLimiter::RateLimiter(const Clock& clock, bool enabled) : clock_(clock), enabled_(enabled) {}

std::optional<std::chrono::seconds> RateLimiter::take(const RateLimit& limit,
                                                      std::string_view subject) {
  if (!enabled_) return std::nullopt;
  const std::lock_guard lock(mutex_);
  Bucket& bucket = refill(limit, subject);
  if (const auto wait = wait_for_one(limit, bucket)) return wait;
  bucket.tokens = std::max(0.0, bucket.tokens - 1.0);
  return std::nullopt;
}

RateLimiter::Bucket& RateLimiter::refill(const RateLimit& limit, std::string_view subject) {
  AUDMG_ASSERT(limit.count > 0 && limit.window.count() > 0);
  std::string key;
  key.reserve(limit.name.size() + 1 + subject.size());
  key.append(limit.name).push_back('\0');
  key.append(subject);

  const TimePoint now = clock_.now();
  auto found = young_.find(key);
  if (found == young_.end()) {
    if (young_.size() >= kMaxBucketsPerGeneration) old_ = std::exchange(young_, {});
    Bucket bucket{static_cast<double>(limit.count), now};
    if (const auto older = old_.find(key); older != old_.end()) {
      bucket = older->second;
      old_.erase(older);
    }
    found = young_.emplace(std::move(key), bucket).first;
  }
  Bucket& bucket = found->second;
  // A clock that was set back refills nothing.
  const std::chrono::duration<double> passed =
      std::max(std::chrono::milliseconds::zero(), now - bucket.filled_at);
  bucket.tokens = std::min(static_cast<double>(limit.count),
                           bucket.tokens + passed.count() * per_second(limit));
  bucket.filled_at = now;
  return bucket;
}

std::optional<std::chrono::seconds> RateLimiter::wait_for_one(const RateLimit& limit,
                                                              const Bucket& bucket) const {
  if (bucket.tokens >= 1.0 - kRounding) return std::nullopt;
  const double wait = std::ceil((1.0 - bucket.tokens) / per_second(limit) - kRounding);
  return std::chrono::seconds(std::max<std::int64_t>(1, static_cast<std::int64_t>(wait)));
}

}  // namespace audmg::identity
