// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#include "audmg/storage/adapters/s3/sized_digest.hpp"

#include "audmg/core/hex.hpp"

namespace audmg::storage::s3 {

Result<void> SizedDigest::take(std::span<const std::byte> bytes) {
  if (!finished_.empty() || spoilt_) return fail(ErrorCode::conflict, "writing has ended");
  if (announced_ && bytes.size() > *announced_ - written_) {
    spoilt_ = true;
    return fail(ErrorCode::too_large, "more bytes than announced");
  }
  sha256_.update(bytes);
  crc32_.update(bytes);
  written_ += bytes.size();
  return {};
}

Result<std::string> SizedDigest::finish() {
  if (spoilt_) return fail(ErrorCode::conflict, "writing has failed");
  if (finished_.empty()) finished_ = to_hex(sha256_.finish());
  return finished_;
}

Result<void> SizedDigest::begin_commit() {
  if (spoilt_ || committed_) return fail(ErrorCode::conflict, "there is nothing to commit");
  committed_ = true;
  if (announced_ && written_ != *announced_) {
    return fail(ErrorCode::invalid_argument, "fewer bytes than announced");
  }
  return {};
}

}  // namespace audmg::storage::s3
