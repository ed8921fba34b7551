// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#include "audmg/lib/json/writer.hpp"

#include "audmg/core/hex.hpp"
#include "audmg/core/utf8.hpp"
#include "audmg/lib/json/plain_bytes.hpp"

#include <array>
#include <charconv>
#include <cmath>
#include <cstring>

namespace audmg::json {
namespace {

constexpr std::string_view kReplacement = "\xef\xbf\xbd";

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

bool is_plain_word(const char* bytes) noexcept { return special_bits(bytes) == 0; }

/// As is_plain_word() for a text of less than eight bytes: its two halves, which overlap, or single
/// bytes, make a word with each of its bytes at least once and nothing else that is not plain.
bool is_plain_short(std::string_view text) {
  constexpr std::size_t kHalf = kWordBytes / 2;
  const std::size_t size = text.size();
  std::array<char, kWordBytes> word;
  word.fill('a');
  if (size >= kHalf) {
    std::memcpy(word.data(), text.data(), kHalf);
    std::memcpy(word.data() + kHalf, text.data() + size - kHalf, kHalf);
  } else if (size > 0) {
    word[0] = text[0];
    word[1] = text[size / 2];
    word[2] = text[size - 1];
  }
  return is_plain_word(word.data());
}

/// Returns whether all bytes of the text are plain.
bool is_plain_text(std::string_view text) {
  if (text.size() < kWordBytes) return is_plain_short(text);
  const char* const bytes = text.data();
  // Looks at all of it before it decides, because nearly every text is plain.
  std::uint64_t special = special_bits(bytes + text.size() - kWordBytes);
  for (std::size_t i = 0; i + kWordBytes <= text.size(); i += kWordBytes) {
    special |= special_bits(bytes + i);
  }
  return special == 0;
}

/// Appends texts that stand for themselves in one step: names of members and URLs come hundreds of
/// times per listing.
void append_pieces(std::string& out, std::string_view before, std::string_view text,
                   std::string_view after) {
  const std::size_t begin = out.size();
  const std::size_t end = begin + before.size() + text.size() + after.size();
  // The size that libstdc++ 12 passes may be larger than the one that it was asked for.
  out.resize_and_overwrite(end, [&](char* characters, std::size_t /*size*/) {
    char* at = characters + begin;
    at += before.copy(at, before.size());
    at += text.copy(at, text.size());
    after.copy(at, after.size());
    return end;
  });
}

void append_escaped(std::string& out, std::string_view text) {
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

template <class T>
void append_number(std::string& out, T number) {
  std::array<char, 32> digits;
  const auto end = std::to_chars(digits.data(), digits.data() + digits.size(), number).ptr;
  out.append(digits.data(), end);
}

}  // namespace

void append_string(std::string& out, std::string_view text) {
  if (is_plain_text(text)) return append_pieces(out, R"(")", text, R"(")");
  out.push_back('"');
  append_escaped(out, text);
  out.push_back('"');
}

void append_characters(std::string& out, std::string_view text) { append_escaped(out, text); }

bool Writer::needs_comma() const noexcept {
  if (out_.empty()) return false;
  const char last = out_.back();
  return last != '{' && last != '[' && last != ':';
}

void Writer::separate() {
  if (needs_comma()) out_.push_back(',');
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
  if (is_plain_text(name)) {
    append_pieces(out_, needs_comma() ? R"(,")" : R"(")", name, R"(":)");
    return *this;
  }
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
