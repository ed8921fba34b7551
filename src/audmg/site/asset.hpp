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
  /// Entity tag of `bytes`, without quotes.
  std::string_view etag;
  std::string_view bytes;
  /// The same bytes compressed; "" where that saves nothing.
  std::string_view gzip;
  std::string_view brotli;
};

/// Returns the files built into this program; none when built without the app (AUDMG_WEB=OFF).
[[nodiscard]] std::span<const Asset> embedded_assets() noexcept;

}  // namespace audmg::site
