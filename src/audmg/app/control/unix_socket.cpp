// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#include "audmg/app/control/unix_socket.hpp"

#include "audmg/app/data_folder/durable_file.hpp"
#include "audmg/core/wipe.hpp"

#include <fmt/format.h>

#include <fcntl.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/un.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <cstring>
#include <span>

namespace audmg::app {
namespace {

constexpr int kBacklog = 8;

/// An address for a path of any length: a long one goes through a descriptor of its folder, which
/// must stay open until the address was used.
struct SocketAddress {
  sockaddr_un address{};
  Descriptor folder;
};

Result<SocketAddress> address_of(const std::filesystem::path& path) {
  SocketAddress result;
  result.address.sun_family = AF_UNIX;
  std::string text = path.string();
  if (text.size() >= sizeof(result.address.sun_path)) {
    result.folder = Descriptor(::open(path.parent_path().c_str(), O_PATH | O_CLOEXEC));
    if (result.folder.get() < 0) {
      return fail_errno("cannot open " + path.parent_path().string(), errno);
    }
    text = fmt::format("/proc/self/fd/{}/{}", result.folder.get(), path.filename().string());
  }
  AUDMG_ASSERT(text.size() < sizeof(result.address.sun_path));
  std::memcpy(result.address.sun_path, text.data(), text.size());
  return result;
}

}  // namespace

Result<Descriptor> listen_unix(const std::filesystem::path& path) {
  AUDMG_TRY(const SocketAddress address, address_of(path));
  Descriptor socket(::socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0));
  if (socket.get() < 0) return fail_errno("cannot make a socket", errno);
  ::unlink(path.c_str());
  // The mode of the socket file is the descriptor's, less the umask (unix(7)).
  ::fchmod(socket.get(), kOwnerOnlyFile);
  // NOLINTNEXTLINE(cppcoreguidelines-pro-type-reinterpret-cast): the sockets interface wants it
  const auto* generic = reinterpret_cast<const sockaddr*>(&address.address);
  if (::bind(socket.get(), generic, sizeof(address.address)) != 0) {
    return fail_errno("cannot bind " + path.string(), errno);
  }
  ::chmod(path.c_str(), kOwnerOnlyFile);
  if (::listen(socket.get(), kBacklog) != 0) {
    return fail_errno("cannot listen at " + path.string(), errno);
  }
  return socket;
}

Result<Descriptor> connect_unix(const std::filesystem::path& path) {
  AUDMG_TRY(const SocketAddress address, address_of(path));
  Descriptor socket(::socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0));
  if (socket.get() < 0) return fail_errno("cannot make a socket", errno);
  // NOLINTNEXTLINE(cppcoreguidelines-pro-type-reinterpret-cast): the sockets interface wants it
  const auto* generic = reinterpret_cast<const sockaddr*>(&address.address);
  if (::connect(socket.get(), generic, sizeof(address.address)) != 0) {
    Error error = fail_errno("cannot connect to " + path.string(), errno).error();
    error.code = ErrorCode::unavailable;
    return std::unexpected(std::move(error));
  }
  return socket;
}

bool is_same_user(const Descriptor& socket) {
  ucred peer{};
  socklen_t size = sizeof(peer);
  if (::getsockopt(socket.get(), SOL_SOCKET, SO_PEERCRED, &peer, &size) != 0) return false;
  return peer.uid == ::geteuid() || peer.uid == 0;
}

Result<std::string> read_line(const Descriptor& socket, std::string& buffer,
                              std::size_t max_bytes) {
  for (;;) {
    if (const std::size_t end = buffer.find('\n'); end != std::string::npos) {
      std::string line = buffer.substr(0, end);
      buffer.erase(0, end + 1);
      return line;
    }
    if (buffer.size() > max_bytes) {
      return fail(ErrorCode::too_large, "a line on the control socket is too long");
    }
    std::array<char, 4096> piece{};
    const ssize_t count = ::recv(socket.get(), piece.data(), piece.size(), 0);
    if (count < 0 && errno == EINTR) continue;
    if (count < 0) {
      return fail(ErrorCode::unavailable,
                  fail_errno("the control socket failed", errno).error().message);
    }
    if (count == 0) {
      return fail(ErrorCode::unavailable, "the other end of the control socket closed it");
    }
    buffer.append(piece.data(), static_cast<std::size_t>(count));
    wipe(std::as_writable_bytes(std::span(piece)));
  }
}

Result<void> write_all(const Descriptor& socket, std::string_view bytes) {
  while (!bytes.empty()) {
    const ssize_t count = ::send(socket.get(), bytes.data(), bytes.size(), MSG_NOSIGNAL);
    if (count < 0 && errno == EINTR) continue;
    if (count < 0) {
      return fail(ErrorCode::unavailable,
                  fail_errno("the control socket failed", errno).error().message);
    }
    bytes.remove_prefix(static_cast<std::size_t>(count));
  }
  return {};
}

}  // namespace audmg::app
