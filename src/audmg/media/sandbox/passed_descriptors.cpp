// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#include "audmg/media/sandbox/passed_descriptors.hpp"

#include "audmg/core/errno_error.hpp"

#include <sys/socket.h>
#include <sys/uio.h>

#include <array>
#include <cerrno>
#include <cstring>

namespace audmg::media::sandbox {
namespace {

/// The kernel's own limit is 253 (SCM_MAX_FD).
constexpr std::size_t kMaxPassed = 64;

struct alignas(cmsghdr) ControlBytes {
  std::array<char, CMSG_SPACE(kMaxPassed * sizeof(int))> bytes{};
};

std::vector<Descriptor> take_descriptors(msghdr& header) {
  std::vector<Descriptor> descriptors;
  for (cmsghdr* part = CMSG_FIRSTHDR(&header); part != nullptr; part = CMSG_NXTHDR(&header, part)) {
    if (part->cmsg_level != SOL_SOCKET || part->cmsg_type != SCM_RIGHTS) continue;
    const std::size_t bytes = part->cmsg_len - CMSG_LEN(0);
    std::vector<int> numbers(bytes / sizeof(int));
    if (!numbers.empty()) std::memcpy(numbers.data(), CMSG_DATA(part), bytes);
    for (const int number : numbers) descriptors.emplace_back(number);
  }
  return descriptors;
}

}  // namespace

Result<std::pair<Descriptor, Descriptor>> make_socket_pair() {
  std::array<int, 2> ends{};
  if (::socketpair(AF_UNIX, SOCK_SEQPACKET | SOCK_CLOEXEC, 0, ends.data()) != 0) {
    return fail_errno_retryable("no socket pair", errno);
  }
  return std::pair(Descriptor(ends[0]), Descriptor(ends[1]));
}

Result<void> send_message(int socket, std::string_view bytes, std::span<const int> descriptors) {
  AUDMG_ASSERT(descriptors.size() <= kMaxPassed);
  iovec part{const_cast<char*>(bytes.data()), bytes.size()};  // NOLINT: sendmsg does not write
  msghdr header{};
  header.msg_iov = &part;
  header.msg_iovlen = 1;
  ControlBytes control;
  if (!descriptors.empty()) {
    header.msg_control = control.bytes.data();
    header.msg_controllen = CMSG_SPACE(descriptors.size_bytes());
    cmsghdr* rights = CMSG_FIRSTHDR(&header);
    rights->cmsg_level = SOL_SOCKET;
    rights->cmsg_type = SCM_RIGHTS;
    rights->cmsg_len = CMSG_LEN(descriptors.size_bytes());
    std::memcpy(CMSG_DATA(rights), descriptors.data(), descriptors.size_bytes());
  }
  ssize_t count = 0;
  do {
    count = ::sendmsg(socket, &header, MSG_NOSIGNAL | MSG_DONTWAIT);
  } while (count < 0 && errno == EINTR);
  if (count < 0) return fail_errno_retryable("cannot send a frame", errno);
  return {};
}

Result<Message> receive_message(int socket, std::size_t max_bytes, std::size_t max_descriptors) {
  AUDMG_ASSERT(max_descriptors <= kMaxPassed);
  Message message;
  message.bytes.resize(max_bytes);
  iovec part{message.bytes.data(), message.bytes.size()};
  ControlBytes control;
  msghdr header{};
  header.msg_iov = &part;
  header.msg_iovlen = 1;
  header.msg_control = control.bytes.data();
  header.msg_controllen = control.bytes.size();
  ssize_t count = 0;
  do {
    count = ::recvmsg(socket, &header, MSG_CMSG_CLOEXEC);
  } while (count < 0 && errno == EINTR);
  if (count < 0) return fail_errno_retryable("cannot receive a frame", errno);
  message.descriptors = take_descriptors(header);
  if (count == 0) return fail(ErrorCode::unavailable, "the other end is closed", true);
  if ((header.msg_flags & (MSG_TRUNC | MSG_CTRUNC)) != 0 ||
      message.descriptors.size() > max_descriptors) {
    return fail(ErrorCode::too_large, "a frame over the limit");
  }
  message.bytes.resize(static_cast<std::size_t>(count));
  return message;
}

}  // namespace audmg::media::sandbox
