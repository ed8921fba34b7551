// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#include "audmg/app/cli/signals.hpp"

#include <csignal>
#include <ctime>

namespace audmg::app {
namespace {

sigset_t held_signals() {
  sigset_t signals;
  sigemptyset(&signals);
  sigaddset(&signals, SIGTERM);
  sigaddset(&signals, SIGINT);
  sigaddset(&signals, SIGHUP);
  // Of no use here; those who try them on a program must not end it.
  sigaddset(&signals, SIGUSR1);
  sigaddset(&signals, SIGUSR2);
  return signals;
}

}  // namespace

void hold_signals() {
  const sigset_t signals = held_signals();
  ::pthread_sigmask(SIG_BLOCK, &signals, nullptr);
}

std::optional<Signal> wait_for_signal(std::chrono::milliseconds timeout) {
  const sigset_t signals = held_signals();
  const auto seconds = std::chrono::floor<std::chrono::seconds>(timeout);
  const std::timespec wait{
      .tv_sec = static_cast<std::time_t>(seconds.count()),
      .tv_nsec = static_cast<long>(std::chrono::nanoseconds(timeout - seconds).count())};
  switch (::sigtimedwait(&signals, nullptr, &wait)) {
    case SIGTERM:
    case SIGINT:
      return Signal::terminate;
    case SIGHUP:
      return Signal::reload;
    default:
      return std::nullopt;
  }
}

}  // namespace audmg::app
