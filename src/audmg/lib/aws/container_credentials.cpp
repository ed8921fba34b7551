// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#include "audmg/lib/aws/credential_sources.hpp"

#include <utility>

namespace audmg::aws {
namespace {

constexpr std::string_view kAgent = "http://169.254.170.2";
constexpr std::chrono::milliseconds kTimeout{2'000};
constexpr std::size_t kMaxAnswerBytes = std::size_t{64} * 1024;

class ContainerCredentials final : public CredentialsProvider {
 public:
  ContainerCredentials(Environment environment, ReadFile read_file, HttpTransport& transport)
      : environment_(std::move(environment)),
        read_file_(std::move(read_file)),
        transport_(transport) {}

  Result<std::shared_ptr<const Credentials>> credentials() override {
    curl::ClientRequest request{.method = "GET",
                                .url = {},
                                .fields = {},
                                .max_answer_bytes = kMaxAnswerBytes,
                                .timeout = kTimeout,
                                .connect_timeout = kTimeout};
    AUDMG_TRY(request.url, find_url());
    AUDMG_TRY(const std::string token, find_token());
    if (!token.empty()) request.fields.push_back("Authorization: " + token);
    AUDMG_TRY(auto answer, transport_.send(request));
    if (answer.status != 200) {
      return fail(ErrorCode::unavailable,
                  "the container's credentials: status " + std::to_string(answer.status), true);
    }
    AUDMG_TRY(Credentials found, parse_credentials_document(answer.body));
    wipe(answer.body);
    return std::make_shared<const Credentials>(std::move(found));
  }

 private:
  Result<std::string> find_url() const {
    const std::string relative = environment_("AWS_CONTAINER_CREDENTIALS_RELATIVE_URI");
    if (relative.starts_with('/')) return std::string(kAgent) + relative;
    std::string full = environment_("AWS_CONTAINER_CREDENTIALS_FULL_URI");
    if (full.empty()) return fail(ErrorCode::not_found, "no credentials of a container");
    if (!is_trusted_credentials_url(full)) {
      return fail(ErrorCode::invalid_argument,
                  "AWS_CONTAINER_CREDENTIALS_FULL_URI is neither https nor this machine's");
    }
    return full;
  }

  Result<std::string> find_token() const {
    const std::string file = environment_("AWS_CONTAINER_AUTHORIZATION_TOKEN_FILE");
    std::string token = environment_("AWS_CONTAINER_AUTHORIZATION_TOKEN");
    if (!file.empty()) {
      AUDMG_TRY(token, read_file_(file));
      while (token.ends_with('\n') || token.ends_with('\r')) token.pop_back();
    }
    if (token.find_first_of("\r\n") != std::string::npos) {
      return fail(ErrorCode::invalid_argument, "the container's token has a line end inside");
    }
    return token;
  }

  Environment environment_;
  ReadFile read_file_;
  HttpTransport& transport_;
};

}  // namespace

std::unique_ptr<CredentialsProvider> make_container_credentials(Environment environment,
                                                                ReadFile read_file,
                                                                HttpTransport& transport) {
  return std::make_unique<ContainerCredentials>(std::move(environment), std::move(read_file),
                                                transport);
}

}  // namespace audmg::aws
