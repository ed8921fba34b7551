// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#include "audmg/database/adapters/dynamodb/transaction.hpp"

#include "audmg/database/adapters/dynamodb/keys.hpp"
#include "audmg/lib/aws/credential_sources.hpp"
#include "audmg/lib/deflate/crc32.hpp"
#include "contract/error_code.hpp"

#include <gtest/gtest.h>

#include <deque>

namespace audmg::database::dynamodb {
namespace {

/// Answers in turn; then with success.
class ScriptedTransport final : public aws::HttpTransport {
 public:
  Result<curl::ClientAnswer> send(const curl::ClientRequest& request) override {
    bodies.emplace_back(request.body);
    if (answers.empty()) return curl::ClientAnswer{.status = 200, .fields = {}, .body = "{}"};
    auto answer = std::move(answers.front());
    answers.pop_front();
    return answer;
  }
  std::deque<Result<curl::ClientAnswer>> answers;
  std::vector<std::string> bodies;
};

class DynamoTransaction : public testing::Test {
 protected:
  static aws::Environment keys() {
    return [](std::string_view name) { return name == "AWS_SESSION_TOKEN" ? "" : "x"; };
  }
  void cancel(const std::string& codes) {
    answer(400,
           R"({"__type":"x#TransactionCanceledException","CancellationReasons":[)" + codes + "]}");
  }
  void refuse(const std::string& code) { answer(400, R"({"__type":"x#)" + code + "\"}"); }
  void answer(int status, std::string body,
              std::vector<std::pair<std::string, std::string>> fields = {}) {
    transport_.answers.emplace_back(curl::ClientAnswer{status, std::move(fields), std::move(body)});
  }
  void lose_answer() {
    transport_.answers.emplace_back(fail(ErrorCode::unknown_outcome, "reset", true));
  }

  Result<Commit> commit() {
    Transaction steps;
    steps.check(key("a", "b"), "attribute_exists(pk)");
    Item item = key("c", "d");
    item.set("x", 1);
    steps.put(item, "attribute_not_exists(pk)");
    return steps.commit(table_);
  }

  SystemClock clock_;
  std::unique_ptr<aws::CredentialsProvider> credentials_ =
      aws::make_environment_credentials(keys());
  ScriptedTransport transport_;
  aws::ServiceClient client_{{.endpoint = *aws::parse_endpoint("http://127.0.0.1:1"),
                              .scope = {"eu-central-1", "dynamodb"}},
                             *credentials_,
                             transport_,
                             clock_};
  Table table_{"t", client_};
};

TEST_F(DynamoTransaction, SaysWhichConditionsFailed) {
  cancel(R"({"Code":"None"},{"Code":"ConditionalCheckFailed","Item":{"x":{"N":"7"}}})");
  const auto commit = this->commit();
  ASSERT_TRUE(commit);
  EXPECT_FALSE(commit->done());
  EXPECT_FALSE(commit->failed(0));
  EXPECT_TRUE(commit->failed(1));
  EXPECT_EQ(commit->found(1).number("x"), 7);
  EXPECT_TRUE(this->commit()->done());
}

TEST_F(DynamoTransaction, TriesAgainWhileOthersAreThere) {
  cancel(R"({"Code":"TransactionConflict"},{"Code":"None"})");
  cancel(R"({"Code":"None"},{"Code":"ThrottlingError"})");
  ASSERT_TRUE(commit());
  EXPECT_EQ(transport_.bodies.size(), 3U);
  EXPECT_NE(transport_.bodies[0], transport_.bodies[1]) << "each try has a token of its own";
}

TEST_F(DynamoTransaction, AConditionThatFailedCountsMoreThanAConflict) {
  cancel(R"({"Code":"TransactionConflict"},{"Code":"ConditionalCheckFailed"})");
  const auto commit = this->commit();
  ASSERT_TRUE(commit);
  EXPECT_TRUE(commit->failed(1));
  EXPECT_TRUE(commit->found(1).empty());
}

TEST_F(DynamoTransaction, WhatIsWrongForGoodIsNotRepeated) {
  cancel(R"({"Code":"ValidationError"},{"Code":"None"})");
  EXPECT_EQ(error_code(commit()), ErrorCode::internal);
  cancel(R"({"Code":"None"})");
  EXPECT_EQ(error_code(commit()), ErrorCode::internal) << "not a reason for each step";
  refuse("x");
  EXPECT_EQ(error_code(commit()), ErrorCode::internal);
  EXPECT_EQ(transport_.bodies.size(), 3U);
}

TEST_F(DynamoTransaction, TheSameRequestFollowsALostAnswer) {
  lose_answer();
  EXPECT_TRUE(commit());
  ASSERT_EQ(transport_.bodies.size(), 2U);
  EXPECT_EQ(transport_.bodies[0], transport_.bodies[1]);
  lose_answer();
  cancel(R"({"Code":"TransactionConflict"},{"Code":"None"})");
  EXPECT_TRUE(commit());
  ASSERT_EQ(transport_.bodies.size(), 5U);
  EXPECT_EQ(transport_.bodies[2], transport_.bodies[4]) << "no other token after a lost answer";
}

TEST_F(DynamoTransaction, AnAnswerThatIsLostEachTimeLeavesTheOutcomeUnknown) {
  for (int i = 0; i < 3; ++i) lose_answer();
  const auto lost = commit();
  ASSERT_EQ(error_code(lost), ErrorCode::unknown_outcome);
  EXPECT_TRUE(lost.error().retryable);
  lose_answer();
  for (int i = 0; i < 2; ++i) refuse("TransactionInProgressException");
  EXPECT_EQ(error_code(commit()), ErrorCode::unknown_outcome);
  refuse("IdempotentParameterMismatchException");
  EXPECT_EQ(error_code(commit()), ErrorCode::unknown_outcome);
  // An engine that looks at no token finds what the first attempt wrote.
  lose_answer();
  cancel(R"({"Code":"None"},{"Code":"ConditionalCheckFailed","Item":{"x":{"N":"1"}}})");
  EXPECT_EQ(error_code(commit()), ErrorCode::unknown_outcome);
}

TEST_F(DynamoTransaction, WhatWasSurelyNotCarriedOutIsUnavailable) {
  for (int i = 0; i < 3; ++i) refuse("ProvisionedThroughputExceededException");
  EXPECT_EQ(error_code(commit()), ErrorCode::unavailable);
}

TEST_F(DynamoTransaction, ASingleWriteWhoseAnswerIsLostHasAnUnknownOutcome) {
  Item item = key("a", "b");
  for (int i = 0; i < 3; ++i) lose_answer();
  EXPECT_EQ(error_code(table_.write({.item = item})), ErrorCode::unknown_outcome);
  for (int i = 0; i < 3; ++i) lose_answer();
  EXPECT_EQ(error_code(table_.remove(item)), ErrorCode::unknown_outcome);
  for (int i = 0; i < 3; ++i) lose_answer();
  EXPECT_EQ(error_code(table_.remove_many({item})), ErrorCode::unknown_outcome);
  for (int i = 0; i < 3; ++i) lose_answer();
  EXPECT_EQ(error_code(table_.get(item)), ErrorCode::unavailable) << "a read changes nothing";
}

TEST_F(DynamoTransaction, IsNoLargerThanDynamoDbTakes) {
  Transaction steps;
  for (int i = 0; i < 101; ++i) steps.remove(key(std::to_string(i), "A"));
  EXPECT_EQ(error_code(steps.commit(table_)), ErrorCode::too_large);
  EXPECT_TRUE(transport_.bodies.empty());
}

TEST_F(DynamoTransaction, ADamagedAnswerIsNotBelieved) {
  const std::string body = R"({"Item":{"x":{"N":"7"}}})";
  answer(200, body, {{"x-amz-crc32", std::to_string(deflate::crc32(body))}});
  EXPECT_EQ((*table_.get(key("a", "b")))->number("x"), 7);
  answer(200, body, {{"x-amz-crc32", std::to_string(deflate::crc32(body) + 1)}});
  EXPECT_EQ(error_code(table_.get(key("a", "b"))), ErrorCode::unavailable);
  answer(200, body, {{"x-amz-crc32", std::to_string(deflate::crc32(body) + 1)}});
  EXPECT_EQ(error_code(commit()), ErrorCode::unknown_outcome) << "it was answered with success";
}

TEST_F(DynamoTransaction, ReadsWhatWasLeftUnread) {
  answer(200, R"({"Responses":{"t":[{"pk":{"S":"1"},"sk":{"S":"A"}}]},)"
              R"("UnprocessedKeys":{"t":{"Keys":[{"pk":{"S":"2"},"sk":{"S":"A"}}]}}})");
  answer(200, R"({"Responses":{"t":[{"pk":{"S":"2"},"sk":{"S":"A"}}]},"UnprocessedKeys":{}})");
  const auto items = table_.get_many({key("1", "A"), key("2", "A")});
  ASSERT_TRUE(items);
  EXPECT_EQ(items->size(), 2U);
}

}  // namespace
}  // namespace audmg::database::dynamodb
