// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#pragma once

#include "audmg/core/error.hpp"
#include "audmg/core/result.hpp"

#include <mutex>
#include <optional>
#include <utility>

namespace audmg {

/// Decides which calls of a failing double fail. Thread-safe.
class Failures {
 public:
  /// The `nth` call from now (1 is the next one) fails with `error`; with `for_ever` all later ones
  /// too.
  void fail_at(int nth, Error error, bool for_ever = false) {
    const std::scoped_lock lock(mutex_);
    countdown_ = nth;
    error_ = std::move(error);
    for_ever_ = for_ever;
  }
  void heal() {
    const std::scoped_lock lock(mutex_);
    error_.reset();
  }
  /// For the double: called once for each call of its own.
  Result<void> next() {
    const std::scoped_lock lock(mutex_);
    if (!error_ || --countdown_ > 0) return {};
    Error error = *error_;
    if (!for_ever_) error_.reset();
    return std::unexpected(std::move(error));
  }

 private:
  std::mutex mutex_;
  std::optional<Error> error_;
  int countdown_ = 0;
  bool for_ever_ = false;
};

}  // namespace audmg
