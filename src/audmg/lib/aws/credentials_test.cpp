// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#include "audmg/lib/aws/credential_chain.hpp"
#include "contract/error_code.hpp"
#include "doubles/manual_clock.hpp"

#include <gtest/gtest.h>

#include <map>
#include <vector>

namespace audmg::aws {
namespace {

using Map = std::map<std::string, std::string, std::less<>>;

Environment environment(Map variables) {
  return [variables = std::move(variables)](std::string_view name) {
    const auto found = variables.find(name);
    return found == variables.end() ? std::string() : found->second;
  };
}

ReadFile files(Map contents) {
  return [contents = std::move(contents)](const std::string& path) -> Result<std::string> {
    const auto found = contents.find(path);
    if (found == contents.end()) return fail(ErrorCode::not_found, "no such file");
    return found->second;
  };
}

/// Answers by URL; everything else is not reachable.
class MapTransport final : public HttpTransport {
 public:
  Result<curl::ClientAnswer> send(const curl::ClientRequest& request) override {
    requests.push_back(request);
    const auto found = bodies.find(request.method + " " + request.url);
    if (found == bodies.end()) return fail(ErrorCode::unavailable, "nobody there", true);
    return curl::ClientAnswer{.status = 200, .fields = {}, .body = found->second};
  }
  Map bodies;
  std::vector<curl::ClientRequest> requests;
};

std::string document(const std::string& key, const std::string& expiration) {
  return R"({"AccessKeyId":")" + key + R"(","SecretAccessKey":"S","Token":"T","Expiration":")" +
         expiration + R"("})";
}

const Map kKeys{{"AWS_ACCESS_KEY_ID", "AKID"}, {"AWS_SECRET_ACCESS_KEY", "SECRET"}};

TEST(Credentials, OfTheEnvironment) {
  Map variables = kKeys;
  variables["AWS_SESSION_TOKEN"] = "TOKEN";
  const auto found = make_environment_credentials(environment(variables))->credentials();
  ASSERT_TRUE(found);
  EXPECT_EQ((*found)->access_key_id, "AKID");
  EXPECT_EQ((*found)->secret_access_key.text(), "SECRET");
  EXPECT_EQ((*found)->session_token, "TOKEN");
  EXPECT_EQ(
      error_code(
          make_environment_credentials(environment({{"AWS_ACCESS_KEY_ID", "A"}}))->credentials()),
      ErrorCode::not_found);
}

TEST(Credentials, OfAProfile) {
  const auto read = files({{"/home/ada/.aws/credentials",
                            "# mine\n[default]\naws_access_key_id = A\r\n"
                            "aws_secret_access_key=S=\n\n[work]\naws_access_key_id = W\n"},
                           {"/home/ada/.aws/config",
                            "[profile work]\naws_secret_access_key = WS\ns3 =\n  aws_access_key_id "
                            "= X\n[profile sso]\nsso_session = s\n"}});
  const auto find = [&](const std::string& profile) {
    Map variables{{"HOME", "/home/ada"}};
    if (!profile.empty()) variables["AWS_PROFILE"] = profile;
    return make_profile_credentials(environment(variables), read)->credentials();
  };
  EXPECT_EQ((*find(""))->access_key_id, "A");
  EXPECT_EQ((*find(""))->secret_access_key.text(), "S=");
  EXPECT_EQ((*find("work"))->access_key_id, "W");
  EXPECT_EQ((*find("work"))->secret_access_key.text(), "WS");
  EXPECT_EQ(error_code(find("other")), ErrorCode::invalid_argument);
  EXPECT_NE(find("sso").error().message.find("sso_session"), std::string::npos);
  EXPECT_EQ(error_code(make_profile_credentials(environment({}), read)->credentials()),
            ErrorCode::not_found);
}

TEST(Credentials, OfAContainer) {
  MapTransport transport;
  transport.bodies["GET http://169.254.170.2/v2/x"] = document("C", "2026-01-01T00:00:00Z");
  const auto relative = make_container_credentials(
      environment({{"AWS_CONTAINER_CREDENTIALS_RELATIVE_URI", "/v2/x"}}), files({}), transport);
  const auto found = relative->credentials();
  ASSERT_TRUE(found) << found.error().message;
  EXPECT_EQ((*found)->access_key_id, "C");
  EXPECT_EQ((*found)->expires_at, parse_rfc3339("2026-01-01T00:00:00.000Z"));

  transport.bodies["GET http://169.254.170.23/v1"] = document("E", "2026-01-01T00:00:00Z");
  const auto pod = make_container_credentials(
      environment({{"AWS_CONTAINER_CREDENTIALS_FULL_URI", "http://169.254.170.23/v1"},
                   {"AWS_CONTAINER_AUTHORIZATION_TOKEN_FILE", "/token"}}),
      files({{"/token", "abc\n"}}), transport);
  ASSERT_TRUE(pod->credentials());
  EXPECT_EQ(transport.requests.back().fields, std::vector<std::string>{"Authorization: abc"});

  // CVE-like trouble: credentials must not be asked for in the clear from anywhere else.
  for (const std::string url : {"http://169.254.170.3/", "http://evil.example/", "ftp://127.0.0.1/",
                                "http://127.0.0.1@evil.example/"}) {
    EXPECT_FALSE(is_trusted_credentials_url(url)) << url;
  }
  EXPECT_TRUE(is_trusted_credentials_url("https://example.org/x"));
  EXPECT_TRUE(is_trusted_credentials_url("http://127.0.0.1:99/x"));
}

TEST(Credentials, OfAnInstance) {
  MapTransport transport;
  const std::string base = "http://169.254.169.254/latest/";
  transport.bodies["PUT " + base + "api/token"] = "TOKEN";
  transport.bodies["GET " + base + "meta-data/iam/security-credentials/"] = "my-role";
  transport.bodies["GET " + base + "meta-data/iam/security-credentials/my-role"] =
      document("I", "2026-01-01T00:00:00.5Z");
  const auto found = make_instance_credentials(environment({}), transport)->credentials();
  ASSERT_TRUE(found) << found.error().message;
  EXPECT_EQ((*found)->access_key_id, "I");
  EXPECT_EQ(transport.requests.back().fields,
            std::vector<std::string>{"X-aws-ec2-metadata-token: TOKEN"});
  transport.bodies["PUT " + base + "api/token"] = "TO\r\nKEN";
  EXPECT_EQ(error_code(make_instance_credentials(environment({}), transport)->credentials()),
            ErrorCode::invalid_argument);
  MapTransport nobody;
  EXPECT_EQ(error_code(make_instance_credentials(environment({}), nobody)->credentials()),
            ErrorCode::not_found);
  const std::size_t asked = nobody.requests.size();
  const auto disabled =
      make_instance_credentials(environment({{"AWS_EC2_METADATA_DISABLED", "true"}}), nobody);
  EXPECT_EQ(error_code(disabled->credentials()), ErrorCode::not_found);
  EXPECT_EQ(nobody.requests.size(), asked);
}

TEST(Credentials, WhatCannotBeReadIsRefused) {
  for (const std::string& text :
       {std::string(""), std::string("[]"), std::string("{}"), document("", "2026-01-01T00:00:00Z"),
        document("A\\r\\nX: y", "2026-01-01T00:00:00Z"), document("A", "tomorrow"),
        document(std::string(20'000, 'A'), "2026-01-01T00:00:00Z"), std::string(100'000, ' ')}) {
    EXPECT_EQ(error_code(parse_credentials_document(text)), ErrorCode::invalid_argument);
  }
}

class CountingSource final : public CredentialsProvider {
 public:
  CountingSource(int& calls, std::optional<TimePoint>& expires_at, bool& works)
      : calls_(calls), expires_at_(expires_at), works_(works) {}
  Result<std::shared_ptr<const Credentials>> credentials() override {
    ++calls_;
    if (!works_) return fail(ErrorCode::unavailable, "down", true);
    return std::make_shared<const Credentials>(
        Credentials{std::to_string(calls_), SecretText("s"), "", expires_at_});
  }

 private:
  int& calls_;
  std::optional<TimePoint>& expires_at_;
  bool& works_;
};

TEST(CredentialChain, KeepsWhatItFoundUntilItIsAboutToEnd) {
  ManualClock clock;
  int calls = 0;
  bool works = true;
  std::optional<TimePoint> expires_at = clock.now() + std::chrono::hours(1);
  std::vector<std::unique_ptr<CredentialsProvider>> sources;
  sources.push_back(make_environment_credentials(environment({})));
  sources.push_back(std::make_unique<CountingSource>(calls, expires_at, works));
  const auto chain = make_credential_chain(std::move(sources), clock);
  const auto key = [&] { return chain->credentials().value()->access_key_id; };
  EXPECT_EQ(key(), "1");
  clock.advance(std::chrono::minutes(54));
  EXPECT_EQ(key(), "1");
  clock.advance(std::chrono::minutes(1));
  works = false;
  EXPECT_EQ(key(), "1") << "good for five more minutes";
  works = true;
  expires_at = clock.now() + std::chrono::hours(1);
  EXPECT_EQ(key(), "3");
  chain->forget();
  EXPECT_EQ(key(), "4");
  clock.advance(std::chrono::hours(2));
  works = false;
  EXPECT_EQ(error_code(chain->credentials()), ErrorCode::unavailable);
}

TEST(CredentialChain, SaysWhatToDoWhenThereAreNone) {
  ManualClock clock;
  MapTransport transport;
  const auto chain = make_default_credentials(environment({}), files({}), transport, clock);
  EXPECT_EQ(error_code(chain->credentials()), ErrorCode::not_found);
  EXPECT_NE(chain->credentials().error().message.find("AWS_ACCESS_KEY_ID"), std::string::npos);
  const auto first = make_default_credentials(environment(kKeys), files({}), transport, clock);
  EXPECT_EQ(first->credentials().value()->access_key_id, "AKID");
}

}  // namespace
}  // namespace audmg::aws
