// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#pragma once

#include "audmg/media/sandbox/child/confinement.hpp"
#include "audmg/media/sandbox/child/decoders.hpp"
#include "audmg/media/sandbox/passed_descriptors.hpp"

namespace audmg::media::sandbox {

/// The whole life of the process of a job, from the fork on.
[[noreturn]] void run_job(Message message, const Confinement& confinement,
                          const Decoders& decoders) noexcept;

}  // namespace audmg::media::sandbox
