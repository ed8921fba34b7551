// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#pragma once

#include <cstddef>
#include <span>
#include <string>
#include <string_view>
#include <utility>

namespace audmg {

/// Overwrites with zeros, which the compiler must not leave out although nobody reads them.
void wipe(std::span<std::byte> bytes) noexcept;

/// All memory of the string, also behind its end, and makes it empty. Copies that were made of it,
/// and memory it gave back when it grew, stay as they are.
void wipe(std::string& text) noexcept;

/// A password or the like: gone from memory with the object. Moving leaves nothing behind.
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
