// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#include "audmg/notification/mail_text.hpp"

#include "audmg/core/ascii.hpp"
#include "audmg/core/base64.hpp"
#include "audmg/core/id.hpp"
#include "audmg/core/utf8.hpp"
#include "audmg/notification/quoted_printable.hpp"

#include <algorithm>
#include <cstddef>
#include <span>
#include <utility>

namespace audmg::notification {
namespace {

constexpr std::size_t kMaxAddressBytes = 254;  // RFC 5321 errata 1690
constexpr std::size_t kMaxLocalPartBytes = 64;
constexpr std::size_t kMaxLabelBytes = 63;
constexpr std::size_t kMaxIdBytes = 64;
/// Number of bytes whose base64 fits into an encoded word of 75 characters (RFC 2047 section 2).
constexpr std::size_t kEncodedWordBytes = 45;

bool is_atom_character(char c) noexcept {
  return is_alnum(c) || std::string_view("!#$%&'*+-/=?^_`{|}~").find(c) != std::string_view::npos;
}

/// Pieces between dots, each accepted by `is_piece`.
bool all_pieces(std::string_view text, bool (*is_piece)(std::string_view)) noexcept {
  for (;;) {
    const std::size_t dot = text.find('.');
    if (!is_piece(text.substr(0, dot))) return false;
    if (dot == std::string_view::npos) return true;
    text.remove_prefix(dot + 1);
  }
}

bool is_atom(std::string_view text) noexcept {
  return !text.empty() && std::ranges::all_of(text, is_atom_character);
}

bool is_label(std::string_view text) noexcept {
  return !text.empty() && text.size() <= kMaxLabelBytes && text.front() != '-' &&
         text.back() != '-' &&
         std::ranges::all_of(text, [](char c) { return is_alnum(c) || c == '-'; });
}

bool is_plain_ascii(std::string_view text) noexcept {
  return std::ranges::all_of(text, is_printable);
}

/// Encodes text as RFC 2047 says: "=?utf-8?B?...?=" as often as needed, never splitting a
/// character.
std::string encoded_words(std::string_view text) {
  std::string words;
  while (!text.empty()) {
    const std::string_view word = utf8_prefix(text, kEncodedWordBytes);
    if (!words.empty()) words += "\r\n ";
    words += "=?utf-8?B?" + to_base64(std::as_bytes(std::span(word))) + "?=";
    text.remove_prefix(word.size());
  }
  return words;
}

std::string subject_field(std::string_view subject) {
  // Long or non-ASCII subjects are encoded, and so is text that could be mistaken for encoded.
  constexpr std::size_t kLongestPlain = 60;
  const bool plain = is_plain_ascii(subject) && subject.size() <= kLongestPlain &&
                     subject.find("=?") == std::string_view::npos;
  return plain ? std::string(subject) : encoded_words(subject);
}

/// RFC 5322 wants a zone where HTTP has "GMT".
std::string date_field(TimePoint now) {
  std::string date = format_http_date(now);
  date.replace(date.size() - 3, 3, "+0000");
  return date;
}

bool is_utf8(std::string_view text) noexcept {
  return count_code_points(text).has_value() && text.find('\0') == std::string_view::npos;
}

bool is_one_line(std::string_view text) noexcept { return std::ranges::none_of(text, is_control); }

bool is_id(std::string_view text) noexcept {
  return text.size() <= kMaxIdBytes &&
         std::ranges::all_of(text, [](char c) { return is_alnum(c) || c == '-'; });
}

/// Appends the fields and the content of a text, which ends with a line end.
void append_part(std::string& out, std::string_view subtype, std::string_view content) {
  out.append("Content-Type: text/").append(subtype);
  out.append("; charset=utf-8\r\nContent-Transfer-Encoding: quoted-printable\r\n\r\n");
  out.append(quoted_printable(content));
}

}  // namespace

bool is_mail_address(std::string_view text) noexcept {
  const std::size_t at = text.find('@');
  if (at == std::string_view::npos || text.size() > kMaxAddressBytes) return false;
  return at <= kMaxLocalPartBytes && all_pieces(text.substr(0, at), is_atom) &&
         all_pieces(text.substr(at + 1), is_label);
}

Result<std::string> mail_text(const Mail& mail, std::string_view from, TimePoint now) {
  if (!is_mail_address(mail.to)) {
    return fail(ErrorCode::invalid_argument, "the recipient is no plain mail address");
  }
  if (!is_one_line(mail.subject) || !is_utf8(mail.subject)) {
    return fail(ErrorCode::invalid_argument, "the subject is not one line of UTF-8");
  }
  if (!is_id(mail.id)) return fail(ErrorCode::invalid_argument, "the mail's id is no plain word");
  if (!is_utf8(mail.text) || !is_utf8(mail.html))
    return fail(ErrorCode::invalid_argument, "the text is no UTF-8");
  const std::string id = mail.id.empty() ? make_uuid7(now) : mail.id;
  std::string text = "Date: " + date_field(now) + "\r\n";
  text.append("From: Audmg Drive <").append(from).append(">\r\n");
  text.append("To: <").append(mail.to).append(">\r\n");
  text.append("Subject: ").append(subject_field(mail.subject)).append("\r\n");
  text.append("Message-ID: <").append(id).append(from.substr(from.find('@'))).append(">\r\n");
  text.append("MIME-Version: 1.0\r\nAuto-Submitted: auto-generated\r\n");
  if (mail.html.empty()) {
    append_part(text, "plain", mail.text);
    return text;
  }
  // No line of quoted-printable text begins with the boundary: "=_" never comes up in it.
  const std::string boundary = "=_" + id;
  text.append("Content-Type: multipart/alternative; boundary=\"").append(boundary);
  text.append("\"\r\n\r\n");
  for (const auto& [subtype, content] : {std::pair{"plain", &mail.text}, {"html", &mail.html}}) {
    text.append("--").append(boundary).append("\r\n");
    append_part(text, subtype, *content);
  }
  text.append("--").append(boundary).append("--\r\n");
  return text;
}

}  // namespace audmg::notification
