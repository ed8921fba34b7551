// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#pragma once

#include "audmg/lib/taglib/file_tags.hpp"

#include <taglib/tbytevector.h>
#include <taglib/tiostream.h>

#include <cstddef>
#include <cstdint>
#include <stdexcept>
#include <type_traits>
#include <utility>

namespace audmg::taglib {

/// Ends the work of TagLib, which has no other way to give up.
class DeadlineExceeded : public std::runtime_error {
 public:
  DeadlineExceeded() : std::runtime_error("reading the tags takes too long") {}
};
class TooManyReads : public std::runtime_error {
 public:
  TooManyReads() : std::runtime_error("the tags need too many reads") {}
};
class NestedTooDeeply : public std::runtime_error {
 public:
  NestedTooDeeply() : std::runtime_error("the tags are nested too deeply") {}
};

/// Most bytes that are read of one file, each as often as it is read. TagLib searches some files
/// from end to end.
inline constexpr std::uint64_t kMaxReadBytes = std::uint64_t{256} << 20;

/// Most bytes of the stack that TagLib may use between the making of a stream and a read of it. It
/// reads the boxes of MP4 by recursion, to any depth; a dozen levels of them need a few kilobytes.
inline constexpr std::size_t kMaxStackBytes = std::size_t{256} << 10;

/// A file, or a part of one, that TagLib reads through a descriptor, so that it learns no name and
/// cannot write. Lives on the stack of the function that has TagLib read.
class ByteStream final : public TagLib::IOStream {
 public:
  // TagLib 1 has long and unsigned long where TagLib 2 has offset_t and size_t.
  using Offset = decltype(std::declval<TagLib::IOStream&>().length());
  using Start = std::conditional_t<TAGLIB_MAJOR_VERSION >= 2, Offset, unsigned long>;

  explicit ByteStream(const Input& input);
  ByteStream(const ByteStream&) = delete;
  ByteStream& operator=(const ByteStream&) = delete;

  [[nodiscard]] TagLib::FileName name() const override { return ""; }
  /// Throws DeadlineExceeded, TooManyReads or NestedTooDeeply.
  TagLib::ByteVector readBlock(std::size_t length) override;
  void seek(Offset offset, Position whence) override;
  [[nodiscard]] Offset tell() const override { return offset_; }
  Offset length() override { return static_cast<Offset>(input_.size); }
  [[nodiscard]] bool readOnly() const override { return true; }
  [[nodiscard]] bool isOpen() const override { return true; }

  void writeBlock(const TagLib::ByteVector& /*data*/) override {}
  void insert(const TagLib::ByteVector& /*data*/, Start /*start*/, std::size_t /*size*/) override {}
  void removeBlock(Start /*start*/, std::size_t /*size*/) override {}
  void truncate(Offset /*length*/) override {}

 private:
  Input input_;
  std::uintptr_t stack_;
  Offset offset_ = 0;
  std::uint64_t bytes_left_ = kMaxReadBytes;
};

}  // namespace audmg::taglib
