// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#pragma once

#include "audmg/core/result.hpp"
#include "audmg/http/response.hpp"

#include <cstddef>
#include <span>

namespace audmg::http {

/// Takes one request body piece by piece, so that a large upload is never held in memory. A runtime
/// makes one per request, calls write() in order, then finish() once. Destroying it before finish()
/// aborts: nothing stays stored.
///
/// Not thread-safe, but the calls may come from different threads one after another. write() and
/// finish() may block on a disk: never call them on an event loop.
class BodyConsumer {
 public:
  BodyConsumer() = default;
  BodyConsumer(const BodyConsumer&) = delete;
  BodyConsumer& operator=(const BodyConsumer&) = delete;
  virtual ~BodyConsumer() = default;

  /// Takes the next bytes. False: the answer is already known (a refusal); the runtime sends no
  /// more and calls finish() for it.
  [[nodiscard]] virtual Result<bool> write(std::span<const std::byte> bytes) = 0;

  /// The body is complete, or write() said false: the answer. What a 2xx acknowledges is durable.
  [[nodiscard]] virtual Result<Response> finish() = 0;
};

}  // namespace audmg::http
