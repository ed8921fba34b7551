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

/// Returns whether a person has opened an address in a browser. A program that sends tokens in the
/// clear must find out, and not be led on (OWASP ASVS 4.1.2).
bool is_navigation(const RequestHead& head) {
  return head.headers.find("Accept").value_or("").contains("text/html") &&
         !head.headers.find("Authorization");
}

http::Response https_only() {
  return http::problem_response(functions::bad_request("This drive is reached by https only."), "");
}

}  // namespace

http::Response plain_answer(const RequestHead& head, const site::TrustPages* pages) {
  if (head.method != http::Method::get && head.method != http::Method::head) {
    return https_only();
  }
  const std::string_view path = std::string_view(head.target).substr(0, head.target.find('?'));
  if (pages != nullptr) {
    if (auto page = pages->find(path)) {
      return *std::move(page);
    }
  }
  // parse_request_head() lets nothing through that is not a host; HTTP/1.0 needs none.
  const auto host = head.headers.find("Host");
  if (!host || !is_navigation(head) || !head.target.starts_with('/')) {
    return https_only();
  }
  http::Response response{.status = kPermanentRedirect, .headers = {}, .body = {}};
  response.headers.add("Location", "https://" + std::string(*host) + head.target);
  // A browser would keep it for good, also when the drive has no certificate any more.
  response.headers.add("Cache-Control", "no-store");
  return response;
}

}  // namespace audmg::server
