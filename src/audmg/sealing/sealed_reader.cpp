// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#include "audmg/sealing/sealed_reader.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

namespace audmg::sealing {

SealedReader::SealedReader(std::shared_ptr<const SealedObject> object, std::uint64_t plain_bytes,
                           ReadStored read_stored)
    : object_(std::move(object)), plain_bytes_(plain_bytes), read_stored_(std::move(read_stored)) {}

Result<std::size_t> SealedReader::read_at(std::uint64_t offset, std::span<std::byte> into) {
  const std::scoped_lock lock(mutex_);
  // An empty object is authenticated, too.
  if (plain_bytes_ == 0) AUDMG_CHECK(read_piece(0, {}));
  std::size_t done = 0;
  while (done < into.size() && offset + done < plain_bytes_) {
    AUDMG_TRY(const std::size_t count, read_piece(offset + done, into.subspan(done)));
    done += count;
  }
  return done;
}

SealedReader::Stream SealedReader::stream_of(std::uint64_t offset) const noexcept {
  const std::uint64_t stream_bytes = object_->stream_bytes();
  const std::uint64_t last = stream_count(plain_bytes_, stream_bytes) - 1;
  const std::uint64_t number = stream_bytes == 0 ? 0 : offset / stream_bytes;
  const std::uint64_t plain_offset = number * stream_bytes;
  return {.number = number,
          .is_last = number == last,
          .plain_bytes = number == last ? plain_bytes_ - plain_offset : stream_bytes,
          .sealed_offset = stream_offset(number, stream_bytes),
          .plain_offset = plain_offset};
}

/// Reads from one segment.
Result<std::size_t> SealedReader::read_piece(std::uint64_t offset, std::span<std::byte> into) {
  if (offset >= kept_offset_ && offset < kept_offset_ + kept_.size()) {
    const auto from = std::span(kept_).subspan(static_cast<std::size_t>(offset - kept_offset_));
    const std::size_t count = std::min(from.size(), into.size());
    std::copy_n(from.begin(), count, into.begin());
    return count;
  }
  const Stream stream = stream_of(offset);
  AUDMG_CHECK(use_stream(stream));
  const Segment segment = segment_of(offset - stream.plain_offset, stream.plain_bytes);
  const std::uint64_t begin = stream.plain_offset + segment.plain_offset;
  if (begin == offset && into.size() >= segment.plain_bytes) {
    AUDMG_CHECK(open_segment(stream, segment, into.first(segment.plain_bytes)));
    return segment.plain_bytes;
  }
  std::vector<std::byte> kept(std::move(kept_));
  kept_.clear();
  kept.resize(segment.plain_bytes);
  AUDMG_CHECK(open_segment(stream, segment, kept));
  kept_ = std::move(kept);
  kept_offset_ = begin;
  return read_piece(offset, into);
}

Result<void> SealedReader::use_stream(const Stream& stream) {
  if (cipher_ && cipher_stream_ == stream.number) return {};
  cipher_.reset();
  StreamHeader header{};
  AUDMG_TRY(const std::size_t count, read_stored_(stream.sealed_offset, header));
  if (count < header.size()) {
    return fail(ErrorCode::corrupt,
                fmt::format("the sealed object {} is cut off", object_->name()));
  }
  AUDMG_TRY(cipher_, object_->read_stream(stream.number, stream.is_last, header));
  cipher_stream_ = stream.number;
  return {};
}

Result<void> SealedReader::open_segment(const Stream& stream, const Segment& segment,
                                        std::span<std::byte> into) {
  // Not a member: a server has thousands of readers and few threads.
  thread_local std::vector<std::byte> sealed;
  sealed.resize(segment.sealed_bytes());
  AUDMG_TRY(const std::size_t count,
            read_stored_(stream.sealed_offset + segment.sealed_offset, sealed));
  if (count < sealed.size()) {
    return fail(ErrorCode::corrupt,
                fmt::format("the sealed object {} is cut off", object_->name()));
  }
  if (cipher_->open(segment.number, segment.is_last, sealed, into)) return {};
  return fail(ErrorCode::corrupt,
              fmt::format("the sealed object {} is damaged or was changed, between bytes {} and {}",
                          object_->name(), stream.plain_offset + segment.plain_offset,
                          stream.plain_offset + segment.plain_offset + segment.plain_bytes));
}

}  // namespace audmg::sealing
