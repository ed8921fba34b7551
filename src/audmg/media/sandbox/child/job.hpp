// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#pragma once

#include "audmg/media/sandbox/child/confinement.hpp"
#include "audmg/media/sandbox/child/decoders.hpp"
#include "audmg/media/sandbox/passed_descriptors.hpp"

namespace audmg::media::sandbox {

// Exit codes of a job that gave no report.
inline constexpr int kExitBadJob = 81;
inline constexpr int kExitUnconfined = 82;
inline constexpr int kExitNoReport = 83;

/// The whole life of the process of a job, from the fork on.
[[noreturn]] void run_job(Message message, const Confinement& confinement,
                          const Decoders& decoders) noexcept;

}  // namespace audmg::media::sandbox
