// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#pragma once

#include "audmg/media/sandbox/child/confinement.hpp"
#include "audmg/media/sandbox/child/decoders.hpp"
#include "audmg/media/sandbox/passed_descriptors.hpp"

namespace audmg::media::sandbox {

/// Runs a job's process from the fork to its exit.
[[noreturn]] void run_job(Message message, const Confinement& confinement,
                          const Decoders& decoders) noexcept;

}  // namespace audmg::media::sandbox
