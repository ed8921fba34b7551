// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#pragma once

#include <span>
#include <string_view>

namespace audmg::site {

/// One file of the web app. All texts live as long as the program.
struct Asset {
  /// As in a URL: "/assets/index-Dq3v.js".
  std::string_view path;
  std::string_view content_type;
  /// Of the bytes as they are, without quotes.
  std::string_view etag;
  std::string_view bytes;
  /// The same compressed; "" where that saves nothing.
  std::string_view gzip;
  std::string_view brotli;
};

/// What was built into this program; empty when it was built without the app (AUDMG_WEB=OFF).
[[nodiscard]] std::span<const Asset> embedded_assets() noexcept;

}  // namespace audmg::site
