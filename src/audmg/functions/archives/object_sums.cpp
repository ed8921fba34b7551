// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#include "audmg/functions/archives/object_sums.hpp"

#include <span>
#include <vector>

namespace audmg::functions {
namespace {

constexpr std::size_t kSummedAtOnce = std::size_t{256} * 1024;

}  // namespace

Result<std::uint32_t> ObjectSums::crc32_of(const std::string& object_key, Deadline& deadline) {
  Sum sum = take(object_key);
  auto finished = finish(sum, object_key, deadline);
  if (!finished) keep(object_key, sum);
  return finished;
}

Result<std::uint32_t> ObjectSums::finish(Sum& sum, const std::string& object_key,
                                         Deadline& deadline) {
  AUDMG_TRY(const auto reader, objects_.get_object(object_key));
  std::vector<std::byte> buffer(kSummedAtOnce);
  while (!deadline.passed()) {
    AUDMG_TRY(const std::size_t count, reader->read_at(sum.read_bytes, buffer));
    if (count == 0) return sum.crc32.value();
    sum.crc32.update(std::span(buffer).first(count));
    sum.read_bytes += count;
  }
  return fail(ErrorCode::deadline_exceeded, "an object takes longer to read", true);
}

/// A call beside another one of the same object reads it from the start.
ObjectSums::Sum ObjectSums::take(const std::string& object_key) {
  const std::scoped_lock lock(mutex_);
  const auto found = unfinished_.find(object_key);
  if (found == unfinished_.end()) return {};
  const Sum sum = found->second;
  unfinished_.erase(found);
  return sum;
}

void ObjectSums::keep(const std::string& object_key, const Sum& sum) {
  if (sum.read_bytes == 0) return;
  const std::scoped_lock lock(mutex_);
  if (unfinished_.size() >= kMaxUnfinished) unfinished_.erase(unfinished_.begin());
  Sum& kept = unfinished_[object_key];
  if (kept.read_bytes < sum.read_bytes) kept = sum;
}

}  // namespace audmg::functions
