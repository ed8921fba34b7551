// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#include "audmg/server/object_sender.hpp"

#include "audmg/dispatch/object_gate.hpp"
#include "audmg/server/limits.hpp"
#include "audmg/server/options.hpp"
#include "audmg/server/pool_call.hpp"
#include "audmg/server/worker_pool.hpp"
#include "audmg/storage/object_store.hpp"

#include <boost/asio/post.hpp>

#include <sys/uio.h>

#include <algorithm>
#include <array>
#include <span>
#include <utility>

namespace audmg::server {
namespace {

using storage::ObjectReader;

/// Bytes that any Linux reads ahead together: if the last one is cached, all of them are.
constexpr std::size_t kOneReadAhead = 64 * 1024;

/// Reads bytes from the page cache without waiting for a disk. After fewer bytes than requested,
/// ask the pool for the rest.
std::size_t read_cached(const ObjectReader& reader, std::uint64_t offset,
                        std::span<std::byte> into) {
  if (reader.descriptor() < 0) return 0;
  const iovec buffer{into.data(), into.size()};
  const ssize_t count =
      preadv2(reader.descriptor(), &buffer, 1, static_cast<off_t>(offset), RWF_NOWAIT);
  return count < 0 ? 0 : static_cast<std::size_t>(count);
}

/// Fills all of `into`; returns false when the object is shorter. Errors: those of reading.
Result<bool> read_fully(ObjectReader& reader, std::uint64_t offset, std::span<std::byte> into) {
  while (!into.empty()) {
    AUDMG_TRY(const std::size_t count, reader.read_at(offset, into));
    if (count == 0) return false;
    offset += count;
    into = into.subspan(count);
  }
  return true;
}

class ObjectSender {
 public:
  ObjectSender(Exchange& exchange, std::string head, std::shared_ptr<ObjectReader> reader)
      : exchange_(exchange), pending_(std::move(head)), reader_(std::move(reader)) {}

  Task<bool> send(const std::vector<dispatch::Piece>& pieces) {
    for (const auto& piece : pieces) {
      const bool more = &piece != &pieces.back();
      pending_ += piece.text;
      bool sent = true;
      if (reader_ && reader_->is_composed()) {
        sent = co_await send_composed(piece.range);
      } else {
        sent = co_await send_range(piece.range, more);
      }
      if (!sent) co_return false;
    }
    const bool flushed = co_await flush(false);
    if (corked_) exchange_.transport.cork(false);
    co_return flushed;
  }

 private:
  Task<bool> send_range(ByteRange range, bool more) {
    const bool by_kernel = !exchange_.transport.is_tls() && reader_ && reader_->descriptor() >= 0;
    bool sent = true;
    if (by_kernel && range.length > kSmallObjectBytes) {
      sent = co_await send_by_kernel(range);
    } else if (range.length > 0) {
      sent = co_await send_by_memory(range, more);
    }
    co_return sent;
  }

  /// One stretch after the other, each as if its object had been asked for.
  Task<bool> send_composed(ByteRange range) {
    const std::shared_ptr<ObjectReader> composed = reader_;
    bool sent = true;
    while (sent && range.length > 0) {
      auto stretch = co_await run(exchange_.loop, exchange_.context.function_pool,
                                  [&] { return composed->stretch_at(range.offset); });
      // The announced length cannot be kept any more.
      if (!stretch) co_return tell(stretch.error());
      const auto text =
          static_cast<std::size_t>(std::min<std::uint64_t>(range.length, stretch->text.size()));
      pending_.append(stretch->text, 0, text);
      const std::uint64_t bytes = std::min(range.length - text, stretch->range.length);
      if (bytes > 0) {
        reader_ = std::move(stretch->object);
        sent = co_await send_range({stretch->range.offset, bytes}, true);
        reader_ = composed;
      }
      range.offset += text + bytes;
      range.length -= text + bytes;
      if (sent && pending_.size() > kReadSliceBytes) sent = co_await flush(range.length > 0);
    }
    co_return sent;
  }

  Task<bool> flush(bool more) {
    if (pending_.empty()) co_return true;
    const bool sent = co_await exchange_.transport.write_all(pending_, {}, more, timeout());
    exchange_.bytes_sent += pending_.size();
    pending_.clear();
    co_return sent;
  }

  /// Everything through `pending_`, a slice at a time; what is left in it at the end is less than a
  /// slice and goes out with what follows.
  Task<bool> send_by_memory(ByteRange range, bool more) {
    while (range.length > 0) {
      const auto before = pending_.size();
      const auto count =
          static_cast<std::size_t>(std::min<std::uint64_t>(range.length, kReadSliceBytes));
      // Not the size that the operation gets: libstdc++ 12 passes the new capacity there.
      pending_.resize_and_overwrite(before + count,
                                    [&](char*, std::size_t) { return before + count; });
      const auto into = std::as_writable_bytes(std::span(pending_)).subspan(before);
      const auto cached = read_cached(*reader_, range.offset, into);
      if (cached < count) {
        const auto read = co_await run(exchange_.loop, exchange_.context.function_pool, [&] {
          return read_fully(*reader_, range.offset + cached, into.subspan(cached));
        });
        if (!read) co_return tell(read.error());
        if (!*read) co_return false;
      }
      range.offset += count;
      range.length -= count;
      if (range.length == 0 && pending_.size() <= kReadSliceBytes && more) break;
      bool sent = false;
      // Not through flush(): with TLS that would join the two halves in a copy.
      sent = co_await exchange_.transport.write_all(pending_, timeout());
      exchange_.bytes_sent += pending_.size();
      pending_.clear();
      if (!sent) co_return false;
      co_await let_others(count);
    }
    co_return true;
  }

  Task<bool> send_by_kernel(ByteRange range) {
    if (range.length > kOneReadAhead && !corked_) {
      exchange_.transport.cork(true);
      corked_ = true;
    }
    const bool head_sent = co_await flush(true);
    if (!head_sent) co_return false;
    auto offset = static_cast<off_t>(range.offset);
    const off_t end = offset + static_cast<off_t>(range.length);
    off_t present_until = offset;
    while (offset < end) {
      if (offset >= present_until) {
        present_until = std::min(end, offset + static_cast<off_t>(kSendfileSliceBytes));
        const bool present = co_await make_present(offset, present_until);
        if (!present) co_return false;
      }
      const Moved moved = exchange_.transport.send_file_now(
          reader_->descriptor(), offset, static_cast<std::size_t>(present_until - offset));
      if (moved.state == Moved::State::done) {
        // The file is shorter than it was: the announced length cannot be kept any more.
        if (moved.bytes == 0) co_return false;
        exchange_.bytes_sent += moved.bytes;
        co_await let_others(moved.bytes);
        continue;
      }
      if (moved.state != Moved::State::wait_write) co_return false;
      turn_ = 0;
      const bool ready = co_await exchange_.transport.wait(
          moved.state, std::chrono::steady_clock::now() + timeout());
      if (!ready) co_return false;
    }
    co_return true;
  }

  /// Brings [begin, end) into the page cache unless it is there. Reading ahead goes from front to
  /// back, so the first and the last byte stand for all between them.
  Task<bool> make_present(off_t begin, off_t end) {
    std::byte probe{};
    const auto is_cached = [&](off_t at) {
      return read_cached(*reader_, static_cast<std::uint64_t>(at), {&probe, 1}) == 1;
    };
    if (is_cached(end - 1) &&
        (static_cast<std::size_t>(end - begin) <= kOneReadAhead || is_cached(begin)))
      co_return true;
    const auto read = co_await run(exchange_.loop, exchange_.context.function_pool, [&] {
      std::array<std::byte, 64 * 1024> dropped;
      for (off_t at = begin; at < end; at += static_cast<off_t>(dropped.size())) {
        const auto count = std::min(dropped.size(), static_cast<std::size_t>(end - at));
        auto filled =
            read_fully(*reader_, static_cast<std::uint64_t>(at), std::span(dropped).first(count));
        if (!filled || !*filled) return filled;
      }
      return Result<bool>(true);
    });
    if (!read) co_return tell(read.error());
    co_return *read;
  }

  /// The answer is under way, so that only the log can say why it ends too early. Returns false.
  bool tell(const Error& error) const {
    if (error.code == ErrorCode::corrupt) {
      dispatch::log_damage(exchange_.call.request.request_id, reader_->info().key, error,
                           exchange_.context.services.logger);
    }
    return false;
  }

  /// A client that takes bytes as fast as they come must not keep the loop for itself.
  Task<void> let_others(std::size_t bytes) {
    turn_ += bytes;
    if (turn_ < kSendfileSliceBytes) co_return;
    turn_ = 0;
    co_await asio::post(exchange_.loop.context(), kAwait);
  }

  std::chrono::milliseconds timeout() const { return exchange_.context.options.timeouts.write; }

  Exchange& exchange_;
  std::string pending_;
  std::shared_ptr<ObjectReader> reader_;
  std::size_t turn_ = 0;
  bool corked_ = false;
};

}  // namespace

Task<bool> send_object(Exchange& exchange, std::string head,
                       const std::vector<dispatch::Piece>& pieces,
                       std::shared_ptr<ObjectReader> reader) {
  ObjectSender sender(exchange, std::move(head), std::move(reader));
  const bool sent = co_await sender.send(pieces);
  co_return sent;
}

}  // namespace audmg::server
