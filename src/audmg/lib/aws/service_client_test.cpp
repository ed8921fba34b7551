// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#include "audmg/lib/aws/service_client.hpp"

#include "audmg/lib/aws/credential_chain.hpp"
#include "doubles/manual_clock.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <deque>
#include <map>

namespace audmg::aws {
namespace {

using testing::Contains;
using testing::HasSubstr;

/// Answers what it was told to, one after the other, and keeps what was asked.
class ScriptedTransport final : public HttpTransport {
 public:
  Result<curl::ClientAnswer> send(const curl::ClientRequest& request) override {
    requests.push_back(request);
    if (answers.empty()) return curl::ClientAnswer{.status = 200, .fields = {}, .body = "{}"};
    auto answer = std::move(answers.front());
    answers.pop_front();
    return answer;
  }
  void answer(int status, std::string body = "",
              std::vector<std::pair<std::string, std::string>> fields = {}) {
    answers.emplace_back(curl::ClientAnswer{status, std::move(fields), std::move(body)});
  }
  std::deque<Result<curl::ClientAnswer>> answers;
  std::vector<curl::ClientRequest> requests;
};

class ServiceClientTest : public testing::Test {
 protected:
  static std::unique_ptr<CredentialsProvider> environment_credentials() {
    return make_environment_credentials([](std::string_view name) -> std::string {
      if (name == "AWS_ACCESS_KEY_ID") return "AKID";
      if (name == "AWS_SECRET_ACCESS_KEY") return "SECRET";
      return {};
    });
  }

  ServiceClient make_client(Protocol protocol = Protocol::json, int max_attempts = 3) {
    return ServiceClient({.endpoint = *parse_endpoint("http://127.0.0.1:5000/base"),
                          .scope = {"eu-central-1", "dynamodb"},
                          .protocol = protocol,
                          .retry = {.max_attempts = max_attempts}},
                         *credentials_, transport_, clock_);
  }

  Outcome<Reply> send(ServiceClient& client, Call call = {.action = "Test"}) {
    client.set_sleep([this](std::chrono::milliseconds time) { slept_.push_back(time); });
    return client.send(call);
  }

  ManualClock clock_;
  ScriptedTransport transport_;
  std::unique_ptr<CredentialsProvider> credentials_ = environment_credentials();
  std::vector<std::chrono::milliseconds> slept_;
};

TEST_F(ServiceClientTest, SendsWhatItSigned) {
  auto client = make_client();
  const auto reply = send(client, {.action = "Test",
                                   .method = "PUT",
                                   .path = "/a b",
                                   .query = {{"q", "1 2"}},
                                   .fields = {{"X-Amz-Target", "T"}, {"Empty", ""}},
                                   .body = "body"});
  ASSERT_TRUE(reply);
  const auto& request = transport_.requests.at(0);
  EXPECT_EQ(request.url, "http://127.0.0.1:5000/base/a%20b?q=1%202");
  EXPECT_EQ(request.body, "body");
  EXPECT_THAT(request.fields, Contains("Host: 127.0.0.1:5000"));
  EXPECT_THAT(request.fields, Contains("X-Amz-Target: T"));
  EXPECT_THAT(request.fields, Contains("Empty;"));
  EXPECT_THAT(request.fields,
              Contains(HasSubstr("SignedHeaders=empty;host;x-amz-date;x-amz-target,")));
}

TEST_F(ServiceClientTest, TriesAgainWhatMaySucceedLater) {
  transport_.answer(503);
  transport_.answers.emplace_back(fail(ErrorCode::unavailable, "reset", true));
  auto client = make_client();
  EXPECT_TRUE(send(client));
  EXPECT_EQ(transport_.requests.size(), 3U);
  ASSERT_EQ(slept_.size(), 2U);
  EXPECT_LE(slept_[0], std::chrono::milliseconds(100));
  EXPECT_LE(slept_[1], std::chrono::milliseconds(200));
}

TEST_F(ServiceClientTest, GivesUpAfterItsAttempts) {
  for (int i = 0; i < 9; ++i) transport_.answer(500);
  auto client = make_client();
  const auto reply = send(client);
  ASSERT_FALSE(reply);
  EXPECT_EQ(reply.error().status, 500);
  EXPECT_TRUE(reply.error().error.retryable);
  EXPECT_EQ(transport_.requests.size(), 3U);
  auto once = make_client(Protocol::json, 1);
  EXPECT_FALSE(send(once));
  EXPECT_EQ(transport_.requests.size(), 4U);
}

TEST_F(ServiceClientTest, DoesNotRepeatARefusal) {
  transport_.answer(400, R"({"__type":"x#ValidationException","message":"m"})");
  auto client = make_client();
  const auto reply = send(client);
  ASSERT_FALSE(reply);
  EXPECT_TRUE(reply.error().is("ValidationException"));
  EXPECT_EQ(transport_.requests.size(), 1U);
}

TEST_F(ServiceClientTest, KnowsWhetherAFailedCallMayHaveHappened) {
  const auto may_have_happened = [&](auto... answers) {
    (answers(), ...);
    auto client = make_client();
    const auto reply = send(client);
    transport_.answers.clear();
    EXPECT_FALSE(reply);
    return !reply && reply.error().may_have_happened;
  };
  const auto error = [&](int status, const std::string& code) {
    return [=, this] { transport_.answer(status, R"({"__type":"x#)" + code + "\"}"); };
  };
  const auto broken = [&](ErrorCode code) {
    return [=, this] { transport_.answers.emplace_back(fail(code, "reset", true)); };
  };
  const auto refused = error(400, "ValidationException");
  const auto throttled = error(400, "ProvisionedThroughputExceededException");
  const auto lost = broken(ErrorCode::unknown_outcome);
  const auto not_sent = broken(ErrorCode::unavailable);
  EXPECT_FALSE(may_have_happened(refused));
  EXPECT_FALSE(may_have_happened(throttled, throttled, throttled));
  EXPECT_FALSE(may_have_happened(error(503, "SlowDown"), not_sent, refused));
  EXPECT_TRUE(may_have_happened(lost, lost, lost));
  EXPECT_TRUE(may_have_happened(lost, throttled, not_sent));
  EXPECT_TRUE(may_have_happened(lost, refused));
  EXPECT_TRUE(may_have_happened(not_sent, broken(ErrorCode::deadline_exceeded), refused));
  EXPECT_TRUE(may_have_happened(error(500, "InternalServerError"), refused));
}

TEST_F(ServiceClientTest, AStormOfRetriesRunsDry) {
  auto client = make_client();
  for (int i = 0; i < 1000; ++i) transport_.answer(503);
  for (int i = 0; i < 200; ++i) static_cast<void>(send(client));
  // 200 calls, and as many retries as the bucket has tokens for.
  EXPECT_EQ(transport_.requests.size(), 200U + RetryQuota::kCapacity / RetryQuota::kRetryCost);
}

/// Gives other keys after each forget().
class RenewedCredentials final : public CredentialsProvider {
 public:
  Result<std::shared_ptr<const Credentials>> credentials() override {
    return std::make_shared<const Credentials>(
        Credentials{.access_key_id = "AKID" + std::to_string(forgotten),
                    .secret_access_key = SecretText("SECRET"),
                    .session_token = "TOKEN",
                    .expires_at = {}});
  }
  void forget() noexcept override { ++forgotten; }

  int forgotten = 0;
};

TEST_F(ServiceClientTest, TakesNewCredentialsWhenThoseItHasEnded) {
  credentials_ = std::make_unique<RenewedCredentials>();
  const auto signed_by = [&](std::size_t number, const std::string& key) {
    EXPECT_THAT(transport_.requests.at(number).fields, Contains(HasSubstr("Credential=" + key)));
  };
  auto client = make_client(Protocol::xml);
  transport_.answer(400, "<Error><Code>ExpiredToken</Code></Error>");
  EXPECT_TRUE(send(client));
  // What S3 answers to HEAD then.
  transport_.answer(400);
  EXPECT_TRUE(send(client, {.action = "HeadObject", .method = "HEAD"}));
  EXPECT_TRUE(slept_.empty());
  ASSERT_EQ(transport_.requests.size(), 4U);
  signed_by(0, "AKID0/");
  signed_by(1, "AKID1/");
  signed_by(2, "AKID1/");
  signed_by(3, "AKID2/");
}

TEST_F(ServiceClientTest, CredentialsThatStayStaleAreAnOutage) {
  auto client = make_client(Protocol::xml);
  for (int i = 0; i < 9; ++i) transport_.answer(400);
  const auto reply = send(client, {.action = "HeadObject", .method = "HEAD"});
  ASSERT_FALSE(reply);
  EXPECT_EQ(reply.error().error.code, ErrorCode::unavailable);
  EXPECT_EQ(transport_.requests.size(), 3U);
}

TEST_F(ServiceClientTest, CorrectsItsClock) {
  clock_.set(*parse_rfc3339("2026-01-01T00:00:00.000Z"));
  transport_.answer(403, R"({"__type":"InvalidSignatureException"})",
                    {{"date", "Thu, 01 Jan 2026 01:00:00 GMT"}});
  auto client = make_client();
  EXPECT_TRUE(send(client));
  ASSERT_EQ(transport_.requests.size(), 2U);
  EXPECT_THAT(transport_.requests[1].fields, Contains("X-Amz-Date: 20260101T010000Z"));
  EXPECT_TRUE(slept_.empty());
  transport_.answer(403, "", {{"date", "Thu, 01 Jan 2026 01:00:01 GMT"}});
  EXPECT_FALSE(send(client)) << "a refusal with a good clock is a refusal";
  // An answer to HEAD does not say which of both it is.
  transport_.answer(400, "", {{"date", "Thu, 01 Jan 2026 03:00:00 GMT"}});
  EXPECT_TRUE(send(client, {.action = "HeadObject", .method = "HEAD"}));
  EXPECT_THAT(transport_.requests.back().fields, Contains("X-Amz-Date: 20260101T030000Z"));
}

TEST_F(ServiceClientTest, AnErrorWithStatus200IsNoSuccess) {
  constexpr const char* kError = "<Error><Code>InternalError</Code></Error>";
  transport_.answer(200, kError);
  transport_.answer(200, "<CompleteMultipartUploadResult/>");
  auto client = make_client(Protocol::xml);
  EXPECT_TRUE(send(client, {.action = "Complete", .may_fail_late = true}));
  EXPECT_EQ(transport_.requests.size(), 2U);
  for (int i = 0; i < 3; ++i) transport_.answer(200, kError);
  const auto failed = send(client, {.action = "Complete", .may_fail_late = true});
  ASSERT_FALSE(failed);
  EXPECT_EQ(failed.error().error.code, ErrorCode::unavailable);
}

TEST_F(ServiceClientTest, GoesWhenToldTo) {
  std::stop_source stop;
  stop.request_stop();
  transport_.answer(503);
  auto client = make_client();
  EXPECT_FALSE(send(client, {.action = "Test", .stop = stop.get_token()}));
  EXPECT_EQ(transport_.requests.size(), 1U);
}

TEST_F(ServiceClientTest, WithoutCredentialsNothingIsSent) {
  credentials_ = make_environment_credentials([](std::string_view) { return std::string(); });
  auto client = make_client();
  EXPECT_EQ(send(client).error().error.code, ErrorCode::not_found);
  EXPECT_TRUE(transport_.requests.empty());
}

TEST(Backoff, GrowsToItsMostAndIsRandom) {
  const RetryOptions options{};
  const auto longest = [&](int attempt) {
    return backoff(options, attempt, [] { return 0.9999; });
  };
  EXPECT_LE(longest(1), options.base_delay);
  EXPECT_GT(longest(2), options.base_delay);
  EXPECT_LE(longest(100), options.max_delay);
  EXPECT_GT(longest(100), options.max_delay - std::chrono::milliseconds(10));
  EXPECT_EQ(backoff(options, 5, [] { return 0.0; }), std::chrono::milliseconds(0));
}

}  // namespace
}  // namespace audmg::aws
