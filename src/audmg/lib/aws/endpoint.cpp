// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#include "audmg/lib/aws/endpoint.hpp"

#include "audmg/core/text.hpp"
#include "audmg/lib/curl/url.hpp"

#include <algorithm>

namespace audmg::aws {
namespace {

constexpr std::size_t kMaxRegionBytes = 32;

/// "amazonaws.com.cn" for China; every other public region is of "amazonaws.com".
std::string_view domain_of(std::string_view region) {
  return region.starts_with("cn-") ? "amazonaws.com.cn" : "amazonaws.com";
}

}  // namespace

bool is_region(std::string_view text) noexcept {
  const auto fits = [](char c) { return is_lower(c) || is_digit(c) || c == '-'; };
  return !text.empty() && text.size() <= kMaxRegionBytes && std::ranges::all_of(text, fits);
}

Result<Endpoint> parse_endpoint(std::string_view url) {
  while (url.ends_with('/')) url.remove_suffix(1);
  AUDMG_TRY(const auto parsed, curl::parse_url(url));
  const bool is_http = parsed.scheme == "http" || parsed.scheme == "https";
  if (!is_http || parsed.has_credentials || parsed.has_fragment || !parsed.query.empty()) {
    return fail(ErrorCode::invalid_argument, "an endpoint is http(s)://host[:port][/path]");
  }
  // Taken from the text, so that Host is what was written; there is no "@" before the host.
  const std::string_view rest = url.substr(url.find("://") + 3);
  std::string host(rest.substr(0, rest.find('/')));
  const std::string own_port = parsed.scheme == "http" ? ":80" : ":443";
  if (host.ends_with(own_port)) host.resize(host.size() - own_port.size());
  return Endpoint{.url = std::string(url), .host = std::move(host), .is_custom = true};
}

Result<Endpoint> resolve_endpoint(std::string_view id, std::string_view host_prefix,
                                  std::string_view region, const Environment& environment) {
  for (const std::string& name :
       {"AWS_ENDPOINT_URL_" + upper_case(id), std::string("AWS_ENDPOINT_URL")}) {
    const std::string url = environment(name);
    if (url.empty()) continue;
    auto endpoint = parse_endpoint(url);
    if (!endpoint) return fail(ErrorCode::invalid_argument, name + ": " + endpoint.error().message);
    return endpoint;
  }
  if (!is_region(region)) return fail(ErrorCode::invalid_argument, "AWS_REGION names no region");
  std::string host = std::string(host_prefix) + "." + std::string(region) + ".";
  host += domain_of(region);
  return Endpoint{.url = "https://" + host, .host = host, .is_custom = false};
}

}  // namespace audmg::aws
