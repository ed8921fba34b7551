// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#pragma once

#include "audmg/queue/queue_administration.hpp"

#include <string_view>

namespace audmg::app {

/// One queue of this process and the name that operators know it by.
struct NamedQueue {
  std::string_view name;
  queue::QueueAdministration& administration;
};

}  // namespace audmg::app
