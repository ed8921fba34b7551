// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#pragma once

#include <utility>

namespace audmg {

/// Owns a file descriptor. Move only; closing never reports an error to the caller.
class Descriptor {
 public:
  Descriptor() = default;
  explicit Descriptor(int number) noexcept : number_(number) {}
  Descriptor(Descriptor&& other) noexcept : number_(std::exchange(other.number_, -1)) {}
  Descriptor& operator=(Descriptor&& other) noexcept {
    if (this != &other) {
      close();
      number_ = std::exchange(other.number_, -1);
    }
    return *this;
  }
  ~Descriptor() { close(); }

  [[nodiscard]] int get() const noexcept { return number_; }
  [[nodiscard]] bool is_open() const noexcept { return number_ >= 0; }
  /// Returns the descriptor without closing it; the caller owns it from now on.
  [[nodiscard]] int release() noexcept { return std::exchange(number_, -1); }
  void close() noexcept;

 private:
  int number_ = -1;
};

}  // namespace audmg
