// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#include "audmg/lib/aws/service_client.hpp"

#include "audmg/lib/openssl/random.hpp"
#include "audmg/lib/openssl/sha256.hpp"

#include <algorithm>
#include <array>
#include <cstring>
#include <span>
#include <thread>
#include <utility>

namespace audmg::aws {
namespace {

/// Signatures tolerate a smaller difference (SigV4 allows five minutes).
constexpr std::chrono::minutes kToleratedSkew{4};

/// [0, 1)
double random_fraction() {
  std::array<std::byte, 8> bytes;
  openssl::fill_random(bytes);
  std::uint64_t number = 0;
  std::memcpy(&number, bytes.data(), sizeof number);
  constexpr double kTwoToThe53 = 9007199254740992.0;
  return static_cast<double>(number >> 11U) / kTwoToThe53;
}

bool is_success(int status) noexcept {
  constexpr int kNotModified = 304;
  return (status >= 200 && status < 300) || status == kNotModified;
}

std::string_view request_id(const Reply& reply) {
  const std::string_view id = reply.field("x-amzn-requestid");
  return id.empty() ? reply.field("x-amz-request-id") : id;
}

}  // namespace

ServiceClient::ServiceClient(ServiceOptions options, CredentialsProvider& credentials,
                             HttpTransport& transport, const Clock& clock)
    : options_(std::move(options)),
      credentials_(credentials),
      transport_(transport),
      clock_(clock),
      sleep_([](std::chrono::milliseconds time) { std::this_thread::sleep_for(time); }) {}

TimePoint ServiceClient::now() const {
  return clock_.now() + std::chrono::milliseconds(clock_offset_.load());
}

SigningInput ServiceClient::signing_input(const Call& call) const {
  const std::string& url = options_.endpoint.url;
  const std::size_t path = url.find('/', url.find("://") + 3);
  const std::string prefix = path == std::string::npos ? "" : url.substr(path);
  SigningInput input{.method = call.method,
                     .path = prefix + uri_encode(call.path, true),
                     .query = call.query,
                     .fields = call.fields,
                     .payload_digest = {},
                     .path_rule = options_.path_rule};
  input.fields.emplace_back("Host", options_.endpoint.host);
  return input;
}

Failure ServiceClient::failure_of(const Call& call, const Reply& reply) const {
  const std::string action = options_.scope.service + " " + std::string(call.action);
  return read_failure(options_.protocol, action,
                      {.status = reply.status,
                       .error_type = reply.field("x-amzn-errortype"),
                       .request_id = request_id(reply),
                       .body = reply.body});
}

/// Corrects the clock, drops the credentials, or both, for the next attempt; false when neither
/// helps.
bool ServiceClient::adjust(const Failure& failure, const Reply& reply) {
  const bool is_stale = has_stale_credentials(failure);
  if (is_stale) credentials_.forget();
  const auto date = parse_http_date(reply.field("date"));
  // Whatever the service calls it: a clock that is wrong shows in the answer's date.
  const bool refused = reply.status == 400 || reply.status == 401 || reply.status == 403;
  if (!date || !(refused || is_clock_skew(failure))) return is_stale;
  const auto skew = *date - now();
  if (skew < kToleratedSkew && skew > -kToleratedSkew) return is_stale;
  clock_offset_ = (*date - clock_.now()).count();
  return true;
}

Outcome<Reply> ServiceClient::attempt(const Call& call) {
  auto credentials = credentials_.credentials();
  if (!credentials) return std::unexpected(Failure{.error = std::move(credentials).error()});
  SigningInput input = signing_input(call);
  input.payload_digest =
      call.body_sha256.empty() ? openssl::sha256_hex(call.body) : call.body_sha256;
  if (options_.send_body_digest) {
    input.fields.emplace_back("X-Amz-Content-Sha256", input.payload_digest);
  }
  sign_fields(input, **credentials, options_.scope, now());

  const std::string& url = options_.endpoint.url;
  curl::ClientRequest request{.method = call.method,
                              .url = url.substr(0, url.find('/', url.find("://") + 3)) + input.path,
                              .fields = {},
                              .body = call.body,
                              .max_answer_bytes = call.max_answer_bytes,
                              .timeout = call.timeout,
                              .stop = call.stop};
  if (!call.query.empty()) request.url += "?" + encode_query(call.query);
  for (const auto& [name, value] : input.fields) {
    // libcurl takes "Name:" for "leave it out" and "Name;" for "send it empty".
    request.fields.push_back(value.empty() ? name + ";" : name + ": " + value);
  }
  auto reply = transport_.send(request);
  if (!reply) {
    Failure failure{.error = std::move(reply).error()};
    failure.error.message.insert(0, options_.scope.service + " " + std::string(call.action) + ": ");
    const bool is_lost = failure.error.code == ErrorCode::unknown_outcome;
    failure.may_have_happened = is_lost || failure.error.code == ErrorCode::deadline_exceeded;
    // Only the caller knows whether the call would have changed anything.
    if (is_lost) failure.error.code = ErrorCode::unavailable;
    return std::unexpected(std::move(failure));
  }
  return *std::move(reply);
}

Outcome<Reply> ServiceClient::send(const Call& call) {
  bool adjusted = false;
  bool may_have_happened = false;
  int retry_cost = 0;
  for (int number = 1;; ++number) {
    auto reply = attempt(call);
    std::optional<Failure> failure;
    if (!reply) {
      failure = std::move(reply).error();
    } else if (is_success(reply->status) &&
               !(call.may_fail_late && is_error_document(reply->body))) {
      quota_.give_back(retry_cost == 0 ? RetryQuota::kSuccessRefund : retry_cost);
      return reply;
    } else {
      failure = failure_of(call, *reply);
      // With status 200 comes what S3 would have said with 500.
      if (is_success(reply->status) && !failure->error.retryable) {
        failure->error.code = ErrorCode::unavailable;
        failure->error.retryable = true;
        failure->may_have_happened = true;
      }
    }
    may_have_happened = may_have_happened || failure->may_have_happened;
    failure->may_have_happened = may_have_happened;
    const bool changed = reply && !adjusted && adjust(*failure, *reply);
    adjusted = adjusted || changed;
    const bool again = (failure->error.retryable || changed) && !call.stop.stop_requested() &&
                       number < std::max(options_.retry.max_attempts, changed ? number + 1 : 1);
    if (!again) return std::unexpected(*std::move(failure));
    if (changed) continue;
    retry_cost = failure->error.code == ErrorCode::deadline_exceeded ? RetryQuota::kTimeoutRetryCost
                                                                     : RetryQuota::kRetryCost;
    if (!quota_.take(retry_cost)) return std::unexpected(*std::move(failure));
    sleep_(backoff(options_.retry, number, random_fraction));
  }
}

Result<std::string> ServiceClient::presign(const Call& call, std::chrono::seconds expires_in) {
  AUDMG_TRY(const auto credentials, credentials_.credentials());
  SigningInput input = signing_input(call);
  input.payload_digest = kUnsignedPayload;
  const std::string& url = options_.endpoint.url;
  const std::string origin = url.substr(0, url.find('/', url.find("://") + 3));
  return origin + input.path + "?" +
         presign_query(input, *credentials, options_.scope, now(), expires_in);
}

}  // namespace audmg::aws
