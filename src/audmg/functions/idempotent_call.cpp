// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#include "audmg/functions/idempotent_call.hpp"

#include "audmg/core/ascii.hpp"
#include "audmg/core/clock.hpp"
#include "audmg/core/wipe.hpp"
#include "audmg/database/idempotency_repository.hpp"
#include "audmg/functions/problems.hpp"
#include "audmg/identity/signer.hpp"
#include "audmg/telemetry/logger.hpp"

#include <algorithm>
#include <chrono>
#include <utility>

namespace audmg::functions {
namespace {

constexpr std::string_view kField = "Idempotency-Key";
constexpr std::size_t kMaxKeyLength = 255;
/// Longer than any request takes, also one that completes a very large upload. Only a record whose
/// process died stays busy for so long, and not even that where the adapter knows of the death.
constexpr std::chrono::minutes kBusyFor{30};
constexpr std::chrono::hours kRememberedFor{24};

/// One text for one list of values, whatever they contain.
std::string join(std::string_view function, std::initializer_list<std::string_view> content) {
  constexpr std::size_t kMaxLengthText = 24;
  std::size_t size = function.size();
  for (const std::string_view value : content) size += value.size() + kMaxLengthText;
  std::string text(function);
  // Never grows, which would leave a part of it in memory.
  text.reserve(size);
  for (const std::string_view value : content) {
    text.append("\n").append(std::to_string(value.size())).append(":").append(value);
  }
  return text;
}

}  // namespace

Outcome<void> check_idempotency_key(const http::Request& request) {
  const auto key = request.headers.find(kField);
  if (!key) return {};
  const bool good =
      !key->empty() && key->size() <= kMaxKeyLength && std::ranges::all_of(*key, is_graphic);
  if (good) return {};
  return refuse(invalid_field(kField, "invalid", "1 to 255 visible ASCII characters."));
}

Outcome<IdempotentCall> IdempotentCall::begin(const http::Request& request, Scope scope,
                                              std::initializer_list<std::string_view> content,
                                              const AccountServices& services) {
  IdempotentCall call(services);
  const auto key = request.headers.find(kField);
  if (!key) return call;
  AUDMG_CHECK(check_idempotency_key(request));
  database::IdempotencyKey full_key{std::string(scope.caller), std::string(*key)};
  const TimePoint now = services.clock.now();
  // Keyed: a sign-up's content has a password in it, which a plain digest would lay open to
  // guessing.
  std::string joined = join(scope.function, content);
  const std::string fingerprint = services.signer.fingerprint("idempotency", joined);
  wipe(joined);
  AUDMG_TRY(const auto begun, services.idempotency.begin({.key = full_key,
                                                          .fingerprint = fingerprint,
                                                          .now = now,
                                                          .busy_until = now + kBusyFor,
                                                          .expires_at = now + kRememberedFor}));
  switch (begun.outcome) {
    case database::BeginOutcome::fresh:
      call.state_ = State::fresh;
      call.completion_.key = std::move(full_key);
      return call;
    case database::BeginOutcome::completed:
      call.state_ = State::replay;
      call.status_ = begun.status;
      call.resource_id_ = begun.resource_id;
      return call;
    case database::BeginOutcome::busy:
      return refuse({.status = 409,
                     .code = "idempotency_in_progress",
                     .message = "The first request with this Idempotency-Key is still running.",
                     .retry_after_seconds = 1});
    case database::BeginOutcome::mismatch:
      break;
  }
  return refuse({.status = 422,
                 .code = "idempotency_key_reused",
                 .message = "This Idempotency-Key was used for another request. Use a new one."});
}

IdempotentCall::IdempotentCall(IdempotentCall&& other) noexcept
    : services_(other.services_),
      state_(std::exchange(other.state_, State::no_key)),
      completion_(std::move(other.completion_)),
      status_(other.status_),
      resource_id_(std::move(other.resource_id_)) {}

IdempotentCall::~IdempotentCall() {
  if (state_ != State::fresh) return;
  if (!services_.idempotency.abandon(completion_.key)) {
    services_.logger.log(telemetry::Level::warning, "idempotency_key_left_busy", {});
  }
}

http::Response IdempotentCall::mark(http::Response response) const {
  response.headers.add("Idempotent-Replayed", "true");
  return response;
}

const database::IdempotentCompletion* IdempotentCall::completion(int status, int duplicate_status) {
  if (state_ != State::fresh) return nullptr;
  completion_.status = status;
  completion_.duplicate_status = duplicate_status;
  return &completion_;
}

void IdempotentCall::set_done() noexcept {
  if (state_ == State::fresh) state_ = State::done;
}

void IdempotentCall::complete(int status, const std::string& resource_id) {
  if (state_ != State::fresh) return;
  if (services_.idempotency.complete(completion_.key, status, resource_id)) {
    state_ = State::done;
    return;
  }
  services_.logger.log(telemetry::Level::warning, "idempotency_key_not_completed", {});
}

}  // namespace audmg::functions
