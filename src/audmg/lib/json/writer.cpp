// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#include "audmg/lib/json/writer.hpp"

#include "audmg/core/hex.hpp"
#include "audmg/core/utf8.hpp"

#include <array>
#include <charconv>
#include <cmath>
#include <cstring>

namespace audmg::json {
namespace {

constexpr std::string_view kReplacement = "\xef\xbf\xbd";

/// True for bytes that stand for themselves in a JSON string.
constexpr std::array<bool, 256> kPlain = [] {
  std::array<bool, 256> plain{};
  for (std::size_t i = 0x20; i < 0x80; ++i) plain[i] = i != '"' && i != '\\';
  return plain;
}();

constexpr std::size_t kWordBytes = sizeof(std::uint64_t);

/// Returns whether all of the eight bytes stand for themselves. Of a byte whose highest bit is not
/// set, subtracting makes a byte with that bit only if it was smaller; a borrow from the byte below
/// can at worst call a plain byte special.
bool is_plain_word(const char* bytes) {
  constexpr std::uint64_t kOnes = 0x0101010101010101;
  constexpr std::uint64_t kHighest = kOnes << 7U;
  std::uint64_t word = 0;
  std::memcpy(&word, bytes, kWordBytes);
  const std::uint64_t controls = word - kOnes * 0x20;
  const std::uint64_t quotes = (word ^ kOnes * '"') - kOnes;
  const std::uint64_t backslashes = (word ^ kOnes * '\\') - kOnes;
  return ((word | controls | quotes | backslashes) & kHighest) == 0;
}

void append_escape(std::string& out, unsigned char c) {
  switch (c) {
    case '"':
      out += "\\\"";
      return;
    case '\\':
      out += "\\\\";
      return;
    case '\b':
      out += "\\b";
      return;
    case '\f':
      out += "\\f";
      return;
    case '\n':
      out += "\\n";
      return;
    case '\r':
      out += "\\r";
      return;
    case '\t':
      out += "\\t";
      return;
    default:
      out += "\\u00";
      out.push_back(hex_digit(c >> 4U));
      out.push_back(hex_digit(c));
  }
}

template <class T>
void append_number(std::string& out, T number) {
  std::array<char, 32> digits;
  const auto end = std::to_chars(digits.data(), digits.data() + digits.size(), number).ptr;
  out.append(digits.data(), end);
}

}  // namespace

void append_string(std::string& out, std::string_view text) {
  out.push_back('"');
  append_characters(out, text);
  out.push_back('"');
}

void append_characters(std::string& out, std::string_view text) {
  std::size_t start = 0;  // of the run not yet copied
  std::size_t i = 0;
  while (i < text.size()) {
    if (text.size() - i >= kWordBytes && is_plain_word(text.data() + i)) {
      i += kWordBytes;
      continue;
    }
    const unsigned char c = static_cast<unsigned char>(text[i]);
    if (kPlain[c]) {
      ++i;
      continue;
    }
    if (c < 0x80) {
      out.append(text, start, i - start);
      append_escape(out, c);
      start = ++i;
      continue;
    }
    const Utf8Sequence sequence = first_utf8_sequence(text.substr(i));
    if (!sequence.valid) {
      out.append(text, start, i - start);
      out.append(kReplacement);
      start = i + sequence.length;
    }
    i += sequence.length;
  }
  out.append(text, start, text.size() - start);
}

void Writer::separate() {
  if (out_.empty()) return;
  const char last = out_.back();
  if (last != '{' && last != '[' && last != ':') out_.push_back(',');
}

Writer& Writer::open(char bracket) {
  separate();
  out_.push_back(bracket);
  return *this;
}

Writer& Writer::close(char bracket) {
  out_.push_back(bracket);
  return *this;
}

Writer& Writer::key(std::string_view name) {
  separate();
  append_string(out_, name);
  out_.push_back(':');
  return *this;
}

Writer& Writer::value(std::string_view text) {
  separate();
  append_string(out_, text);
  return *this;
}

Writer& Writer::literal(std::string_view word) {
  separate();
  out_.append(word);
  return *this;
}

Writer& Writer::signed_number(std::int64_t number) {
  separate();
  append_number(out_, number);
  return *this;
}

Writer& Writer::unsigned_number(std::uint64_t number) {
  separate();
  append_number(out_, number);
  return *this;
}

Writer& Writer::fraction(double number) {
  if (!std::isfinite(number)) return literal("null");
  separate();
  // Minus zero would be written as -0, which is read back as an integer without a sign.
  append_number(out_, number == 0 ? 0.0 : number);
  return *this;
}

}  // namespace audmg::json
