// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#pragma once

#include "audmg/functions/outcome.hpp"
#include "audmg/http/response.hpp"

#include <cstddef>
#include <span>

namespace audmg::functions {

/// Takes the body of one request piece by piece and answers at its end. If it is destroyed before
/// finish() has succeeded, no part of the body stays stored. Calls may come from different threads,
/// one at a time; all may block.
class BodyConsumer {
 public:
  BodyConsumer() = default;
  BodyConsumer(const BodyConsumer&) = delete;
  BodyConsumer& operator=(const BodyConsumer&) = delete;
  virtual ~BodyConsumer() = default;

  /// Takes the next bytes, which need not live longer than the call. A refusal is the answer: the
  /// runtime sends no more bytes and drops the consumer.
  [[nodiscard]] virtual Outcome<void> write(std::span<const std::byte> bytes) = 0;

  /// Returns the answer to the complete body. Everything that a 2xx acknowledges is durable.
  [[nodiscard]] virtual Outcome<http::Response> finish() = 0;
};

}  // namespace audmg::functions
