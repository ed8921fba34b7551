// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#pragma once

#include "audmg/core/clock.hpp"
#include "audmg/core/result.hpp"
#include "audmg/lib/aws/credentials.hpp"
#include "audmg/lib/aws/endpoint.hpp"
#include "audmg/lib/aws/http_transport.hpp"
#include "audmg/lib/aws/retry.hpp"
#include "audmg/lib/aws/service_failure.hpp"
#include "audmg/lib/aws/sigv4.hpp"

#include <atomic>
#include <chrono>
#include <cstddef>
#include <expected>
#include <functional>
#include <optional>
#include <stop_token>
#include <string>
#include <string_view>

namespace audmg::aws {

/// One request to a service's API.
struct Call {
  /// Name for messages: "PutItem".
  std::string_view action;
  std::string method = "POST";
  /// Not encoded; starts with "/".
  std::string path = "/";
  Parameters query{};
  /// All are signed. Host, X-Amz-Date and the like are added automatically.
  Parameters fields{};
  /// Must stay valid until the call returns.
  std::string_view body{};
  /// Lower-case hexadecimal SHA-256 of `body`, for callers that know it; computed when empty.
  std::string body_sha256{};
  std::size_t max_answer_bytes = std::size_t{1024} * 1024;
  /// Time limit of one attempt.
  std::chrono::milliseconds timeout{10'000};
  /// True when an error may come with status 200: see is_error_document().
  bool may_fail_late = false;
  /// Ends the wait for a response; the call then fails as unavailable and not retryable.
  std::stop_token stop{};
};

using Reply = curl::ClientAnswer;
template <class T>
using Outcome = std::expected<T, Failure>;

struct ServiceOptions {
  Endpoint endpoint;
  SigningScope scope;
  Protocol protocol = Protocol::json;
  PathRule path_rule = PathRule::normalized_and_encoded;
  /// S3 requires the digest of the body as a field as well.
  bool send_body_digest = false;
  RetryOptions retry{};
};

/// Called with the time to wait before the next attempt.
using Sleep = std::function<void(std::chrono::milliseconds)>;

/// Calls one service of AWS, or a compatible one: signs, sends, retries what may succeed later
/// (standard retry mode: see retry.hpp), and parses failures. Calls that are retried must be safe
/// to repeat: one whose response was lost may have been carried out. Thread-safe.
class ServiceClient {
 public:
  /// The references must outlive the client.
  ServiceClient(ServiceOptions options, CredentialsProvider& credentials, HttpTransport& transport,
                const Clock& clock);
  /// For tests.
  void set_sleep(Sleep sleep) { sleep_ = std::move(sleep); }

  /// Returns a response of status 2xx or 304, or why there is none; Failure::may_have_happened
  /// covers all attempts.
  [[nodiscard]] Outcome<Reply> send(const Call& call);

  /// Returns a URL that lets anyone make this request until it expires, provided that they send
  /// `call.fields`. The body is not signed. Errors: as CredentialsProvider::credentials().
  [[nodiscard]] Result<std::string> presign(const Call& call, std::chrono::seconds expires_in);

  [[nodiscard]] const ServiceOptions& options() const noexcept { return options_; }

 private:
  [[nodiscard]] SigningInput signing_input(const Call& call) const;
  [[nodiscard]] TimePoint now() const;
  [[nodiscard]] Outcome<Reply> attempt(const Call& call);
  [[nodiscard]] bool adjust(const Failure& failure, const Reply& reply);
  [[nodiscard]] Failure failure_of(const Call& call, const Reply& reply) const;

  const ServiceOptions options_;
  CredentialsProvider& credentials_;
  HttpTransport& transport_;
  const Clock& clock_;
  Sleep sleep_;
  RetryQuota quota_;
  /// Milliseconds to add to our clock to get the service's time.
  std::atomic<std::int64_t> clock_offset_{0};
};

}  // namespace audmg::aws
