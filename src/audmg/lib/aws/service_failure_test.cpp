// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#include "audmg/lib/aws/service_failure.hpp"

#include <gtest/gtest.h>

#include <initializer_list>

namespace audmg::aws {
namespace {

TEST(ServiceFailure, ReadsWhatJsonServicesSay) {
  const Failure failure = read_failure(
      Protocol::json, "dynamodb PutItem",
      {.status = 400,
       .request_id = "R1",
       .body = R"({"__type":"com.amazonaws.dynamodb.v20120810#ConditionalCheckFailedException",)"
               R"("message":"The conditional request failed"})"});
  EXPECT_TRUE(failure.is("ConditionalCheckFailedException"));
  EXPECT_EQ(failure.error.message,
            "dynamodb PutItem: 400 ConditionalCheckFailedException: The conditional request failed "
            "(request R1)");
  EXPECT_FALSE(failure.error.retryable);
  EXPECT_TRUE(
      read_failure(Protocol::json, "x", {.status = 400, .error_type = "A:http://b/"}).is("A"));
}

TEST(ServiceFailure, ReadsWhatXmlServicesSay) {
  EXPECT_TRUE(read_failure(Protocol::xml, "s3 GetObject",
                           {.status = 404,
                            .body = "<?xml version=\"1.0\"?><Error><Code>NoSuchKey</Code></Error>"})
                  .is("NoSuchKey"));
  EXPECT_TRUE(
      read_failure(Protocol::xml, "sns Publish",
                   {.status = 404,
                    .body = "<ErrorResponse xmlns=\"http://sns/\"><Error><Type>Sender</Type>"
                            "<Code>NotFound</Code></Error></ErrorResponse>"})
          .is("NotFound"));
  const Failure head = read_failure(Protocol::xml, "s3 HeadObject", {.status = 404});
  EXPECT_EQ(head.error.code, ErrorCode::not_found);
  EXPECT_TRUE(is_error_document("<Error><Code>InternalError</Code></Error>"));
  EXPECT_FALSE(is_error_document("<CompleteMultipartUploadResult/>"));
  EXPECT_FALSE(is_error_document(""));
}

TEST(ServiceFailure, SaysWhatMaySucceedLater) {
  const auto retryable = [](int status, const std::string& code) {
    const std::string body = R"({"__type":")" + code + "\"}";
    return read_failure(Protocol::json, "x", {.status = status, .body = body}).error.retryable;
  };
  for (const int status : {429, 500, 502, 503, 504}) EXPECT_TRUE(retryable(status, ""));
  for (const std::string code :
       {"ThrottlingException", "ProvisionedThroughputExceededException",
        "TransactionInProgressException", "ExpiredTokenException", "UnrecognizedClientException",
        "RequestTimeout", "SlowDown", "Throttling"}) {
    EXPECT_TRUE(retryable(400, code)) << code;
  }
  for (const std::string code : {"ValidationException", "AccessDeniedException", ""}) {
    EXPECT_FALSE(retryable(400, code)) << code;
  }
  EXPECT_EQ(read_failure(Protocol::json, "x", {.status = 412}).error.code, ErrorCode::conflict);
  EXPECT_EQ(read_failure(Protocol::json, "x", {.status = 403}).error.code, ErrorCode::internal);
}

TEST(ServiceFailure, AnAnswerToHeadCannotSayThatTheTokenHasExpired) {
  const Failure head = read_failure(Protocol::xml, "s3 HeadObject", {.status = 400});
  EXPECT_TRUE(has_stale_credentials(head));
  EXPECT_EQ(head.error.code, ErrorCode::unavailable);
  EXPECT_TRUE(head.error.retryable);
  EXPECT_FALSE(head.may_have_happened);
  EXPECT_EQ(head.error.message, "s3 HeadObject: 400");
  // Others may have another reason, or say it.
  for (const FailureAnswer& answer : std::initializer_list<FailureAnswer>{
           {.status = 403},
           {.status = 400, .error_type = "ValidationException"},
           {.status = 400, .body = "<Error><Code>InvalidArgument</Code></Error>"},
           {.status = 400, .body = "gateway"}}) {
    const Failure other = read_failure(Protocol::xml, "s3 HeadObject", answer);
    EXPECT_FALSE(has_stale_credentials(other)) << answer.status << answer.body;
    EXPECT_EQ(other.error.code, ErrorCode::internal);
  }
}

// S3 answers a wrong signature with what it hashed, and that holds the session token.
TEST(ServiceFailure, LogsNothingButCodeAndMessage) {
  const Failure failure = read_failure(
      Protocol::xml, "s3 PutObject",
      {.status = 403,
       .body = "<Error><Code>SignatureDoesNotMatch</Code><Message>No\n match \xc3\xa9</Message>"
               "<CanonicalRequest>x-amz-security-token:SECRET</CanonicalRequest></Error>"});
  EXPECT_EQ(failure.error.message, "s3 PutObject: 403 SignatureDoesNotMatch: No? match ??");
}

}  // namespace
}  // namespace audmg::aws
