// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#include "audmg/app/checks/check.hpp"
#include "audmg/app/composition/aws_access.hpp"
#include "audmg/config/config_error.hpp"
#include "audmg/notification/adapters/smtp/smtp_mailer.hpp"

#include <fmt/format.h>

#include <chrono>
#include <string>
#include <utility>

namespace audmg::app {
namespace {

/// For all of a call together, so that doctor ends soon.
constexpr std::chrono::seconds kPatience{10};
constexpr std::string_view kMail = "mail";
constexpr std::string_view kSection = "docs/aws.md, \"Mails and the SES sandbox\"";

Finding mail_finding(Verdict verdict, std::string text, std::string advice = {}) {
  return {verdict, std::string(kMail), std::move(text), std::move(advice)};
}

std::vector<Finding> check_server(const config::Settings& settings) {
  if (settings.mail_from.empty()) {
    return {mail_finding(Verdict::warn, "AUDMG_SMTP_URL is set without AUDMG_MAIL_FROM: no mails",
                         "Set the sender's address.")};
  }
  const auto answered = notification::probe_smtp_server({.url = settings.smtp_url,
                                                         .user = settings.smtp_user,
                                                         .password = settings.smtp_password,
                                                         .from = settings.mail_from,
                                                         .timeout = kPatience});
  if (answered) return {mail_finding(Verdict::ok, settings.smtp_url + " answers")};
  return {mail_finding(Verdict::fail, settings.smtp_url + ": " + answered.error().message,
                       "Correct AUDMG_SMTP_URL, AUDMG_SMTP_USER and AUDMG_SMTP_PASSWORD. Until "
                       "then mails wait, and `audmg user reset-link NAME` makes links.")};
}

std::vector<Finding> check_ses(const config::Settings& settings) {
  std::vector<Finding> findings;
  if (settings.public_url.empty()) {
    findings.push_back(mail_finding(Verdict::warn, "no mails to users: links have no address",
                                    "Set AUDMG_PUBLIC_URL to the address of the app."));
  }
  try {
    AwsAccess access(settings.aws_region);
    const auto standing =
        notification::ask_ses_standing({.from = settings.mail_from,
                                        .region = access.region(),
                                        .endpoint = access.endpoint("sesv2", "email"),
                                        .timeout = kPatience},
                                       access.credentials(), access.transport(), access.clock());
    if (!standing) {
      findings.push_back(
          mail_finding(Verdict::warn, "SES cannot be asked: " + standing.error().message,
                       "Let these credentials call ses:GetAccount and ses:GetEmailIdentity."));
      return findings;
    }
    for (Finding& finding : describe_ses(*standing, settings.mail_from)) {
      findings.push_back(std::move(finding));
    }
  } catch (const config::ConfigError& error) {
    findings.push_back(mail_finding(Verdict::fail, error.what(), fmt::format("See {}.", kSection)));
  }
  return findings;
}

Finding describe_sender(notification::SesStanding::Sender sender, std::string_view from) {
  using Sender = notification::SesStanding::Sender;
  switch (sender) {
    case Sender::verified:
      return mail_finding(Verdict::ok, fmt::format("SES knows {} as verified", from));
    case Sender::unverified:
      return mail_finding(Verdict::fail,
                          fmt::format("SES takes no mail from {}: not verified yet", from),
                          "Open the link that AWS mailed there, or publish the DKIM records of the "
                          "domain.");
    case Sender::unknown:
      break;
  }
  return mail_finding(Verdict::fail,
                      fmt::format("SES takes no mail from {}: it knows no such sender", from),
                      fmt::format("aws sesv2 create-email-identity --email-identity {}", from));
}

}  // namespace

std::vector<Finding> describe_ses(const notification::SesStanding& standing,
                                  std::string_view from) {
  std::vector<Finding> findings{describe_sender(standing.sender, from)};
  if (!standing.sends) {
    findings.push_back(mail_finding(Verdict::fail, "SES sends nothing for this account",
                                    "AWS has suspended it or its owner has paused it: see the "
                                    "console of SES, Account dashboard."));
  }
  const std::string quota =
      standing.daily_quota ? fmt::format(", {} a day", *standing.daily_quota) : std::string();
  if (standing.has_production_access) {
    findings.push_back(mail_finding(Verdict::ok, "SES mails everybody" + quota));
  } else {
    findings.push_back(mail_finding(
        Verdict::warn,
        "SES is in the sandbox: only addresses that are verified there get mails" + quota,
        fmt::format("Ask AWS for production access: {}. Until then `audmg user reset-link NAME` "
                    "makes links.",
                    kSection)));
  }
  return findings;
}

std::vector<Finding> check_mail(const config::Settings& settings) {
  if (!settings.smtp_url.empty()) return check_server(settings);
  if (settings.uses_aws() && !settings.mail_from.empty()) return check_ses(settings);
  return {mail_finding(Verdict::ok, "off: `audmg user reset-link NAME` makes links for users")};
}

}  // namespace audmg::app
