// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#include "audmg/functions/app_address.hpp"

#include <utility>

namespace audmg::functions {

void AppAddress::set(std::string url) {
  const std::lock_guard lock(mutex_);
  url_ = std::move(url);
}

std::string AppAddress::url() const {
  const std::lock_guard lock(mutex_);
  return url_;
}

}  // namespace audmg::functions
