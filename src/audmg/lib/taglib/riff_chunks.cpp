// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#include "audmg/lib/taglib/riff_chunks.hpp"

namespace audmg::taglib {
namespace {

constexpr int kMaxChunks = 4096;
constexpr unsigned kHeaderBytes = 8;
/// Longest list of texts that is read, in bytes.
constexpr std::uint64_t kMaxInfoBytes = std::uint64_t{4} << 20;

TagLib::ByteVector read_at(ByteStream& stream, std::uint64_t offset, std::size_t count) {
  stream.seek(static_cast<ByteStream::Offset>(offset), ByteStream::Beginning);
  return stream.readBlock(count);
}

}  // namespace

RiffTags find_riff_tags(ByteStream& stream) {
  RiffTags found;
  const auto size = static_cast<std::uint64_t>(stream.length());
  const bool is_big_endian = read_at(stream, 0, 4) == "FORM";
  std::uint64_t at = 12;
  for (int i = 0; i < kMaxChunks && at + kHeaderBytes <= size; ++i) {
    const TagLib::ByteVector header = read_at(stream, at, kHeaderBytes);
    if (header.size() < kHeaderBytes) break;
    const TagLib::ByteVector name = header.mid(0, 4);
    const Extent body{at + kHeaderBytes, header.toUInt(4U, is_big_endian)};
    if (body.size > size - body.offset) break;
    if ((name == "ID3 " || name == "id3 ") && !found.id3) found.id3 = body;
    const bool may_be_info = name == "LIST" && !found.info && body.size <= kMaxInfoBytes;
    if (may_be_info && read_at(stream, body.offset, 4) == "INFO") found.info = body;
    at = body.offset + body.size;
    // Some writers forget the byte that pads a chunk to an even size.
    if (body.size % 2 != 0 && read_at(stream, at, 1) == TagLib::ByteVector('\0')) ++at;
  }
  return found;
}

}  // namespace audmg::taglib
