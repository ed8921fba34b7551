// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#include "audmg/lib/openssl/sha256.hpp"
#include "audmg/storage/adapters/s3/bucket.hpp"
#include "doubles/manual_clock.hpp"
#include "testbeds/s3_testbed.hpp"

#include <gtest/gtest.h>

// What a stranger with a URL can do, judged by an S3 server that checks signatures.

namespace audmg::storage::s3 {
namespace {

class S3PresignedUrls : public testing::Test {
 protected:
  static curl::ClientAnswer fetch(const std::string& method, const std::string& url,
                                  std::string_view body = {},
                                  std::vector<std::string> fields = {}) {
    const auto answer = AwsPartner::get().transport().send(
        {.method = method, .url = url, .fields = std::move(fields), .body = body});
    EXPECT_TRUE(answer) << answer.error().message;
    return answer.value_or(curl::ClientAnswer());
  }

  std::string get_url(std::chrono::seconds expires_in = std::chrono::minutes(5)) {
    const auto url = bed_.urls().presign_get({.key = "orig/u/1",
                                              .response_content_type = "image/png",
                                              .response_content_disposition =
                                                  "attachment; filename=\"a b&c+d.png\"; "
                                                  "filename*=UTF-8''%E2%82%AC.png",
                                              .size = 5,
                                              .expires_in = expires_in,
                                              .binding = "user.7"});
    EXPECT_OK(url);
    return url.value_or("");
  }

  S3Testbed bed_;
};

TEST_F(S3PresignedUrls, LetAnybodyReadTheObject) {
  ASSERT_OK(put(bed_.objects(), "orig/u/1", "bytes"));
  const auto whole = fetch("GET", get_url());
  EXPECT_EQ(whole.status, 200);
  EXPECT_EQ(whole.body, "bytes");
  EXPECT_EQ(whole.field("content-type"), "image/png");
  EXPECT_EQ(whole.field("content-disposition"),
            "attachment; filename=\"a b&c+d.png\"; filename*=UTF-8''%E2%82%AC.png");
  const auto range = fetch("GET", get_url(), {}, {"Range: bytes=1-2"});
  EXPECT_EQ(range.status, 206);
  EXPECT_EQ(range.body, "yt");
  EXPECT_EQ(fetch("GET", get_url() + "x").status, 403);
}

TEST_F(S3PresignedUrls, AreGoodForNothingElse) {
  ASSERT_OK(put(bed_.objects(), "orig/u/1", "bytes"));
  ASSERT_OK(put(bed_.objects(), "orig/u/2", "other"));
  const auto replaced = [](std::string text, std::string_view from, std::string_view to) {
    const std::size_t at = text.find(from);
    EXPECT_NE(at, std::string::npos) << from;
    return text.replace(at, from.size(), to);
  };
  const std::string url = get_url();
  for (const std::string& tampered :
       {replaced(url, "/u/1", "/u/2"), replaced(url, "image%2Fpng", "text%2Fhtml"),
        replaced(url, "attachment", "inline"),
        replaced(url, "X-Amz-Expires=300", "X-Amz-Expires=3000"),
        url.substr(0, url.find("&X-Amz-Signature"))}) {
    EXPECT_GE(fetch("GET", tampered).status, 400) << tampered;
    EXPECT_LE(fetch("GET", tampered).status, 403) << tampered;
  }
  for (const std::string method : {"PUT", "DELETE"}) {
    EXPECT_EQ(fetch(method, url).status, 403) << method;
  }
  EXPECT_EQ(get(bed_.objects(), "orig/u/1"), "bytes");
}

TEST_F(S3PresignedUrls, Expire) {
  ASSERT_OK(put(bed_.objects(), "orig/u/1", "bytes"));
  ManualClock clock;
  clock.set(SystemClock().now() - std::chrono::minutes(10));
  const auto then = bed_.open(clock);
  const auto expired = then->presign_get({.key = "orig/u/1",
                                          .response_content_type = {},
                                          .response_content_disposition = {},
                                          .expires_in = std::chrono::minutes(9),
                                          .binding = {}});
  ASSERT_OK(expired);
  EXPECT_EQ(fetch("GET", *expired).status, 403);
  const auto good = then->presign_get({.key = "orig/u/1",
                                       .response_content_type = {},
                                       .response_content_disposition = {},
                                       .expires_in = std::chrono::minutes(11),
                                       .binding = {}});
  EXPECT_EQ(fetch("GET", *good).status, 200);
}

TEST_F(S3PresignedUrls, LetAnybodyWriteOnePartOfItsSize) {
  const std::string key = "orig/u/3";
  const auto id = bed_.uploads().create_multipart_upload({key, kMinPartBytes + 4, kMinPartBytes});
  ASSERT_OK(id);
  const auto url = [&](int number, std::uint64_t size) {
    return bed_.urls()
        .presign_upload_part({.key = key,
                              .upload_id = *id,
                              .part_number = number,
                              .content_length = size,
                              .expires_in = std::chrono::minutes(5),
                              .binding = {}})
        .value();
  };
  const std::string first(kMinPartBytes, 'a');
  const auto taken = fetch("PUT", url(1, first.size()), first);
  EXPECT_EQ(taken.status, 200);
  EXPECT_FALSE(taken.field("etag").empty());
  EXPECT_EQ(fetch("PUT", url(2, 4), "toolong").status, 403);
  EXPECT_EQ(fetch("PUT", url(2, 5), "small").status, 200) << "another size, signed";
  EXPECT_EQ(bed_.uploads().list_parts(key, *id)->size(), 1U) << "which does not count";
  EXPECT_EQ(fetch("PUT", url(2, 4), "tail").status, 200);
  const auto joined = bed_.uploads().complete_multipart_upload(key, *id);
  ASSERT_OK(joined);
  EXPECT_TRUE(get(bed_.objects(), key) == first + "tail");
}

TEST_F(S3PresignedUrls, WhatCannotBeSignedIsRefused) {
  PresignGetRequest read{.key = "../x",
                         .response_content_type = {},
                         .response_content_disposition = {},
                         .expires_in = std::chrono::hours(1),
                         .binding = {}};
  EXPECT_CODE(bed_.urls().presign_get(read), ErrorCode::invalid_argument);
  read.key = "x";
  for (const auto time : {std::chrono::seconds(0), std::chrono::seconds(-1),
                          kMaxUrlLifetime + std::chrono::seconds(1)}) {
    read.expires_in = time;
    EXPECT_CODE(bed_.urls().presign_get(read), ErrorCode::invalid_argument);
  }
  PresignUploadPartRequest part{.key = "x",
                                .upload_id = "1.1.id",
                                .part_number = 0,
                                .content_length = 1,
                                .expires_in = std::chrono::hours(1),
                                .binding = {}};
  EXPECT_CODE(bed_.urls().presign_upload_part(part), ErrorCode::invalid_argument);
  part.part_number = 1;
  part.upload_id = "id";
  EXPECT_CODE(bed_.urls().presign_upload_part(part), ErrorCode::invalid_argument);
}

TEST_F(S3PresignedUrls, BytesThatChangedOnTheWayAreRefused) {
  aws::Call call{.action = "PutObject",
                 .method = "PUT",
                 .path = "/" + bed_.options().bucket + "/orig/u/4",
                 .body = "other bytes",
                 .body_sha256 = openssl::sha256_hex("bytes that were signed")};
  const SystemClock clock;
  aws::ServiceClient client(bed_.service(), AwsPartner::get().credentials(),
                            AwsPartner::get().transport(), clock);
  const auto reply = client.send(call);
  ASSERT_FALSE(reply);
  EXPECT_EQ(reply.error().status, 400) << reply.error().code;
  EXPECT_CODE(bed_.objects().head_object("orig/u/4"), ErrorCode::not_found);
}

TEST_F(S3PresignedUrls, AWrongSecretIsRefused) {
  const auto wrong = aws::make_environment_credentials([](std::string_view name) -> std::string {
    if (name == "AWS_SECRET_ACCESS_KEY") return "wrong";
    return name == "AWS_ACCESS_KEY_ID" ? std::getenv("AWS_ACCESS_KEY_ID") : "";
  });
  const SystemClock clock;
  const auto store =
      make_s3_object_store(bed_.options(), *wrong, AwsPartner::get().transport(), clock);
  const auto listed = (*store)->list_objects({});
  ASSERT_FALSE(listed);
  EXPECT_EQ(listed.error().code, ErrorCode::internal);
  EXPECT_NE(listed.error().message.find("SignatureDoesNotMatch"), std::string::npos)
      << listed.error().message;
}

// The head's digest is what S3 computed when it took the bytes.
TEST_F(S3PresignedUrls, ADigestIsKeptForWhatWasPutInOnePiece) {
  ASSERT_OK(put(bed_.objects(), "orig/u/5", "abc"));
  EXPECT_EQ(bed_.objects().head_object("orig/u/5")->sha256, openssl::sha256_hex("abc"));
}

TEST_F(S3PresignedUrls, AReaderOfALargeObjectNeverMixesVersions) {
  const std::string first = noise(3'000'000, 1);
  ASSERT_OK(put(bed_.objects(), "k", first));
  const auto reader = bed_.objects().get_object("k");
  ASSERT_OK(reader);
  ASSERT_OK(put(bed_.objects(), "k", noise(3'000'000, 2)));
  std::vector<std::byte> into(1000);
  EXPECT_EQ((*reader)->read_at(0, into), 1000U) << "which it holds";
  EXPECT_CODE((*reader)->read_at(2'000'000, into), ErrorCode::unavailable);
}

}  // namespace
}  // namespace audmg::storage::s3
