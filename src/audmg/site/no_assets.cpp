// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#include "audmg/site/asset.hpp"

namespace audmg::site {

std::span<const Asset> embedded_assets() noexcept { return {}; }

}  // namespace audmg::site
