// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#include "audmg/server/chunked_decoder.hpp"

#include "audmg/server/limits.hpp"

#include <algorithm>
#include <cstring>

namespace audmg::server {
namespace {

/// What may stand in an extension or a field value (RFC 9110 section 5.5).
bool is_text(unsigned char byte) noexcept { return byte == '\t' || (byte >= 0x20 && byte != 0x7f); }

/// RFC 9110 section 5.6.2.
bool is_token(unsigned char byte) noexcept {
  return (byte >= 'a' && byte <= 'z') || (byte >= 'A' && byte <= 'Z') ||
         (byte >= '0' && byte <= '9') ||
         std::string_view("!#$%&'*+-.^_`|~").contains(static_cast<char>(byte));
}

std::optional<unsigned> hex_digit(unsigned char byte) noexcept {
  if (byte >= '0' && byte <= '9') return byte - '0';
  if (byte >= 'a' && byte <= 'f') return byte - 'a' + 10;
  if (byte >= 'A' && byte <= 'F') return byte - 'A' + 10;
  return std::nullopt;
}

}  // namespace

std::optional<ChunkedDecoder::Step> ChunkedDecoder::decode(std::string_view coded,
                                                           std::span<std::byte> into) {
  Step step;
  while (step.consumed < coded.size() && state_ != State::done) {
    if (state_ != State::body) {
      if (!take(static_cast<unsigned char>(coded[step.consumed]))) return std::nullopt;
      ++step.consumed;
      continue;
    }
    const auto room = std::min(into.size() - step.produced, coded.size() - step.consumed);
    const auto taken = static_cast<std::size_t>(std::min<std::uint64_t>(size_, room));
    if (taken == 0) break;
    std::memcpy(into.data() + step.produced, coded.data() + step.consumed, taken);
    step.consumed += taken;
    step.produced += taken;
    size_ -= taken;
    if (size_ == 0) state_ = State::body_return;
  }
  return step;
}

bool ChunkedDecoder::take(unsigned char byte) {
  if (++line_bytes_ > kMaxChunkLineBytes) return false;
  const auto go = [this](State next) {
    state_ = next;
    return true;
  };
  switch (state_) {
    case State::size_first:
      line_bytes_ = 1;
      size_ = 0;
      return take_digit(byte) && go(State::size);
    case State::size:
      if (byte == '\r') return go(State::size_end);
      // White space before ";" is allowed for old senders only; two readers could differ on it.
      if (byte == ';') return go(State::extension);
      return take_digit(byte);
    case State::extension:
      return byte == '\r' ? go(State::size_end) : is_text(byte);
    case State::size_end:
      line_bytes_ = 0;
      return byte == '\n' && go(size_ > 0 ? State::body : State::trailer_first);
    case State::body_return:
      return byte == '\r' && go(State::body_end);
    case State::body_end:
      return byte == '\n' && go(State::size_first);
    case State::trailer_first:
      return byte == '\r' ? go(State::last_end) : is_token(byte) && go(State::trailer_name);
    case State::trailer_name:
      return byte == ':' ? go(State::trailer_value) : is_token(byte);
    case State::trailer_value:
      return byte == '\r' ? go(State::trailer_end) : is_text(byte);
    case State::trailer_end:
      return byte == '\n' && go(State::trailer_first);
    case State::last_end:
      return byte == '\n' && go(State::done);
    case State::body:
    case State::done:
      break;
  }
  return false;
}

bool ChunkedDecoder::take_digit(unsigned char byte) {
  const auto digit = hex_digit(byte);
  if (!digit || size_ >> 60 != 0) return false;
  size_ = size_ << 4 | *digit;
  return true;
}

}  // namespace audmg::server
