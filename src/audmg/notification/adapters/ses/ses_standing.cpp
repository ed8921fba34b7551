// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#include "audmg/notification/adapters/ses/ses_standing.hpp"

#include "audmg/lib/json/document.hpp"

#include <string>
#include <string_view>
#include <utility>

namespace audmg::notification {
namespace {

using Sender = SesStanding::Sender;

constexpr int kNotFound = 404;

/// Returns nothing where SES knows no such thing.
Result<std::optional<json::Value>> get(aws::ServiceClient& client, std::string_view action,
                                       std::string path, std::chrono::milliseconds timeout) {
  auto reply =
      client.send({.action = action, .method = "GET", .path = std::move(path), .timeout = timeout});
  if (!reply) {
    if (reply.error().status == kNotFound) return std::nullopt;
    return std::unexpected(std::move(reply).error().error);
  }
  auto document = json::parse(reply->body, {});
  if (!document) return fail(ErrorCode::corrupt, std::string(action) + ": the reply is no JSON");
  return *std::move(document);
}

bool is_true(const json::Value& object, std::string_view name) {
  const json::Value* const member = object.find(name);
  return member != nullptr && member->as_bool().value_or(false);
}

std::optional<std::uint64_t> daily_quota(const json::Value& account) {
  const json::Value* const quota = account.find("SendQuota");
  const json::Value* const most = quota != nullptr ? quota->find("Max24HourSend") : nullptr;
  const auto number = most != nullptr ? most->as_number() : std::nullopt;
  // A negative number means that there is no quota.
  if (!number || *number < 0) return std::nullopt;
  return static_cast<std::uint64_t>(*number);
}

Result<Sender> ask_identity(aws::ServiceClient& client, std::string_view identity,
                            std::chrono::milliseconds timeout) {
  AUDMG_TRY(const auto found, get(client, "GetEmailIdentity",
                                  "/v2/email/identities/" + std::string(identity), timeout));
  if (!found) return Sender::unknown;
  return is_true(*found, "VerifiedForSendingStatus") ? Sender::verified : Sender::unverified;
}

/// An address may be verified by itself or by its domain.
Result<Sender> ask_sender(aws::ServiceClient& client, const SesOptions& options) {
  AUDMG_TRY(const Sender address, ask_identity(client, options.from, options.timeout));
  if (address == Sender::verified) return address;
  const std::string_view domain = std::string_view(options.from).substr(options.from.find('@') + 1);
  AUDMG_TRY(const Sender by_domain, ask_identity(client, domain, options.timeout));
  return by_domain == Sender::unknown ? address : by_domain;
}

}  // namespace

Result<SesStanding> ask_ses_standing(const SesOptions& options,
                                     aws::CredentialsProvider& credentials,
                                     aws::HttpTransport& transport, const Clock& clock) {
  aws::ServiceClient client({.endpoint = options.endpoint,
                             .scope = {options.region, "ses"},
                             .protocol = aws::Protocol::json,
                             .retry = {.max_attempts = 1}},
                            credentials, transport, clock);
  AUDMG_TRY(const auto account, get(client, "GetAccount", "/v2/email/account", options.timeout));
  if (!account) return fail(ErrorCode::not_found, "GetAccount: SES knows no account");
  SesStanding standing{.has_production_access = is_true(*account, "ProductionAccessEnabled"),
                       .sends = is_true(*account, "SendingEnabled"),
                       .daily_quota = daily_quota(*account)};
  AUDMG_TRY(standing.sender, ask_sender(client, options));
  return standing;
}

}  // namespace audmg::notification
