// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#pragma once

#include <cstddef>
#include <memory>
#include <span>
#include <string>

namespace audmg::identity {

/// What makes two files the same file: SHA-256 over bytes that come in pieces. Not thread-safe.
class ContentDigest {
 public:
  ContentDigest();
  ContentDigest(const ContentDigest&) = delete;
  ContentDigest& operator=(const ContentDigest&) = delete;
  ~ContentDigest();

  void update(std::span<const std::byte> bytes);
  /// Lower-case hexadecimal. Call once.
  [[nodiscard]] std::string finish();

 private:
  class State;
  std::unique_ptr<State> state_;
};

}  // namespace audmg::identity
