// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#include "audmg/server/chunked_decoder.hpp"

#include "audmg/core/hex.hpp"
#include "audmg/http/token.hpp"
#include "audmg/server/limits.hpp"

#include <algorithm>
#include <cstring>

namespace audmg::server {
namespace {

/// Returns whether the character may be in an extension or a field value (RFC 9110 section 5.5).
bool is_text(char c) noexcept { return c == '\t' || !is_control(c); }

}  // namespace

std::optional<ChunkedDecoder::Step> ChunkedDecoder::decode(std::string_view coded,
                                                           std::span<std::byte> into) {
  Step step;
  while (step.consumed < coded.size() && state_ != State::done) {
    if (state_ != State::body) {
      if (!take(coded[step.consumed])) return std::nullopt;
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

bool ChunkedDecoder::take(char c) {
  if (++line_bytes_ > kMaxChunkLineBytes) return false;
  const auto go = [this](State next) {
    state_ = next;
    return true;
  };
  switch (state_) {
    case State::size_first:
      line_bytes_ = 1;
      size_ = 0;
      return take_digit(c) && go(State::size);
    case State::size:
      if (c == '\r') return go(State::size_end);
      // White space before ";" is allowed for old senders only; two readers could differ on it.
      if (c == ';') return go(State::extension);
      return take_digit(c);
    case State::extension:
      return c == '\r' ? go(State::size_end) : is_text(c);
    case State::size_end:
      line_bytes_ = 0;
      return c == '\n' && go(size_ > 0 ? State::body : State::trailer_first);
    case State::body_return:
      return c == '\r' && go(State::body_end);
    case State::body_end:
      return c == '\n' && go(State::size_first);
    case State::trailer_first:
      return c == '\r' ? go(State::last_end) : http::is_tchar(c) && go(State::trailer_name);
    case State::trailer_name:
      return c == ':' ? go(State::trailer_value) : http::is_tchar(c);
    case State::trailer_value:
      return c == '\r' ? go(State::trailer_end) : is_text(c);
    case State::trailer_end:
      return c == '\n' && go(State::trailer_first);
    case State::last_end:
      return c == '\n' && go(State::done);
    case State::body:
    case State::done:
      break;
  }
  return false;
}

bool ChunkedDecoder::take_digit(char c) {
  const int digit = hex_value(c);
  if (digit < 0 || size_ >> 60 != 0) return false;
  size_ = size_ << 4 | static_cast<unsigned>(digit);
  return true;
}

}  // namespace audmg::server
