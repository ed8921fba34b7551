// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#pragma once

#include "audmg/core/clock.hpp"
#include "audmg/core/result.hpp"

#include <string>

namespace audmg::database {

struct IdempotencyKey {
  /// The key's owner: a user's id, or "anonymous".
  std::string scope;
  /// The client's Idempotency-Key.
  std::string key;
};

/// Passed to a write that carries out a request with a key. The write notes in its own transaction
/// that the request is done, with the id of the thing that was made, so that the work and the note
/// never exist without each other.
struct IdempotentCompletion {
  IdempotencyKey key;
  /// Status of the response; never 0.
  int status = 0;
  /// Status of the response when the thing existed already; only for writes that have such an
  /// outcome.
  int duplicate_status = 0;
};

struct BeginIdempotentRequest {
  IdempotencyKey key;
  /// SHA-256 of everything that identifies the request; the same key with another one is a
  /// mismatch.
  std::string fingerprint;
  TimePoint now;
  /// From then on, a record that another process left busy can be taken over.
  TimePoint busy_until;
  /// Records are forgotten after this.
  TimePoint expires_at;
};

enum class BeginOutcome { fresh, busy, completed, mismatch };

struct BeginResult {
  BeginOutcome outcome = BeginOutcome::fresh;
  /// When completed: the status of the first response and the id of the thing that was made, to
  /// build the response again.
  int status = 0;
  std::string resource_id;
};

/// Remembers which POSTs were already carried out. All methods may block and are thread-safe;
/// writes are durable when they return. Errors of all methods: unavailable, out_of_space, internal.
class IdempotencyRepository {
 public:
  IdempotencyRepository() = default;
  IdempotencyRepository(const IdempotencyRepository&) = delete;
  IdempotencyRepository& operator=(const IdempotencyRepository&) = delete;
  virtual ~IdempotencyRepository() = default;

  /// When two equal calls arrive at once, one is fresh and the other busy. Fresh must end in
  /// complete() or abandon().
  [[nodiscard]] virtual Result<BeginResult> begin(const BeginIdempotentRequest& request) = 0;
  /// Completes a request that had nothing to write; other requests pass an IdempotentCompletion to
  /// their write. An absent record (expired, or its user deleted) is success.
  [[nodiscard]] virtual Result<void> complete(const IdempotencyKey& key, int status,
                                              const std::string& resource_id) = 0;
  /// Frees the key of a failed request, in this process even when this call fails. An absent or
  /// completed record stays as it is.
  [[nodiscard]] virtual Result<void> abandon(const IdempotencyKey& key) = 0;
  [[nodiscard]] virtual Result<void> delete_expired_records(TimePoint now) = 0;
};

}  // namespace audmg::database
