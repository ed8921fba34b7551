// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#include "testbeds/s3_testbed.hpp"

#include <gtest/gtest.h>

#include <string>

// An object whose making was not heard of may be there: nobody is told that it is not.

namespace audmg::storage::s3 {
namespace {

/// Passes requests on and loses the answers of the next ones of a method.
class LosingTransport final : public aws::HttpTransport {
 public:
  void lose(std::string method, int count) {
    method_ = std::move(method);
    count_ = count;
  }

  Result<curl::ClientAnswer> send(const curl::ClientRequest& request) override {
    auto answer = AwsPartner::get().transport().send(request);
    if (request.method != method_ || count_ == 0) return answer;
    --count_;
    return fail(ErrorCode::unknown_outcome, "reset", true);
  }

 private:
  std::string method_;
  int count_ = 0;
};

class S3LostAnswers : public testing::Test {
 protected:
  static constexpr int kMoreThanAllTries = 100;

  S3Testbed bed_{Versioning::on};
  SystemClock clock_;
  LosingTransport transport_;
  std::unique_ptr<S3ObjectStore> store_ =
      *make_s3_object_store(bed_.options(), AwsPartner::get().credentials(), transport_, clock_);
};

TEST_F(S3LostAnswers, APutIsSentAgain) {
  transport_.lose("PUT", 1);
  EXPECT_OK(put(*store_, "k", "bytes"));
  EXPECT_EQ(get(*store_, "k"), "bytes");
}

TEST_F(S3LostAnswers, APutThatWasNeverAnsweredHasAnUnknownOutcome) {
  transport_.lose("PUT", kMoreThanAllTries);
  EXPECT_CODE(put(*store_, "k", "bytes"), ErrorCode::unknown_outcome);
  EXPECT_EQ(get(*store_, "k"), "bytes") << "it was carried out";
}

TEST_F(S3LostAnswers, ACompletionThatWasNotAnsweredMadeTheObject) {
  const std::string body = noise(100'000, 1);
  const auto id = store_->create_multipart_upload({"k", body.size(), body.size()});
  ASSERT_OK(id);
  ASSERT_OK(put_part(*store_, "k", *id, 1, body));
  transport_.lose("POST", kMoreThanAllTries);
  EXPECT_CODE(store_->complete_multipart_upload("k", *id), ErrorCode::unknown_outcome);
  transport_.lose("POST", 0);
  EXPECT_TRUE(get(*store_, "k") == body);
}

TEST_F(S3LostAnswers, ADeletionIsRepeated) {
  ASSERT_OK(put(*store_, "k", "bytes"));
  transport_.lose("DELETE", 1);
  EXPECT_OK(store_->delete_object("k"));
  EXPECT_CODE(store_->head_object("k"), ErrorCode::not_found);
}

}  // namespace
}  // namespace audmg::storage::s3
