// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#include "audmg/lib/taglib/file_tags.hpp"

#include "audmg/lib/taglib/byte_stream.hpp"
#include "audmg/lib/taglib/property_values.hpp"
#include "audmg/lib/taglib/riff_chunks.hpp"
#include "audmg/lib/taglib/text_handlers.hpp"

#include <taglib/apetag.h>
#include <taglib/flacfile.h>
#include <taglib/id3v2framefactory.h>
#include <taglib/mp4file.h>
#include <taglib/mpegfile.h>
#include <taglib/oggflacfile.h>
#include <taglib/opusfile.h>
#include <taglib/tdebuglistener.h>
#include <taglib/vorbisfile.h>
#include <taglib/xiphcomment.h>

#include <new>
#include <type_traits>

namespace audmg::taglib {
namespace {

/// Keeps what TagLib says about broken files out of the output of the process.
class Silence final : public TagLib::DebugListener {
 public:
  void printMessage(const TagLib::String& /*message*/) override {}
};

/// Gives the type of a frame's header its name, which only kinds of frames may use.
class NamesHeader : public TagLib::ID3v2::Frame {
 public:
  using FrameHeader = TagLib::ID3v2::Frame::Header;
};

/// Leaves chapters and tables of contents unread, which FFmpeg reads: there may be others inside of
/// them, to any depth, and TagLib reads those by recursion.
class FrameFactory final : public TagLib::ID3v2::FrameFactory {
 protected:
  bool updateFrame(NamesHeader::FrameHeader* header) const override {
    const TagLib::ByteVector name = header->frameID();
    return name != "CHAP" && name != "CTOC" && TagLib::ID3v2::FrameFactory::updateFrame(header);
  }
};

/// Opens a file whose class takes a frame factory, which TagLib 2 has in another place.
template <class File>
File open_with_factory(ByteStream& stream) {
  static FrameFactory factory;
  if constexpr (std::is_constructible_v<File, TagLib::IOStream*, TagLib::ID3v2::FrameFactory*,
                                        bool>) {
    return File(&stream, &factory, false);
  } else {
    return File(&stream, false, TagLib::AudioProperties::Average, &factory);
  }
}

/// Has `add` take a tag that the file has. A file that was given up halfway has no object for a tag
/// that it claims to have.
template <class Tag, class Add>
void add_tag(bool is_there, Tag* tag, const Add& add, FileTags& tags) {
  if (is_there && tag != nullptr) add(*tag, tags);
}

void add_id3v1(const TagLib::ID3v1::Tag& tag, FileTags& tags) {
  add_properties(tag.properties(), tags);
}

void read_mpeg(ByteStream& stream, FileTags& tags) {
  auto file = open_with_factory<TagLib::MPEG::File>(stream);
  add_tag(file.hasID3v2Tag(), file.ID3v2Tag(), add_id3v2, tags);
  add_tag(file.hasAPETag(), file.APETag(), add_ape, tags);
  add_tag(file.hasID3v1Tag(), file.ID3v1Tag(), add_id3v1, tags);
}

// Returns what begins with the Vorbis comments of a FLAC file, far enough for all of them. Some
// programs wrote blocks that are longer than their headers say, which ends TagLib's walk.
TagLib::ByteVector find_comments(ByteStream& stream) {
  constexpr int kMaxBlocks = 64;
  constexpr unsigned kHeaderBytes = 4;
  constexpr unsigned kMostBytes = 1 << 20;
  constexpr char kComments = 4;
  stream.seek(0, ByteStream::Beginning);
  if (stream.readBlock(4) != "fLaC") return {};
  for (int block = 0; block < kMaxBlocks; ++block) {
    const TagLib::ByteVector header = stream.readBlock(kHeaderBytes);
    if (header.size() < kHeaderBytes) break;
    if ((header[0] & 0x7F) == kComments) return stream.readBlock(kMostBytes);
    if ((header[0] & 0x80) != 0) break;  // the last one
    stream.seek(static_cast<ByteStream::Offset>(header.toUInt(1U, 3U, true)), ByteStream::Current);
  }
  return {};
}

void read_flac(ByteStream& stream, FileTags& tags) {
  auto file = open_with_factory<TagLib::FLAC::File>(stream);
  add_pictures(file.pictureList(), tags);
  add_tag(file.hasXiphComment(), file.xiphComment(), add_xiph, tags);
  add_tag(file.hasID3v2Tag(), file.ID3v2Tag(), add_id3v2, tags);
  add_tag(file.hasID3v1Tag(), file.ID3v1Tag(), add_id3v1, tags);
  if (!tags.values.empty()) return;
  const TagLib::ByteVector comments = find_comments(stream);
  if (comments.isEmpty()) return;
  TagLib::Ogg::XiphComment comment(comments);
  add_xiph(comment, tags);
}

template <class File>
void read_ogg(ByteStream& stream, FileTags& tags) {
  File file(&stream, false);
  add_tag(file.isValid(), file.tag(), add_xiph, tags);
}

void read_mp4(ByteStream& stream, FileTags& tags) {
  TagLib::MP4::File file(&stream, false);
  add_tag(file.isValid(), file.tag(), add_mp4, tags);
}

/// Reads the chunks of WAV and AIFF that have tags; TagLib's own classes for these files take no
/// frame factory.
void read_riff(const Input& input, FileTags& tags) {
  ByteStream stream(input);
  const RiffTags chunks = find_riff_tags(stream);
  if (chunks.id3) {
    Input part = input;
    part.offset += chunks.id3->offset;
    part.size = chunks.id3->size;
    ByteStream tag(part);
    auto file = open_with_factory<TagLib::MPEG::File>(tag);
    add_tag(file.hasID3v2Tag(), file.ID3v2Tag(), add_id3v2, tags);
  }
  if (!chunks.info) return;
  stream.seek(static_cast<ByteStream::Offset>(chunks.info->offset), ByteStream::Beginning);
  add_info(TagLib::RIFF::Info::Tag(stream.readBlock(chunks.info->size)), tags);
}

FileTags read_once(const Input& input, Container container) {
  ByteStream stream(input);
  FileTags tags;
  switch (container) {
    case Container::mpeg:
      read_mpeg(stream, tags);
      break;
    case Container::flac:
      read_flac(stream, tags);
      break;
    case Container::ogg_vorbis:
      read_ogg<TagLib::Ogg::Vorbis::File>(stream, tags);
      break;
    case Container::ogg_opus:
      read_ogg<TagLib::Ogg::Opus::File>(stream, tags);
      break;
    case Container::ogg_flac:
      read_ogg<TagLib::Ogg::FLAC::File>(stream, tags);
      break;
    case Container::mp4:
      read_mp4(stream, tags);
      break;
    case Container::wav:
    case Container::aiff:
      read_riff(input, tags);
      break;
  }
  return tags;
}

FileTags read_twice(const Input& input, Container container, const ChooseDecoder& choose) {
  static Silence silence;
  TagLib::setDebugListener(&silence);
  const EightBitText collected({});
  FileTags tags;
  {
    const TextHandlers handlers(collected);
    tags = read_once(input, container);
  }
  if (collected.sample().empty()) return tags;
  // Only all texts together tell which language they are in.
  const EightBitText decoded(choose(collected.sample()));
  const TextHandlers handlers(decoded);
  return read_once(input, container);
}

}  // namespace

Result<FileTags> read_file_tags(const Input& input, Container container,
                                const ChooseDecoder& choose) {
  try {
    return read_twice(input, container, choose);
  } catch (const DeadlineExceeded& error) {
    return fail(ErrorCode::deadline_exceeded, error.what());
  } catch (const TooManyReads& error) {
    return fail(ErrorCode::invalid_argument, error.what());
  } catch (const std::bad_alloc&) {
    return fail(ErrorCode::too_large, "the tags need too much memory");
  } catch (const std::exception& error) {
    return fail(ErrorCode::invalid_argument, error.what());
  }
}

}  // namespace audmg::taglib
