// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#pragma once

#include "audmg/lib/taglib/file_tags.hpp"

#include <taglib/id3v1tag.h>
#include <taglib/id3v2tag.h>
#include <taglib/infotag.h>

#include <string>

namespace audmg::taglib {

/// Collects 8-bit texts or decodes them, whatever tag they are from.
class EightBitText {
 public:
  /// Without a decoder, texts are read as Latin-1.
  explicit EightBitText(TextDecoder decode) : decode_(std::move(decode)) {}

  [[nodiscard]] TagLib::String parse(const TagLib::ByteVector& data) const;
  /// All texts with bytes over 0x7f that parse() has seen, one a line.
  [[nodiscard]] const std::string& sample() const noexcept { return sample_; }

 private:
  TextDecoder decode_;
  mutable std::string sample_;
};

/// While it lives, TagLib gives all its 8-bit texts to one EightBitText.
class TextHandlers {
 public:
  explicit TextHandlers(const EightBitText& text);
  TextHandlers(const TextHandlers&) = delete;
  TextHandlers& operator=(const TextHandlers&) = delete;
  ~TextHandlers();

 private:
  template <class Base>
  class Handler final : public Base {
   public:
    explicit Handler(const EightBitText& text) : text_(text) {}
    [[nodiscard]] TagLib::String parse(const TagLib::ByteVector& data) const override {
      return text_.parse(data);
    }

   private:
    const EightBitText& text_;
  };

  Handler<TagLib::ID3v1::StringHandler> id3v1_;
  Handler<TagLib::ID3v2::Latin1StringHandler> id3v2_;
  Handler<TagLib::RIFF::Info::StringHandler> info_;
};

}  // namespace audmg::taglib
