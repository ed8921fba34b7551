// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#pragma once

#include "audmg/client/account.hpp"
#include "audmg/core/result.hpp"
#include "audmg/lib/curl/http_client.hpp"
#include "audmg/lib/json/document.hpp"

#include <chrono>
#include <cstdint>
#include <functional>
#include <initializer_list>
#include <mutex>
#include <string>
#include <string_view>

namespace audmg::client {

struct ApiRequest {
  std::string method = "GET";
  /// Below the drive's URL: "/retrieve?limit=200".
  std::string target;
  /// JSON; "" for none.
  std::string body{};
  /// Sent as Idempotency-Key unless it is empty.
  std::string idempotency_key{};
  std::chrono::milliseconds timeout{60'000};
};

struct ApiAnswer {
  int status = 0;
  /// Null when the response has no body.
  json::Value body;
  /// `code` and `message` of a problem; of a response that is not the drive's, a description.
  std::string code{};
  std::string message{};
};

/// Turns a refusal into an error with the drive's own sentence. Codes: not_found, already_exists or
/// conflict, too_large, out_of_space, invalid_argument, unavailable, internal (500).
[[nodiscard]] Error error_of(const ApiAnswer& answer);

/// Returns the body of an answer with one of these statuses, otherwise error_of().
[[nodiscard]] Result<json::Value> require(Result<ApiAnswer> answer,
                                          std::initializer_list<int> statuses);

/// Limits to the tries of a request while the drive is not reachable or busy.
struct Patience {
  int max_attempts = 6;
  std::chrono::milliseconds first_pause{500};
  std::chrono::milliseconds longest_pause{15'000};
  std::chrono::milliseconds longest_requested_pause{60'000};
};

/// The attempts of one request.
class Attempts {
 public:
  explicit Attempts(const Patience& patience) : patience_(patience), pause_(patience.first_pause) {}

  /// Blocks before the next attempt, at least for the time that the server requested; returns false
  /// at once when there is none.
  [[nodiscard]] bool wait_for_next(std::chrono::milliseconds requested);
  /// Forgets the attempts so far, because the last one has got on.
  void begin_anew() noexcept;

 private:
  const Patience& patience_;
  std::chrono::milliseconds pause_;
  int made_ = 0;
};

/// Returns whether the request may succeed later, and how long the server asked to wait.
[[nodiscard]] bool is_busy(int status) noexcept;
[[nodiscard]] std::chrono::milliseconds requested_pause(const curl::ClientAnswer& response);

/// A drive for one account: sends requests with its token, renews the token in time, and repeats
/// what failed for the moment. Thread-safe; several processes may share the account's file.
class Connection {
 public:
  Connection(Account account, AccountFile file, Patience patience);

  /// Returns the drive's answer, whatever its status. Errors: unavailable (not reachable, no drive
  /// there, or the session has ended).
  [[nodiscard]] Result<ApiAnswer> call(const ApiRequest& request);

  /// Sends a request to a signed URL, once. Errors: those of HttpClient.
  [[nodiscard]] Result<curl::ClientAnswer> transfer(curl::ClientRequest request);

  /// Returns the limits to the tries of a transfer.
  [[nodiscard]] const Patience& patience() const noexcept { return patience_; }

  /// Ends the session at the drive and forgets it here, even when the drive is not reachable.
  [[nodiscard]] Result<void> log_out();

  /// Distinguishes accounts: URL and username.
  [[nodiscard]] std::string name() const { return url_ + "\n" + username_; }

 private:
  [[nodiscard]] Result<std::string> fresh_token();
  [[nodiscard]] Result<void> renew(std::string_view used_token);
  [[nodiscard]] Result<void> renew_locked(const Account& stored);

  const std::string url_;
  const std::string username_;
  const AccountFile file_;
  const Patience patience_;
  curl::HttpClient http_;
  mutable std::mutex mutex_;
  Account account_;
};

struct Credentials {
  std::string url;
  std::string username;
  /// Or an app password, which is kept in place of tokens.
  std::string password;
  std::string ca_file{};
  /// Called when the drive wants a second factor too: returns a code of the authenticator app, or a
  /// recovery code. An error ends the log-in.
  std::function<Result<std::string>()> ask_code{};
};

/// Returns whether the text is to be used as a token, and not as a password.
[[nodiscard]] bool is_app_password(std::string_view text) noexcept;

/// Logs in. Errors: invalid_argument (the drive refuses), unavailable (not reachable, or no drive
/// there).
[[nodiscard]] Result<Account> request_log_in(const Credentials& credentials);

/// Logs in and stores the account in place of a former one. Errors: those of request_log_in() and
/// AccountFile.
[[nodiscard]] Result<void> log_in(const Credentials& credentials, const AccountFile& file);

}  // namespace audmg::client
