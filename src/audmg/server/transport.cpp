// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#include "audmg/server/transport.hpp"

#include <boost/asio/buffer.hpp>
#include <boost/asio/redirect_error.hpp>

#include <netinet/in.h>
#include <netinet/tcp.h>
#include <sys/sendfile.h>
#include <sys/socket.h>

#include <array>
#include <cerrno>
#include <string>
#include <utility>

namespace audmg::server {
namespace {

using openssl::TlsSession;

/// Returns the outcome of a system call that moves bytes.
Moved moved_by(ssize_t result, Moved::State when_blocked) noexcept {
  if (result >= 0) return {Moved::State::done, static_cast<std::size_t>(result)};
  if (errno == EAGAIN || errno == EWOULDBLOCK) return {when_blocked, 0};
  return {Moved::State::failed, 0};
}

Moved moved_by(TlsSession::Outcome outcome) noexcept {
  switch (outcome.state) {
    case TlsSession::State::done:
      return {Moved::State::done, outcome.bytes};
    case TlsSession::State::wants_read:
      return {Moved::State::wait_read, 0};
    case TlsSession::State::wants_write:
      return {Moved::State::wait_write, 0};
    case TlsSession::State::closed:
      return {Moved::State::closed, 0};
    case TlsSession::State::failed:
      break;
  }
  return {Moved::State::failed, 0};
}

/// Repeats the call when a signal interrupted it.
template <class Call>
ssize_t uninterrupted(Call call) noexcept {
  for (;;) {
    const ssize_t result = call();
    if (result >= 0 || errno != EINTR) return result;
  }
}

}  // namespace

Transport::Transport(Socket socket, std::optional<TlsSession> tls)
    : socket_(std::move(socket)), tls_(std::move(tls)) {}

Task<bool> Transport::begins_tls(SteadyTime deadline) {
  constexpr unsigned char kHandshake = 22;  // RFC 8446 section 5.1, ContentType
  const int socket = socket_.native_handle();
  unsigned char first = 0;
  for (;;) {
    const Moved moved =
        moved_by(uninterrupted([&] { return recv(socket, &first, 1, MSG_PEEK | MSG_DONTWAIT); }),
                 Moved::State::wait_read);
    if (moved.state == Moved::State::done && moved.bytes == 1 && first == kHandshake)
      co_return true;
    if (moved.state != Moved::State::wait_read) break;
    const bool ready = co_await wait(moved.state, deadline);
    if (!ready) break;
  }
  tls_.reset();
  co_return false;
}

Task<bool> Transport::handshake(SteadyTime deadline) {
  if (!tls_) co_return true;
  for (;;) {
    const Moved moved = moved_by(tls_->handshake());
    if (moved.state == Moved::State::done) co_return true;
    if (moved.state != Moved::State::wait_read && moved.state != Moved::State::wait_write) {
      co_return false;
    }
    const bool ready = co_await wait(moved.state, deadline);
    if (!ready) co_return false;
  }
}

Moved Transport::read_now(std::span<std::byte> into) noexcept {
  if (abandoned_) return {};
  if (tls_) return moved_by(tls_->read(into));
  const int socket = socket_.native_handle();
  const Moved moved =
      moved_by(uninterrupted([&] { return recv(socket, into.data(), into.size(), MSG_DONTWAIT); }),
               Moved::State::wait_read);
  if (moved.state == Moved::State::done && moved.bytes == 0) return {Moved::State::closed, 0};
  return moved;
}

Moved Transport::write_now(std::span<const std::byte> bytes) noexcept {
  if (abandoned_) return {};
  if (tls_) return moved_by(tls_->write(bytes));
  const int socket = socket_.native_handle();
  return moved_by(uninterrupted([&] {
                    return send(socket, bytes.data(), bytes.size(), MSG_DONTWAIT | MSG_NOSIGNAL);
                  }),
                  Moved::State::wait_write);
}

Moved Transport::write_now(std::span<const iovec> buffers, bool more) noexcept {
  if (abandoned_) return {};
  msghdr message{};
  // sendmsg() only reads the array; its type is older than const.
  message.msg_iov = const_cast<iovec*>(buffers.data());
  message.msg_iovlen = buffers.size();
  const int flags = MSG_DONTWAIT | MSG_NOSIGNAL | (more ? MSG_MORE : 0);
  const int socket = socket_.native_handle();
  return moved_by(uninterrupted([&] { return sendmsg(socket, &message, flags); }),
                  Moved::State::wait_write);
}

Moved Transport::send_file_now(int file, off_t& offset, std::size_t count) noexcept {
  if (abandoned_) return {};
  const int socket = socket_.native_handle();
  return moved_by(uninterrupted([&] { return sendfile(socket, file, &offset, count); }),
                  Moved::State::wait_write);
}

void Transport::cork(bool on) noexcept {
  const int value = on ? 1 : 0;
  setsockopt(socket_.native_handle(), IPPROTO_TCP, TCP_CORK, &value, sizeof value);
}

Task<bool> Transport::wait(Moved::State state, SteadyTime deadline) {
  if (abandoned_) co_return false;
  deadline_ = deadline;
  boost::system::error_code error;
  const auto what = state == Moved::State::wait_write ? Socket::wait_write : Socket::wait_read;
  co_await socket_.async_wait(what, asio::redirect_error(kAwait, error));
  deadline_ = SteadyTime::max();
  co_return !error && !abandoned_;
}

Task<bool> Transport::wait_interruptible(SteadyTime deadline) {
  if (has_pending()) co_return true;
  interruptible_ = true;
  const bool ready = co_await wait(Moved::State::wait_read, deadline);
  interruptible_ = false;
  co_return ready;
}

void Transport::interrupt() {
  if (!interruptible_) return;
  boost::system::error_code ignored;
  socket_.cancel(ignored);
}

Task<std::size_t> Transport::receive(std::span<std::byte> into, SteadyTime deadline) {
  if (abandoned_) co_return 0;
  deadline_ = deadline;
  boost::system::error_code error;
  const auto received = co_await socket_.async_read_some(asio::buffer(into.data(), into.size()),
                                                         asio::redirect_error(kAwait, error));
  deadline_ = SteadyTime::max();
  co_return abandoned_ ? 0 : received;
}

Task<bool> Transport::write_all(std::string_view bytes, std::chrono::milliseconds timeout) {
  auto rest = std::as_bytes(std::span(bytes));
  while (!rest.empty()) {
    const Moved moved = write_now(rest);
    if (moved.state == Moved::State::done) {
      rest = rest.subspan(moved.bytes);
      continue;
    }
    if (moved.state != Moved::State::wait_read && moved.state != Moved::State::wait_write) {
      co_return false;
    }
    const bool ready = co_await wait(moved.state, std::chrono::steady_clock::now() + timeout);
    if (!ready) co_return false;
  }
  co_return true;
}

Task<bool> Transport::write_all(std::string_view head, std::string_view body, bool more,
                                std::chrono::milliseconds timeout) {
  if (tls_) {
    // One record instead of two; bodies that come this way are small.
    std::string joined;
    joined.reserve(head.size() + body.size());
    joined.append(head).append(body);
    const bool written = co_await write_all(joined, timeout);
    co_return written;
  }
  while (!head.empty() || !body.empty()) {
    // writev-style calls take memory that they do not change through pointers to non-const.
    const std::array<iovec, 2> buffers = {iovec{const_cast<char*>(head.data()), head.size()},
                                          iovec{const_cast<char*>(body.data()), body.size()}};
    const Moved moved = write_now(buffers, more);
    if (moved.state == Moved::State::done) {
      const auto of_head = std::min(moved.bytes, head.size());
      head.remove_prefix(of_head);
      body.remove_prefix(moved.bytes - of_head);
      continue;
    }
    if (moved.state != Moved::State::wait_write) co_return false;
    const bool ready = co_await wait(moved.state, std::chrono::steady_clock::now() + timeout);
    if (!ready) co_return false;
  }
  co_return true;
}

void Transport::enforce_deadline(SteadyTime now) {
  if (now < deadline_) return;
  timed_out_ = true;
  deadline_ = SteadyTime::max();
  boost::system::error_code ignored;
  socket_.cancel(ignored);
}

void Transport::abandon() {
  abandoned_ = true;
  boost::system::error_code ignored;
  socket_.cancel(ignored);
}

void Transport::shut_down_sending() noexcept {
  if (abandoned_) return;
  if (tls_) tls_->close_notify();
  shutdown(socket_.native_handle(), SHUT_WR);
}

}  // namespace audmg::server
