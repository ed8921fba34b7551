// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#include "audmg/notification/adapters/smtp/smtp_mailer.hpp"

#include "audmg/lib/curl/mail_send.hpp"
#include "audmg/lib/curl/url.hpp"
#include "audmg/notification/mail_text.hpp"

#include <string_view>
#include <utility>

namespace audmg::notification {
namespace {

constexpr std::string_view kPlain = "tls=off";

Result<curl::Url> check_url(const std::string& text) {
  AUDMG_TRY(curl::Url url, curl::parse_url(text));
  const bool smtp = url.scheme == "smtp" && (url.query.empty() || url.query == kPlain);
  const bool smtps = url.scheme == "smtps" && url.query.empty();
  if (!smtp && !smtps) {
    return fail(ErrorCode::invalid_argument,
                "the URL must be as smtps://host:465, smtp://host:587 or smtp://host:25?tls=off");
  }
  if (url.has_credentials || url.has_fragment || url.path != "/") {
    return fail(ErrorCode::invalid_argument,
                "the URL may have no password, path or #fragment; user and password have settings "
                "of their own");
  }
  return url;
}

/// Errors: invalid_argument.
Result<curl::MailServer> make_server(const SmtpOptions& options) {
  AUDMG_TRY(const curl::Url url, check_url(options.url));
  if (!options.user.empty() && url.query == kPlain) {
    return fail(ErrorCode::invalid_argument, "a password is never sent without TLS");
  }
  return curl::MailServer{.url = url.scheme + "://" + url.host + ":" + std::to_string(url.port),
                          .user = options.user,
                          .password = options.password,
                          .plain_allowed = url.query == kPlain,
                          .timeout = options.timeout,
                          .peers = {.ca_file = options.ca_file}};
}

class SmtpMailer final : public Mailer {
 public:
  SmtpMailer(std::string from, curl::MailServer server, const Clock& clock)
      : from_(std::move(from)), server_(std::move(server)), clock_(clock) {}

  Result<void> send_mail(const Mail& mail) override {
    AUDMG_TRY(const std::string text, mail_text(mail, from_, clock_.now()));
    return curl::mail_send({.server = server_, .from = from_, .to = mail.to, .message = text});
  }

 private:
  const std::string from_;
  const curl::MailServer server_;
  const Clock& clock_;
};

}  // namespace

Result<std::unique_ptr<Mailer>> make_smtp_mailer(SmtpOptions options, const Clock& clock) {
  AUDMG_TRY(curl::MailServer server, make_server(options));
  if (!is_mail_address(options.from)) {
    return fail(ErrorCode::invalid_argument, "the sender is no plain mail address");
  }
  return std::make_unique<SmtpMailer>(std::move(options.from), std::move(server), clock);
}

Result<void> probe_smtp_server(const SmtpOptions& options) {
  AUDMG_TRY(const curl::MailServer server, make_server(options));
  return curl::probe_mail_server(server);
}

}  // namespace audmg::notification
