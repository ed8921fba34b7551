// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#include "audmg/lib/utf8proc/normal_form.hpp"

#include <utf8proc.h>

#include <cstddef>
#include <cstdlib>
#include <memory>
#include <span>
#include <vector>

namespace audmg::utf8proc {
namespace {

constexpr auto kComposed = static_cast<utf8proc_option_t>(UTF8PROC_STABLE | UTF8PROC_COMPOSE);

}  // namespace

std::optional<SecretText> to_nfc(std::string_view text) {
  const auto* const bytes = reinterpret_cast<const utf8proc_uint8_t*>(text.data());
  const auto size = static_cast<utf8proc_ssize_t>(text.size());
  const utf8proc_ssize_t length = utf8proc_decompose(bytes, size, nullptr, 0, kComposed);
  if (length < 0) return std::nullopt;
  // Both calls below write into this buffer, so that it is the only copy; the last one also writes
  // a terminating zero byte.
  std::vector<utf8proc_int32_t> points(static_cast<std::size_t>(length) + 1);
  std::optional<SecretText> composed;
  if (utf8proc_decompose(bytes, size, points.data(), length, kComposed) == length) {
    const utf8proc_ssize_t written = utf8proc_reencode(points.data(), length, kComposed);
    if (written >= 0) {
      composed.emplace(std::string_view(reinterpret_cast<const char*>(points.data()),
                                        static_cast<std::size_t>(written)));
    }
  }
  wipe(std::as_writable_bytes(std::span(points)));
  return composed;
}

std::string to_folded_name(std::string_view text) {
  constexpr auto kFolded =
      static_cast<utf8proc_option_t>(UTF8PROC_STABLE | UTF8PROC_COMPOSE | UTF8PROC_CASEFOLD);
  utf8proc_uint8_t* folded = nullptr;
  const utf8proc_ssize_t length =
      utf8proc_map(reinterpret_cast<const utf8proc_uint8_t*>(text.data()),
                   static_cast<utf8proc_ssize_t>(text.size()), &folded, kFolded);
  const std::unique_ptr<utf8proc_uint8_t, decltype(&std::free)> owned(folded, std::free);
  if (length < 0) return std::string(text);
  return {reinterpret_cast<const char*>(folded), static_cast<std::size_t>(length)};
}

}  // namespace audmg::utf8proc
