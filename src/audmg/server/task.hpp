// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#pragma once

#include <boost/asio/awaitable.hpp>
#include <boost/asio/basic_stream_socket.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/use_awaitable.hpp>

/// The coroutine and socket types of this folder. They use io_context's own executor instead of
/// Asio's type-erased default, which costs a fifth more CPU per request (docs/adr/0002).
namespace audmg::server {

namespace asio = boost::asio;

using LoopExecutor = asio::io_context::executor_type;

/// A coroutine on an event loop.
template <class T = void>
using Task = asio::awaitable<T, LoopExecutor>;

using Socket = asio::basic_stream_socket<asio::ip::tcp, LoopExecutor>;

/// Completion token that suspends the calling Task.
inline constexpr asio::use_awaitable_t<LoopExecutor> kAwait{};

}  // namespace audmg::server
