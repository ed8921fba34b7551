// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#include "audmg/server/body_reader.hpp"

#include "audmg/server/limits.hpp"

#include <algorithm>
#include <cstring>

namespace audmg::server {

using std::chrono::steady_clock;

BodyReader::BodyReader(Transport& transport, InputBuffer& input, const RequestHead& head,
                       std::chrono::milliseconds silence)
    : transport_(transport),
      input_(input),
      silence_(silence),
      announced_length_(head.body.length),
      rest_(head.body.length) {
  if (head.body.kind == BodyFraming::Kind::none) return;
  if (head.body.kind == BodyFraming::Kind::chunked) chunked_.emplace();
  expects_continue_ = head.expect_continue;
  state_ = State::more;
}

Task<std::size_t> BodyReader::read(std::span<std::byte> into) {
  if (begun_at_ == SteadyTime{}) begun_at_ = steady_clock::now();
  std::size_t filled = take_arrived(into);
  bytes_read_ += filled;
  while (filled < into.size() && state_ == State::more) {
    if (expects_continue_) {
      expects_continue_ = false;
      const bool sent = co_await transport_.write_all("HTTP/1.1 100 Continue\r\n\r\n", silence_);
      if (!sent) co_return end_with(State::truncated);
    }
    std::size_t received = 0;
    const bool alive = co_await receive(into.subspan(filled), received);
    filled += received;
    // Now and not when `into` is full: the deadline of the next wait goes by it.
    bytes_read_ += received;
    if (!alive) break;
  }
  co_return filled;
}

bool BodyReader::drop_arrived() {
  std::byte dropped[1024];
  while (state_ == State::more && take_arrived(dropped) > 0) {
  }
  return state_ == State::complete;
}

/// Takes bytes from the input buffer without waiting.
std::size_t BodyReader::take_arrived(std::span<std::byte> into) {
  const auto arrived = input_.unread();
  if (state_ != State::more || into.empty()) return 0;
  if (arrived.empty()) return 0;
  expects_continue_ = false;
  if (chunked_) {
    const auto step = chunked_->decode(arrived, into);
    if (!step) return end_with(State::malformed);
    input_.consume(step->consumed);
    if (chunked_->done()) state_ = State::complete;
    return step->produced;
  }
  const auto taken = static_cast<std::size_t>(
      std::min<std::uint64_t>(rest_, std::min(arrived.size(), into.size())));
  std::memcpy(into.data(), arrived.data(), taken);
  input_.consume(taken);
  rest_ -= taken;
  if (rest_ == 0) state_ = State::complete;
  return taken;
}

/// Waits for more bytes and takes them. Returns false when the body has ended in any way.
Task<bool> BodyReader::receive(std::span<std::byte> into, std::size_t& received) {
  for (;;) {
    // A plain body goes straight where it is wanted; the chunked coding must be taken off on the
    // way.
    if (chunked_) input_.enlarge();
    const auto wanted = static_cast<std::size_t>(std::min<std::uint64_t>(rest_, into.size()));
    const Moved moved = transport_.read_now(chunked_ ? input_.room() : into.first(wanted));
    if (moved.state == Moved::State::done) {
      if (chunked_) {
        input_.fill(moved.bytes);
        received = take_arrived(into);
      } else {
        received = moved.bytes;
        rest_ -= moved.bytes;
        if (rest_ == 0) state_ = State::complete;
      }
      co_return state_ == State::more;
    }
    if (moved.state != Moved::State::wait_read && moved.state != Moved::State::wait_write) {
      state_ = State::truncated;
      co_return false;
    }
    const bool ready = co_await transport_.wait(moved.state, deadline());
    if (!ready) {
      state_ = transport_.timed_out() ? State::timed_out : State::truncated;
      co_return false;
    }
  }
}

/// Allows some silence at any time; in the long run the bytes must come at a minimum rate.
SteadyTime BodyReader::deadline() const {
  const auto earned = std::chrono::seconds(bytes_read_ / kMinBodyBytesPerSecond);
  return std::min(steady_clock::now() + silence_, begun_at_ + silence_ + earned);
}

std::size_t BodyReader::end_with(State state) {
  state_ = state;
  return 0;
}

}  // namespace audmg::server
