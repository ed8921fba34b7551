// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#include "audmg/app/composition/account_mailer.hpp"

#include "audmg/app/composition/logging_and_policies.hpp"
#include "audmg/notification/adapters/smtp/smtp_mailer.hpp"

namespace audmg::app {
namespace {

class NoMailer final : public notification::Mailer {
 public:
  Result<void> send_mail(const notification::Mail&) override {
    return fail(ErrorCode::unavailable, "no mail server is set up", true);
  }
};

}  // namespace

std::unique_ptr<notification::Mailer> make_account_mailer(const config::Settings& settings,
                                                          const Clock& clock) {
  if (settings.smtp_url.empty() || settings.mail_from.empty()) return std::make_unique<NoMailer>();
  return or_config_error(notification::make_smtp_mailer({.url = settings.smtp_url,
                                                         .user = settings.smtp_user,
                                                         .password = settings.smtp_password,
                                                         .from = settings.mail_from},
                                                        clock),
                         "AUDMG_SMTP_URL");
}

}  // namespace audmg::app
