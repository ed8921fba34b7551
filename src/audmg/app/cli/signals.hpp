// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#pragma once

#include <chrono>
#include <optional>

namespace audmg::app {

enum class Signal {
  terminate,  ///< SIGTERM, SIGINT: finish current work and end
  reload,     ///< SIGHUP: read the certificate again
};

/// Makes these signals wait for wait_for_signal() from now on, in this thread and in those it
/// starts; SIGUSR1 and SIGUSR2 do nothing any more. Call before any thread is started.
void hold_signals();

/// Returns the next of these signals; nothing after `timeout`, or sooner when one came that does
/// nothing.
[[nodiscard]] std::optional<Signal> wait_for_signal(std::chrono::milliseconds timeout);

}  // namespace audmg::app
