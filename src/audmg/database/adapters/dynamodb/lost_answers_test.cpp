// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#include "aws/partner_lost_answers.hpp"
#include "contract/lost_answers_contract.hpp"
#include "testbeds/dynamo_testbed.hpp"

#include <gtest/gtest.h>

namespace audmg::database {
namespace {

/// Loses answers on their way from the partner: it carries out the write and cuts the connection.
class LosingHarness : public dynamodb::DynamoHarness {
 public:
  static constexpr bool kTriesAgain = true;

  void lose_answers(Loss loss) {
    constexpr int kMoreThanAllTries = 1000;
    lose_partner_answers("dynamodb", loss == Loss::once ? 1 : kMoreThanAllTries);
  }
  void recover() { lose_partner_answers("dynamodb", 0); }
};

INSTANTIATE_TYPED_TEST_SUITE_P(DynamoDb, LostAnswersContract, testing::Types<LosingHarness>);

}  // namespace
}  // namespace audmg::database
