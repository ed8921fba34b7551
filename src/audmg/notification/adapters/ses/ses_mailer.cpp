// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#include "audmg/notification/adapters/ses/ses_mailer.hpp"

#include "audmg/core/base64.hpp"
#include "audmg/lib/json/writer.hpp"
#include "audmg/notification/mail_text.hpp"

#include <span>
#include <utility>

namespace audmg::notification {
namespace {

constexpr int kBadRequest = 400;

std::string request_text(const std::string& from, const Mail& mail, std::string_view text) {
  json::Writer json;
  json.begin_object().field("FromEmailAddress", from);
  json.key("Destination").begin_object().key("ToAddresses").begin_array().value(mail.to);
  json.end_array().end_object();
  json.key("Content").begin_object().key("Raw").begin_object();
  json.field("Data", to_base64(std::as_bytes(std::span(text)))).end_object().end_object();
  return std::move(json.end_object()).take();
}

/// Returns whether a failure that SES calls a bad request concerns the account and not the mail
/// (SES API v2 Reference, SendEmail).
bool is_about_the_account(const aws::Failure& failure) {
  return failure.is("AccountSuspendedException") || failure.is("SendingPausedException") ||
         failure.is("MailFromDomainNotVerifiedException");
}

Error to_mailer_error(const aws::Failure& failure) {
  Error error = failure.error;
  if (error.retryable) return error;
  const bool refused = failure.status == kBadRequest && !is_about_the_account(failure);
  error.code = refused ? ErrorCode::invalid_argument : ErrorCode::unavailable;
  error.retryable = !refused;
  return error;
}

class SesMailer final : public Mailer {
 public:
  SesMailer(SesOptions options, aws::CredentialsProvider& credentials,
            aws::HttpTransport& transport, const Clock& clock)
      : options_(std::move(options)),
        client_({.endpoint = options_.endpoint,
                 .scope = {options_.region, "ses"},
                 .protocol = aws::Protocol::json,
                 .retry = {.max_attempts = 1}},
                credentials, transport, clock),
        clock_(clock) {}

  Result<void> send_mail(const Mail& mail) override {
    AUDMG_TRY(const std::string text, mail_text(mail, options_.from, clock_.now()));
    const auto reply = client_.send({.action = "SendEmail",
                                     .path = "/v2/email/outbound-emails",
                                     .fields = {{"Content-Type", "application/json"}},
                                     .body = request_text(options_.from, mail, text),
                                     .timeout = options_.timeout});
    if (!reply) return std::unexpected(to_mailer_error(reply.error()));
    return {};
  }

 private:
  const SesOptions options_;
  aws::ServiceClient client_;
  const Clock& clock_;
};

}  // namespace

Result<std::unique_ptr<Mailer>> make_ses_mailer(SesOptions options,
                                                aws::CredentialsProvider& credentials,
                                                aws::HttpTransport& transport, const Clock& clock) {
  if (!is_mail_address(options.from)) {
    return fail(ErrorCode::invalid_argument, "the sender is no plain mail address");
  }
  return std::make_unique<SesMailer>(std::move(options), credentials, transport, clock);
}

}  // namespace audmg::notification
