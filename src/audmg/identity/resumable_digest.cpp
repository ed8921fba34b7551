// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#include "audmg/identity/resumable_digest.hpp"

#include "audmg/core/hex.hpp"
#include "audmg/core/number.hpp"
#include "audmg/core/result.hpp"

#include <fmt/format.h>

#include <utility>

namespace audmg::identity {
namespace {

constexpr std::string_view kFormat = "1 ";
constexpr std::size_t kWordDigits = 8;

/// Takes a word in hexadecimal, and the blank before it, off `text`.
std::optional<std::uint32_t> take_word(std::string_view& text) {
  if (text.size() < 1 + kWordDigits || text.front() != ' ') return std::nullopt;
  const auto word = parse_hexadecimal<std::uint32_t>(text.substr(1, kWordDigits));
  text.remove_prefix(1 + kWordDigits);
  return word;
}

}  // namespace

std::optional<ResumableDigest> ResumableDigest::resume(std::string_view saved) {
  if (!saved.starts_with(kFormat)) return std::nullopt;
  saved.remove_prefix(kFormat.size());
  sodium::ResumableSha256::Midstate midstate;
  const auto size = take_number<std::uint64_t>(saved);
  if (!size || *size % sodium::kSha256BlockBytes != 0) return std::nullopt;
  midstate.bytes = *size;
  for (std::uint32_t& word : midstate.words) {
    const auto read = take_word(saved);
    if (!read) return std::nullopt;
    word = *read;
  }
  const auto crc32 = take_word(saved);
  if (!crc32 || !saved.empty()) return std::nullopt;
  ResumableDigest digest;
  digest.sha256_ = sodium::ResumableSha256(midstate);
  digest.crc32_ = deflate::Crc32(*crc32);
  digest.size_ = *size;
  return digest;
}

void ResumableDigest::update(std::span<const std::byte> bytes) {
  sha256_.update(bytes);
  crc32_.update(bytes);
  size_ += bytes.size();
}

std::string ResumableDigest::save() const {
  const auto midstate = sha256_.midstate();
  AUDMG_ASSERT(midstate);
  std::string text = fmt::format("{}{}", kFormat, size_);
  for (const std::uint32_t word : midstate->words) text += fmt::format(" {:08x}", word);
  text += fmt::format(" {:08x}", crc32_.value());
  return text;
}

ContentDigest::Digests ResumableDigest::finish() {
  return {.sha256 = to_hex(sha256_.finish()), .crc32 = crc32_.value()};
}

}  // namespace audmg::identity
