// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#pragma once

#include <cstddef>
#include <span>
#include <string>
#include <string_view>
#include <utility>

namespace audmg {

/// Overwrites with zeros; the compiler cannot optimise this away.
void wipe(std::span<std::byte> bytes) noexcept;

/// Overwrites all memory of the string, including its unused capacity, and makes it empty. Copies
/// of the string, and memory that it released when it grew, are not wiped.
void wipe(std::string& text) noexcept;

/// A password or similar secret whose memory is wiped on destruction. Moving leaves nothing behind.
class SecretText {
 public:
  SecretText() = default;
  explicit SecretText(std::string_view text) : text_(text) {}
  SecretText(SecretText&& other) noexcept : text_(std::move(other.text_)) { wipe(other.text_); }
  SecretText& operator=(SecretText&& other) noexcept {
    if (this == &other) return *this;
    wipe(text_);
    text_ = std::move(other.text_);
    wipe(other.text_);
    return *this;
  }
  SecretText(const SecretText&) = delete;
  SecretText& operator=(const SecretText&) = delete;
  ~SecretText() { wipe(text_); }

  [[nodiscard]] const std::string& text() const noexcept { return text_; }

 private:
  std::string text_;
};

}  // namespace audmg
