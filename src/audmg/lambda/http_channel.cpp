// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#include "audmg/lambda/http_channel.hpp"

#include "audmg/lib/curl/http_client.hpp"

#include <utility>
#include <vector>

namespace audmg::lambda {
namespace {

class CurlChannel final : public HttpChannel {
 public:
  CurlChannel(std::string authority, std::size_t max_reply_bytes)
      : authority_(std::move(authority)), max_reply_bytes_(max_reply_bytes) {}

  Result<HttpReply> exchange(const HttpCall& call) override {
    std::vector<std::string> fields;
    if (call.is_post) {
      fields.emplace_back("Content-Type: application/json");
      for (const auto& [name, value] : call.headers.fields()) {
        fields.emplace_back(name).append(": ").append(value);
      }
    }
    AUDMG_TRY(auto answer, client_.send({.method = call.is_post ? "POST" : "GET",
                                         .url = "http://" + authority_ + call.path,
                                         .fields = std::move(fields),
                                         .body = call.body,
                                         .max_answer_bytes = max_reply_bytes_,
                                         .timeout = call.timeout}));
    HttpReply reply{.status = answer.status, .headers = {}, .body = std::move(answer.body)};
    for (auto& [name, value] : answer.fields) reply.headers.add(std::move(name), std::move(value));
    return reply;
  }

 private:
  const std::string authority_;
  const std::size_t max_reply_bytes_;
  curl::HttpClient client_{{.plain_allowed = true}};
};

}  // namespace

std::unique_ptr<HttpChannel> make_http_channel(std::string authority, std::size_t max_reply_bytes) {
  return std::make_unique<CurlChannel>(std::move(authority), max_reply_bytes);
}

}  // namespace audmg::lambda
