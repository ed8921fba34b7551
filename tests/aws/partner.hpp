// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#pragma once

#include "audmg/core/clock.hpp"
#include "audmg/core/id.hpp"
#include "audmg/core/result.hpp"
#include "audmg/lib/aws/credential_sources.hpp"
#include "audmg/lib/aws/service_client.hpp"
#include "audmg/lib/curl/http_client.hpp"

#include <gtest/gtest.h>

#include <cstdlib>
#include <memory>
#include <string>
#include <string_view>

namespace audmg {

/// What tests of AWS adapters share: where tests/aws/partners.py has put the partners, the
/// credentials that are good there, and connections.
class AwsPartner {
 public:
  static AwsPartner& get() {
    static AwsPartner partner;
    return partner;
  }

  [[nodiscard]] aws::Endpoint moto() const { return endpoint("AUDMG_TEST_MOTO"); }
  [[nodiscard]] aws::Endpoint s3() const { return endpoint("AUDMG_TEST_S3"); }
  [[nodiscard]] std::string region() const { return variable("AWS_REGION"); }
  [[nodiscard]] aws::CredentialsProvider& credentials() const { return *credentials_; }
  [[nodiscard]] aws::HttpTransport& transport() { return transport_; }

  /// Another one at each call, fit for buckets, queues, tables and topics.
  [[nodiscard]] static std::string fresh_name() { return "t" + make_uuid7(SystemClock().now()); }

  /// Tells or asks moto_partner.py something; the answer's body.
  std::string control(const std::string& method, const std::string& what,
                      std::string_view body = {}) {
    const std::string text(body);
    const auto answer = transport_.send(
        {.method = method, .url = moto().url + "/_partner/" + what, .fields = {}, .body = text});
    EXPECT_TRUE(answer && answer->status == 200) << what;
    return answer ? answer->body : "";
  }

  /// A call that prepares something; failing it fails the test.
  std::string call(const aws::ServiceOptions& options, const aws::Call& call) {
    const SystemClock clock;
    aws::ServiceClient client(options, *credentials_, transport_, clock);
    const auto reply = client.send(call);
    EXPECT_TRUE(reply) << reply.error().error.message;
    return reply ? reply->body : "";
  }

 private:
  static std::string variable(std::string_view name) {
    const char* const value = std::getenv(std::string(name).c_str());
    return value == nullptr ? "" : value;
  }
  static aws::Endpoint endpoint(std::string_view name) {
    auto parsed = aws::parse_endpoint(variable(name));
    AUDMG_ASSERT(parsed.has_value());  // run it by tests/aws/partners.py
    return *parsed;
  }

  aws::CurlTransport transport_{{.plain_allowed = true}};
  std::unique_ptr<aws::CredentialsProvider> credentials_ =
      aws::make_environment_credentials(&AwsPartner::variable);
};

}  // namespace audmg
