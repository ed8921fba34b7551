// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#include "audmg/functions/jobs/fetched_copy.hpp"

#include "audmg/core/errno_error.hpp"
#include "audmg/functions/jobs/local_copy.hpp"

#include <fcntl.h>
#include <sys/socket.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <span>
#include <system_error>
#include <utility>

namespace audmg::functions {
namespace {

Result<void> write_at(int file, std::uint64_t offset, std::span<const std::byte> bytes) {
  while (!bytes.empty()) {
    const ssize_t count = ::pwrite(file, bytes.data(), bytes.size(), static_cast<off_t>(offset));
    if (count < 0 && errno == EINTR) continue;
    if (count < 0) return fail_errno_retryable("write a local copy of an object", errno);
    bytes = bytes.subspan(static_cast<std::size_t>(count));
    offset += static_cast<std::uint64_t>(count);
  }
  return {};
}

/// Returns 0 at the end of the requests.
ssize_t receive(int socket, FetchRequest& request) {
  ssize_t count = 0;
  do {
    count = ::recv(socket, &request, sizeof(request), MSG_TRUNC);
  } while (count < 0 && errno == EINTR);
  return count;
}

bool send_answer(int socket, bool is_there) {
  const char answer = is_there ? 1 : 0;
  ssize_t count = 0;
  do {
    count = ::send(socket, &answer, sizeof(answer), MSG_NOSIGNAL);
  } while (count < 0 && errno == EINTR);
  return count == sizeof(answer);
}

}  // namespace

Result<std::unique_ptr<FetchedCopy>> FetchedCopy::make(storage::ObjectReader& object,
                                                       const std::string& folder,
                                                       const FetchLimits& limits) {
  AUDMG_TRY(Descriptor file,
            make_local_file(object, std::min(object.info().size, limits.kept_bytes), folder));
  if (::ftruncate(file.get(), static_cast<off_t>(object.info().size)) != 0) {
    return fail_errno_retryable("make a local copy of an object", errno);
  }
  std::array<int, 2> ends{};
  if (::socketpair(AF_UNIX, SOCK_SEQPACKET | SOCK_CLOEXEC, 0, ends.data()) != 0) {
    return fail_errno_retryable("no socket pair", errno);
  }
  std::unique_ptr<FetchedCopy> copy(
      new FetchedCopy(object, limits, std::move(file), Descriptor(ends[0]), Descriptor(ends[1])));
  try {
    copy->thread_ = std::thread([&copy = *copy] { copy.answer_requests(); });
  } catch (const std::system_error&) {
    return fail(ErrorCode::unavailable, "no thread for a local copy of an object", true);
  }
  return copy;
}

FetchedCopy::FetchedCopy(storage::ObjectReader& object, const FetchLimits& limits, Descriptor file,
                         Descriptor reader_end, Descriptor own_end)
    : object_(object),
      size_(object.info().size),
      limits_(limits),
      file_(std::move(file)),
      reader_end_(std::move(reader_end)),
      own_end_(std::move(own_end)),
      bytes_left_(size_ * limits.fetches_per_byte + limits.spare_bytes) {
  AUDMG_ASSERT(limits.block_bytes > 0 && limits.kept_bytes >= 2 * limits.block_bytes);
}

FetchedCopy::~FetchedCopy() {
  ::shutdown(own_end_.get(), SHUT_RDWR);
  if (thread_.joinable()) thread_.join();
}

std::optional<Error> FetchedCopy::error() const {
  const std::scoped_lock lock(mutex_);
  return error_;
}

void FetchedCopy::answer_requests() {
  FetchRequest request;
  while (receive(own_end_.get(), request) == sizeof(request)) {
    if (!send_answer(own_end_.get(), provide(request))) break;
  }
  // Whoever waits for an answer to something else learns that there is none.
  ::shutdown(own_end_.get(), SHUT_RDWR);
}

/// Puts the bytes into the file. The end of the object may be asked for, and what is behind it.
bool FetchedCopy::provide(const FetchRequest& request) {
  if (error()) return false;
  if (request.offset >= size_) return true;
  const std::uint64_t count = std::min(request.size, size_ - request.offset);
  if (count == 0) return true;
  const std::uint64_t first = request.offset / limits_.block_bytes;
  const std::uint64_t last = (request.offset + count - 1) / limits_.block_bytes;
  if (last - first + 1 > limits_.kept_bytes / limits_.block_bytes) return false;
  for (std::uint64_t block = first; block <= last; ++block) {
    if (const auto provided = provide_block(block); !provided) {
      // Too many requests are the reader's fault, and say nothing of the object.
      if (provided.error().code == ErrorCode::too_large) return false;
      const std::scoped_lock lock(mutex_);
      error_ = provided.error();
      return false;
    }
  }
  return true;
}

Result<void> FetchedCopy::provide_block(std::uint64_t block) {
  if (const auto at = std::ranges::find(blocks_, block); at != blocks_.end()) {
    blocks_.erase(at);
    blocks_.push_back(block);
    return {};
  }
  const std::uint64_t bytes =
      std::min<std::uint64_t>(limits_.block_bytes, size_ - block * limits_.block_bytes);
  if (bytes > bytes_left_) return fail(ErrorCode::too_large, "too much was asked for");
  bytes_left_ -= bytes;
  if ((blocks_.size() + 1) * limits_.block_bytes > limits_.kept_bytes) drop_oldest_block();
  AUDMG_CHECK(fetch_block(block));
  blocks_.push_back(block);
  return {};
}

Result<void> FetchedCopy::fetch_block(std::uint64_t block) {
  const std::uint64_t begin = block * limits_.block_bytes;
  const auto wanted =
      static_cast<std::size_t>(std::min<std::uint64_t>(limits_.block_bytes, size_ - begin));
  buffer_.resize(limits_.block_bytes);
  const std::span whole = std::span(buffer_).first(wanted);
  std::size_t filled = 0;
  while (filled < wanted) {
    AUDMG_TRY(const std::size_t count, object_.read_at(begin + filled, whole.subspan(filled)));
    if (count == 0) return fail(ErrorCode::unavailable, "the object ends too early", true);
    filled += count;
  }
  return write_at(file_.get(), begin, whole);
}

void FetchedCopy::drop_oldest_block() {
  const std::uint64_t block = blocks_.front();
  blocks_.pop_front();
  // Without holes the file grows, and a full disk is reported.
  static_cast<void>(::fallocate(file_.get(), FALLOC_FL_PUNCH_HOLE | FALLOC_FL_KEEP_SIZE,
                                static_cast<off_t>(block * limits_.block_bytes),
                                static_cast<off_t>(limits_.block_bytes)));
}

}  // namespace audmg::functions
