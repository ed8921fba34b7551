// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#include "audmg/notification/adapters/ses/ses_standing.hpp"

#include "audmg/core/clock.hpp"
#include "aws/partner.hpp"
#include "aws/partner_fault.hpp"
#include "contract/error_code.hpp"

#include <gtest/gtest.h>

#include <string>

namespace audmg::notification {
namespace {

using Sender = SesStanding::Sender;

class SesStandingTest : public testing::Test {
 protected:
  void SetUp() override { account(false, true); }
  void TearDown() override { set_partner_fault("ses", Recipient::accepts); }

  static void account(bool production, bool sending) {
    const auto word = [](bool truth) { return truth ? "true" : "false"; };
    AwsPartner::get().control("PUT", "ses-account",
                              std::string(R"({"ProductionAccessEnabled":)") + word(production) +
                                  R"(,"SendingEnabled":)" + word(sending) + "}");
  }
  /// Makes an identity that waits for its owner.
  static void add_identity(const std::string& name) {
    AwsPartner::get().call({.endpoint = AwsPartner::get().moto(),
                            .scope = {AwsPartner::get().region(), "ses"},
                            .protocol = aws::Protocol::json},
                           {.action = "CreateEmailIdentity",
                            .path = "/v2/email/identities",
                            .fields = {{"Content-Type", "application/json"}},
                            .body = R"({"EmailIdentity":")" + name + "\"}"});
  }
  static void verify(const std::string& name) {
    AwsPartner::get().control("PUT", "ses-verified", name);
  }
  Result<SesStanding> ask(const std::string& from) {
    auto& partner = AwsPartner::get();
    return ask_ses_standing({.from = from, .region = partner.region(), .endpoint = partner.moto()},
                            partner.credentials(), partner.transport(), clock_);
  }

  const SystemClock clock_;
  const std::string domain_ = AwsPartner::fresh_name() + ".example";
};

TEST_F(SesStandingTest, SaysWhetherTheAccountIsInTheSandbox) {
  auto standing = ask("drive@" + domain_);
  ASSERT_TRUE(standing) << standing.error().message;
  EXPECT_FALSE(standing->has_production_access);
  EXPECT_TRUE(standing->sends);
  EXPECT_EQ(standing->daily_quota, 200U);
  account(true, false);
  standing = ask("drive@" + domain_);
  ASSERT_TRUE(standing);
  EXPECT_TRUE(standing->has_production_access);
  EXPECT_FALSE(standing->sends);
}

TEST_F(SesStandingTest, KnowsASenderByItsAddress) {
  const std::string from = "drive@" + domain_;
  EXPECT_EQ(ask(from)->sender, Sender::unknown);
  add_identity(from);
  EXPECT_EQ(ask(from)->sender, Sender::unverified);
  verify(from);
  EXPECT_EQ(ask(from)->sender, Sender::verified);
}

TEST_F(SesStandingTest, KnowsASenderByItsDomain) {
  const std::string from = "drive@" + domain_;
  add_identity(domain_);
  EXPECT_EQ(ask(from)->sender, Sender::unverified);
  verify(domain_);
  EXPECT_EQ(ask(from)->sender, Sender::verified);
  add_identity(from);
  EXPECT_EQ(ask(from)->sender, Sender::verified) << "the domain is enough";
}

TEST_F(SesStandingTest, SaysWhyItCannotBeAsked) {
  set_partner_fault("ses", Recipient::is_gone);
  EXPECT_EQ(error_code(ask("drive@" + domain_)), ErrorCode::unavailable);
  set_partner_fault("ses", Recipient::refuses);
  EXPECT_FALSE(ask("drive@" + domain_));
}

}  // namespace
}  // namespace audmg::notification
