// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#pragma once

#include "audmg/http/request.hpp"
#include "audmg/http/response.hpp"
#include "audmg/site/asset.hpp"

#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace audmg::site {

/// The web app, served beside the API: files from memory, and the app's page at every address that
/// a person may have in the browser's address bar. Immutable, thread-safe; never blocks.
class Site {
 public:
  /// `media_origins` ("https://bucket.example"): origins, besides its own, that the page may load
  /// media from and send parts of uploads to. The assets must outlive the site.
  Site(std::span<const Asset> assets, std::span<const std::string> media_origins);

  /// Returns the response with all header fields that it needs; nothing when the path is not one of
  /// ours. A path that is not a file leads to the page only for a GET or HEAD request that accepts
  /// HTML, so that a program that mistypes an API path still gets the API's 404. Call it only for
  /// paths that are not the API's.
  [[nodiscard]] std::optional<http::Response> answer(const http::Request& request) const;

 private:
  [[nodiscard]] const Asset* find(std::string_view path) const noexcept;
  [[nodiscard]] http::Response give(const http::Request& request, const Asset& asset) const;

  std::span<const Asset> assets_;
  std::string policy_;
};

/// Returns "https://host:1" for "https://host:1/path".
[[nodiscard]] std::string origin_of(std::string_view url);

}  // namespace audmg::site
