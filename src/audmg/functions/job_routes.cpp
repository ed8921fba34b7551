// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#include "audmg/functions/job.hpp"

#include <array>

namespace audmg::functions {
namespace {

constexpr std::array kJobRoutes = {
    JobRoute{"media", kMediaQueue, media},
    JobRoute{"notifier", kEventsQueue, notify},
};

}  // namespace

std::span<const JobRoute> job_routes() noexcept { return kJobRoutes; }

}  // namespace audmg::functions
