// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#include "audmg/core/ascii.hpp"
#include "audmg/lib/aws/credential_sources.hpp"
#include "audmg/lib/aws/uri.hpp"

#include <algorithm>
#include <utility>

namespace audmg::aws {
namespace {

constexpr std::string_view kService = "http://169.254.169.254";
constexpr std::string_view kRolePath = "/latest/meta-data/iam/security-credentials/";
/// Without such a service nothing answers, which must not delay the start for long.
constexpr std::chrono::milliseconds kServiceTimeout{1'000};
constexpr std::size_t kMaxServiceAnswerBytes = std::size_t{64} * 1024;

class InstanceCredentials final : public CredentialsProvider {
 public:
  InstanceCredentials(Environment environment, HttpTransport& transport)
      : environment_(std::move(environment)), transport_(transport) {}

  Result<std::shared_ptr<const Credentials>> credentials() override {
    if (environment_("AWS_EC2_METADATA_DISABLED") == "true") {
      return fail(ErrorCode::not_found, "AWS_EC2_METADATA_DISABLED");
    }
    AUDMG_TRY(const std::string token,
              ask("PUT", "/latest/api/token", "X-aws-ec2-metadata-token-ttl-seconds: 21600"));
    const std::string field = "X-aws-ec2-metadata-token: " + token;
    AUDMG_TRY(std::string role, ask("GET", std::string(kRolePath), field));
    role = role.substr(0, role.find('\n'));
    AUDMG_TRY(std::string document,
              ask("GET", std::string(kRolePath) + uri_encode(role, false), field));
    AUDMG_TRY(Credentials found, parse_credentials_document(document));
    wipe(document);
    return std::make_shared<const Credentials>(std::move(found));
  }

 private:
  /// An answer of status 200 in one line of printable characters, or a document.
  Result<std::string> ask(std::string method, const std::string& path, const std::string& field) {
    std::string service = environment_("AWS_EC2_METADATA_SERVICE_ENDPOINT");
    if (service.empty()) service = kService;
    while (service.ends_with('/')) service.pop_back();
    auto answer = transport_.send({.method = std::move(method),
                                   .url = service + path,
                                   .fields = {field},
                                   .max_answer_bytes = kMaxServiceAnswerBytes,
                                   .timeout = kServiceTimeout,
                                   .connect_timeout = kServiceTimeout});
    if (!answer) return fail(ErrorCode::not_found, "no EC2 instance: " + answer.error().message);
    if (answer->status == 404) return fail(ErrorCode::not_found, "the EC2 instance has no role");
    if (answer->status != 200) {
      return fail(ErrorCode::unavailable,
                  "the EC2 instance's metadata: status " + std::to_string(answer->status), true);
    }
    std::string body = std::move(answer->body);
    // It becomes a field of the next request.
    const bool plain =
        std::ranges::all_of(body, [](char c) { return is_printable(c) || c == '\n' || c == '\t'; });
    if (!plain || (path == "/latest/api/token" && body.find('\n') != std::string::npos)) {
      return fail(ErrorCode::invalid_argument, "metadata with control characters");
    }
    return body;
  }

  Environment environment_;
  HttpTransport& transport_;
};

}  // namespace

std::unique_ptr<CredentialsProvider> make_instance_credentials(Environment environment,
                                                               HttpTransport& transport) {
  return std::make_unique<InstanceCredentials>(std::move(environment), transport);
}

}  // namespace audmg::aws
