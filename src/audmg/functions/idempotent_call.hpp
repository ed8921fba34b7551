// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#pragma once

#include "audmg/database/idempotency_repository.hpp"
#include "audmg/functions/outcome.hpp"
#include "audmg/functions/services.hpp"
#include "audmg/http/request.hpp"

#include <initializer_list>
#include <string>
#include <string_view>

namespace audmg::functions {

/// One call of a function that creates something, under the client's Idempotency-Key if it sent
/// one. If the call ends without set_done() or complete(), the key is free again.
class IdempotentCall {
 public:
  struct Scope {
    std::string_view function;
    /// The owner of the keys: a user's id, or "anonymous".
    std::string_view caller;
  };

  /// `content` is everything that distinguishes the request from another one. Problems: 400 for a
  /// malformed key, 409 idempotency_in_progress, 422 idempotency_key_reused. Errors: those of the
  /// repository.
  [[nodiscard]] static Outcome<IdempotentCall> begin(
      const http::Request& request, Scope scope, std::initializer_list<std::string_view> content,
      const AccountServices& services);

  IdempotentCall(IdempotentCall&& other) noexcept;
  IdempotentCall& operator=(IdempotentCall&&) = delete;
  IdempotentCall(const IdempotentCall&) = delete;
  IdempotentCall& operator=(const IdempotentCall&) = delete;
  ~IdempotentCall();

  /// Returns whether the request was carried out before. Then answer with status() and the resource
  /// that resource_id() names.
  [[nodiscard]] bool is_replay() const noexcept { return state_ == State::replay; }
  [[nodiscard]] int status() const noexcept { return status_; }
  [[nodiscard]] const std::string& resource_id() const noexcept { return resource_id_; }

  /// Marks the response as a replay.
  [[nodiscard]] http::Response mark(http::Response response) const;

  /// Returns the completion for the write that carries out the request: it records the outcome in
  /// its own transaction, so that a retry never finds the work done and the key busy. Null without
  /// a key.
  [[nodiscard]] const database::IdempotentCompletion* completion(int status,
                                                                 int duplicate_status = 0);
  /// Call it when that write has succeeded.
  void set_done() noexcept;
  /// Records the outcome when there was nothing else to write. A failure to record it is only
  /// logged; the key is free again then.
  void complete(int status, const std::string& resource_id);

 private:
  enum class State { no_key, fresh, replay, done };

  explicit IdempotentCall(const AccountServices& services) : services_(services) {}

  const AccountServices services_;
  State state_ = State::no_key;
  database::IdempotentCompletion completion_;
  int status_ = 0;
  std::string resource_id_;
};

/// Checks the form of the request's Idempotency-Key, if any; lets a streamed function refuse before
/// the body.
[[nodiscard]] Outcome<void> check_idempotency_key(const http::Request& request);

}  // namespace audmg::functions
