// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#include "audmg/client/connection.hpp"

#include "audmg/client/api_answer.hpp"
#include "audmg/core/number.hpp"
#include "audmg/core/wipe.hpp"
#include "audmg/lib/json/writer.hpp"

#include <algorithm>
#include <thread>
#include <utility>

namespace audmg::client {
namespace {

using std::chrono::milliseconds;

constexpr std::size_t kMaxAnswerBytes = std::size_t{32} * 1024 * 1024;
constexpr milliseconds kConnectTimeout{10'000};
constexpr milliseconds kAccountTimeout{60'000};
/// A token that ends this soon is renewed first.
constexpr std::chrono::seconds kRenewBefore{60};
/// A refresh token whose answer was lost works once more for this long (AUDMG_REFRESH_LEEWAY has 30
/// s). After that its use would end the session, so that it must not be tried again.
constexpr std::chrono::seconds kRefreshRetryTime{15};

constexpr std::string_view kAppPasswordPrefix = "audmg_";
/// The drive says when an app password has ended.
constexpr std::chrono::days kAppPasswordTime{100 * 366};

constexpr int kUnauthorized = 401;
constexpr int kTooManyRequests = 429;

TimePoint now() { return SystemClock().now(); }

curl::ClientRequest http_request(const std::string& url, const ApiRequest& request,
                                 const std::string& token) {
  curl::ClientRequest made{.method = request.method,
                           .url = url + request.target,
                           .fields = {"Accept: application/json"},
                           .body = request.body,
                           .max_answer_bytes = kMaxAnswerBytes,
                           .timeout = request.timeout,
                           .connect_timeout = kConnectTimeout};
  if (!request.body.empty()) made.fields.emplace_back("Content-Type: application/json");
  if (!token.empty()) made.fields.push_back("Authorization: Bearer " + token);
  if (!request.idempotency_key.empty()) {
    made.fields.push_back("Idempotency-Key: " + request.idempotency_key);
  }
  return made;
}

/// Takes the tokens of an answer to a log-in or a renewal.
Result<void> take_tokens(const json::Value& body, Account& account) {
  const json::Value* const token = body.find("token");
  const json::Value* const refresh_token = body.find("refreshToken");
  const json::Value* const expires_in = body.find("expiresIn");
  if (token == nullptr || token->as_string() == nullptr || refresh_token == nullptr ||
      refresh_token->as_string() == nullptr || expires_in == nullptr) {
    return fail(ErrorCode::unavailable,
                "the answer has no token: this is not an Audmg Drive, or log-in takes more steps");
  }
  account.token = *token->as_string();
  account.refresh_token = *refresh_token->as_string();
  account.token_expires_at =
      now() + std::chrono::seconds(std::min<std::uint64_t>(expires_in->as_unsigned().value_or(0),
                                                           std::uint64_t{366} * 86'400));
  return {};
}

curl::HttpClientOptions http_options(const std::string& ca_file) {
  return {.plain_allowed = true, .peers = {.may_connect = {}, .ca_file = ca_file, .resolve = {}}};
}

Error unreachable(const std::string& url, const Error& why) {
  return {ErrorCode::unavailable, "the drive at " + url + " cannot be reached: " + why.message,
          why.retryable};
}

std::unexpected<Error> session_ended(const std::string& url) {
  return fail(ErrorCode::unavailable,
              "the session has ended; log in again: audmg client login " + url);
}

}  // namespace

bool Attempts::wait_for_next(milliseconds requested) {
  if (++made_ >= patience_.max_attempts) return false;
  std::this_thread::sleep_for(
      std::max(pause_, std::min(requested, patience_.longest_requested_pause)));
  pause_ = std::min(pause_ * 2, patience_.longest_pause);
  return true;
}

void Attempts::begin_anew() noexcept {
  pause_ = patience_.first_pause;
  made_ = 0;
}

bool is_busy(int status) noexcept {
  return status == kTooManyRequests || status == 500 || status == 502 || status == 503 ||
         status == 504;
}

milliseconds requested_pause(const curl::ClientAnswer& response) {
  const auto seconds = parse_whole<std::uint32_t>(response.field("retry-after"), 0, 3600);
  return std::chrono::seconds(seconds.value_or(0));
}

Connection::Connection(Account account, AccountFile file, Patience patience)
    : url_(account.url),
      username_(account.username),
      file_(std::move(file)),
      patience_(patience),
      http_(http_options(account.ca_file)),
      account_(std::move(account)) {}

Result<std::string> Connection::fresh_token() {
  const std::scoped_lock lock(mutex_);
  if (account_.token_expires_at - kRenewBefore <= now()) {
    const std::string used = account_.token;
    AUDMG_CHECK(renew(used));
  }
  return account_.token;
}

/// `mutex_` is held.
Result<void> Connection::renew(std::string_view used_token) {
  AUDMG_TRY(const Descriptor held, file_.lock());
  AUDMG_TRY(auto stored, file_.load());
  if (!stored || stored->url != url_ || stored->username != username_) {
    return fail(ErrorCode::unavailable, "another command has logged in or out meanwhile");
  }
  if (stored->token != used_token) {  // another process was faster
    account_ = *std::move(stored);
    return {};
  }
  return renew_locked(*stored);
}

Result<void> Connection::renew_locked(const Account& stored) {
  if (stored.refresh_token.empty()) return session_ended(stored.url);
  json::Writer json;
  json.begin_object().field("refreshToken", stored.refresh_token).end_object();
  const std::string body = std::move(json).take();
  const ApiRequest request{
      .method = "POST", .target = "/token/refresh", .body = body, .timeout = kAccountTimeout};
  const auto give_up_at = std::chrono::steady_clock::now() + kRefreshRetryTime;
  Attempts attempts(patience_);
  for (;;) {
    const auto response = http_.send(http_request(stored.url, request, ""));
    // Only an attempt that cannot have been carried out may be repeated later.
    const bool may_repeat = response ? is_busy(response->status) : response.error().retryable;
    const bool in_time = std::chrono::steady_clock::now() < give_up_at;
    if (may_repeat && in_time &&
        attempts.wait_for_next(response ? requested_pause(*response) : milliseconds(0))) {
      continue;
    }
    if (!response) return std::unexpected(unreachable(stored.url, response.error()));
    const ApiAnswer answer = read_answer(*response);
    if (answer.status == kUnauthorized) return session_ended(stored.url);
    AUDMG_TRY(const json::Value tokens, require(answer, {200}));
    Account renewed = stored;
    AUDMG_CHECK(take_tokens(tokens, renewed));
    AUDMG_CHECK(file_.store(renewed));
    account_ = std::move(renewed);
    return {};
  }
}

Result<ApiAnswer> Connection::call(const ApiRequest& request) {
  Attempts attempts(patience_);
  bool renewed = false;
  for (;;) {
    AUDMG_TRY(const std::string token, fresh_token());
    const auto response = http_.send(http_request(url_, request, token));
    if (!response) {
      if (response.error().retryable && attempts.wait_for_next(milliseconds(0))) continue;
      return std::unexpected(unreachable(url_, response.error()));
    }
    if (is_busy(response->status) && attempts.wait_for_next(requested_pause(*response))) continue;
    if (response->status == kUnauthorized && !renewed) {
      renewed = true;
      const std::scoped_lock lock(mutex_);
      if (account_.token == token) AUDMG_CHECK(renew(token));
      continue;
    }
    if (response->status == kUnauthorized) return session_ended(url_);
    return read_answer(*response);
  }
}

Result<curl::ClientAnswer> Connection::transfer(curl::ClientRequest request) {
  request.connect_timeout = kConnectTimeout;
  return http_.send(request);
}

Result<void> Connection::log_out() {
  const auto answer = call({.method = "POST", .target = "/logout"});
  AUDMG_TRY(const Descriptor held, file_.lock());
  AUDMG_CHECK(file_.remove());
  if (!answer && answer.error().retryable) {
    return fail(ErrorCode::unavailable, "logged out here, but " + answer.error().message +
                                            "; the session there ends by itself");
  }
  return {};
}

namespace {

/// Sends one step of a log-in.
Result<ApiAnswer> send_step(curl::HttpClient& http, const std::string& url, std::string target,
                            std::string body) {
  const ApiRequest request{.method = "POST",
                           .target = std::move(target),
                           .body = std::move(body),
                           .timeout = kAccountTimeout};
  const auto response = http.send(http_request(url, request, ""));
  if (!response) return std::unexpected(unreachable(url, response.error()));
  return read_answer(*response);
}

/// An authenticator app has six digits; everything else is a recovery code.
bool is_app_code(std::string_view code) {
  constexpr std::size_t kDigits = 6;
  return code.size() == kDigits &&
         std::ranges::all_of(code, [](char c) { return c >= '0' && c <= '9'; });
}

Result<ApiAnswer> send_second_factor(curl::HttpClient& http, const Credentials& credentials,
                                     const ApiAnswer& first) {
  const json::Value* const token = first.body.find("mfaToken");
  if (token == nullptr || token->as_string() == nullptr || !credentials.ask_code) return first;
  AUDMG_TRY(const std::string code, credentials.ask_code());
  json::Writer json;
  json.begin_object()
      .field("mfaToken", *token->as_string())
      .field(is_app_code(code) ? "code" : "recoveryCode", code)
      .end_object();
  return send_step(http, credentials.url, "/login/mfa", std::move(json).take());
}

/// An app password is a token by itself; the drive says whose it is.
Result<Account> try_app_password(curl::HttpClient& http, const Credentials& credentials) {
  const ApiRequest request{.target = "/me", .timeout = kAccountTimeout};
  const auto response = http.send(http_request(credentials.url, request, credentials.password));
  if (!response) return std::unexpected(unreachable(credentials.url, response.error()));
  AUDMG_TRY(const json::Value me, require(read_answer(*response), {200}));
  const json::Value* const name = me.find("username");
  if (name == nullptr || name->as_string() == nullptr) {
    return fail(ErrorCode::unavailable, "the answer has no name: this is not an Audmg Drive");
  }
  return Account{.url = credentials.url,
                 .username = *name->as_string(),
                 .ca_file = credentials.ca_file,
                 .token = credentials.password,
                 .token_expires_at = now() + kAppPasswordTime,
                 .refresh_token = {}};
}

}  // namespace

bool is_app_password(std::string_view text) noexcept {
  return text.starts_with(kAppPasswordPrefix);
}

Result<Account> request_log_in(const Credentials& credentials) {
  curl::HttpClient http(http_options(credentials.ca_file));
  if (is_app_password(credentials.password)) return try_app_password(http, credentials);
  json::Writer json;
  json.begin_object()
      .field(credentials.username.find('@') == std::string::npos ? "username" : "email",
             credentials.username)
      .field("password", credentials.password)
      .end_object();
  std::string body = std::move(json).take();
  const ApiRequest request{
      .method = "POST", .target = "/login", .body = body, .timeout = kAccountTimeout};
  const auto response = http.send(http_request(credentials.url, request, ""));
  wipe(body);
  if (!response) return std::unexpected(unreachable(credentials.url, response.error()));
  ApiAnswer answer = read_answer(*response);
  if (answer.code == "mfa_required") {
    AUDMG_TRY(answer, send_second_factor(http, credentials, answer));
  }
  AUDMG_TRY(const json::Value tokens, require(std::move(answer), {200}));
  Account account{.url = credentials.url,
                  .username = credentials.username,
                  .ca_file = credentials.ca_file,
                  .token = {},
                  .refresh_token = {}};
  AUDMG_CHECK(take_tokens(tokens, account));
  return account;
}

Result<void> log_in(const Credentials& credentials, const AccountFile& file) {
  AUDMG_TRY(const Account account, request_log_in(credentials));
  AUDMG_TRY(const Descriptor held, file.lock());
  return file.store(account);
}

}  // namespace audmg::client
