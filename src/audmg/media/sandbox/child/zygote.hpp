// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#pragma once

#include "audmg/media/sandbox/child/decoders.hpp"

namespace audmg::media::sandbox {

/// The main function of a program that decodes: waits for jobs on the control socket and forks a
/// confined process for each, until the server is gone. Returns the program's exit code.
[[nodiscard]] int run_zygote(const Decoders& decoders);

}  // namespace audmg::media::sandbox
