// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#include "audmg/site/site.hpp"

#include "audmg/core/text.hpp"
#include "audmg/http/conditional.hpp"

#include <algorithm>
#include <utility>

namespace audmg::site {
namespace {

using http::Method;

constexpr std::string_view kPage = "/index.html";
/// Names below it have a digest of their content in them.
constexpr std::string_view kHashedFolder = "/assets/";
constexpr std::string_view kForGood = "public, max-age=31536000, immutable";
constexpr std::string_view kAskFirst = "no-cache";

struct Coding {
  std::string_view name;
  std::string_view bytes;
};

/// Returns whether a list such as "gzip, br;q=0.5" names the member with a weight above zero.
bool accepts(std::string_view list, std::string_view member) {
  while (!list.empty()) {
    const std::string_view entry = trim_left(take_until(list, ','));
    const auto end = entry.find_first_of("; \t");
    if (entry.substr(0, end) != member) continue;
    if (end == std::string_view::npos) return true;
    const auto weight = entry.find("q=");
    if (weight == std::string_view::npos) return true;
    return entry.find_first_of("123456789", weight) != std::string_view::npos;
  }
  return false;
}

Coding choose_coding(const http::Request& request, const Asset& asset) {
  const auto field = request.headers.find("Accept-Encoding").value_or("");
  if (!asset.brotli.empty() && accepts(field, "br")) return {"br", asset.brotli};
  if (!asset.gzip.empty() && accepts(field, "gzip")) return {"gzip", asset.gzip};
  return {"", asset.bytes};
}

/// Returns whether people may have the path in their address bar: no file has such a name, and it
/// is not one of the names that programs probe (RFC 8615), to whom a page would say that it exists.
bool is_address(std::string_view path) {
  return !path.substr(path.rfind('/') + 1).contains('.') && !path.starts_with("/.well-known/");
}

std::string content_policy(std::span<const std::string> media_origins) {
  std::string media = "'self'";
  for (const auto& origin : media_origins) media.append(" ").append(origin);
  return "default-src 'none'; script-src 'self'; worker-src 'self'; style-src 'self'; "
         "font-src 'self'; manifest-src 'self'; img-src " +
         media + "; media-src " + media + "; connect-src " + media +
         "; form-action 'self'; base-uri 'none'; frame-ancestors 'none'";
}

}  // namespace

Site::Site(std::span<const Asset> assets, std::span<const std::string> media_origins)
    : assets_(assets), policy_(content_policy(media_origins)) {}

const Asset* Site::find(std::string_view path) const noexcept {
  const auto at = std::ranges::find(assets_, path, &Asset::path);
  return at != assets_.end() ? &*at : nullptr;
}

http::Response Site::give(const http::Request& request, const Asset& asset) const {
  const Coding coding = choose_coding(request, asset);
  std::string etag = "\"" + std::string(asset.etag);
  if (!coding.name.empty()) etag.append("-").append(coding.name);
  etag += '"';
  http::Response response;
  response.headers.add("ETag", etag);
  response.headers.add("Cache-Control",
                       std::string(asset.path.starts_with(kHashedFolder) ? kForGood : kAskFirst));
  response.headers.add("Vary", "Accept-Encoding");
  response.headers.add("Content-Type", std::string(asset.content_type));
  response.headers.add("Content-Security-Policy", policy_);
  response.headers.add("X-Content-Type-Options", "nosniff");
  response.headers.add("Referrer-Policy", "no-referrer");
  response.headers.add("Cross-Origin-Opener-Policy", "same-origin");
  response.headers.add("Cross-Origin-Resource-Policy", "same-origin");
  response.headers.add("Permissions-Policy", "camera=(), geolocation=(), microphone=()");
  const http::Validators validators{.etag = etag, .last_modified = {}};
  if (http::evaluate_preconditions(request.method, request.headers, validators) ==
      http::Precondition::not_modified) {
    response.status = 304;
    return response;
  }
  if (!coding.name.empty()) response.headers.add("Content-Encoding", std::string(coding.name));
  response.body = coding.bytes;
  return response;
}

std::optional<http::Response> Site::answer(const http::Request& request) const {
  if (assets_.empty()) return std::nullopt;
  if (request.method != Method::get && request.method != Method::head) return std::nullopt;
  if (const Asset* const asset = find(request.path)) return give(request, *asset);
  const bool for_people =
      is_address(request.path) && accepts(request.headers.find("Accept").value_or(""), "text/html");
  if (request.path != "/" && !for_people) return std::nullopt;
  const Asset* const page = find(kPage);
  return page != nullptr ? std::optional(give(request, *page)) : std::nullopt;
}

std::string origin_of(std::string_view url) {
  const auto scheme = url.find("://");
  if (scheme == std::string_view::npos) return std::string(url);
  return std::string(url.substr(0, url.find('/', scheme + 3)));
}

}  // namespace audmg::site
