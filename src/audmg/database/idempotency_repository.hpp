// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#pragma once

#include "audmg/core/clock.hpp"
#include "audmg/core/result.hpp"

#include <string>

namespace audmg::database {

struct IdempotencyKey {
  /// Whose key: a user's id, or "anonymous".
  std::string scope;
  /// The client's Idempotency-Key.
  std::string key;
};

/// What a write notes in its own transaction when it carries out a request that has a key: so the
/// work is never done and forgotten, nor noted and not done. With the id of what was made.
struct IdempotentCompletion {
  IdempotencyKey key;
  /// What the request is answered with; never 0.
  int status = 0;
  /// The same when the thing was there already; only for writes that know such an outcome.
  int duplicate_status = 0;
};

struct BeginIdempotentRequest {
  IdempotencyKey key;
  /// SHA-256 of everything that makes the request what it is; the same key with another is a
  /// mismatch.
  std::string fingerprint;
  TimePoint now;
  /// A record left busy by another process can be taken over from then on.
  TimePoint busy_until;
  /// Records are forgotten after this.
  TimePoint expires_at;
};

enum class BeginOutcome { fresh, busy, completed, mismatch };

struct BeginResult {
  BeginOutcome outcome = BeginOutcome::fresh;
  /// When completed: the status answered then and the id of what was made, to build the answer
  /// anew.
  int status = 0;
  std::string resource_id;
};

/// Remembers which POSTs were already carried out. All methods may block and are thread-safe;
/// writes are durable when they return. Errors of all: unavailable, out_of_space, internal.
class IdempotencyRepository {
 public:
  IdempotencyRepository() = default;
  IdempotencyRepository(const IdempotencyRepository&) = delete;
  IdempotencyRepository& operator=(const IdempotencyRepository&) = delete;
  virtual ~IdempotencyRepository() = default;

  /// One of two equal calls at once is fresh, the other busy. Fresh must end in complete() or
  /// abandon().
  [[nodiscard]] virtual Result<BeginResult> begin(const BeginIdempotentRequest& request) = 0;
  /// For a request that had nothing to write: else the write takes an IdempotentCompletion.
  /// Success, too, when the record is gone (expired, or its user deleted).
  [[nodiscard]] virtual Result<void> complete(const IdempotencyKey& key, int status,
                                              const std::string& resource_id) = 0;
  /// The request failed: the key may be used again, in this process also when this call fails. An
  /// absent or completed record stays as it is.
  [[nodiscard]] virtual Result<void> abandon(const IdempotencyKey& key) = 0;
  [[nodiscard]] virtual Result<void> delete_expired_records(TimePoint now) = 0;
};

}  // namespace audmg::database
