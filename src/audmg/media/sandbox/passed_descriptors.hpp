// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#pragma once

#include "audmg/core/descriptor.hpp"
#include "audmg/core/result.hpp"

#include <cstddef>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

// Frames over SOCK_SEQPACKET sockets: one message is one frame, with the descriptors that belong to
// it (unix(7), SCM_RIGHTS).
namespace audmg::media::sandbox {

/// The descriptor at which the decoding program finds its end of the control socket.
inline constexpr int kControlDescriptor = 3;

/// A message and the descriptors that came with it.
struct Message {
  std::string bytes;
  std::vector<Descriptor> descriptors;
};

/// Returns both ends of a new socket, closed on exec. Errors: unavailable.
[[nodiscard]] Result<std::pair<Descriptor, Descriptor>> make_socket_pair();

/// Sends a message without blocking: a peer that does not read is treated as gone. Errors:
/// unavailable.
[[nodiscard]] Result<void> send_message(int socket, std::string_view bytes,
                                        std::span<const int> descriptors = {});

/// Blocks until a message arrives. Errors: unavailable, when the other end is closed; too_large,
/// when the message exceeds a limit; its descriptors are then closed.
[[nodiscard]] Result<Message> receive_message(int socket, std::size_t max_bytes,
                                              std::size_t max_descriptors = 0);

}  // namespace audmg::media::sandbox
