// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#include "audmg/lib/aws/endpoint.hpp"

#include "contract/error_code.hpp"

#include <gtest/gtest.h>

#include <map>

namespace audmg::aws {
namespace {

Environment endpoint_environment(std::map<std::string, std::string, std::less<>> variables) {
  return [variables = std::move(variables)](std::string_view name) {
    const auto found = variables.find(name);
    return found == variables.end() ? std::string() : found->second;
  };
}

TEST(Endpoint, IsAwsOwnUnlessAVariableSaysOtherwise) {
  const auto own = resolve_endpoint("sesv2", "email", "eu-central-1", endpoint_environment({}));
  ASSERT_TRUE(own);
  EXPECT_EQ(own->url, "https://email.eu-central-1.amazonaws.com");
  EXPECT_EQ(own->host, "email.eu-central-1.amazonaws.com");
  EXPECT_FALSE(own->is_custom);
  EXPECT_EQ(resolve_endpoint("s3", "s3", "cn-north-1", endpoint_environment({}))->host,
            "s3.cn-north-1.amazonaws.com.cn");

  const auto variables =
      endpoint_environment({{"AWS_ENDPOINT_URL", "http://127.0.0.1:5000/"},
                            {"AWS_ENDPOINT_URL_S3", "https://s3.example.org:443"}});
  const auto all = resolve_endpoint("sqs", "sqs", "eu-central-1", variables);
  ASSERT_TRUE(all);
  EXPECT_EQ(all->url, "http://127.0.0.1:5000");
  EXPECT_EQ(all->host, "127.0.0.1:5000");
  EXPECT_TRUE(all->is_custom);
  EXPECT_EQ(resolve_endpoint("s3", "s3", "eu-central-1", variables)->host, "s3.example.org");
}

TEST(Endpoint, RefusesWhatIsNone) {
  for (const std::string url : {"127.0.0.1:5000", "ftp://host", "http://user@host",
                                "http://host/?a=b", "http://host/#a", "http://", "http://ho st"}) {
    EXPECT_EQ(error_code(parse_endpoint(url)), ErrorCode::invalid_argument) << url;
    const auto resolved = resolve_endpoint("s3", "s3", "eu-central-1",
                                           endpoint_environment({{"AWS_ENDPOINT_URL_S3", url}}));
    ASSERT_FALSE(resolved) << url;
    EXPECT_NE(resolved.error().message.find("AWS_ENDPOINT_URL_S3"), std::string::npos);
  }
  EXPECT_EQ(parse_endpoint("http://[::1]:80/base/")->url, "http://[::1]:80/base");
  EXPECT_EQ(parse_endpoint("http://[::1]:80/base/")->host, "[::1]");
}

// Else a region from a file could send credentials to another host.
TEST(Endpoint, ARegionIsPlain) {
  for (const std::string region :
       {"", "eu/central", "a.example.org#", "EU", "x@y", "a-region-name-that-is-longer-than-any"}) {
    EXPECT_EQ(error_code(resolve_endpoint("s3", "s3", region, endpoint_environment({}))),
              ErrorCode::invalid_argument)
        << region;
  }
}

}  // namespace
}  // namespace audmg::aws
