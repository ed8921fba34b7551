// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
// What a chunked body says, and where it ends, must not depend on how its bytes are cut into pieces
// or on how much room there is for them; and it must be what a plain reading of RFC 9112 says.
#include "audmg/core/result.hpp"
#include "audmg/server/chunked_decoder.hpp"

#include <algorithm>
#include <charconv>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace {

using audmg::server::ChunkedDecoder;

struct Decoded {
  enum class End { incomplete, done, malformed };
  End end = End::incomplete;
  std::string body;
  std::size_t consumed = 0;
};

/// `next_length` says how long the next piece of input, or the next room for output, is.
template <class NextLength>
Decoded decode(std::string_view coded, NextLength next_length) {
  ChunkedDecoder decoder;
  Decoded decoded;
  while (decoded.consumed < coded.size() && !decoder.done()) {
    const auto bytes = coded.substr(decoded.consumed, next_length());
    const std::vector<char> piece(bytes.begin(), bytes.end());
    std::vector<std::byte> room(std::min<std::size_t>(next_length(), coded.size()));
    const auto step = decoder.decode({piece.data(), piece.size()}, room);
    if (!step) return {Decoded::End::malformed, {}, 0};
    AUDMG_ASSERT(step->consumed <= piece.size() && step->produced <= room.size());
    AUDMG_ASSERT(step->consumed == piece.size() || step->produced == room.size() || decoder.done());
    decoded.consumed += step->consumed;
    decoded.body.append(reinterpret_cast<const char*>(room.data()), step->produced);
  }
  if (decoder.done()) decoded.end = Decoded::End::done;
  return decoded;
}

void expect_equal(const Decoded& cut, const Decoded& whole) {
  AUDMG_ASSERT(cut.end == whole.end);
  AUDMG_ASSERT(cut.body == whole.body);
  AUDMG_ASSERT(cut.consumed == whole.consumed);
}

/// Line by line, as the grammar stands in RFC 9112 section 7.1; nothing when it does not end.
std::optional<Decoded> read_plainly(std::string_view coded) {
  Decoded decoded;
  const auto next_line = [&]() -> std::optional<std::string_view> {
    const auto end = coded.find("\r\n", decoded.consumed);
    if (end == std::string_view::npos) return std::nullopt;
    const auto line = coded.substr(decoded.consumed, end - decoded.consumed);
    decoded.consumed = end + 2;
    return line;
  };
  for (;;) {
    const auto line = next_line();
    if (!line) return std::nullopt;
    const auto digits = line->substr(0, line->find(';'));
    std::uint64_t size = 0;
    const auto [stop, error] =
        std::from_chars(digits.data(), digits.data() + digits.size(), size, 16);
    if (error != std::errc{} || stop != digits.data() + digits.size()) return std::nullopt;
    if (size == 0) break;
    if (size > coded.size() - decoded.consumed) return std::nullopt;
    decoded.body += coded.substr(decoded.consumed, size);
    decoded.consumed += size;
    if (next_line() != "") return std::nullopt;
  }
  for (;;) {
    const auto line = next_line();
    if (!line) return std::nullopt;
    if (line->empty()) break;
  }
  decoded.end = Decoded::End::done;
  return decoded;
}

std::string hexadecimal(std::size_t number) {
  char text[16];
  const auto [end, error] = std::to_chars(text, text + sizeof text, number, 16);
  AUDMG_ASSERT(error == std::errc{});
  return {text, end};
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* bytes, std::size_t size) {
  const std::string_view text(reinterpret_cast<const char*>(bytes), size);
  std::uint32_t state = static_cast<std::uint32_t>(size) * 2654435761U + 1;
  const auto few = [&] {
    state = state * 1664525U + 1013904223U;
    return std::size_t{1} + (state >> 28U);
  };
  const Decoded whole = decode(text, [] { return std::string_view::npos; });
  expect_equal(decode(text, [] { return std::size_t{1}; }), whole);
  expect_equal(decode(text, few), whole);
  if (whole.end == Decoded::End::done) {
    const auto plainly = read_plainly(text);
    AUDMG_ASSERT(plainly.has_value());
    expect_equal(whole, *plainly);
    // The next request begins where the body ends, whatever it is.
    const std::string more = std::string(text.substr(0, whole.consumed)) + "GET / HTTP/1.1\r\n";
    expect_equal(decode(more, few), whole);
  }

  std::string coded;
  for (std::size_t at = 0; at < text.size();) {
    const auto chunk = text.substr(at, few());
    coded += hexadecimal(chunk.size()) + (chunk.size() % 2 == 0 ? ";a=\"b\"\r\n" : "\r\n");
    coded.append(chunk).append("\r\n");
    at += chunk.size();
  }
  coded += "0\r\nA: b\r\n\r\n";
  expect_equal(decode(coded, few), {Decoded::End::done, std::string(text), coded.size()});
  return 0;
}
