// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#include "audmg/functions/job.hpp"

#include <array>

namespace audmg::functions {
namespace {

constexpr std::array kJobRoutes = {
    JobRoute{
        .function = "media", .queue = kMediaQueue, .handler = media, .waits_out_shortages = true},
    JobRoute{.function = "notifier", .queue = kEventsQueue, .handler = notify},
};

}  // namespace

bool is_shortage(const Error& error) noexcept {
  using enum ErrorCode;
  return error.code == unavailable || error.code == out_of_space ||
         error.code == deadline_exceeded || error.code == unknown_outcome;
}

std::span<const JobRoute> job_routes() noexcept { return kJobRoutes; }

}  // namespace audmg::functions
