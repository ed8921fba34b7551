// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#include "audmg/sealing/stream_sealer.hpp"

#include <algorithm>
#include <limits>
#include <utility>

namespace audmg::sealing {

StreamSealer::StreamSealer(StreamCipher cipher) : cipher_(std::move(cipher)) {}

std::size_t StreamSealer::capacity() const noexcept {
  return next_number_ == 0 ? kPlainSegmentBytes - kStreamHeaderBytes : kPlainSegmentBytes;
}

Result<void> StreamSealer::append(std::span<const std::byte> bytes, const Sink& sink) {
  while (!bytes.empty()) {
    // Only now it is known that what is held back is not the last segment.
    if (held_.size() == capacity()) {
      AUDMG_CHECK(emit(held_, false, sink));
      held_.clear();
    }
    if (held_.empty() && bytes.size() > capacity()) {
      const auto whole = bytes.first(capacity());
      bytes = bytes.subspan(whole.size());
      AUDMG_CHECK(emit(whole, false, sink));
      continue;
    }
    const auto piece = bytes.first(std::min(bytes.size(), capacity() - held_.size()));
    held_.insert(held_.end(), piece.begin(), piece.end());
    bytes = bytes.subspan(piece.size());
  }
  return {};
}

Result<void> StreamSealer::finish(const Sink& sink) { return emit(held_, true, sink); }

Result<void> StreamSealer::emit(std::span<const std::byte> plain, bool is_last, const Sink& sink) {
  if (next_number_ > std::numeric_limits<std::uint32_t>::max()) {
    return fail(ErrorCode::too_large, "more bytes than a sealed stream can have");
  }
  // The header goes out with the first segment, in one write.
  const std::size_t begin = next_number_ == 0 ? kStreamHeaderBytes : 0;
  sealed_.resize(begin + plain.size() + openssl::kAesGcmTagBytes);
  if (begin > 0) std::ranges::copy(cipher_.header(), sealed_.begin());
  cipher_.seal(static_cast<std::uint32_t>(next_number_), is_last, plain,
               std::span(sealed_).subspan(begin));
  ++next_number_;
  return sink(sealed_);
}

}  // namespace audmg::sealing
