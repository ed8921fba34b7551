// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#include "audmg/lib/json/document.hpp"
#include "audmg/notification/adapters/ses/ses_mailer.hpp"
#include "aws/partner.hpp"
#include "aws/partner_fault.hpp"
#include "contract/mailer_contract.hpp"

#include <gtest/gtest.h>

namespace audmg::notification {

GTEST_ALLOW_UNINSTANTIATED_PARAMETERIZED_TEST(PublisherContract);

namespace {

std::string text_of(const json::Value& holder, std::string_view name) {
  return *holder.find(name)->as_string();
}

/// SES of the test partner, with no mail yet and one verified sender.
class SesHarness {
 public:
  SesHarness() {
    auto& partner = AwsPartner::get();
    partner.control("DELETE", "mails");
    partner.call({.endpoint = partner.moto(),
                  .scope = {partner.region(), "ses"},
                  .protocol = aws::Protocol::xml},
                 {.action = "VerifyEmailIdentity",
                  .fields = {{"Content-Type", "application/x-www-form-urlencoded"}},
                  .body = "Action=VerifyEmailIdentity&EmailAddress=drive%40example.org"});
    mailer_ = make("drive@example.org", std::chrono::seconds(20));
    impatient_ = make("drive@example.org", kImpatience);
  }
  ~SesHarness() { set_partner_fault("ses", Recipient::accepts); }
  SesHarness(const SesHarness&) = delete;
  SesHarness& operator=(const SesHarness&) = delete;

  Mailer& mailer() { return *mailer_; }
  Mailer& impatient() { return *impatient_; }
  void let(Recipient state) { set_partner_fault("ses", state); }

  std::vector<TakenMail> taken() {
    const auto list = json::parse(AwsPartner::get().control("GET", "mails"),
                                  {.max_bytes = std::size_t{1} << 20U});
    std::vector<TakenMail> mails;
    for (const json::Value& mail : *list->as_array()) {
      mails.push_back({text_of(mail, "to"), text_of(mail, "subject"), text_of(mail, "text"),
                       text_of(mail, "message_id")});
    }
    return mails;
  }

  std::unique_ptr<Mailer> make(const std::string& from, std::chrono::milliseconds timeout) {
    auto& partner = AwsPartner::get();
    auto made = make_ses_mailer(
        {.from = from, .region = partner.region(), .endpoint = partner.moto(), .timeout = timeout},
        partner.credentials(), partner.transport(), clock_);
    AUDMG_ASSERT(made.has_value());
    return *std::move(made);
  }

 private:
  SystemClock clock_;
  std::unique_ptr<Mailer> mailer_;
  std::unique_ptr<Mailer> impatient_;
};

INSTANTIATE_TYPED_TEST_SUITE_P(Ses, MailerContract, testing::Types<SesHarness>);

TEST(SesMailer, ASenderThatIsNotVerifiedIsRefused) {
  SesHarness harness;
  const auto mailer = harness.make("stranger@example.org", std::chrono::seconds(20));
  const auto sent =
      mailer->send_mail({.to = "ada@example.org", .subject = "s", .text = "t", .id = ""});
  EXPECT_EQ(error_code(sent), ErrorCode::invalid_argument);
  EXPECT_TRUE(harness.taken().empty());
}

TEST(SesMailer, WhatIsNoSenderIsRefused) {
  const SystemClock clock;
  auto& partner = AwsPartner::get();
  EXPECT_EQ(error_code(make_ses_mailer({.from = "Drive <drive@example.org>",
                                        .region = partner.region(),
                                        .endpoint = partner.moto()},
                                       partner.credentials(), partner.transport(), clock)),
            ErrorCode::invalid_argument);
}

}  // namespace
}  // namespace audmg::notification
