// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#pragma once

#include <string>

namespace audmg::app {

struct BannerFacts {
  std::string url;
  std::string metrics_url;
  std::string data_folder;
  bool signup = true;
  /// True if the web app is served at `url`.
  bool web_app = false;
};

/// Returns the greeting of `audmg serve` on a terminal: its addresses, and how to begin with curl.
[[nodiscard]] std::string banner(const BannerFacts& facts);

}  // namespace audmg::app
