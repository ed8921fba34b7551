// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#pragma once

#include "audmg/notification/mailer.hpp"
#include "contract/at_once.hpp"
#include "contract/error_code.hpp"
#include "contract/publisher_contract.hpp"

#include <gtest/gtest.h>

#include <chrono>
#include <set>
#include <string>
#include <vector>

namespace audmg::notification {

/// A mail as its reader sees it, decoded.
struct TakenMail {
  std::string to;
  std::string subject;
  std::string text;
  std::string message_id;
};

/// What every Mailer does. `Harness`: as for PublisherContract, but
///   Mailer& mailer();   Mailer& impatient();   void let(Recipient);
///   std::vector<TakenMail> taken();
template <class Harness>
class MailerContract : public testing::Test {
 protected:
  static Mail make_mail() {
    return {.to = "ada@example.org",
            .subject = "A file failed",
            .text = "It is empty.\n",
            .id = "0198f2c4-5a1e-7c3d-9b2a-3f4e5d6c7b8a"};
  }

  void expect_refused(const Mail& mail) {
    EXPECT_EQ(error_code(harness_.mailer().send_mail(mail)), ErrorCode::invalid_argument);
    EXPECT_TRUE(harness_.taken().empty());
  }

  Harness harness_;
};

TYPED_TEST_SUITE_P(MailerContract);

TYPED_TEST_P(MailerContract, TheServerHasTakenWhatReturned) {
  const auto sent = this->harness_.mailer().send_mail(this->make_mail());
  ASSERT_TRUE(sent) << sent.error().message;
  const auto taken = this->harness_.taken();
  ASSERT_EQ(taken.size(), 1u);
  EXPECT_EQ(taken[0].to, "ada@example.org");
  EXPECT_EQ(taken[0].subject, "A file failed");
  EXPECT_EQ(taken[0].text, "It is empty.\n");
  EXPECT_NE(taken[0].message_id.find("0198f2c4-5a1e-7c3d-9b2a-3f4e5d6c7b8a"), std::string::npos);
}

TYPED_TEST_P(MailerContract, AnyTextArrivesAsItIs) {
  Mail mail = this->make_mail();
  mail.subject =
      "S\xc3\xa9"
      "ance \xf0\x9f\x8e\xb5 =?utf-8?B?aGk=?= ";
  for (int i = 0; i < 20; ++i) mail.subject += "\xe2\x82\xac";
  mail.text =
      ".\n..\nFrom here\nends with blank \n\ttab=3D\nS\xc3\xa9"
      "ance \xf0\x9f\x8e\xb5\n";
  mail.text += std::string(2000, 'x') + "\n\nQUIT\n.\nlast\n";
  const auto sent = this->harness_.mailer().send_mail(mail);
  ASSERT_TRUE(sent) << sent.error().message;
  const auto taken = this->harness_.taken();
  ASSERT_EQ(taken.size(), 1u);
  EXPECT_EQ(taken[0].subject, mail.subject);
  EXPECT_EQ(taken[0].text, mail.text);
}

TYPED_TEST_P(MailerContract, AMailWithoutIdGetsAFreshOne) {
  Mail mail = this->make_mail();
  mail.id.clear();
  ASSERT_TRUE(this->harness_.mailer().send_mail(mail));
  ASSERT_TRUE(this->harness_.mailer().send_mail(mail));
  const auto taken = this->harness_.taken();
  ASSERT_EQ(taken.size(), 2u);
  EXPECT_FALSE(taken[0].message_id.empty());
  EXPECT_NE(taken[0].message_id, taken[1].message_id);
}

TYPED_TEST_P(MailerContract, WhatCouldAddAHeaderFieldIsRefused) {
  for (const char* evil : {"\r\nBcc: eve@example.org", "\nBcc: eve@example.org", "\r", "\x01"}) {
    Mail mail = this->make_mail();
    mail.to += evil;
    this->expect_refused(mail);
    mail = this->make_mail();
    mail.subject += evil;
    this->expect_refused(mail);
    mail = this->make_mail();
    mail.id += evil;
    this->expect_refused(mail);
  }
}

TYPED_TEST_P(MailerContract, WhatIsNoAddressIsRefused) {
  for (const char* address : {"", "ada", "ada@example.org, eve@example.org", "<ada@example.org>",
                              "ada@example.org> SIZE=1", "\"a b\"@example.org", "@example.org"}) {
    Mail mail = this->make_mail();
    mail.to = address;
    this->expect_refused(mail);
  }
}

TYPED_TEST_P(MailerContract, ABusyServerIsForLaterAndARefusalForGood) {
  this->harness_.let(Recipient::is_busy);
  const auto later = this->harness_.mailer().send_mail(this->make_mail());
  EXPECT_EQ(error_code(later), ErrorCode::unavailable);
  EXPECT_TRUE(!later && later.error().retryable);
  this->harness_.let(Recipient::refuses);
  const auto never = this->harness_.mailer().send_mail(this->make_mail());
  EXPECT_EQ(error_code(never), ErrorCode::invalid_argument);
  EXPECT_TRUE(!never && !never.error().retryable);
  this->harness_.let(Recipient::accepts);
  EXPECT_TRUE(this->harness_.mailer().send_mail(this->make_mail()));
  EXPECT_EQ(this->harness_.taken().size(), 1u);
}

TYPED_TEST_P(MailerContract, AHangingServerIsGivenUp) {
  this->harness_.let(Recipient::hangs);
  const auto sent = this->harness_.impatient().send_mail(this->make_mail());
  EXPECT_EQ(error_code(sent), ErrorCode::deadline_exceeded);
  EXPECT_TRUE(!sent && sent.error().retryable);
}

TYPED_TEST_P(MailerContract, NobodyThereIsForLater) {
  this->harness_.let(Recipient::is_gone);
  const auto sent = this->harness_.mailer().send_mail(this->make_mail());
  EXPECT_EQ(error_code(sent), ErrorCode::unavailable);
  EXPECT_TRUE(!sent && sent.error().retryable);
}

TYPED_TEST_P(MailerContract, TakesCallsFromManyThreads) {
  const auto outcomes = at_once(8, [&](std::size_t i) {
    Mail mail = this->make_mail();
    mail.subject = "mail " + std::to_string(i);
    return this->harness_.mailer().send_mail(mail);
  });
  EXPECT_EQ(count_successes(outcomes), 8u);
  std::set<std::string> subjects;
  for (const TakenMail& mail : this->harness_.taken()) subjects.insert(mail.subject);
  EXPECT_EQ(subjects.size(), 8u);
}

REGISTER_TYPED_TEST_SUITE_P(MailerContract, TheServerHasTakenWhatReturned, AnyTextArrivesAsItIs,
                            AMailWithoutIdGetsAFreshOne, WhatCouldAddAHeaderFieldIsRefused,
                            WhatIsNoAddressIsRefused, ABusyServerIsForLaterAndARefusalForGood,
                            AHangingServerIsGivenUp, NobodyThereIsForLater,
                            TakesCallsFromManyThreads);

}  // namespace audmg::notification
