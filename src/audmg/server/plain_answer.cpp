// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#include "audmg/server/plain_answer.hpp"

#include "audmg/functions/problems.hpp"
#include "audmg/http/problem.hpp"

#include <string>
#include <string_view>

namespace audmg::server {
namespace {

constexpr int kPermanentRedirect = 308;

}  // namespace

http::Response plain_answer(const RequestHead& head, const site::TrustPages* pages) {
  if (head.method != http::Method::get && head.method != http::Method::head) {
    return http::problem_response(functions::bad_request("This drive is reached by https only."),
                                  "");
  }
  const std::string_view path = std::string_view(head.target).substr(0, head.target.find('?'));
  if (pages != nullptr) {
    if (auto page = pages->find(path)) {
      if (head.method == http::Method::head) page->body.clear();
      return *std::move(page);
    }
  }
  // parse_request_head() lets nothing through that is not a host; HTTP/1.0 needs none.
  const auto host = head.headers.find("Host");
  if (!host || !head.target.starts_with('/')) {
    return http::problem_response(functions::bad_request("This drive is reached by https only."),
                                  "");
  }
  http::Response response{.status = kPermanentRedirect, .headers = {}, .body = {}};
  response.headers.add("Location", "https://" + std::string(*host) + head.target);
  return response;
}

}  // namespace audmg::server
