// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#include "audmg/lib/taglib/text_handlers.hpp"

#include <algorithm>
#include <string_view>

namespace audmg::taglib {

TagLib::String EightBitText::parse(const TagLib::ByteVector& data) const {
  std::string_view text(data.data(), data.size());
  text = text.substr(0, text.find('\0'));  // ID3v1 and RIFF fill up with NUL
  text = text.substr(0, text.find_last_not_of(' ') + 1);
  const bool is_ascii = std::ranges::none_of(text, [](char c) { return (c & 0x80) != 0; });
  if (!is_ascii && sample_.size() + text.size() < kMaxSampleBytes) {
    sample_.append(text).push_back('\n');
  }
  if (!is_ascii && decode_) return {decode_(text), TagLib::String::UTF8};
  return {std::string(text), TagLib::String::Latin1};
}

TextHandlers::TextHandlers(const EightBitText& text) : id3v1_(text), id3v2_(text), info_(text) {
  TagLib::ID3v1::Tag::setStringHandler(&id3v1_);
  TagLib::ID3v2::Tag::setLatin1StringHandler(&id3v2_);
  TagLib::RIFF::Info::Tag::setStringHandler(&info_);
}

TextHandlers::~TextHandlers() {
  TagLib::ID3v1::Tag::setStringHandler(nullptr);
  TagLib::ID3v2::Tag::setLatin1StringHandler(nullptr);
  TagLib::RIFF::Info::Tag::setStringHandler(nullptr);
}

}  // namespace audmg::taglib
