// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#include "audmg/lib/aws/sigv4.hpp"

#include "audmg/lib/json/document.hpp"
#include "audmg/lib/openssl/sha256.hpp"

#include <gtest/gtest.h>

#include <fstream>
#include <sstream>

namespace audmg::aws {
namespace {

constexpr std::string_view kEmptyDigest =
    "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855";

/// AWS's vectors for Signature Version 4, as data: tests/data/aws/README.md.
json::Value read_vectors() {
  std::ifstream file(std::string(AUDMG_AWS_TEST_DATA) + "/sigv4_vectors.json");
  std::stringstream text;
  text << file.rdbuf();
  auto document = json::parse(text.str(), {.max_bytes = std::size_t{1} << 20U});
  EXPECT_TRUE(document);
  return std::move(document).value_or(json::Value());
}

std::string text(const json::Value& vector, std::string_view name) {
  return *vector.find(name)->as_string();
}

Parameters pairs(const json::Value& vector, std::string_view name) {
  Parameters pairs;
  for (const json::Value& pair : *vector.find(name)->as_array()) {
    const json::Array& both = *pair.as_array();
    pairs.emplace_back(*both[0].as_string(), *both[1].as_string());
  }
  return pairs;
}

SigningInput input_of(const json::Value& vector) {
  return {.method = text(vector, "method"),
          .path = text(vector, "path"),
          .query = pairs(vector, "query"),
          .fields = pairs(vector, "fields"),
          .payload_digest = openssl::sha256_hex(text(vector, "body")),
          .path_rule = *vector.find("normalize")->as_bool() ? PathRule::normalized_and_encoded
                                                            : PathRule::encoded};
}

Credentials example_credentials(std::string token = "") {
  return {.access_key_id = "AKIDEXAMPLE",
          .secret_access_key = SecretText("wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY"),
          .session_token = std::move(token),
          .expires_at = {}};
}

const SigningScope kScope{"us-east-1", "service"};
const TimePoint kTime = *parse_rfc3339("2015-08-30T12:36:00.000Z");

TEST(SigV4, AgreesWithTheVectorsOfAws) {
  const json::Value vectors = read_vectors();
  ASSERT_GE(vectors.as_array()->size(), 38U);
  for (const json::Value& vector : *vectors.as_array()) {
    SCOPED_TRACE(text(vector, "name"));
    // One vector adds its token after signing, which is as if there were none.
    const bool unsigned_token = *vector.find("tokenUnsigned")->as_bool();
    const auto credentials = example_credentials(unsigned_token ? "" : text(vector, "token"));
    SigningInput input = input_of(vector);
    const bool send_digest = *vector.find("signBody")->as_bool();
    if (send_digest) input.fields.emplace_back("x-amz-content-sha256", input.payload_digest);
    sign_fields(input, credentials, kScope, kTime);
    const std::string authorization = input.fields.back().second;
    EXPECT_TRUE(authorization.ends_with("Signature=" + text(vector, "headerSignature")))
        << authorization;
    input.fields.pop_back();
    EXPECT_EQ(canonical_request(input), text(vector, "canonicalRequest"));

    const std::string query =
        presign_query(input_of(vector), credentials, kScope, kTime, std::chrono::hours(1));
    EXPECT_TRUE(query.ends_with("&X-Amz-Signature=" + text(vector, "querySignature"))) << query;
  }
}

// The examples of "Authenticating Requests" in the S3 API Reference.
TEST(SigV4, AgreesWithTheExamplesOfS3) {
  const Credentials credentials{
      .access_key_id = "AKIAIOSFODNN7EXAMPLE",
      .secret_access_key = SecretText("wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY"),
      .session_token = {},
      .expires_at = {}};
  const SigningScope scope{"us-east-1", "s3"};
  const TimePoint time = *parse_rfc3339("2013-05-24T00:00:00.000Z");
  SigningInput get{.method = "GET",
                   .path = "/test.txt",
                   .query = {},
                   .fields = {{"Host", "examplebucket.s3.amazonaws.com"},
                              {"Range", "bytes=0-9"},
                              {"x-amz-content-sha256", std::string(kEmptyDigest)}},
                   .payload_digest = std::string(kEmptyDigest),
                   .path_rule = PathRule::as_sent};
  sign_fields(get, credentials, scope, time);
  EXPECT_EQ(get.fields.back().second,
            "AWS4-HMAC-SHA256 Credential=AKIAIOSFODNN7EXAMPLE/20130524/us-east-1/s3/aws4_request, "
            "SignedHeaders=host;range;x-amz-content-sha256;x-amz-date, "
            "Signature=f0e8bdb87c964420e857bd35b5d6ed310bd44f0170aba48dd91039c6036bdb41");

  const SigningInput share{.method = "GET",
                           .path = "/test.txt",
                           .query = {},
                           .fields = {{"Host", "examplebucket.s3.amazonaws.com"}},
                           .payload_digest = std::string(kUnsignedPayload),
                           .path_rule = PathRule::as_sent};
  EXPECT_EQ(presign_query(share, credentials, scope, time, std::chrono::seconds(86'400)),
            "X-Amz-Algorithm=AWS4-HMAC-SHA256&X-Amz-Credential=AKIAIOSFODNN7EXAMPLE%2F20130524%2F"
            "us-east-1%2Fs3%2Faws4_request&X-Amz-Date=20130524T000000Z&X-Amz-Expires=86400&"
            "X-Amz-SignedHeaders=host&X-Amz-Signature="
            "aeeed9bbccd4d02ee5c0109b86d86835f995330da4c265957d157751f604d404");
}

TEST(Uri, EncodesEverythingButTheUnreserved) {
  EXPECT_EQ(uri_encode("AZaz09-._~", false), "AZaz09-._~");
  EXPECT_EQ(uri_encode("a b/c+%\xc3\xbc*'\"", false), "a%20b%2Fc%2B%25%C3%BC%2A%27%22");
  EXPECT_EQ(uri_decode("a%20b%2Fc%C3%BC"), "a b/c\xc3\xbc");
  EXPECT_EQ(uri_decode("100%, %zz %2"), "100%, %zz %2");
  EXPECT_EQ(uri_encode("/a b/", true), "/a%20b/");
  EXPECT_EQ(encode_query({{"b", "1=2"}, {"a", ""}}), "b=1%3D2&a=");
}

TEST(Uri, NormalizesPaths) {
  struct Case {
    std::string_view from;
    std::string_view to;
  };
  for (const Case& c :
       {Case{"", "/"}, Case{"/", "/"}, Case{"//", "/"}, Case{"/a//b/", "/a/b/"},
        Case{"/a/../b", "/b"}, Case{"/../..", "/"}, Case{"/./a/.", "/a"}, Case{"/a/b/..", "/a"}}) {
    EXPECT_EQ(normalize_path(c.from), c.to) << c.from;
  }
}

}  // namespace
}  // namespace audmg::aws
