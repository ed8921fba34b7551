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

/// Where the program that decodes finds its end of the control socket.
inline constexpr int kControlDescriptor = 3;

/// A message and what came with it.
struct Message {
  std::string bytes;
  std::vector<Descriptor> descriptors;
};

/// Both ends of a new socket, closed on exec. Errors: unavailable.
[[nodiscard]] Result<std::pair<Descriptor, Descriptor>> make_socket_pair();

/// Never blocks: a peer that does not read is as good as gone. Errors: unavailable.
[[nodiscard]] Result<void> send_message(int socket, std::string_view bytes,
                                        std::span<const int> descriptors = {});

/// Waits for one. Errors: unavailable, when the other end is closed; too_large, when it is over one
/// of the limits: then nothing of it is left open.
[[nodiscard]] Result<Message> receive_message(int socket, std::size_t max_bytes,
                                              std::size_t max_descriptors = 0);

}  // namespace audmg::media::sandbox
